"""Plain text and mail: decodes, holds no control characters; a mail carries no program."""

import codecs
import re
from email import policy
from email.message import Message
from email.parser import BytesParser
from typing import BinaryIO

from documentos.puerta.examen.firmas import BOMS_UTF16, CONTROLES, es_ademas_un_zip
from documentos.puerta.examen.hallazgo import Hallazgo, es_ejecutable

ENCABEZADO = re.compile(rb"^([A-Za-z][A-Za-z0-9-]*):", re.MULTILINE)
PARTES_MAXIMAS = 1_000


def preparar() -> None:
    for codificacion in ("utf-8", "utf-16", "cp1252", "ascii", "latin-1"):
        codecs.lookup(codificacion)  # loads it


def examinar(fichero: BinaryIO, contenido: str) -> Hallazgo:
    datos = fichero.read()
    if not _se_lee(datos):
        return Hallazgo("desconocido")
    if es_ademas_un_zip(fichero):
        return Hallazgo(contenido, "dos_cosas")
    if not _es_correo(datos):
        return Hallazgo(contenido)
    try:
        return _adjuntos(BytesParser(policy=policy.compat32).parsebytes(datos))
    except RecursionError:
        return Hallazgo("correo", "bomba")


def _se_lee(datos: bytes) -> bool:
    """UTF-8, UTF-16 with its mark, or the encoding of old Windows, in which spreadsheets still save lists."""
    if datos.startswith(BOMS_UTF16):
        return _decodifica(datos, "utf-16")
    return not CONTROLES.search(datos) and (_decodifica(datos, "utf-8") or _decodifica(datos, "cp1252"))


def _decodifica(datos: bytes, codificacion: str) -> bool:
    try:
        datos.decode(codificacion)
    except UnicodeDecodeError:
        return False
    return True


def _es_correo(datos: bytes) -> bool:
    cabecera = re.split(rb"\r?\n\r?\n", datos[:100_000], maxsplit=1)[0]
    if not ENCABEZADO.match(cabecera):
        return False
    nombres = {nombre.lower() for nombre in ENCABEZADO.findall(cabecera)}
    return b"from" in nombres and bool(nombres & {b"date", b"message-id", b"received"})


def _adjuntos(correo: Message) -> Hallazgo:
    for numero, parte in enumerate(correo.walk()):
        if numero >= PARTES_MAXIMAS:
            return Hallazgo("correo", "bomba")
        nombre = _nombre(parte)
        if es_ejecutable(nombre):
            return Hallazgo("correo", "lleva_programa", nombre)
    return Hallazgo("correo")


def _nombre(parte: Message) -> str:
    try:
        return str(parte.get_filename(""))
    except (LookupError, OSError, UnicodeError):  # an encoding that is not loaded here
        return str(parte.get("content-disposition", "")).strip("\"' ")

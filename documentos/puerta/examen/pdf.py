"""PDF: opens without a password, has pages, runs nothing, ends where it ends."""

import io
import re
from typing import Any, BinaryIO

import pikepdf

from documentos.puerta.examen.firmas import es_ademas_un_zip
from documentos.puerta.examen.hallazgo import Hallazgo, es_ejecutable

COLA = 2048
FIN = b"%%EOF"
BLANCOS = b"\x00\t\n\x0c\r "
DE_INTERES = re.compile(rb"/(JS|JavaScript|Launch|ImportData|RichMedia|XFA|EF)\b")
PROBLEMAS = {
    "/JS": "javascript",
    "/JavaScript": "javascript",
    "/Launch": "ejecuta",
    "/ImportData": "ejecuta",
    "/RichMedia": "ejecuta",
    "/XFA": "formulario_dinamico",
}
CLAVES = frozenset({"/JS", "/JavaScript", "/XFA"})
ACCIONES = frozenset({"/JavaScript", "/Launch", "/ImportData", "/RichMedia"})


def preparar() -> None:
    """Read a protected PDF once: the library opens its source of random numbers now, and later it could not."""
    protegido = io.BytesIO()
    pikepdf.new().save(protegido, encryption=pikepdf.Encryption(owner="-", user=""))
    pikepdf.open(protegido).close()


def examinar(fichero: BinaryIO, contenido: str) -> Hallazgo:
    if problema := _como_termina(fichero):
        return Hallazgo(contenido, problema)
    try:
        with pikepdf.open(fichero, access_mode=pikepdf.AccessMode.stream, suppress_warnings=True) as pdf:
            if len(pdf.pages) == 0:
                return Hallazgo(contenido, "danado")
            return Hallazgo(contenido, *_lo_que_hace(pdf))
    except pikepdf.PasswordError:
        return Hallazgo(contenido, "con_clave")
    except (pikepdf.PdfError, ValueError, RuntimeError):
        return Hallazgo(contenido, "danado")


def _como_termina(fichero: BinaryIO) -> str:
    """A PDF with something after its end is two files in one; readers look for the end in the last bytes."""
    if es_ademas_un_zip(fichero):
        return "dos_cosas"
    fichero.seek(max(0, fichero.seek(0, io.SEEK_END) - COLA))
    _antes, fin, despues = fichero.read().rpartition(FIN)
    fichero.seek(0)
    if not fin:
        return "danado"
    return "dos_cosas" if despues.strip(BLANCOS) else ""


def _lo_que_hace(pdf: pikepdf.Pdf) -> tuple[str, str]:
    """The first thing in it that acts or carries a program: the problem and its detail, or two empty strings.

    The text of each object is searched first, by the C++ library; only the few that match are taken apart.
    """
    for objeto in pdf.objects:
        if not isinstance(objeto, pikepdf.Object):  # a bare number, where the table of objects is damaged
            continue
        es_flujo = isinstance(objeto, pikepdf.Stream)
        propio = objeto.stream_dict if es_flujo else objeto
        if DE_INTERES.search(propio.unparse(resolved=True)):
            for hallado in _recorrer(propio):
                return hallado
    return "", ""


def _recorrer(objeto: Any) -> list[tuple[str, str]]:
    """What is forbidden in one object and the direct objects inside it; indirect ones have their own turn."""
    pendientes, hallados = [objeto], []
    while pendientes:
        actual = pendientes.pop()
        if isinstance(actual, pikepdf.Name) and str(actual) in ACCIONES:
            hallados.append((PROBLEMAS[str(actual)], ""))
        elif isinstance(actual, pikepdf.Array):
            pendientes += [valor for valor in actual if not getattr(valor, "is_indirect", False)]
        elif isinstance(actual, pikepdf.Dictionary):
            hallados += _en_diccionario(actual)
            pendientes += [
                v for v in actual.values() if _es_contenedor(v) and not getattr(v, "is_indirect", False)
            ]
    return hallados


def _es_contenedor(valor: Any) -> bool:
    return isinstance(valor, pikepdf.Array | pikepdf.Dictionary)


def _en_diccionario(diccionario: Any) -> list[tuple[str, str]]:
    hallados = [(PROBLEMAS[clave], "") for clave in CLAVES if clave in diccionario]
    for clave in ("/S", "/Subtype"):
        valor = diccionario.get(clave)
        if isinstance(valor, pikepdf.Name) and str(valor) in ACCIONES:
            hallados.append((PROBLEMAS[str(valor)], ""))
    if "/EF" in diccionario:
        nombres = [str(diccionario[c]) for c in ("/UF", "/F", "/DOS") if c in diccionario]
        hallados += [("lleva_programa", nombre) for nombre in nombres if es_ejecutable(nombre)]
    return hallados

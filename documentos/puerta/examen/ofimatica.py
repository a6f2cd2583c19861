"""Office files are ZIP archives: which kind, and what they unpack to, measured by unpacking them."""

import codecs
import io
import struct
import zipfile
import zlib
from typing import IO, BinaryIO

from documentos.puerta.examen.firmas import es_ademas_un_zip
from documentos.puerta.examen.hallazgo import Hallazgo, es_ejecutable

ENTRADAS_MAXIMAS = 5_000
DESPLEGADO_MAXIMO = 300_000_000  # bytes
RAZON_MAXIMA, RAZON_DESDE = 200, 10_000_000
"""How many times its size it may unpack to, asked once it has unpacked to 10 MB: sheets of numbers reach 50."""
PROFUNDIDAD_MAXIMA = 2
BLOQUE = 1 << 16
ODF = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
OOXML = {b"wordprocessingml.document.main+xml": "docx", b"spreadsheetml.sheet.main+xml": "xlsx"}
CON_MACROS = b".macroEnabled."
"""How a DOCM or XLSM says what it is, whatever its name."""


class Bomba(Exception):
    """It unpacks to more than any paper needs."""


class Problema(Exception):
    """Something else that is not accepted; the arguments are the problem and its detail."""


class Medida:
    """How much has been unpacked so far, nested archives included."""

    def __init__(self, tamano: int) -> None:
        self.tamano, self.bytes, self.entradas = tamano, 0, 0

    def sumar(self, cuantos: int) -> None:
        self.bytes += cuantos
        if self.bytes > DESPLEGADO_MAXIMO:
            raise Bomba
        if self.bytes > RAZON_DESDE and self.bytes > self.tamano * RAZON_MAXIMA:
            raise Bomba


def preparar() -> None:
    codecs.lookup("cp437")  # loads it: the encoding of names in old archives


def examinar(fichero: BinaryIO, contenido: str) -> Hallazgo:
    if not es_ademas_un_zip(fichero):
        return Hallazgo(contenido, "danado")
    try:
        with zipfile.ZipFile(fichero) as archivo:
            contenido = _clase(archivo)
            if contenido == "zip":
                return Hallazgo(contenido)
            if min(e.header_offset for e in archivo.infolist()) != 0:
                return Hallazgo(contenido, "dos_cosas")
            _desplegar(archivo, Medida(fichero.seek(0, io.SEEK_END)), profundidad=1)
    except Bomba:
        return Hallazgo(contenido, "bomba")
    except Problema as problema:
        return Hallazgo(contenido, *problema.args)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, struct.error):
        return Hallazgo(contenido, "danado")
    return Hallazgo(contenido)


def _clase(archivo: zipfile.ZipFile) -> str:
    """Which office format it is, by what it declares inside, ``zip`` when none."""
    nombres = set(archivo.namelist())
    if "[Content_Types].xml" in nombres:
        declarado = _primeros_bytes(archivo, "[Content_Types].xml", 1_000_000)
        if CON_MACROS in declarado:
            raise Problema("macros")
        return next((clase for marca, clase in OOXML.items() if marca in declarado), "zip")
    if "mimetype" in nombres:
        if b"encryption-data" in _primeros_bytes(archivo, "META-INF/manifest.xml", 1_000_000):
            raise Problema("con_clave")
        return ODF.get(_primeros_bytes(archivo, "mimetype", 100).strip(), "zip")
    return "zip"


def _primeros_bytes(archivo: zipfile.ZipFile, nombre: str, cuantos: int) -> bytes:
    try:
        with archivo.open(nombre) as entrada:
            return entrada.read(cuantos)
    except KeyError:
        return b""
    except RuntimeError:  # how zipfile says that a password is needed
        raise Problema("con_clave") from None


def _desplegar(archivo: zipfile.ZipFile, medida: Medida, *, profundidad: int) -> None:
    """Unpack everything to nowhere, counting what really comes out: what the directory says may be a lie."""
    for entrada in archivo.infolist():
        medida.entradas += 1
        if medida.entradas > ENTRADAS_MAXIMAS:
            raise Bomba
        if entrada.flag_bits & 0x1:
            raise Problema("con_clave")
        if entrada.filename.lower().endswith("vbaproject.bin") or entrada.filename.startswith("Basic/"):
            raise Problema("macros")
        if es_ejecutable(entrada.filename):
            raise Problema("lleva_programa", entrada.filename.rsplit("/", 1)[-1])
        with archivo.open(entrada) as flujo:
            _contar(flujo, medida, profundidad)


def _contar(flujo: IO[bytes], medida: Medida, profundidad: int) -> None:
    primero = flujo.read(BLOQUE)
    medida.sumar(len(primero))
    if not primero.startswith(b"PK\x03\x04"):
        while bloque := flujo.read(BLOQUE):
            medida.sumar(len(bloque))
        return
    if profundidad >= PROFUNDIDAD_MAXIMA:
        raise Bomba
    interior = io.BytesIO(primero)
    interior.seek(0, io.SEEK_END)
    while bloque := flujo.read(BLOQUE):
        medida.sumar(len(bloque))
        interior.write(bloque)
    with zipfile.ZipFile(interior) as archivo:
        _desplegar(archivo, medida, profundidad=profundidad + 1)

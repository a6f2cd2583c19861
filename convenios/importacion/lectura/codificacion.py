"""In which encoding a CSV was written."""

import codecs
from typing import IO

from charset_normalizer import from_bytes
from django.utils.translation import gettext as _

from convenios.importacion.lectura.ilegible import ArchivoIlegible

BLOQUE = 1 << 20
MUESTRA = 1 << 15
"""Bytes of lines with accents: what tells one old encoding from another."""
MARCAS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
ANTIGUAS = ["cp1252", "latin-1", "cp850", "mac_roman"]
"""Exports of Windows, of what knows no Windows, of MS-DOS and of old Macintosh."""
LETRAS = frozenset("áéíóúàèìòùâêôãõäëïöüçñÁÉÍÓÚÀÈÌÒÙÂÊÔÃÕÄËÏÖÜÇÑ¿¡ºª°·«»–—“”‘’€")


def codificacion_de(fichero: IO[bytes]) -> str:
    """What the byte order mark says, else UTF-8 when every byte of the file is, else the likeliest old one.

    Raises ArchivoIlegible for what is no text at all. Leaves the file at its beginning.
    """
    fichero.seek(0)
    comienzo = fichero.read(4096)
    fichero.seek(0)
    marcada = next((nombre for marca, nombre in MARCAS if comienzo.startswith(marca)), None)
    if marcada or b"\x00" in comienzo:
        return marcada or _sin_marca(comienzo)
    return "utf-8" if _es_utf8(fichero) else _antigua(_muestra(fichero))


def _sin_marca(comienzo: bytes) -> str:
    """UTF-16 without its mark has a zero in every other byte; other files with zeros are programs or pictures."""
    if comienzo[1::2].count(0) > len(comienzo) // 3:
        return "utf-16-le"
    if comienzo[::2].count(0) > len(comienzo) // 3:
        return "utf-16-be"
    raise ArchivoIlegible(_("El archivo no es texto ni hoja de cálculo. Se importan XLSX y CSV."))


def _es_utf8(fichero: IO[bytes]) -> bool:
    decodificador = codecs.getincrementaldecoder("utf-8")()
    try:
        while bloque := fichero.read(BLOQUE):
            decodificador.decode(bloque)
        decodificador.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    finally:
        fichero.seek(0)
    return True


def _muestra(fichero: IO[bytes]) -> bytes:
    muestra = bytearray()
    for linea in fichero:
        if not linea.isascii():
            muestra += linea
        if len(muestra) > MUESTRA:
            break
    fichero.seek(0)
    return bytes(muestra)


def _antigua(muestra: bytes) -> str:
    """The one in which most of the marked bytes are letters of our languages; charset-normalizer parts those that tie.

    Alone it takes short Portuguese headers in Windows for Macintosh.
    """
    aciertos = {codificacion: _letras_nuestras(muestra, codificacion) for codificacion in ANTIGUAS}
    iguales = [c for c, n in aciertos.items() if n == max(aciertos.values())]
    if len(iguales) > 1 and (
        mejor := from_bytes(muestra, cp_isolation=iguales, enable_fallback=False).best()
    ):
        return mejor.encoding
    return iguales[0]


def _letras_nuestras(muestra: bytes, codificacion: str) -> int:
    """Marked bytes that are letters of ours less those that are something else."""
    marcadas = [c for c in muestra.decode(codificacion, errors="replace") if not c.isascii()]
    return 2 * sum(c in LETRAS for c in marcadas) - len(marcadas)

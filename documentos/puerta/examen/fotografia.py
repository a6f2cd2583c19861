"""Photographs without what their camera wrote of where and by what they were taken, their picture untouched.

What remains of the metadata is how to hold the picture upright, when it was taken, and its colours. The rest goes
whole, and not the coordinates alone: makers keep them again in notes of their own, in XMP, in a second picture behind
the first, and the serial number of a camera says as much of a person.

The answer is a recipe, not a file: which bytes stay, and what is written between them. So it is small, and whoever
follows it needs to believe nothing: the outcome is examined like any upload.
"""

import base64
import binascii
import io
import re
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO

from PIL import ExifTags, Image, TiffImagePlugin

from documentos.puerta.examen.firmas import CABEZA, reconocer
from documentos.puerta.examen.imagen import HOJAS_MAXIMAS

Pieza = list[int] | str
"""From which byte to which one, or in base64 what is written there."""
ORIENTACION, TOMADA = 0x0112, {0x9003: r"\d{4}:\d\d:\d\d \d\d:\d\d:\d\d", 0x9011: r"[+-]\d\d:\d\d"}
"""What is kept of the EXIF: how it is held, when it was taken and in which time zone."""
MAXIMO_DE_EXIF = 1 << 20
SIN_LARGO = frozenset({0x01, *range(0xD0, 0xD8)})
FIN, INICIO_DE_BARRIDO = 0xD9, 0xDA
TROZOS_QUE_QUEDAN = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs acTL fcTL fdAT cICP mDCV cLLI".split()
)
ETIQUETAS_DE_TIFF = frozenset({0x8825, 0x02BC, 0x83BB, 0x8649})
"""Of a TIFF: where it was taken, XMP, IPTC and what Photoshop writes."""


class Danada(Exception):
    """Its parts do not follow one another as those of such a file do."""


def preparar(fichero: BinaryIO) -> Callable[[], dict[str, Any]]:
    """Ready to say how the file is to be kept; of what is no photograph it says nothing."""
    contenido = reconocer(fichero.read(CABEZA))
    fichero.seek(0)
    Image.preinit()
    return lambda: _responder(fichero, contenido)


def _responder(fichero: BinaryIO, contenido: str) -> dict[str, Any]:
    if contenido not in ("jpeg", "png", "tiff"):
        return {"contenido": contenido, "tenia": False, "receta": []}
    datos = fichero.read()
    try:
        tenia, receta = {"jpeg": _jpeg, "png": _png, "tiff": _tiff}[contenido](datos)
    except (Danada, struct.error, IndexError, ValueError, zlib.error):
        return {"contenido": contenido, "problema": "danado"}
    if contenido == "tiff" and tenia:
        return {"contenido": contenido, "problema": "tiff_con_lugar"}
    return {"contenido": contenido, "tenia": tenia, "receta": receta}


# -- JPEG


def _segmentos(datos: bytes) -> Iterator[tuple[int, int, int]]:
    """Marker, first byte and end of each segment after SOI; the picture's own bytes go with the scan before them."""
    posicion = 2
    while True:
        if datos[posicion] != 0xFF:
            raise Danada
        inicio = posicion
        while datos[posicion + 1] == 0xFF:
            posicion += 1
        marca = datos[posicion + 1]
        if marca == FIN:
            yield marca, inicio, posicion + 2
            return
        if marca in SIN_LARGO:
            posicion += 2
        else:
            posicion += 2 + int(struct.unpack_from(">H", datos, posicion + 2)[0])
        if posicion > len(datos):
            raise Danada
        if marca == INICIO_DE_BARRIDO:
            posicion = _fin_del_barrido(datos, posicion)
        yield marca, inicio, posicion


def _fin_del_barrido(datos: bytes, posicion: int) -> int:
    """Where the compressed picture ends: at a marker that is neither a stuffed byte nor a restart."""
    while True:
        posicion = datos.find(b"\xff", posicion)
        if posicion < 0 or posicion + 1 >= len(datos):
            raise Danada
        siguiente = datos[posicion + 1]
        if siguiente and siguiente != 0xFF and siguiente not in SIN_LARGO:
            return posicion
        posicion += 1 if siguiente == 0xFF else 2


def _jpeg(datos: bytes) -> tuple[bool, list[Pieza]]:
    receta: list[Pieza] = [[0, 2]]
    exif, tenia, puesto, fin = Image.Exif(), False, 0, 2
    for marca, inicio, fin in _segmentos(datos):
        cuerpo = datos[inicio + 4 : fin] if marca != INICIO_DE_BARRIDO else b""
        if marca == 0xE1 and cuerpo.startswith(b"Exif\0\0"):
            leido = _exif(cuerpo)
            exif, tenia = leido, tenia or _dice_donde(leido)
        elif marca == 0xE1 and b"gps" in cuerpo.lower():
            tenia = True
        if not _queda(marca, cuerpo):
            continue
        receta.append([inicio, fin])
        if marca == 0xE0:
            puesto = len(receta)
    tenia = tenia or b"GPS" in datos[fin:]
    if nuevo := _lo_que_queda(exif):
        receta.insert(puesto or 1, _en_base64(b"\xff\xe1" + struct.pack(">H", len(nuevo) + 2) + nuevo))
    return tenia, receta


def _queda(marca: int, cuerpo: bytes) -> bool:
    """Whether a segment is of the picture: all but comments and applications, of which its colours and its density."""
    if marca == 0xE0:
        return cuerpo.startswith(b"JFIF\0")
    if marca == 0xE2:
        return cuerpo.startswith(b"ICC_PROFILE\0")
    if marca == 0xEE:
        return cuerpo.startswith(b"Adobe")
    return not (0xE1 <= marca <= 0xEF or marca == 0xFE)


# -- PNG


def _png(datos: bytes) -> tuple[bool, list[Pieza]]:
    receta: list[Pieza] = [[0, 8]]
    exif, tenia, posicion = Image.Exif(), False, 8
    while True:
        largo, tipo = struct.unpack_from(">I4s", datos, posicion)
        fin = posicion + 12 + largo
        if fin > len(datos):
            raise Danada
        cuerpo = datos[posicion + 8 : fin - 4]
        if tipo == b"eXIf":
            exif = _exif(b"Exif\0\0" + cuerpo)
            tenia = tenia or _dice_donde(exif)
        elif tipo not in TROZOS_QUE_QUEDAN:
            tenia = tenia or b"gps" in _texto_de(tipo, cuerpo).lower()
        if tipo in TROZOS_QUE_QUEDAN:
            receta.append([posicion, fin])
        if tipo == b"IHDR" and len(receta) == 2:
            despues = len(receta)
        posicion = fin
        if tipo == b"IEND":
            break
    if nuevo := _lo_que_queda(exif):
        trozo = b"eXIf" + nuevo.removeprefix(b"Exif\0\0")
        receta.insert(
            despues,
            _en_base64(struct.pack(">I", len(trozo) - 4) + trozo + struct.pack(">I", binascii.crc32(trozo))),
        )
    return tenia, receta


def _texto_de(tipo: bytes, cuerpo: bytes) -> bytes:
    """What a chunk of text says, also compressed; of one that would unfold without end, its beginning."""
    if tipo not in (b"zTXt", b"iTXt"):
        return cuerpo
    comienzo = cuerpo.find(b"\x78")
    if comienzo < 0:
        return cuerpo
    try:
        return cuerpo + zlib.decompressobj().decompress(cuerpo[comienzo:], MAXIMO_DE_EXIF)
    except zlib.error:
        return cuerpo


# -- TIFF


def _tiff(datos: bytes) -> tuple[bool, list[Pieza]]:
    """Its tables point everywhere into the file: nothing can be taken out of it without writing it anew."""
    try:
        with Image.open(io.BytesIO(datos), formats=["TIFF"]) as imagen:
            etiquetas = [set(_de_la_hoja(imagen, n)) for n in range(min(imagen.n_frames, HOJAS_MAXIMAS))]  # type: ignore[attr-defined]
    except (OSError, SyntaxError, EOFError, TypeError, KeyError) as error:
        raise Danada from error
    dice = any(hoja & ETIQUETAS_DE_TIFF for hoja in etiquetas)
    return dice or b"GPSLatitude" in datos, [[0, len(datos)]]


def _de_la_hoja(imagen: Image.Image, n: int) -> Iterable[int]:
    imagen.seek(n)
    return imagen.tag_v2  # type: ignore[attr-defined,no-any-return]


# -- what is kept of the EXIF


def _exif(cuerpo: bytes) -> Image.Exif:
    exif = Image.Exif()
    try:
        exif.load(cuerpo)
    except (SyntaxError, OSError, TypeError, KeyError, ValueError, struct.error, ZeroDivisionError) as error:
        raise Danada from error
    return exif


def _dice_donde(exif: Image.Exif) -> bool:
    return ExifTags.IFD.GPSInfo in exif or 0x9286 in exif


def _lo_que_queda(exif: Image.Exif) -> bytes:
    """A new EXIF with how it is held and when it was taken; nothing where it says neither."""
    nuevo = Image.Exif()
    orientacion = exif.get(ORIENTACION)
    if isinstance(orientacion, int) and 2 <= orientacion <= 8:
        nuevo[ORIENTACION] = orientacion
    try:
        suyo = exif.get_ifd(ExifTags.IFD.Exif)
    except (SyntaxError, OSError, TypeError, KeyError, ValueError, struct.error):
        suyo = {}
    fechas = {
        etiqueta: str(suyo[etiqueta])
        for etiqueta, forma in TOMADA.items()
        if re.fullmatch(forma, str(suyo.get(etiqueta, "")))
    }
    if fechas:
        nuevo.get_ifd(ExifTags.IFD.Exif).update(fechas)
        nuevo[ExifTags.IFD.Exif] = fechas
    return nuevo.tobytes() if len(nuevo) else b""


def _en_base64(contenido: bytes) -> str:
    return base64.b64encode(contenido).decode()


MODULOS = (TiffImagePlugin,)
"""Loaded now: what Pillow asks for while it reads an EXIF could not be."""

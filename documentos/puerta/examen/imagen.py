"""Pictures: their real dimensions, before anybody decodes them."""

import struct
from typing import BinaryIO

from PIL import Image, JpegImagePlugin, MpoImagePlugin, PngImagePlugin, TiffImagePlugin

from documentos.puerta.examen.firmas import es_ademas_otra_cosa
from documentos.puerta.examen.hallazgo import Hallazgo

PIXELES_MAXIMOS = 150_000_000
"""An A0 sheet at 300 dpi has 139 million."""
HOJAS_MAXIMAS = 500
"""Of a TIFF; the further pictures of other kinds are never decoded here."""
FORMATOS = {"png": ["PNG"], "jpeg": ["JPEG", "MPO"], "tiff": ["TIFF"]}
MODULOS = (JpegImagePlugin, MpoImagePlugin, PngImagePlugin, TiffImagePlugin)
"""Loaded now: a plug-in that Pillow asks for later could not be."""


def preparar() -> None:
    Image.preinit()
    Image.MAX_IMAGE_PIXELS = None  # counted below, for every sheet


def examinar(fichero: BinaryIO, contenido: str) -> Hallazgo:
    if es_ademas_otra_cosa(fichero):
        return Hallazgo(contenido, "dos_cosas")
    try:
        with Image.open(fichero, formats=FORMATOS[contenido]) as imagen:
            for hoja in range(getattr(imagen, "n_frames", 1) if contenido == "tiff" else 1):
                if hoja >= HOJAS_MAXIMAS:
                    return Hallazgo(contenido, "demasiadas_hojas", str(HOJAS_MAXIMAS))
                if hoja:
                    imagen.seek(hoja)
                ancho, alto = imagen.size
                if ancho * alto > PIXELES_MAXIMOS:
                    return Hallazgo(contenido, "imagen_enorme", f"{ancho} × {alto}")
            _leer(imagen, contenido)
    except (
        OSError,
        SyntaxError,
        ValueError,
        EOFError,
        KeyError,
        IndexError,
        struct.error,
        TypeError,
        ZeroDivisionError,
    ):
        return Hallazgo(contenido, "danado")
    return Hallazgo(contenido)


def _leer(imagen: Image.Image, contenido: str) -> None:
    """Read it through without the memory of a full picture. Raises for what is cut off or does not add up."""
    if contenido == "png":
        imagen.verify()
    elif contenido == "jpeg":
        ancho, alto = imagen.size
        imagen.draft("L", (max(1, ancho // 8), max(1, alto // 8)))
        imagen.load()

"""A photograph of what was done, as a telephone takes it: with where it was taken, which the door leaves outside.

Nobody's face and no real place: shapes stand for the people, and the coordinates are of the open sea.
"""

import io
import textwrap
from collections.abc import Sequence

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from demo.escenario import SIN_VALOR

TAMANO = (1200, 800)
PARED, SUELO, LETRA = "#d9e4dd", "#8a9a8f", "#1d3b2a"
ROPAS = ("#7d5a3c", "#32577a", "#8c3f4d", "#4f6f3a", "#5b4a86")
TIPO = "fonts/source-serif-4-latin-400-normal.woff2"
GPS, CAMARA, MODELO = 0x8825, 0x010F, 0x0110
LUGAR = {1: "S", 2: (20.0, 0.0, 0.0), 3: "W", 4: (90.0, 0.0, 0.0)}
"""20° S, 90° W."""


def fotografiar(renglones: Sequence[str], personas: int = 7) -> bytes:
    """A JPEG of so many people before a wall on which these lines are written."""
    foto = Image.new("RGB", TAMANO, PARED)
    dibujo = ImageDraw.Draw(foto)
    dibujo.rectangle((0, 560, *TAMANO), fill=SUELO)
    letra = ImageFont.truetype(settings.BASE_DIR / "static" / TIPO, 40)
    y = 50
    for renglon in (SIN_VALOR, *renglones):
        for parte in textwrap.wrap(renglon, 52):
            dibujo.text((70, y), parte, font=letra, fill=LETRA)
            y += 54
    for n in range(personas):
        _persona(dibujo, 100 + n * (TAMANO[0] - 200) // max(personas - 1, 1), ROPAS[n % len(ROPAS)])
    salida = io.BytesIO()
    foto.save(salida, "JPEG", quality=82, exif=_metadatos())
    return salida.getvalue()


def _persona(dibujo: ImageDraw.ImageDraw, x: int, ropa: str) -> None:
    dibujo.rounded_rectangle((x - 48, 500, x + 48, 730), radius=40, fill=ropa)
    dibujo.ellipse((x - 34, 410, x + 34, 484), fill="#c9a284")


def _metadatos() -> Image.Exif:
    exif = Image.Exif()
    exif[CAMARA], exif[MODELO] = "Demostración", "Cámara de demostración"
    exif.get_ifd(GPS).update(LUGAR)
    return exif

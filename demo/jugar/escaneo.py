"""A sheet that was signed by hand, as a scanner gives it back. Nobody's hand: a curve stands for the signature."""

import io
import math
import textwrap
from collections.abc import Sequence

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from demo.escenario import SIN_VALOR

HOJA = (827, 1169)  # A4 at 100 dots per inch
MARGEN, RENGLON, LETRAS = 90, 36, 52
INCLINACION = 0.7  # degrees: no sheet lies straight in a scanner
BLANCO, TINTA = 246, 40
TIPO = "fonts/source-serif-4-latin-400-normal.woff2"


def escanear(parrafos: Sequence[str]) -> bytes:
    """A PNG of the sheet: what it says, the mark of the demonstration above and below, and a signature."""
    hoja = Image.new("L", HOJA, BLANCO)
    dibujo = ImageDraw.Draw(hoja)
    letra = ImageFont.truetype(settings.BASE_DIR / "static" / TIPO, 25)
    y = MARGEN
    for parrafo in (SIN_VALOR, *parrafos):
        for renglon in textwrap.wrap(parrafo, LETRAS):
            dibujo.text((MARGEN, y), renglon, font=letra, fill=TINTA)
            y += RENGLON
        y += RENGLON // 2
    _firmar(dibujo, y + 2 * RENGLON)
    dibujo.text((MARGEN, y + 4 * RENGLON), SIN_VALOR, font=letra, fill=TINTA)
    salida = io.BytesIO()
    hoja.rotate(INCLINACION, Image.Resampling.BICUBIC, fillcolor=BLANCO).save(
        salida, "PNG", dpi=(100, 100), optimize=True
    )
    return salida.getvalue()


def _firmar(dibujo: ImageDraw.ImageDraw, y: int) -> None:
    trazo = [
        (MARGEN + 40 + 2.6 * t, y - 34 * math.sin(t / 6) * math.exp(-t / 70) + 9 * math.sin(t / 2.3))
        for t in range(120)
    ]
    dibujo.line(trazo, fill=TINTA, width=3, joint="curve")
    dibujo.line([(MARGEN, y + 44), (MARGEN + 380, y + 44)], fill=TINTA)

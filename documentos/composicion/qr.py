"""The square code that leads to where a paper is verified."""

from collections.abc import Iterable, Iterator
from itertools import groupby

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

TRAMA = "M"
"""Level of correction: it is read with a fold or a stain across it (15 %)."""


def dibujo(direccion: str, descripcion: str) -> SafeString:
    """The code of an address as SVG to stand in a page, with the title that is read aloud instead of it."""
    codigo = segno.make(direccion, error=TRAMA, micro=False)
    lado = codigo.symbol_size(border=0)[0]
    # A stroke for each run of dark squares: it is drawn on each page, and every command takes its time.
    trazos = "".join(
        f"M{tramo[0]},{y}.5h{len(tramo)}" for y, fila in enumerate(codigo.matrix) for tramo in _oscuros(fila)
    )
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="qr" viewBox="0 0 {0} {0}"><title>{1}</title>'
        '<path d="{2}" fill="none" stroke="#000"/></svg>',
        lado,
        descripcion,
        mark_safe(trazos),  # noqa: S308 - letters and digits of ours
    )


def _oscuros(fila: Iterable[int]) -> Iterator[list[int]]:
    """The runs of dark squares in a row, as the places where they stand."""
    for es_oscuro, tramo in groupby(enumerate(fila), key=lambda cuadro: cuadro[1]):
        if es_oscuro:
            yield [x for x, _ in tramo]

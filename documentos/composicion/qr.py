"""The square code that leads to where a paper is verified."""

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

TRAMA = "M"
"""Level of correction: it is read with a fold or a stain across it (15 %)."""


def dibujo(direccion: str, descripcion: str) -> SafeString:
    """The code of an address as SVG to stand in a page, with the title that is read aloud instead of it."""
    codigo = segno.make(direccion, error=TRAMA, micro=False)
    lado = codigo.symbol_size(border=0)[0]
    trazos = "".join(
        f"M{x},{y}h1v1h-1z"
        for y, fila in enumerate(codigo.matrix)
        for x, es_oscuro in enumerate(fila)
        if es_oscuro
    )
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="qr" viewBox="0 0 {0} {0}"><title>{1}</title>'
        '<path d="{2}"/></svg>',
        lado,
        descripcion,
        mark_safe(trazos),  # noqa: S308 - letters and digits of ours
    )

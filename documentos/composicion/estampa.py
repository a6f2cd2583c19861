"""What a signed field shows, as a page of PDF of its size: set like the papers, by a worker, and never clipped."""

from collections.abc import Mapping, Sequence

from django.template.loader import render_to_string

from documentos.composicion.errores import ComposicionRehusada
from documentos.composicion.hoja import imprimir_suelto

CUERPOS = (8.0, 7.5, 7.0, 6.5, 6.0, 5.5, 5.0, 4.5, 4.0, 3.5)
"""Sizes of the letters in points, tried in this order: the first with which all of it fits."""


def estampar(renglones: Sequence[Mapping[str, str]], *, ancho: float, alto: float) -> bytes:
    """Lines (`texto`, and optionally `clase`: quien, marca) on a page of `ancho` by `alto` points.

    Raises ComposicionRehusada when they do not fit even in the smallest letters.
    """
    for cuerpo in CUERPOS:
        html = render_to_string(
            "papeles/estampa.html",
            {"renglones": renglones, "ancho": str(ancho), "alto": str(alto), "cuerpo": str(cuerpo)},
        )
        pdf, paginas = imprimir_suelto(html)
        if paginas == 1:
            return pdf
    raise ComposicionRehusada("Lo que la firma tiene que decir no cabe en su lugar.")

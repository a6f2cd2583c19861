"""The SVG of a layout: classes and data attributes only, so that style sheets and the security policy rule the rest."""

from collections.abc import Collection, Sequence
from math import hypot

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from flujo.diagrama.disposicion import LINEA_DE_CAJA, Caja, Flecha, Plano, Punto
from flujo.diagrama.huecos import CAJA, LINEA_DE_ROTULO

CURVA = 7


def dibujar(
    plano: Plano,
    *,
    clave: str,
    titulo: str,
    descripcion: str,
    actual: str = "",
    recorridos: Collection[str] = (),
    finales: Collection[str] = (),
) -> SafeString:
    """The drawing with the present state marked. `clave` makes its ids unique in the page."""
    partes = [
        format_html(
            '<svg class="diagrama" viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img"'
            ' aria-labelledby="{2}-titulo {2}-descripcion">'
            '<title id="{2}-titulo">{3}</title><desc id="{2}-descripcion">{4}</desc>',
            _n(plano.ancho),
            _n(plano.alto),
            clave,
            titulo,
            descripcion,
        ),
        # lines first: no line may run over a label
        *[_linea(flecha, actual) for flecha in plano.flechas],
        *[_rotulo(flecha, actual) for flecha in plano.flechas],
        *[_caja(caja, actual, recorridos, finales) for caja in plano.cajas],
    ]
    return mark_safe("\n".join([*partes, "</svg>"]))  # noqa: S308 - every part is escaped by format_html


def _linea(flecha: Flecha, actual: str) -> SafeString:
    *camino, punta = flecha.puntos
    hacia = 1 if punta[1] > camino[-1][1] else -1
    corto = (punta[0], punta[1] - 5 * hacia)
    triangulo = (punta, (punta[0] - 4, punta[1] - 8 * hacia), (punta[0] + 4, punta[1] - 8 * hacia))
    return format_html(
        '<g class="transicion"{}><path d="{}"/><polygon class="punta" points="{}"/></g>',
        _si(flecha.arco.origen == actual, "data-posible"),
        _trazo([*camino, corto]),
        " ".join(f"{_n(x)},{_n(y)}" for x, y in triangulo),
    )


def _rotulo(flecha: Flecha, actual: str) -> SafeString:
    rotulo = flecha.rotulo
    return format_html(
        '<g class="transicion"{}><rect class="fondo" x="{}" y="{}" width="{}" height="{}"/>{}</g>',
        _si(flecha.arco.origen == actual, "data-posible"),
        _n(rotulo.x - rotulo.ancho / 2),
        _n(rotulo.y - rotulo.alto / 2),
        _n(rotulo.ancho),
        _n(rotulo.alto),
        _texto(rotulo.lineas, rotulo.x, rotulo.y, LINEA_DE_ROTULO),
    )


def _caja(caja: Caja, actual: str, recorridos: Collection[str], finales: Collection[str]) -> SafeString:
    return format_html(
        '<g class="estado"{}{}{}><rect x="{}" y="{}" width="{}" height="{}" rx="8"/>{}</g>',
        _si(caja.estado == actual, "data-actual"),
        _si(caja.estado in recorridos and caja.estado != actual, "data-recorrido"),
        _si(caja.estado in finales, "data-final"),
        _n(caja.x),
        _n(caja.y),
        CAJA,
        _n(caja.alto),
        _texto(caja.lineas, caja.x + CAJA / 2, caja.y + caja.alto / 2, LINEA_DE_CAJA),
    )


def _texto(lineas: Sequence[str], x: float, y: float, alto_de_linea: float) -> SafeString:
    """Lines of text centred on a point."""
    primera = y - (len(lineas) - 1) * alto_de_linea / 2 + alto_de_linea * 0.3
    return format_html(
        '<text text-anchor="middle">{}</text>',
        format_html_join(
            "",
            '<tspan x="{}" y="{}">{}</tspan>',
            ((_n(x), _n(primera + i * alto_de_linea), linea) for i, linea in enumerate(lineas)),
        ),
    )


def _trazo(puntos: Sequence[Punto]) -> str:
    """A path through points, its corners rounded."""
    utiles = [p for i, p in enumerate(puntos) if i == 0 or p != puntos[i - 1]]
    trazo = f"M{_n(utiles[0][0])} {_n(utiles[0][1])}"
    for antes, esquina, despues in zip(utiles, utiles[1:], utiles[2:], strict=False):
        radio = min(CURVA, _largo(antes, esquina) / 2, _largo(esquina, despues) / 2)
        entra, sale = _hacia(esquina, antes, radio), _hacia(esquina, despues, radio)
        trazo += (
            f"L{_n(entra[0])} {_n(entra[1])}Q{_n(esquina[0])} {_n(esquina[1])} {_n(sale[0])} {_n(sale[1])}"
        )
    return f"{trazo}L{_n(utiles[-1][0])} {_n(utiles[-1][1])}"


def _largo(uno: Punto, otro: Punto) -> float:
    return hypot(otro[0] - uno[0], otro[1] - uno[1])


def _hacia(desde: Punto, meta: Punto, cuanto: float) -> Punto:
    largo = _largo(desde, meta) or 1
    return (
        desde[0] + (meta[0] - desde[0]) * cuanto / largo,
        desde[1] + (meta[1] - desde[1]) * cuanto / largo,
    )


def _n(valor: float) -> str:
    """A coordinate with at most one decimal."""
    return f"{valor:.1f}".removesuffix(".0")


def _si(cierto: bool, atributo: str) -> SafeString:
    return mark_safe(f" {atributo}" if cierto else "")  # noqa: S308 - our own attribute names

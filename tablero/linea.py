"""The term of an agreement drawn as a line: original term, extensions, gaps and suspensions. The list behind it says
the same in words."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

ANCHO, ALTO, MARGEN = 720, 64, 8

Tramo = tuple[str, dt.date, dt.date, str]


@dataclass(frozen=True)
class Barra:
    """One stretch of the drawing, in its units."""

    clase: str
    x: float
    ancho: float
    texto: str


@dataclass(frozen=True)
class Linea:
    """What `tablero/_linea.html` draws."""

    barras: Sequence[Barra]
    hoy: float | None
    desde: dt.date
    hasta: dt.date
    ancho: int = ANCHO
    alto: int = ALTO


def linea(tramos: Sequence[Tramo], hoy: dt.date) -> Linea | None:
    """The drawing of these stretches; None when there is nothing to draw."""
    if not tramos:
        return None
    desde = min(t[1] for t in tramos)
    hasta = max(t[2] for t in tramos)
    dias = max((hasta - desde).days, 1)

    def x(fecha: dt.date) -> float:
        return round(MARGEN + (ANCHO - 2 * MARGEN) * (fecha - desde).days / dias, 1)

    # a gap is drawn last: an extension that counts from before its signature would cover it
    en_orden = sorted(tramos, key=lambda tramo: tramo[0] == "hueco")
    barras = [Barra(clase, x(de), max(round(x(a) - x(de), 1), 2), texto) for clase, de, a, texto in en_orden]
    return Linea(barras, x(hoy) if desde <= hoy <= hasta else None, desde, hasta)

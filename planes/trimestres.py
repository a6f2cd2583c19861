"""The quarters of the period of a plan, which need not be those of the calendar."""

import datetime as dt
from typing import NamedTuple

from notificaciones.reglas.computo import sumar_meses

MESES = 3
CUANTOS = 4
UN_DIA = dt.timedelta(days=1)


class Tramo(NamedTuple):
    """One quarter: its number from 1, its first and its last day."""

    n: int
    desde: dt.date
    hasta: dt.date


def tramos(desde: dt.date, hasta: dt.date) -> list[Tramo]:
    """The quarters of a period, three months each from its first day; the fourth goes on to the end of the period.

    A period of less than a year has as many as begin in it, the last one cut short.
    """
    comienzos = [sumar_meses(desde, MESES * n)[0] for n in range(CUANTOS)]
    fines = [*(comienzo - UN_DIA for comienzo in comienzos[1:]), dt.date.max]
    return [
        Tramo(n, comienzo, min(fin, hasta))
        for n, (comienzo, fin) in enumerate(zip(comienzos, fines, strict=True), 1)
        if comienzo <= hasta
    ]

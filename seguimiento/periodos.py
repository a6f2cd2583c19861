"""The periods of a schedule of reports: every so many months from a day, the last one cut at the end."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from notificaciones.reglas.computo import sumar_meses

UN_DIA = dt.timedelta(days=1)
MAXIMO = 240
"""Periods of one schedule: twenty years, month by month."""


@dataclass(frozen=True)
class Periodo:
    """What a report covers, both days included; `corte` is its cut-off. `es_truncado`: shorter than the others."""

    desde: dt.date
    corte: dt.date
    es_truncado: bool = False


def periodos(desde: dt.date, hasta: dt.date, meses: int) -> list[Periodo]:
    """The periods from `desde` to `hasta`, both included. Each begins on the day of the month on which the first did,
    or on the last of a month that has no such day.

    Raises ValueError for no month, for an end before its beginning and for more than `MAXIMO` periods.
    """
    if meses < 1 or hasta < desde:
        raise ValueError("a schedule goes forward, by one month at least")
    resultado: list[Periodo] = []
    for periodo in _sin_fin(desde, meses):
        if periodo.desde > hasta:
            return resultado
        if len(resultado) == MAXIMO:
            raise ValueError(f"a schedule has {MAXIMO} periods at most")
        resultado.append(
            Periodo(periodo.desde, hasta, es_truncado=True) if periodo.corte > hasta else periodo
        )
    return resultado


def ultimo_dia_posible(desde: dt.date, meses: int) -> dt.date:
    """Until when a schedule from that day may reach: the end of its last period."""
    return sumar_meses(desde, meses * MAXIMO)[0] - UN_DIA


def _sin_fin(desde: dt.date, meses: int) -> Iterator[Periodo]:
    """Counted from the first day each time, so that the end of a short month moves none that follows."""
    inicio, n = desde, 0
    while True:
        n += 1
        siguiente, _sin_dia_igual = sumar_meses(desde, meses * n)
        yield Periodo(inicio, siguiente - UN_DIA)
        inicio = siguiente

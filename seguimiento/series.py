"""The days of a series of sessions: every so many weeks or months, moved to a working day, and said. No rows."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from notificaciones.reglas import Calendario
from notificaciones.reglas.computo import sumar_meses

MAXIMO = 60
"""No series is longer."""


class Cada(TextChoices):
    SEMANAS = "semanas", _("semanas")
    MESES = "meses", _("meses")


@dataclass(frozen=True, kw_only=True)
class DiaDeSerie:
    """A day of a series: the one that the count gives, and the working day on which it is held."""

    previsto: dt.date
    fecha: dt.date
    motivo: str = ""
    """Why it was moved: the holiday, or the weekend."""

    @property
    def se_corrio(self) -> bool:
        return self.previsto != self.fecha


def dias_de_serie(
    desde: dt.date,
    *,
    cada: int,
    unidad: str,
    calendarios: Iterable[Calendario],
    hasta: dt.date | None = None,
    veces: int | None = None,
) -> list[DiaDeSerie]:
    """The days from `desde` on, every `cada` weeks or months, until `hasta` or so many `veces`, at most `MAXIMO`.

    Each is moved to the next day that is worked in every one of `calendarios`. In a month without that day, its last
    one. Two that come to the same day are one. Raises SinCalendario for a year whose holidays nobody knows yet.
    """
    lista = list(calendarios)
    dias: list[DiaDeSerie] = []
    for n, previsto in enumerate(_previstos(desde, cada, unidad)):
        if n >= min(veces or MAXIMO, MAXIMO) or (hasta and previsto > hasta):
            return dias
        dia = _habil(previsto, lista)
        if not dias or dia.fecha > dias[-1].fecha:
            dias.append(dia)
    return dias


def _previstos(desde: dt.date, cada: int, unidad: str) -> Iterator[dt.date]:
    for n in range(MAXIMO + 1):
        if unidad == Cada.SEMANAS:
            yield desde + dt.timedelta(weeks=cada * n)
        else:
            yield sumar_meses(desde, cada * n)[0]


def _habil(previsto: dt.date, calendarios: list[Calendario]) -> DiaDeSerie:
    fecha, motivo = previsto, ""
    while inhabil := next((i for c in calendarios if (i := c.inhabil(fecha))), None):
        motivo = motivo or inhabil.motivo
        fecha += dt.timedelta(days=1)
    return DiaDeSerie(previsto=previsto, fecha=fecha, motivo=motivo)

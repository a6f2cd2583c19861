"""When people are reminded of what falls due, as data."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from notificaciones.reglas import Calendario, SinCalendario, Unidad, sumar_habiles

HORA = dt.time(8)
"""Reminders go out at the start of the working day, in the time zone of the case."""


class Destino(StrEnum):
    """Who is reminded; which persons these are is for the layers above to say."""

    RESPONSABLE = "responsable"
    ALTERNO = "alterno"
    SUPERIOR = "superior"


@dataclass(frozen=True)
class Paso:
    """One reminder: so many days before (negative), on (0) or after the day, and to whom."""

    dias: int
    unidad: Unidad
    a: Destino = Destino.RESPONSABLE

    def fecha(self, vence: dt.date, calendario: Calendario) -> dt.date:
        """The day of the reminder. One that would come on a day not worked comes before it, or after it
        when late; in a year whose holidays are not known yet, it comes on its own day.
        """
        if self.unidad is Unidad.HABILES:
            fecha = sumar_habiles(vence, self.dias, calendario)
        else:
            fecha = vence + dt.timedelta(days=self.dias)
        try:
            return calendario.habil_hasta(fecha) if self.dias <= 0 else calendario.habil_desde(fecha)
        except SinCalendario:
            return fecha


Cadencia = tuple[Paso, ...]


def habiles(*dias: int) -> Cadencia:
    return tuple(Paso(d, Unidad.HABILES) for d in dias)


def calendario(*dias: int) -> Cadencia:
    return tuple(Paso(d, Unidad.CALENDARIO) for d in dias)


ESCALA: Cadencia = (Paso(3, Unidad.HABILES, Destino.ALTERNO), Paso(5, Unidad.HABILES, Destino.SUPERIOR))
"""Who else hears of it when it stays undone: three business days late the alterno, five the superior."""

CADENCIAS: Mapping[str, Cadencia] = {
    "vencimiento": calendario(-180, -90, -60, -30, -15, -7, -1),
    "prorroga": calendario(-30, -15, -7, -1, 0),
    "informe": habiles(-10, -3, 0, 1) + ESCALA,
    "conformidad_de_informe": habiles(-3, -1, 0, 1) + ESCALA,
    "observacion_de_seguimiento": habiles(-10, -3, 0, 1) + ESCALA,
    "compromiso": habiles(-10, -3, 0, 1) + ESCALA,
    "accion": habiles(-10, -3, 0, 1) + ESCALA,
    "accion_suspendida": habiles(-10, -3, 0, 1) + ESCALA,
    "medicion": habiles(-10, -3, -1, 0),
    "verificacion_de_accion": habiles(-3, -1, 0, 1) + ESCALA,
    "verificacion_de_compromiso": habiles(-3, -1, 0, 1) + ESCALA,
    "reunion": calendario(-1),
    "acta_por_enviar": habiles(-3, -1, 0, 1) + ESCALA,
    "acta_por_observar": habiles(-3, -1, 0, 1) + ESCALA,
    "acta_por_silencio": habiles(1) + ESCALA,
    "acta_por_firmar": habiles(-3, -1, 0, 1) + ESCALA,
    "sesion": calendario(-1),
    "opinion": habiles(-3, -1, 0, 1) + ESCALA,
    "aprobacion": habiles(-3, -1, 0, 1) + ESCALA,
    "observacion": habiles(-3, -1, 0, 1) + ESCALA,
    "proximo_contacto": habiles(0, 1, 3),
}
"""The default of each kind. A «medicion» falls due when its quarter closes, ten business days after it ended, and
nobody is reminded later of what can be measured no more. An «acta_por_silencio» falls due on the last day to observe
it: from the next one on whoever keeps the minutes may record that it is approved. «prorroga» is the last day to ask for
the renewal: warned of before the expiry itself.
"""


@dataclass(frozen=True)
class Recordatorio:
    """One reminder of one deadline, with its moment."""

    at: dt.datetime
    dias: int
    unidad: Unidad
    a: Destino

    def a_json(self) -> dict[str, Any]:
        return {
            "at": self.at.isoformat(),
            "dias": self.dias,
            "unidad": self.unidad.value,
            "a": self.a.value,
        }

    @classmethod
    def de_json(cls, datos: Mapping[str, Any]) -> "Recordatorio":
        return cls(
            dt.datetime.fromisoformat(datos["at"]),
            datos["dias"],
            Unidad(datos["unidad"]),
            Destino(datos["a"]),
        )


@lru_cache(maxsize=1024)
def programar(
    cadencia: Cadencia, *, vence: dt.date, calendario: Calendario, zona: ZoneInfo
) -> tuple[Recordatorio, ...]:
    """The reminders of one deadline, in order. Those of all parties of one place are the same."""
    recordatorios = sorted(
        (
            Recordatorio(
                dt.datetime.combine(paso.fecha(vence, calendario), HORA, tzinfo=zona),
                paso.dias,
                paso.unidad,
                paso.a,
            )
            for paso in cadencia
        ),
        key=lambda r: (r.at, r.dias),
    )
    return tuple(recordatorios)


def siguiente(recordatorios: Iterable[Recordatorio], despues_de: dt.datetime) -> dt.datetime | None:
    """The moment of the first reminder after `despues_de`, or None when there is none left."""
    return min((r.at for r in recordatorios if r.at > despues_de), default=None)

"""Who hears of each log row. Who is told of what lives above this layer, so it is registered here.

registrar_oyente("expedientes.avisos.al_asentar")  # in the app's AppConfig.ready()
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.utils.module_loading import import_string

from auditoria.models import Asiento
from flujo.acto import Acto, Capacidad


@dataclass(frozen=True)
class Oido:
    """What was done something to, its new log row, the act and in which capacity it was done."""

    objeto: Any
    asiento: Asiento
    acto: Acto
    capacidad: Capacidad


Oyente = Callable[[Sequence[Oido]], None]
"""Given the rows that were written together. It is called in the transaction of the act and under its lock: it may
write messages to the outbox, and nothing slow."""

_rutas: list[str] = []


def registrar_oyente(ruta: str) -> None:
    """Have the `Oyente` at the dotted path `ruta` hear of every log row that `flujo.services.asentar_actos` writes."""
    if ruta not in _rutas:
        _rutas.append(ruta)


def avisar_oyentes(oidos: Sequence[Oido]) -> None:
    for ruta in _rutas:
        cast(Oyente, import_string(ruta))(oidos)

"""How a long desk stays readable: equal tasks told once, and what is due soon told one by one, before them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from expedientes.espera import Espera
from tablero.contactos import Contacto

Pendiente = Espera | Contacto

URGE = dt.timedelta(days=7)
"""How long before its day a task stands by itself."""
JUNTAS = 3
"""Equal tasks that may stand one by one; more of them are told together, and as many of those are in sight."""


@dataclass(frozen=True)
class Grupo:
    """More than `JUNTAS` tasks that say the same is to be done, each in its own case file, in their order."""

    que: str
    pendientes: Sequence[Pendiente]


def agrupar(pendientes: Sequence[Pendiente]) -> list[Pendiente | Grupo]:
    """The tasks in their order, each group where its first task stood; what is overdue or due within `URGE` goes alone.

    They come soonest due first, so what goes alone comes first too.
    """
    iguales: dict[str, list[Pendiente]] = defaultdict(list)
    for pendiente in pendientes:
        if not _urge(pendiente):
            iguales[pendiente.que].append(pendiente)
    filas: list[Pendiente | Grupo] = []
    for pendiente in pendientes:
        grupo = iguales[pendiente.que]
        if _urge(pendiente) or len(grupo) <= JUNTAS:
            filas.append(pendiente)
        elif pendiente is grupo[0]:
            filas.append(Grupo(pendiente.que, grupo))
    return filas


def _urge(pendiente: Pendiente) -> bool:
    return pendiente.hasta is not None and pendiente.hasta - pendiente.expediente.hoy() <= URGE

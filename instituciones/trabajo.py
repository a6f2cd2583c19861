"""What waits for a post. It is known only in the layers above, whose apps register here how to find it.

In the app's ``AppConfig.ready()``::

    registrar_trabajo("expedientes.trabajo.del_puesto")
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, cast

from django.utils.module_loading import import_string

from instituciones.models import Puesto, Usuario


@dataclass(frozen=True, kw_only=True)
class Pendiente:
    """One thing that hangs on a post: in which case file, what, since when, until when, and where it is done."""

    codigo: str
    titulo: str
    que: str
    desde: dt.date | None = None
    hasta: dt.date | None = None
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Trabajo:
    """What hangs on a post: what one reader may see of it, and how many things more there are."""

    filas: Sequence[Pendiente] = ()
    ocultos: int = 0


class FuncionDeTrabajo(Protocol):
    def __call__(self, puesto: Puesto, *, visible_para: Usuario, al: dt.date) -> Trabajo:
        """What was pending for the post at the end of the day `al`: in full, of what this account may see."""
        ...


_rutas: list[str] = []


def registrar_trabajo(ruta: str) -> None:
    """Have the `FuncionDeTrabajo` at that dotted path asked too. Registering it twice changes nothing."""
    if ruta not in _rutas:
        _rutas.append(ruta)


def trabajo_de(puesto: Puesto, *, visible_para: Usuario, al: dt.date) -> Trabajo:
    """All that was pending for the post on a day, the most urgent first."""
    partes = [
        cast(FuncionDeTrabajo, import_string(ruta))(puesto, visible_para=visible_para, al=al)
        for ruta in _rutas
    ]
    filas = [fila for parte in partes for fila in parte.filas]
    return Trabajo(
        filas=sorted(filas, key=lambda p: (p.hasta or dt.date.max, p.codigo, p.que)),
        ocultos=sum(parte.ocultos for parte in partes),
    )

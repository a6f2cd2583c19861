"""Who is reminded of a deadline. Occupants of posts live above this layer, so each kind's answer is
registered here.

registrar_destinatarios("opinion", "expedientes.avisos.destinatarios") # in the app's AppConfig.ready()
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, cast

from django.utils.module_loading import import_string

from notificaciones.cadencias import Destino
from notificaciones.models import Plazo

Resolver = Callable[[Sequence[tuple[Plazo, Destino]]], Mapping[int, Collection[int]]]
"""Given many deadlines of one kind, each with who is meant, the ids of the accounts by id of the deadline.

It is asked once for many, so that its queries do not grow with them.
"""

Lector = Callable[[Any, int], bool]
"""Given an account and the id of a chain, whether the account may still read what that chain belongs to."""

_rutas: dict[str, str] = {}
_lectores: list[str] = []


def registrar_lector(ruta: str) -> None:
    """Have the `Lector` at the dotted path `ruta` be asked before each message is sent: what was written while its
    reader might see the case is not sent once that is no longer so."""
    if ruta not in _lectores:
        _lectores.append(ruta)


def puede_leer(usuario: Any, cadena_id: int) -> bool:
    """Whether every registered `Lector` agrees, at this moment."""
    return all(cast(Lector, import_string(ruta))(usuario, cadena_id) for ruta in _lectores)


class SinDestinatarios(LookupError):
    """Nobody registered who is reminded of that kind of deadline."""


def registrar_destinatarios(tipo: str, ruta: str) -> None:
    """Have the `Resolver` at the dotted path `ruta` say who is reminded of deadlines of that kind."""
    if _rutas.setdefault(tipo, ruta) != ruta:
        raise ValueError(f"{tipo!r} is already answered by {_rutas[tipo]}")


def exigir_tipo(tipo: str) -> None:
    """Raises SinDestinatarios when nobody would be reminded."""
    if tipo not in _rutas:
        raise SinDestinatarios(tipo)


def destinatarios(tipo: str, pares: Sequence[tuple[Plazo, Destino]]) -> Mapping[int, Collection[int]]:
    """The accounts to remind, by id of the deadline. Raises SinDestinatarios."""
    exigir_tipo(tipo)
    return cast(Resolver, import_string(_rutas[tipo]))(pares)


Adjuntador = Callable[[Sequence[Plazo]], Mapping[int, Mapping[str, str]]]
"""Given many deadlines of one kind, what goes with the reminder of each (`nombre`, `tipo`, `contenido`), by its id."""

_adjuntadores: dict[str, str] = {}


def registrar_adjuntador(tipo: str, ruta: str) -> None:
    """Have the `Adjuntador` at the dotted path `ruta` say what goes with reminders of deadlines of that kind."""
    if _adjuntadores.setdefault(tipo, ruta) != ruta:
        raise ValueError(f"{tipo!r} already has {_adjuntadores[tipo]}")


def adjuntos(plazos: Sequence[Plazo]) -> dict[int, Mapping[str, str]]:
    """What goes with the reminders of these deadlines, by id of the deadline; of most, nothing does."""
    resultado: dict[int, Mapping[str, str]] = {}
    for tipo in dict.fromkeys(plazo.tipo for plazo in plazos if plazo.tipo in _adjuntadores):
        adjuntador = cast(Adjuntador, import_string(_adjuntadores[tipo]))
        resultado |= adjuntador([plazo for plazo in plazos if plazo.tipo == tipo])
    return resultado

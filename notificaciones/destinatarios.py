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
_adjuntan: dict[str, str] = {}
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


def registrar_adjuntos(tipo: str, ruta: str) -> None:
    """Have ``f(pares) -> {(plazo, cuenta): adjunto}`` at the dotted path say what goes with a reminder of that kind.

    `pares` are deadlines with the id of an account that is reminded; an `adjunto` is what `correo.mensaje` attaches.
    """
    _adjuntan[tipo] = ruta


def adjuntos_de(pares: Sequence[tuple[Plazo, int]]) -> Mapping[tuple[int, int], Mapping[str, str]]:
    """What goes with the reminders of these deadlines, by id of deadline and account; nothing for most kinds."""
    resultado: dict[tuple[int, int], Mapping[str, str]] = {}
    for tipo in sorted({plazo.tipo for plazo, _cuenta in pares} & _adjuntan.keys()):
        resultado |= import_string(_adjuntan[tipo])([par for par in pares if par[0].tipo == tipo])
    return resultado

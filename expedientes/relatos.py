"""What a log row says, in words, to one reader. The sentences of all apps stand above this layer, so whoever has them
registers.

registrar_relator("tablero.ficha.historia.evento_de")  # in the app's AppConfig.ready()
"""

from collections.abc import Callable, Mapping
from typing import Any, cast

from django.utils.module_loading import import_string

from auditoria.models import Asiento
from expedientes.models import Expediente
from instituciones.models import Usuario

Relator = Callable[[Asiento, Expediente, Usuario], Mapping[str, Any]]
"""Given a log row of a case file and who reads it, the row as `components/timeline.html` takes it."""

_rutas: list[str] = []


def registrar_relator(ruta: str) -> None:
    """Have the `Relator` at the dotted path `ruta` put log rows into words. Raises ValueError when another one does."""
    if _rutas and _rutas != [ruta]:
        raise ValueError(f"log rows are already put into words by {_rutas[0]}")
    _rutas[:] = [ruta]


def relatar(asiento: Asiento, expediente: Expediente, usuario: Usuario) -> Mapping[str, Any]:
    """The row in words. Whether the reader may read it is the caller's to know."""
    return cast(Relator, import_string(_rutas[0]))(asiento, expediente, usuario)

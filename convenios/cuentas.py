"""What a case file leaves undone when its agreement is closed, counted by whoever keeps it: plans, commitments.

registrar_cuenta("seguimiento.queries.sin_cumplir")  # in the app's AppConfig.ready()
"""

from collections.abc import Callable, Mapping
from typing import cast

from django.utils.module_loading import import_string

from expedientes.models import Expediente

Cuenta = Callable[[Expediente], Mapping[str, int]]
_rutas: list[str] = []


def registrar_cuenta(ruta: str) -> None:
    """Have the `Cuenta` at the dotted path `ruta` add its numbers, each by the name that the log gives it."""
    if ruta not in _rutas:
        _rutas.append(ruta)


def cuentas_de(expediente: Expediente) -> dict[str, int]:
    """Everything that they count, together."""
    cuentas: dict[str, int] = {}
    for ruta in _rutas:
        cuentas |= cast(Cuenta, import_string(ruta))(expediente)
    return cuentas

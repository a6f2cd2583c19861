"""What keeps a copy of an institution's names. It is known only in the layers above, whose apps register it here.

In the app's ``AppConfig.ready()``::

    registrar_copia("expedientes.busqueda.renovar_de")
"""

from typing import Protocol, cast

from django.utils.module_loading import import_string

from instituciones.models import Institucion

NOMBRES = frozenset({"nombre", "sigla"})


class FuncionDeCopia(Protocol):
    def __call__(self, institucion: Institucion) -> None:
        """Renew what copies the names of this institution, inside the transaction that changed them."""
        ...


_rutas: list[str] = []


def registrar_copia(ruta: str) -> None:
    """Have the `FuncionDeCopia` at that dotted path called too. Registering it twice changes nothing."""
    if ruta not in _rutas:
        _rutas.append(ruta)


def renovar_copias(institucion: Institucion) -> None:
    """Renew every copy of the names, now that they changed."""
    for ruta in _rutas:
        cast(FuncionDeCopia, import_string(ruta))(institucion)

"""What the roles of the whole system are called, and who holds those that are given by designation.

The roles and their sentences are declared above this layer; an app makes them known in ``AppConfig.ready()``::

    registrar_roles({"firmante": RolConocido(_("Firmante"), _("Firma por su institución."))}, "expedientes.…")
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, cast

from django.utils.module_loading import import_string

from instituciones.models import RolInstitucional, Usuario

RolEnInstitucion = tuple[int, str]


class FuncionDeRoles(Protocol):
    def __call__(self, usuario: Usuario) -> Collection[RolEnInstitucion]:
        """The designated roles that the account holds today, each with the id of its institution."""
        ...


@dataclass(frozen=True)
class RolConocido:
    """A role: its label, and the sentence that says what it is for."""

    etiqueta: Any
    frase: Any


_roles: dict[str, RolConocido] = {}
_rutas: list[str] = []


def registrar_roles(roles: Mapping[str, RolConocido], designados: str) -> None:
    """Make roles known; `designados` is a `FuncionDeRoles`, as a dotted path."""
    _roles.update(roles)
    if designados not in _rutas:
        _rutas.append(designados)


def nombre_del_rol(clave: str) -> str:
    if clave in RolInstitucional.values:
        return str(RolInstitucional(clave).label)
    return str(_roles[clave].etiqueta) if clave in _roles else clave


def frase_del_rol(clave: str) -> str:
    """What the role is for; empty for one that nobody made known."""
    return str(_roles[clave].frase) if clave in _roles else ""


def opciones() -> list[tuple[str, str]]:
    """Every role with its label: those given by an institution first, then those given by designation."""
    claves = [*RolInstitucional.values, *(c for c in _roles if c not in RolInstitucional.values)]
    return [(clave, nombre_del_rol(clave)) for clave in claves]


def designados_de(usuario: Usuario) -> set[RolEnInstitucion]:
    """The designated roles that the account holds today."""
    return {par for ruta in _rutas for par in cast(FuncionDeRoles, import_string(ruta))(usuario)}

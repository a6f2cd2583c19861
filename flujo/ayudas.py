"""Helps: what a page is for and what can be done there, declared once by the app that owns the page.

An app declares its own in its `ayudas` module (imported at start-up). The frame of every page shows the one of its
address, `/ayuda/` shows all of them. What a help says that stands on the screen (a button, a state, a title) is written
in «»: a test looks for it there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Grupo(TextChoices):
    """The chapters of `/ayuda/`, in their order."""

    PENDIENTES = "pendientes", _("Lo que espera por mí")
    EXPEDIENTES = "expedientes", _("Expedientes")
    TEXTO = "texto", _("El texto y las opiniones")
    FIRMA = "firma", _("Aprobar y firmar")
    VIGENCIA = "vigencia", _("Mientras rige, y cómo termina")
    ADENDAS = "adendas", _("Adendas")
    IMPORTAR = "importar", _("Importar un registro")
    INSTITUCIONES = "instituciones", _("Instituciones, puestos y personas")
    PLANES = "planes", _("Planes y recursos")
    CUENTA = "cuenta", _("Mi cuenta")
    AUDITORIA = "auditoria", _("Historia, lecturas y control")


class Quienes(Protocol):
    """Who does what a page is for; every permission of the project is one."""

    @property
    def frase(self) -> str: ...

    @property
    def roles(self) -> frozenset[str]: ...


@dataclass(frozen=True)
class DeRoles:
    """Who may, where a page asks for what an account holds and not for a permission."""

    frase: Any
    roles: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Ayuda:
    """The help of one page, or of several that are one thing. Every text is whole sentences."""

    clave: str
    """Its anchor on `/ayuda/`."""
    grupo: Grupo
    titulo: Any
    paginas: Sequence[str]
    """The names of their addresses, with the namespace; «admin:*» is every address of that namespace."""
    para: Any
    """What the page is for, in one sentence."""
    pasos: Sequence[Any]
    """What can be done here and what then happens: two to five."""
    limites: Sequence[Any] = ()
    """What cannot be done here, and where it is."""
    permisos: Sequence[Quienes] = ()
    """Who does it; empty where whoever sees the page may."""

    @property
    def roles(self) -> frozenset[str]:
        return frozenset().union(*(permiso.roles for permiso in self.permisos))

    @property
    def corresponde_a(self) -> str:
        """Who does it, in the words of the permissions."""
        return "; ".join(dict.fromkeys(str(permiso.frase) for permiso in self.permisos))


AYUDAS: dict[str, Ayuda] = {}
"""By their keys, in the order in which they were declared."""
POR_PAGINA: dict[str, Ayuda] = {}
"""By the names of the addresses: one help of several pages stands under each of them."""


def ayuda_de(pagina: str) -> Ayuda | None:
    """The help of a page: its own, or that of its whole namespace."""
    return POR_PAGINA.get(pagina) or POR_PAGINA.get(f"{pagina.rpartition(':')[0]}:*")


def declarar(*ayudas: Ayuda) -> None:
    """Enter helps. Raises ValueError when a key is taken, or a page has its help already."""
    for ayuda in ayudas:
        if AYUDAS.setdefault(ayuda.clave, ayuda) is not ayuda:
            raise ValueError(f"the help {ayuda.clave!r} is already declared")
        for pagina in ayuda.paginas:
            if POR_PAGINA.setdefault(pagina, ayuda) is not ayuda:
                raise ValueError(f"the page {pagina!r} has its help already")

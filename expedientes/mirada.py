"""What an account holds today: the groups of its granted roles, and the posts that its person exercises.

It is read with the account, once for each request (`instituciones/tenencia.py`): whatever is seen or not follows
from it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from django.apps import apps
from django.db.models import Subquery

from instituciones.models import Calidad, RolInstitucional, Usuario
from instituciones.tenencia import Concedido, Ocupado, tenencia_de

AJENOS_A_LO_INTERNO = frozenset({RolInstitucional.AUDITOR, RolInstitucional.ADMINISTRACION})
"""Roles that are not of the party itself: its internal matter is not theirs."""


@dataclass(frozen=True)
class Cargo:
    """A post that the person exercises today."""

    puesto_id: int
    puesto: str
    institucion_id: int
    institucion: str


@dataclass(frozen=True)
class Mirada:
    """From where an account looks today."""

    es_plataforma: bool = False
    concedidos: tuple[Concedido, ...] = ()
    cargos: tuple[Cargo, ...] = ()

    @property
    def puestos(self) -> list[int]:
        return sorted({c.puesto_id for c in self.cargos})

    @property
    def grupos(self) -> list[int]:
        return sorted({c.grupo_id for c in self.concedidos})

    @property
    def instituciones(self) -> list[int]:
        """Institutions whose internal matter is the account's own by a granted role."""
        return sorted(
            {
                c.institucion_id
                for c in self.concedidos
                if c.institucion_id and c.rol not in AJENOS_A_LO_INTERNO
            }
        )

    @property
    def audita_todo(self) -> bool:
        """Whether it holds the group without institution, which has the model permission."""
        return any(c.institucion_id is None for c in self.concedidos)

    @property
    def ve_todo(self) -> bool:
        return self.es_plataforma or self.audita_todo

    def como_parte(self) -> "Mirada":
        """What the account holds as somebody of a party: without offices of control and administration."""
        de_parte = (c for c in self.concedidos if c.rol not in AJENOS_A_LO_INTERNO)
        return Mirada(concedidos=tuple(de_parte), cargos=self.cargos)

    def de_control(self) -> "Mirada":
        """What it holds as an auditor and as somebody of a party: whoever administers the platform or an institution
        does not audit by that."""
        de_control = (c for c in self.concedidos if c.rol != RolInstitucional.ADMINISTRACION)
        return Mirada(concedidos=tuple(de_control), cargos=self.cargos)


def mirada_de(usuario: Usuario) -> Mirada:
    """What the account holds at this moment; nothing when it is not active. Read once for each request."""
    if usuario.memoria is None:
        return _leer(usuario)
    if "mirada" not in usuario.memoria:
        usuario.memoria["mirada"] = _leer(usuario)
    return cast(Mirada, usuario.memoria["mirada"])


def _leer(usuario: Usuario) -> Mirada:
    if not usuario.is_active:
        return Mirada()
    tenencia = tenencia_de(usuario)
    cargos = tuple(_ejercidos(tenencia.ocupados, usuario.persona_id))
    return Mirada(usuario.is_superuser, tenencia.concedidos, cargos)


def _ejercidos(ocupados: tuple[Ocupado, ...], propia: int) -> Iterator[Cargo]:
    """Posts that the person really exercises: an encargado or subrogante goes before the titular."""
    reemplazados = {o.puesto_id for o in ocupados if o.calidad in REEMPLAZOS}
    for o in ocupados:
        if o.persona_id == propia and (o.calidad in REEMPLAZOS or o.puesto_id not in reemplazados):
            yield Cargo(o.puesto_id, o.puesto, o.institucion_id, o.institucion)


REEMPLAZOS = frozenset({Calidad.ENCARGADO, Calidad.SUBROGANTE})


def permiso(codename: str) -> Subquery:
    """The id of one of guardian's permissions on case files, as an expression that the database works out once."""
    permisos = apps.get_model("auth.Permission").objects.filter(
        content_type__app_label="expedientes", codename=codename
    )
    return Subquery(permisos.order_by().values("pk")[:1])

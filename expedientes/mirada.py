"""What an account holds today: the groups of its granted roles, and the posts that its person exercises.

One small statement, read once for each request: whatever is seen or not seen follows from it.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any, cast
from zoneinfo import ZoneInfo

from django.apps import apps
from django.db.models import BigIntegerField, F, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone

from instituciones.models import Calidad, Concesion, Ocupacion, RolInstitucional, Usuario
from instituciones.preparada import Preparada

AJENOS_A_LO_INTERNO = frozenset({RolInstitucional.AUDITOR, RolInstitucional.ADMINISTRACION})
"""Roles that are not of the party itself: its internal matter is not theirs."""


@dataclass(frozen=True)
class Concedido:
    """A role that the account holds today; `institucion` names where."""

    grupo_id: int
    rol: str
    institucion_id: int | None
    mandato_id: int | None
    institucion: str | None


@dataclass(frozen=True)
class Cargo:
    """A post that the person exercises today."""

    puesto_id: int
    puesto: str
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
    rigen = [fila[:-3] for fila in LO_QUE_TIENE.filas(usuario.pk) if _rige(*fila[-3:])]
    concedidos = [
        Concedido(grupo, rol, institucion, mandato, nombre)
        for es_cargo, grupo, rol, institucion, mandato, nombre, _calidad in rigen
        if not es_cargo
    ]
    ocupan = [
        (Cargo(puesto, titulo, nombre), persona, calidad)
        for es_cargo, puesto, titulo, persona, _m, nombre, calidad in rigen
        if es_cargo
    ]
    return Mirada(usuario.is_superuser, tuple(concedidos), tuple(_ejercidos(ocupan, usuario.persona_id)))


def _ejercidos(ocupan: list[tuple[Cargo, int, str]], propia: int) -> list[Cargo]:
    """Posts that the person really exercises: an encargado or subrogante goes before the titular."""
    reemplazados = {cargo.puesto_id for cargo, _p, calidad in ocupan if calidad in REEMPLAZOS}
    return [
        cargo
        for cargo, persona, calidad in ocupan
        if persona == propia and (calidad in REEMPLAZOS or cargo.puesto_id not in reemplazados)
    ]


def _rige(desde: dt.date, hasta: dt.date | None, zona: str) -> bool:
    """Whether today, where that institution lives, lies between two dates."""
    hoy = timezone.now().astimezone(ZoneInfo(zona)).date()
    return desde <= hoy and (hasta is None or hoy <= hasta)


def _lo_que_tiene(usuario: int, _hoy: dt.date) -> "QuerySet[Any, tuple[Any, ...]]":
    """Roles and posts in one statement: whether it is a post, its id and name, whose it is, and its dates."""
    zona = Coalesce("grupo__institucion__zona_horaria", "mandato__organo__zona_horaria", Value("UTC"))
    roles = (
        Concesion.objects.filter(usuario_id=usuario, anulada_at__isnull=True)
        .order_by()
        .values_list(
            Value(False),
            "grupo__grupo_id",
            "grupo__rol",
            "grupo__institucion_id",
            "mandato_id",
            _nombre("grupo__institucion"),
            Value(""),
            "desde",
            "hasta",
            zona,
        )
    )
    puestos = (
        Ocupacion.objects.filter(puesto__ocupaciones__persona__usuario=usuario)
        .exclude(calidad=Calidad.VACANTE)
        .order_by()
        .values_list(
            Value(True),
            "puesto_id",
            "puesto__nombre",
            "persona_id",
            Value(None, output_field=BigIntegerField()),
            _nombre("puesto__institucion"),
            "calidad",
            "desde",
            "hasta",
            "puesto__institucion__zona_horaria",
        )
    )
    return roles.union(puestos)


def _nombre(institucion: str) -> Coalesce:
    """Its acronym when it has one."""
    return Coalesce(NullIf(F(f"{institucion}__sigla"), Value("")), F(f"{institucion}__nombre"))


REEMPLAZOS = frozenset({Calidad.ENCARGADO, Calidad.SUBROGANTE})
LO_QUE_TIENE = Preparada(_lo_que_tiene)


def permiso(codename: str) -> Subquery:
    """The id of one of guardian's permissions on case files, as an expression that the database works out once."""
    permisos = apps.get_model("auth.Permission").objects.filter(
        content_type__app_label="expedientes", codename=codename
    )
    return Subquery(permisos.order_by().values("pk")[:1])

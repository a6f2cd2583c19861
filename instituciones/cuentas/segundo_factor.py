"""Whose second factor is required: each institution says it in its rules, role by role.

Roles held by designation are known only above this layer; an app registers them in ``AppConfig.ready()``::

    registrar_roles({"firmante": _("Firmante")}, "expedientes.queries.roles_designados")
"""

from collections.abc import Collection, Mapping
from typing import Any, Protocol, cast

from allauth.mfa.models import Authenticator
from django.db.models import F, Q
from django.utils.module_loading import import_string

from instituciones.fechas import hoy_en
from instituciones.models import Concesion, ReglasDeInstitucion, RolInstitucional, Usuario

RolEnInstitucion = tuple[int, str]
FACTORES = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class FuncionDeRoles(Protocol):
    def __call__(self, usuario: Usuario) -> Collection[RolEnInstitucion]:
        """The designated roles that the account holds today, each with its institution."""
        ...


_etiquetas: dict[str, Any] = {}
_rutas: list[str] = []


def registrar_roles(etiquetas: Mapping[str, Any], ruta: str) -> None:
    """Let institutions require a second factor for these roles too; `ruta` is a `FuncionDeRoles`, as a dotted path."""
    _etiquetas.update(etiquetas)
    if ruta not in _rutas:
        _rutas.append(ruta)


def roles_exigibles() -> list[tuple[str, Any]]:
    """The roles for which an institution may require it, with their labels."""
    return [*RolInstitucional.choices, *_etiquetas.items()]


def tiene_segundo_factor(usuario: Usuario) -> bool:
    return bool(Authenticator.objects.filter(user=usuario, type__in=FACTORES).exists())


def exige_segundo_factor(usuario: Usuario) -> bool:
    """Whether the rules in force of some institution require it for a role that the account holds there today."""
    roles = set(_concedidos(usuario))
    for ruta in _rutas:
        roles |= set(cast(FuncionDeRoles, import_string(ruta))(usuario))
    if not roles:
        return False
    vigentes = (
        ReglasDeInstitucion.objects.filter(
            institucion__in={institucion for institucion, _rol in roles},
            desde__lte=hoy_en("institucion__zona_horaria"),
        )
        .order_by("institucion", "-desde")
        .distinct("institucion")
    )
    exigidos = dict(vigentes.values_list("institucion", "segundo_factor_para"))
    return any(rol in exigidos.get(institucion, ()) for institucion, rol in roles)


def le_falta(usuario: Usuario) -> bool:
    """Whether the account may do nothing yet but set up its second factor."""
    return exige_segundo_factor(usuario) and not tiene_segundo_factor(usuario)


def _concedidos(usuario: Usuario) -> Collection[RolEnInstitucion]:
    """Granted roles, an auditor's for everything counting as held in the control body."""
    propias = Concesion.objects.vigentes(hoy_en("grupo__institucion__zona_horaria")).filter(usuario=usuario)
    de_todo = Concesion.objects.vigentes(hoy_en("mandato__organo__zona_horaria")).filter(
        Q(grupo__institucion__isnull=True), usuario=usuario
    )
    filas = propias.order_by().values_list("grupo__institucion", "grupo__rol")
    return list(
        filas.union(de_todo.order_by().annotate(o=F("mandato__organo")).values_list("o", "grupo__rol"))
    )

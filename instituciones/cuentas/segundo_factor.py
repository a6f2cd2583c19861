"""Whose second factor is required: each institution says it in its rules, role by role."""

import time
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import F, Q

from instituciones.fechas import hoy_en
from instituciones.models import Concesion, ReglasDeInstitucion, Usuario
from instituciones.roles import RolEnInstitucion, designados_de

FACTORES = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def tiene_segundo_factor(usuario: Usuario) -> bool:
    return bool(Authenticator.objects.filter(user=usuario, type__in=FACTORES).exists())


def exige_segundo_factor(usuario: Usuario) -> bool:
    """Whether the rules in force of some institution require it for a role that the account holds there today."""
    roles = {*_concedidos(usuario), *designados_de(usuario)}
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


RECIENTE = 5 * 60
"""Seconds for which a second factor that was given stands for whoever gave it, for acts that ask for it again."""


def dio_segundo_factor(registros: Iterable[Mapping[str, Any]]) -> bool:
    """Whether a session gave its second factor in the last five minutes, to come in or again since. `registros` is what
    allauth keeps of how it did."""
    ahora = time.time()
    return any(
        registro.get("method") == "mfa" and ahora - registro.get("at", 0) < RECIENTE for registro in registros
    )

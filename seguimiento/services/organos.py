"""Setting up a body, giving it rules from a day on, and dissolving it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from expedientes.models import Expediente
from expedientes.services.inscripcion import inscribir
from flujo.acto import Acto, Capacidad
from flujo.errors import CondicionesIncumplidas, DatosInvalidos
from flujo.services import asentar_acto, bloquear
from flujo.textos import exigir_legible, exigir_una_linea
from flujo.transaccion import en_transaccion
from instituciones.services.escritura import SIN_VALOR_AUN, exigir_valido, ya_hecho
from seguimiento.models import EN_SESION, POR_CELEBRAR, Organo, ReglasDeOrgano, Sesion
from seguimiento.permissions import CONSTITUIR
from seguimiento.services.miembros import MiembroNuevo, integrar_varios
from seguimiento.services.validez import en_funciones, exigir_ano_posible, exigir_despues_de_lo_celebrado

DIA = dt.timedelta(days=1)
DE_LAS_REGLAS = (
    "quorum",
    "quorum_segunda",
    "decision",
    "dirime",
    "aviso",
    "aviso_extraordinaria",
    "numeracion",
    "aprobacion",
    "dias_para_observar",
    "dias_para_enviar",
)
"""What the rules of a body say."""


@en_transaccion
def constituir_organo(
    expediente: Expediente,
    *,
    nombre: str,
    acto: Acto,
    sigla: str = "",
    fundamento: str = "",
    constituido_el: dt.date | None = None,
    reglas: Mapping[str, Any] | None = None,
    miembros: Sequence[MiembroNuevo] = (),
) -> Organo:
    """Set up a body with its first rules and members, all from its first day on.

    `reglas` are those of `DE_LAS_REGLAS` that differ from what a bilateral committee has. The same act again gives the
    same body. Raises SinPermiso or DatosInvalidos.
    """
    expediente = bloquear(expediente)
    if hecho := ya_hecho(Organo, expediente, "constituir", acto):
        return hecho
    capacidad = CONSTITUIR.capacidad(expediente, acto)
    organo = Organo(
        expediente=expediente,
        numero=(expediente.organos.aggregate(n=Max("numero"))["n"] or 0) + 1,
        nombre=exigir_una_linea(_("el nombre"), nombre, maximo=300),
        sigla=exigir_una_linea(_("la sigla"), sigla, maximo=30),
        fundamento=exigir_una_linea(_("dónde se crea"), fundamento, maximo=300),
        constituido_el=constituido_el or acto.fecha_hecho or expediente.hoy(),
    )
    exigir_ano_posible(organo.constituido_el)
    inscribir(
        organo,
        "constituir",
        acto=acto,
        capacidad=capacidad,
        datos={"numero": organo.numero, "constituido_el": organo.constituido_el, "texto": organo.nombre},
    )
    despues = acto.con(clave=None)
    _poner_reglas(organo, organo.constituido_el, fundamento, reglas or {}, despues, capacidad)
    integrar_varios(organo, miembros, desde=organo.constituido_el, acto=despues, capacidad=capacidad)
    return organo


@dataclass(frozen=True, kw_only=True)
class CambioDeReglas:
    """What new rules from a day on would bring about."""

    terminan: ReglasDeOrgano | None
    """Those in force until the day before."""
    sesiones: Sequence[Sesion]
    """Already called, and held by the new rules."""


def previsto(organo: Organo, desde: dt.date) -> CambioDeReglas:
    """What rules that begin on that day would end and touch."""
    return CambioDeReglas(
        terminan=organo.reglas_al(desde),
        sesiones=list(
            organo.sesiones.filter(
                estado__in=POR_CELEBRAR, convocada_el__isnull=False, fecha__gte=desde
            ).order_by("fecha", "hora")
        ),
    )


@en_transaccion
def fijar_reglas(
    organo: Organo, *, desde: dt.date, acto: Acto, fundamento: str = "", **reglas: Any
) -> ReglasDeOrgano:
    """Give a body rules from a day on; those that it had end the day before. What they do not say stays as it was.

    Raises SinPermiso; DatosInvalidos when later rules stand already, or when a session was held on that day or after.
    """
    expediente = bloquear(organo)
    if hechas := ya_hecho(ReglasDeOrgano, expediente, "fijar_reglas", acto):
        return hechas
    actual = en_funciones(organo, expediente)
    capacidad = CONSTITUIR.capacidad(actual, acto)
    if ajenas := set(reglas) - set(DE_LAS_REGLAS):
        raise TypeError(f"no rules of a body: {sorted(ajenas)}")
    ultimas = actual.reglas.order_by("-desde").first()
    if desde < actual.constituido_el:
        raise DatosInvalidos(_("Las reglas empiezan el día en que el órgano se constituyó, o después."))
    if ultimas and ultimas.desde >= desde:
        raise DatosInvalidos(
            _("Ya hay reglas desde el %(dia)s: las nuevas empiezan después.")
            % {"dia": date_format(ultimas.desde, "j b Y")}
        )
    exigir_ano_posible(desde)
    exigir_despues_de_lo_celebrado(actual, desde)
    if ultimas:
        if ultimas.hasta is None or ultimas.hasta >= desde:
            ultimas.hasta = desde - DIA
            ultimas.save(update_fields=["hasta"])
        reglas = {campo: getattr(ultimas, campo) for campo in DE_LAS_REGLAS} | reglas
    return _poner_reglas(actual, desde, fundamento, reglas, acto, capacidad)


def _poner_reglas(
    organo: Organo,
    desde: dt.date,
    fundamento: str,
    reglas: Mapping[str, Any],
    acto: Acto,
    capacidad: Capacidad,
) -> ReglasDeOrgano:
    nuevas = ReglasDeOrgano(
        organo=organo,
        desde=desde,
        fundamento=exigir_una_linea(_("dónde consta"), fundamento, maximo=300),
        **reglas,
    )
    return inscribir(
        nuevas,
        "fijar_reglas",
        acto=acto,
        capacidad=capacidad,
        datos={
            "organo": organo.pk,
            "desde": desde,
            **{campo: _dato(getattr(nuevas, campo)) for campo in DE_LAS_REGLAS},
            "nota": str(organo),
        },
    )


def _dato(valor: Any) -> Any:
    return valor if isinstance(valor, int) else str(valor)


@en_transaccion
def disolver_organo(organo: Organo, *, disuelto_el: dt.date, motivo: str, acto: Acto) -> Organo:
    """End a body: from that day on it holds no session. What it agreed stays.

    Raises SinPermiso, DatosInvalidos, CondicionesIncumplidas while a session of it runs or waits on that day or after.
    """
    expediente = bloquear(organo)
    if hecho := ya_hecho(Organo, expediente, "disolver", acto):
        return hecho
    actual = en_funciones(organo, expediente)
    capacidad = CONSTITUIR.capacidad(actual, acto)
    exigir_ano_posible(disuelto_el)
    exigir_despues_de_lo_celebrado(actual, disuelto_el)
    abiertas = actual.sesiones.filter(estado__in=EN_SESION) | actual.sesiones.filter(
        estado__in=POR_CELEBRAR, fecha__gte=disuelto_el
    )
    if pendiente := abiertas.order_by("fecha").first():
        raise CondicionesIncumplidas(
            _("Antes se termina o se cancela la sesión del %(dia)s.")
            % {"dia": date_format(pendiente.fecha, "j b Y")}
        )
    actual.disuelto_el = disuelto_el
    actual.motivo = exigir_legible(_("el motivo"), motivo, maximo=2000)
    exigir_valido(actual, excepto=SIN_VALOR_AUN)
    asentar_acto(
        actual,
        "disolver",
        acto=acto,
        capacidad=capacidad,
        datos={"disuelto_el": disuelto_el, "motivo": actual.motivo, "texto": actual.nombre},
    )
    actual.save()
    return actual

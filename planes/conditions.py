"""What must be true before a plan, an action or a reprogramming moves on, each with its sentence."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Count
from django.utils.formats import date_format
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from expedientes.facultades import partes_vigentes
from expedientes.models import Clase
from expedientes.queries import aprobaciones_vigentes
from flujo.declaracion import condition
from planes.acuerdos import hay_acuerdo
from planes.estados import CON_FINAL, EstadoDeAccion, EstadoDePlan
from planes.verificacion import partes_ajenas, se_verifica_hasta

if TYPE_CHECKING:
    from planes.models import AccionConjunta, Medicion, MedioDeVerificacion, PlanAnual, Reprogramacion


# -- of the plan


def acciones_vivas(plan: "PlanAnual", leidas: "list[AccionConjunta] | None" = None) -> "list[AccionConjunta]":
    """Its actions in their order, each with how many answer for it, as `cuantos_responden`; who has `leidas` them says
    so while it is remembered."""
    return plan.raiz().recordado(
        f"acciones_vivas:{plan.pk}", lambda: _leer_vivas(plan) if leidas is None else leidas
    )


def _leer_vivas(plan: "PlanAnual") -> "list[AccionConjunta]":
    filas = plan.acciones.exclude(estado=EstadoDeAccion.RETIRADA).annotate(
        cuantos_responden=Count("responsables")
    )
    return list(filas.order_by("numero").only("plan_id", "numero", "desde", "hasta", "estado"))


@condition(_("El plan tiene al menos una acción."))
def hay_acciones(plan: "PlanAnual") -> bool:
    return bool(acciones_vivas(plan))


def _enumeradas(acciones: Iterable[int]) -> str:
    return ", ".join(str(numero) for numero in acciones)


def _sin_responsable(plan: "PlanAnual") -> list[str]:
    numeros = [a.numero for a in acciones_vivas(plan) if not a.cuantos_responden]  # type: ignore[attr-defined]
    return [_t("Falta decir quién responde de la acción %(n)s.") % {"n": n} for n in numeros]


@condition(_("Cada acción tiene al menos una institución responsable."), falta=_sin_responsable)
def acciones_con_responsable(plan: "PlanAnual") -> bool:
    return not _sin_responsable(plan)


def _fuera_del_periodo(plan: "PlanAnual") -> list[int]:
    return [a.numero for a in acciones_vivas(plan) if a.desde < plan.desde or a.hasta > plan.hasta]


def _acciones_fuera(plan: "PlanAnual") -> list[str]:
    return [
        _t("Estas acciones salen del período del plan: %(numeros)s. Corrija sus fechas o las del plan.")
        % {"numeros": _enumeradas(_fuera_del_periodo(plan))}
    ]


@condition(_("Cada acción cae dentro del período del plan."), falta=_acciones_fuera)
def acciones_en_el_periodo(plan: "PlanAnual") -> bool:
    return not _fuera_del_periodo(plan)


@condition(_("Hay al menos una observación sin responder."))
def hay_observacion_abierta(plan: "PlanAnual") -> bool:
    return plan.observadas().filter(respondida_el__isnull=True).exists()


def _observaciones_abiertas(plan: "PlanAnual") -> list[str]:
    cuantas = plan.observadas().filter(respondida_el__isnull=True).count()
    return [
        ngettext(
            "Falta la respuesta a %(n)s observación.", "Faltan las respuestas a %(n)s observaciones.", cuantas
        )
        % {"n": cuantas}
    ]


@condition(_("Cada observación tiene respuesta."), falta=_observaciones_abiertas)
def observaciones_respondidas(plan: "PlanAnual") -> bool:
    return not hay_observacion_abierta(plan)


@condition(
    _("El período no ha terminado, o el plan se declara regularización con su sustento."),
)
def a_tiempo_o_regularizacion(plan: "PlanAnual") -> bool:
    return plan.es_regularizacion or plan.hasta >= plan.expediente.hoy()


def partes_sin_aprobar(objeto: Any) -> list[Any]:
    """The parties in force that did not approve the content as it now is, each with its institution."""
    dadas = aprobaciones_vigentes(objeto, Clase.APROBACION).filter(es_favorable=True)
    aprobaron = set(dadas.values_list("institucion_id", flat=True))
    partes = partes_vigentes(objeto.raiz()).values()
    return [parte for parte in partes if parte.institucion_id not in aprobaron]


def _falta_que_aprueben(objeto: Any) -> list[str]:
    return [
        _t("Falta la aprobación de %(institucion)s sobre el contenido actual.")
        % {"institucion": parte.institucion}
        for parte in partes_sin_aprobar(objeto)
    ]


@condition(_("Cada parte aprobó el contenido actual."), falta=_falta_que_aprueben)
def partes_aprobaron(objeto: "PlanAnual | Reprogramacion") -> bool:
    return bool(partes_vigentes(objeto.raiz())) and not partes_sin_aprobar(objeto)


@condition(_("Un acuerdo de acta aprobó el contenido actual."))
def lo_aprueba_un_acuerdo(objeto: "PlanAnual | Reprogramacion") -> bool:
    return hay_acuerdo(objeto, "aprobar")


@condition(_("Llegó el primer día de su período."))
def llego_su_inicio(plan: "PlanAnual") -> bool:
    return plan.desde <= plan.expediente.hoy()


@condition(_("Terminó el período, o cada acción llegó a algún final."))
def termino_el_periodo_o_el_trabajo(plan: "PlanAnual") -> bool:
    return plan.hasta < plan.expediente.hoy() or not _sin_final(plan)


def _sin_final(plan: "PlanAnual") -> list[int]:
    return [a.numero for a in acciones_vivas(plan) if a.estado not in CON_FINAL]


def _acciones_sin_final(plan: "PlanAnual") -> list[str]:
    return [
        _t("Estas acciones no tienen final todavía: %(numeros)s. Lo que no se hizo consta como no ejecutado.")
        % {"numeros": _enumeradas(_sin_final(plan))}
    ]


@condition(
    _("Cada acción llegó a algún final: verificada, no ejecutada, cancelada o sin verificación obtenida."),
    falta=_acciones_sin_final,
)
def acciones_con_final(plan: "PlanAnual") -> bool:
    return not _sin_final(plan)


def mediciones_por_validar(plan: "PlanAnual") -> "list[Medicion]":
    """What was measured in the plan and nobody validated or returned, also of an indicator that it has no longer."""
    filas = apps.get_model("planes.Medicion").objects.filter(accion__plan=plan, estado="presentada")
    return list(filas.select_related("accion", "trimestre").order_by("accion__numero", "trimestre__n", "pk"))


def _cuales_por_validar(plan: "PlanAnual") -> list[str]:
    return [
        _t(
            "Falta validar lo medido en la acción %(n)s, trimestre %(trimestre)s: «%(indicador)s». Si nadie lo hace, "
            "quien midió lo cierra sin validar cuando el trimestre cierra."
        )
        % {"n": m.accion.numero, "trimestre": m.trimestre.n, "indicador": m.indicador}
        for m in mediciones_por_validar(plan)
    ]


@condition(_("Cada medición se validó, se devolvió o se cerró sin validar."), falta=_cuales_por_validar)
def mediciones_con_final(plan: "PlanAnual") -> bool:
    return not mediciones_por_validar(plan)


# -- of an action


@condition(_("El plan todavía se prepara."))
def plan_se_escribe(accion: "AccionConjunta") -> bool:
    return accion.plan.admite_cambios


@condition(_("Todas las partes aprobaron el plan, o la reprogramación que la agrega."))
def plan_aprobado(accion: "AccionConjunta") -> bool:
    return str(accion.plan.estado) == EstadoDePlan.APROBADO or any(r.nuevas for r in _por_aplicar(accion))


@condition(_("El plan está en ejecución o en evaluación."))
def plan_en_ejecucion(accion: "AccionConjunta") -> bool:
    return accion.plan.estado in (EstadoDePlan.EN_EJECUCION, EstadoDePlan.EN_EVALUACION)


@condition(_("Se presentó al menos un medio de verificación que nadie devolvió."))
def hay_medio_de_verificacion(accion: "AccionConjunta") -> bool:
    return accion.evidencia_hash != "" and accion.medios_vigentes().exists()


@condition(
    _(
        "Alguna de las partes ni responde de la acción ni presentó lo que la muestra: "
        "lo que hicieron todas lo verifica un acta."
    ),
)
def alguna_parte_es_ajena(accion: "AccionConjunta") -> bool:
    return bool(partes_ajenas(accion))


@condition(
    _(
        "Todas las partes la hicieron o presentaron lo que la muestra, y un acuerdo de acta la da por verificada."
    )
)
def lo_verifica_un_acuerdo(accion: "AccionConjunta") -> bool:
    return not partes_ajenas(accion) and hay_acuerdo(accion, "verificar")


def _desde_cuando_consta(accion: "AccionConjunta") -> list[str]:
    hasta = se_verifica_hasta(accion)
    if hasta is None:
        return [_t("Todavía no se pidió la verificación.")]
    return [
        _t("La verificación se pidió y tiene plazo hasta el %(dia)s.") % {"dia": date_format(hasta, "j b Y")}
    ]


@condition(_("Se pidió la verificación y pasó el plazo sin que nadie la diera."), falta=_desde_cuando_consta)
def vencio_el_plazo_de_verificacion(accion: "AccionConjunta") -> bool:
    hasta = se_verifica_hasta(accion)
    return hasta is not None and hasta < accion.raiz().hoy()


def reprogramacion_por_aplicar(accion: "AccionConjunta") -> "Reprogramacion | None":
    """The reprogramming that is being applied to it in this very transaction."""
    return next((r for r in _por_aplicar(accion) if accion.numero in r.numeros), None)


def _por_aplicar(accion: "AccionConjunta") -> "list[Reprogramacion]":
    """Approved by every party, and being applied in this very transaction."""
    plan = accion.plan
    return accion.raiz().recordado(
        f"por_aplicar:{plan.pk}",
        lambda: list(plan.reprogramaciones.filter(estado="aprobada", resultado__isnull=True)),
    )


@condition(_("Todas las partes, o un acuerdo de acta, aprobaron una reprogramación que la cambia."))
def se_acordo_reprogramarla(accion: "AccionConjunta") -> bool:
    return any(accion.numero in r.numeros for r in _por_aplicar(accion))


@condition(_("Todas las partes aprobaron cancelarla, o lo acordaron en un acta."))
def se_acordo_cancelarla(accion: "AccionConjunta") -> bool:
    return any(accion.numero in r.por_cancelar for r in _por_aplicar(accion)) or hay_acuerdo(
        accion, "cancelar"
    )


@condition(_("La acción no ha llegado a su final."))
def accion_sin_final(medio: "MedioDeVerificacion") -> bool:
    return medio.accion.estado not in CON_FINAL


# -- of a measurement


@condition(_("El plan está en ejecución o en evaluación."))
def plan_se_mide(medicion: "Medicion") -> bool:
    return bool(plan_en_ejecucion(medicion.accion))


@condition(_("El trimestre no cerró todavía."))
def trimestre_abierto(medicion: "Medicion") -> bool:
    return not medicion.trimestre.esta_cerrado()


def _se_valida_hasta(medicion: "Medicion") -> list[str]:
    return [
        _t("Otra parte puede validarla: se cierra sin validar desde que el trimestre cierra, el %(dia)s.")
        % {"dia": f"{medicion.trimestre.cierra:%d/%m/%Y}"}
    ]


@condition(
    _("El trimestre cerró sin que nadie la validara, o ninguna otra parte puede."), falta=_se_valida_hasta
)
def nadie_la_valido(medicion: "Medicion") -> bool:
    otras = partes_vigentes(medicion.raiz()).keys() - {medicion.institucion_id}
    return not otras or medicion.trimestre.esta_cerrado()


# -- of a reprogramming


@condition(_("Dice qué cambia: al menos una acción que cambia, se agrega o se cancela."))
def hay_cambios(reprogramacion: "Reprogramacion") -> bool:
    return bool(reprogramacion.cambios)


@condition(
    _("Parte de la versión vigente del plan: si el plan cambió, revise los cambios y guárdelos otra vez.")
)
def parte_de_la_version_vigente(reprogramacion: "Reprogramacion") -> bool:
    return reprogramacion.base_id == reprogramacion.plan.version_id

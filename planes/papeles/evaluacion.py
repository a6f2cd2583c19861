"""What came of the period of a plan: how each action ended, what its indicators reached, and how that is counted."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from auditoria.models import Asiento
from documentos.papeles import Clase, registrar_clase
from documentos.permissions import incorporar
from expedientes.models import Expediente
from planes.avisos import al_firmar_evaluacion
from planes.estados import NO_CUMPLIDAS, EstadoDePlan
from planes.lectura import con_su_plan, motivo_de, nombres_de
from planes.models import AccionConjunta, PlanAnual
from planes.papeles.firmantes import ENTRADA, coordinaciones, de_las_partes, firmable
from planes.papeles.plan import presupuesto
from planes.queries import (
    AvanceDeIndicadores,
    Medida,
    Participantes,
    acciones_a_la_vista,
    avance_de,
    medidas_de,
    participantes_de,
)
from planes.queries.esperas.planes import EVALUACION

EVALUADOS = (EstadoDePlan.EVALUADO.value, EstadoDePlan.CERRADO.value)


def _en_evaluacion(expediente: Expediente) -> QuerySet[PlanAnual]:
    return PlanAnual.objects.filter(
        expediente=expediente, estado__in=(EstadoDePlan.EN_EVALUACION, *EVALUADOS)
    ).select_related("expediente", "asiento", "version")


def _datos(plan: PlanAnual) -> dict[str, Any]:
    version = plan.version
    if version is None:
        raise ValueError("a plan that is evaluated has a version")
    acciones = acciones_a_la_vista(plan)
    avance, indicadores = avance_de(acciones), AvanceDeIndicadores(medidas_de(acciones))
    finales = AccionConjunta.objects.filter(plan=plan).select_related("asiento", "continua__plan").in_bulk()
    return {
        "desde": plan.desde,
        "hasta": plan.hasta,
        "version": version.n,
        "contenido_hash": version.hash,
        "resultado": plan.resultado,
        "acciones": [_accion(accion, finales[accion.pk]) for accion in acciones],
        "avance": avance.formula,
        "aparte": avance.aparte,
        "avance_de_indicadores": indicadores.formula,
        "aparte_de_indicadores": indicadores.aparte,
        "indicadores": [_indicador(medida) for medida in indicadores.medidas],
        "participantes": _participantes(participantes_de(acciones)),
        **presupuesto(version.datos["acciones"], nombres_de(plan.expediente)),
    }


def _accion(accion: AccionConjunta, final: AccionConjunta) -> dict[str, Any]:
    """How it ended and when; of what was not met, why."""
    no_cumplida = accion.estado in NO_CUMPLIDAS
    return {
        "numero": accion.numero,
        "nombre": accion.nombre,
        "continua": con_su_plan(final.continua) if final.continua else "",
        "responsables": ", ".join(str(r.institucion) for r in accion.responden),
        "hasta": accion.hasta,
        "hasta_original": accion.hasta_original,
        "fin": str(accion.get_estado_display()),
        "fin_el": final.asiento.fecha_hecho,
        "motivo": motivo_de(final) if no_cumplida else "",
    }


def _indicador(medida: Medida) -> dict[str, Any]:
    medidos = {n: m for n, m in medida.mediciones.items() if m.estado == "validada"}
    return {
        "accion": medida.accion.numero,
        "nombre": medida.indicador.nombre,
        "unidad": medida.indicador.unidad,
        "peso": medida.indicador.peso,
        "trimestres": [
            {"meta": medida.metas.get(n), "valor": medidos[n].valor if n in medidos else None}
            for n in (1, 2, 3, 4)
        ],
        "formula": medida.formula,
    }


def _participantes(participantes: Participantes) -> dict[str, Any]:
    return {
        "total": participantes.total,
        "cuadros": [{"titulo": titulo, "filas": _filas(cuadro)} for titulo, cuadro in participantes.cuadros],
    }


def _filas(cuadro: Iterable[tuple[str, int]]) -> list[dict[str, Any]]:
    return [{"que": nombre, "n": n} for nombre, n in cuadro]


def _momento(plan: PlanAnual) -> dt.datetime:
    """When it was evaluated: closing it afterwards says nothing new."""
    evaluado = Asiento.objects.filter(
        cadena=plan.expediente.cadena_id,
        modelo=plan._meta.label_lower,
        objeto=plan.pk,
        accion="dar_por_evaluado",
    ).last()
    momento: dt.datetime = (evaluado or plan.asiento).registrado_at
    return momento


def _por_que_no(plan: PlanAnual) -> str:
    return "" if plan.estado in EVALUADOS else _t("Se firma cuando el plan está evaluado.")


registrar_clase(
    Clase(
        clave=EVALUACION,
        nombre=_("Evaluación del plan anual"),
        descripcion=_(
            "En qué terminó cada acción, qué alcanzaron los indicadores y cómo se cuenta el avance."
        ),
        plantilla="papeles/evaluacion_de_plan.html",
        objetos=_en_evaluacion,
        rotulo=str,
        titulo=lambda plan: f"Evaluación de «{plan.titulo}»",
        datos=_datos,
        momento=_momento,
        de_quien=de_las_partes,
        pide=incorporar,
        es_borrador=lambda plan: bool(_por_que_no(plan)),
        firmantes=coordinaciones,
        firmable=firmable(
            contenido=lambda plan: plan.hash_de_la_evaluacion(),
            por_que_no=_por_que_no,
            por_firmar=lambda: PlanAnual.objects.filter(estado=EstadoDePlan.EVALUADO).select_related(
                "expediente"
            ),
            motivo="Conformidad con la evaluación",
            al_firmar=al_firmar_evaluacion,
        ),
        entrada_de_firmas=ENTRADA,
    )
)

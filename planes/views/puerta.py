"""From the address to a plan, its action, its reprogramming: everything through the door of the case file."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from auditoria.services import COMPARTIDA
from expedientes.lecturas import anotar_lectura
from expedientes.puerta import MemberRequest, expediente_or_404
from planes.models import AccionConjunta, Medicion, MedioDeVerificacion, PlanAnual, Reprogramacion


def plan_or_404(request: MemberRequest, codigo: str, plan: int) -> PlanAnual:
    """A plan of a case file that this person may see."""
    expediente = expediente_or_404(request, codigo)
    filas = PlanAnual.objects.select_related("version", "asiento", "propuesto_por", "copia_de").defer(
        "version__contenido"
    )
    uno: PlanAnual = get_object_or_404(filas, expediente=expediente, pk=plan)
    uno.expediente = expediente
    return uno


def accion_or_404(request: MemberRequest, codigo: str, plan: int, numero: int) -> AccionConjunta:
    """An action of a plan of a case file that this person may see."""
    plan_suyo = plan_or_404(request, codigo, plan)
    una: AccionConjunta = _de_un_plan(
        AccionConjunta.objects.select_related("asiento", "iniciativa__objetivo__plan", "continua__plan"),
        plan_suyo,
        numero=numero,
    )
    return una


def reprogramacion_or_404(request: MemberRequest, codigo: str, plan: int, n: int) -> Reprogramacion:
    """A reprogramming of a plan of a case file that this person may see."""
    filas = Reprogramacion.objects.select_related("base", "resultado", "asiento", "propuesta_por")
    una: Reprogramacion = _de_un_plan(filas, plan_or_404(request, codigo, plan), n=n)
    return una


def medio_or_404(
    request: MemberRequest, codigo: str, plan: int, numero: int, medio: int
) -> MedioDeVerificacion:
    """A means of verification of an action."""
    accion = accion_or_404(request, codigo, plan, numero)
    filas = MedioDeVerificacion.objects.select_related("documento__archivo", "institucion", "asiento")
    uno: MedioDeVerificacion = get_object_or_404(filas, accion=accion, pk=medio)
    uno.accion = accion
    return uno


def medicion_or_404(request: MemberRequest, codigo: str, plan: int, numero: int, medicion: int) -> Medicion:
    """A measurement of an indicator of an action."""
    accion = accion_or_404(request, codigo, plan, numero)
    filas = Medicion.objects.select_related(
        "trimestre", "documento__archivo", "institucion", "asiento", "corrige"
    )
    una: Medicion = get_object_or_404(filas, accion=accion, pk=medicion)
    una.accion = accion
    una.trimestre.plan = accion.plan
    return una


def _de_un_plan(filas: "QuerySet[Any]", plan: PlanAnual, **cual: int) -> Any:
    uno = get_object_or_404(filas, plan=plan, **cual)
    uno.plan = plan
    return uno


def leido(request: MemberRequest, objeto: Any) -> None:
    """An auditor's reading leaves its trace before anything is shown."""
    anotar_lectura(request.user, objeto.raiz(), objeto, "plan", visibilidad_de_lo_leido=COMPARTIDA)

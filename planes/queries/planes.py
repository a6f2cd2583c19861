"""The annual plans of a case file."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Subquery

from expedientes.models import Expediente
from expedientes.oficinas import partes_de
from instituciones.models import Institucion
from planes.conditions import acciones_vivas
from planes.estados import EstadoDeAccion
from planes.models import (
    AccionConjunta,
    Conteo,
    LoQuePone,
    Partida,
    PlanAnual,
    QuienResponde,
    Responsable,
)
from planes.queries.avance import Avance


@dataclass(frozen=True)
class PlanALaVista:
    """A plan with how far it has come."""

    plan: PlanAnual
    avance: Avance


def planes_de(expediente: Expediente) -> list[PlanAnual]:
    """The annual plans of a case file, the latest period first, as `esperas_de` takes them. One query."""
    planes = PlanAnual.objects.select_related("asiento", "propuesto_por").filter(expediente=expediente)
    lista = list(planes.order_by("-desde"))
    for plan in lista:
        plan.expediente = expediente
    return lista


def planes_a_la_vista(expediente: Expediente) -> list[PlanALaVista]:
    """The same, each with its progress. Two queries."""
    planes = planes_de(expediente)
    cuentas: dict[int, dict[str, int]] = {plan.pk: {} for plan in planes}
    filas = (
        AccionConjunta.objects.filter(plan__in=cuentas)
        .exclude(estado=EstadoDeAccion.RETIRADA)
        .values_list("plan", "estado")
        .annotate(n=Count("pk"))
        .order_by()
    )
    for plan, estado, n in filas:
        cuentas[plan][estado] = n
    return [PlanALaVista(plan, Avance(cuentas[plan.pk])) for plan in planes]


def acciones_a_la_vista(plan: PlanAnual) -> list[AccionConjunta]:
    """The actions of a plan with who answers for each (`responden`), what each party puts in (`aportes`), and who took
    part by its last count.

    The institutions are those of the case file's parties. Three queries, whatever their number, and of the last two
    nothing but rows: an object for each, in a table of hundreds of actions, would cost more than reading it.
    """
    partes = {p.institucion_id: p.institucion for p in partes_de(plan.expediente)}
    responden, aportes = _responden(plan, partes), _aportes(plan, partes)
    acciones: list[AccionConjunta] = list(
        plan.acciones.exclude(estado=EstadoDeAccion.RETIRADA)
        .annotate(
            filas_de_conteo=Subquery(
                Conteo.objects.filter(accion=OuterRef("pk")).order_by("-n").values("filas")[:1]
            )
        )
        .select_related("iniciativa__objetivo")
    )
    acciones_vivas(plan, acciones)
    for accion in acciones:
        accion.responden, accion.aportes = responden[accion.pk], aportes[accion.pk]
        accion.cuantos_responden = len(accion.responden)  # type: ignore[attr-defined]
        accion.plan = plan
    return acciones


def _responden(plan: PlanAnual, partes: Mapping[int, Institucion]) -> dict[int, list[QuienResponde]]:
    """By action."""
    de_cada = defaultdict[int, list[QuienResponde]](list)
    filas = Responsable.objects.filter(accion__plan=plan).values_list(
        "accion_id", "institucion_id", "puesto_id"
    )
    for accion, institucion, puesto in filas:
        de_cada[accion].append(QuienResponde(partes[institucion], puesto))
    return de_cada


def _aportes(plan: PlanAnual, partes: Mapping[int, Institucion]) -> dict[int, list[LoQuePone]]:
    de_cada = defaultdict[int, list[LoQuePone]](list)
    filas = Partida.objects.filter(accion__plan=plan).values_list(
        "accion_id", "institucion_id", "trimestre", "monto", "moneda", "es_en_especie"
    )
    for accion, institucion, trimestre, monto, moneda, es_en_especie in filas:
        de_cada[accion].append(LoQuePone(partes[institucion], trimestre, monto, moneda, es_en_especie))
    return de_cada

"""The annual plans of a case file."""

from dataclasses import dataclass

from django.db.models import Count

from expedientes.models import Expediente
from planes.estados import EstadoDeAccion
from planes.models import AccionConjunta, PlanAnual
from planes.queries.avance import Avance


@dataclass(frozen=True)
class PlanALaVista:
    """A plan with how far it has come."""

    plan: PlanAnual
    avance: Avance


def planes_de(expediente: Expediente) -> list[PlanAnual]:
    """The annual plans of a case file, the latest period first, as `esperas_de` takes them. One query."""
    planes = PlanAnual.objects.select_related("asiento", "propuesto_por", "version").filter(
        expediente=expediente
    )
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

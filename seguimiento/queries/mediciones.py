"""What was measured of the indicators of plans, as of a day: the one place where reports ask for it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from auditoria.queries import Corte, estados_al
from planes.models import EstadoDeMedicion, Medicion


@dataclass(frozen=True, kw_only=True)
class Medido:
    """The last validated measurement of an indicator, and the quarter of the plan to which it belongs."""

    valor: Decimal
    trimestre: int


def mediciones_al(acciones: Collection[int], corte: Corte) -> Mapping[tuple[int, str], Medido]:
    """The last measurement of each indicator that another party had validated by the end of that day, by the id of its
    action and its name. At most two queries."""
    filas = Medicion.objects.filter(accion__in=acciones).select_related("trimestre")
    medidas = {m.pk: m for m in filas.order_by("trimestre__n", "pk")}
    estados = estados_al(str(Medicion._meta.label_lower), medidas, corte)
    return {
        (m.accion_id, m.indicador): Medido(valor=m.valor, trimestre=m.trimestre.n)
        for pk, m in medidas.items()
        if estados.get(pk) == EstadoDeMedicion.VALIDADA
    }

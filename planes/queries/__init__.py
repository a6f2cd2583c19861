"""What pages ask of plans and shared resources."""

from planes.queries.alineacion import alineaciones_de, iniciativas_a_elegir
from planes.queries.estrategico import (
    PlanVisto,
    plan_a_la_vista,
    planes_estrategicos_de,
)
from planes.queries.recurso import (
    ClaveDeRecurso,
    con_lo_que_se_muestra,
    filtrados,
    recursos_a_la_vista,
    recursos_de,
)

__all__ = [
    "ClaveDeRecurso",
    "PlanVisto",
    "alineaciones_de",
    "con_lo_que_se_muestra",
    "filtrados",
    "iniciativas_a_elegir",
    "plan_a_la_vista",
    "planes_estrategicos_de",
    "recursos_a_la_vista",
    "recursos_de",
]

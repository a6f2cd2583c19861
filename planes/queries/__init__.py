"""What pages ask of annual plans, strategic plans and shared resources."""

from planes.queries.alineacion import alineaciones_de, iniciativas_a_elegir
from planes.queries.avance import Avance, TotalDeParte, avance_de, totales_por_parte
from planes.queries.esperas.planes import esperas_de
from planes.queries.estrategico import (
    PlanVisto,
    plan_a_la_vista,
    planes_estrategicos_de,
)
from planes.queries.mediciones import AvanceDeIndicadores, Medida, medidas_de
from planes.queries.participantes import Participantes, participantes_de
from planes.queries.planes import PlanALaVista, acciones_a_la_vista, planes_a_la_vista, planes_de
from planes.queries.recurso import (
    ClaveDeRecurso,
    con_lo_que_se_muestra,
    filtrados,
    recursos_a_la_vista,
    recursos_de,
)

__all__ = [
    "Avance",
    "AvanceDeIndicadores",
    "ClaveDeRecurso",
    "Medida",
    "Participantes",
    "PlanALaVista",
    "PlanVisto",
    "TotalDeParte",
    "acciones_a_la_vista",
    "alineaciones_de",
    "avance_de",
    "con_lo_que_se_muestra",
    "esperas_de",
    "filtrados",
    "iniciativas_a_elegir",
    "medidas_de",
    "participantes_de",
    "plan_a_la_vista",
    "planes_a_la_vista",
    "planes_de",
    "planes_estrategicos_de",
    "recursos_a_la_vista",
    "recursos_de",
    "totales_por_parte",
]

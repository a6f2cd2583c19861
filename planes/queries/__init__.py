"""What pages ask of plans."""

from planes.queries.avance import Avance, TotalDeParte, avance_de, totales_por_parte
from planes.queries.esperas import esperas_de
from planes.queries.planes import PlanALaVista, acciones_a_la_vista, planes_a_la_vista, planes_de

__all__ = [
    "Avance",
    "PlanALaVista",
    "TotalDeParte",
    "acciones_a_la_vista",
    "avance_de",
    "esperas_de",
    "planes_a_la_vista",
    "planes_de",
    "totales_por_parte",
]

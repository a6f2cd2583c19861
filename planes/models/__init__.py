"""Plans: the strategic ones with what aligns to them, and what institutions share."""

from planes.models.alineacion import Alineacion
from planes.models.estrategico import Iniciativa, Objetivo, PlanEstrategico
from planes.models.ods import Ods
from planes.models.recurso import ConQuienes, Recurso, RecursoQuerySet

__all__ = [
    "Alineacion",
    "ConQuienes",
    "Iniciativa",
    "Objetivo",
    "Ods",
    "PlanEstrategico",
    "Recurso",
    "RecursoQuerySet",
]

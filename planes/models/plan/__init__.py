"""The annual plan: what the parties will do together in a period, approved as a whole by all of them."""

from planes.models.plan.contenido import ACCION, INDICADOR, MAXIMO_DE_ACCIONES, META, PARTIDA, RESPONSABLE
from planes.models.plan.plan import PlanAnual

__all__ = ["ACCION", "INDICADOR", "MAXIMO_DE_ACCIONES", "META", "PARTIDA", "RESPONSABLE", "PlanAnual"]

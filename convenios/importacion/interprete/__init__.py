"""From the cells of one row to one agreement."""

from convenios.importacion.interprete.fila import interpretar
from convenios.importacion.interprete.plan import PlanDeHoja, planear

__all__ = ["PlanDeHoja", "interpretar", "planear"]

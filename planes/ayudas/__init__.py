"""What the pages of plans say of themselves."""

from planes.ayudas import anual, estrategico, planilla

__all__ = ["anual", "estrategico", "planilla"]

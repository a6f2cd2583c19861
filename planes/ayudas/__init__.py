"""What the pages of plans say of themselves."""

from planes.ayudas import anual, estrategico

__all__ = ["anual", "estrategico"]

"""The kinds of paper that are made from an annual plan."""

from planes.papeles import evaluacion, plan

__all__ = ["evaluacion", "plan"]

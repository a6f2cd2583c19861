"""A joint action of a plan: who answers for it, when, where, what it costs, and what came of it."""

from planes.models.accion.accion import AccionConjunta, LoQuePone, QuienResponde
from planes.models.accion.responsable import Responsable

__all__ = ["AccionConjunta", "LoQuePone", "QuienResponde", "Responsable"]

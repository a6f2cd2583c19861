"""The questions themselves, by what they are about. Importing them enters them, in the order of the page."""

from tablero.control.preguntas import registro, plazos, partes, actos, papeles, bitacora  # noqa: I001

__all__ = ["actos", "bitacora", "papeles", "partes", "plazos", "registro"]

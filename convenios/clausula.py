"""A clause before it is part of a version."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ClausulaNueva:
    """A clause as somebody typed it."""

    clave: str
    titulo: str
    texto: str

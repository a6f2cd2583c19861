"""A meeting of a case file and its one-screen ayuda memoria: who was there, what was said, what was undertaken."""

from seguimiento.models.reunion.ayuda_memoria import Asistente, Punto
from seguimiento.models.reunion.reunion import (
    POR_CERRAR,
    EstadoDeReunion,
    Reunion,
    ReunionQuerySet,
    de_horas,
    en_horas,
)

__all__ = [
    "POR_CERRAR",
    "Asistente",
    "EstadoDeReunion",
    "Punto",
    "Reunion",
    "ReunionQuerySet",
    "de_horas",
    "en_horas",
]

"""The follow-up report of a period: expected, written, presented, conformed by the others, signed, published."""

from seguimiento.models.informe.estados import (
    ANTE_LAS_PARTES,
    FIRMADOS,
    POR_PRESENTAR,
    POR_TERMINAR,
    EstadoDeInforme,
)
from seguimiento.models.informe.informe import InformeDeSeguimiento, InformeQuerySet
from seguimiento.models.informe.version import VersionDeInforme

__all__ = [
    "ANTE_LAS_PARTES",
    "FIRMADOS",
    "POR_PRESENTAR",
    "POR_TERMINAR",
    "EstadoDeInforme",
    "InformeDeSeguimiento",
    "InformeQuerySet",
    "VersionDeInforme",
]

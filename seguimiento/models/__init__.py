"""What is followed up: meetings, and the commitments that were undertaken in them or elsewhere."""

from seguimiento.models.compromiso import Compromiso, CompromisoQuerySet, Origen
from seguimiento.models.estados import ABIERTOS, POR_CUMPLIR, EstadoDeCompromiso
from seguimiento.models.maquinas import DE_COMPROMISO, DE_REUNION
from seguimiento.models.registros import CambioDeFecha, Evidencia
from seguimiento.models.reunion import (
    POR_CERRAR,
    Asistente,
    EstadoDeReunion,
    Punto,
    Reunion,
    de_horas,
    en_horas,
)

__all__ = [
    "ABIERTOS",
    "DE_COMPROMISO",
    "DE_REUNION",
    "POR_CERRAR",
    "POR_CUMPLIR",
    "Asistente",
    "CambioDeFecha",
    "Compromiso",
    "CompromisoQuerySet",
    "EstadoDeCompromiso",
    "EstadoDeReunion",
    "Evidencia",
    "Origen",
    "Punto",
    "Reunion",
    "de_horas",
    "en_horas",
]

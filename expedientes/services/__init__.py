"""Everything that changes a case file."""

from expedientes.services.apertura import (
    abrir_expediente,
    capacidad_de_designar,
    conceder_lectura,
    designar,
    incorporar,
    terminar_designacion,
)
from expedientes.services.aprobaciones import compartir, pronunciarse, ratificar

__all__ = [
    "abrir_expediente",
    "capacidad_de_designar",
    "compartir",
    "conceder_lectura",
    "designar",
    "incorporar",
    "pronunciarse",
    "ratificar",
    "terminar_designacion",
]

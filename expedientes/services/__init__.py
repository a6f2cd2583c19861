"""Everything that changes a case file."""

from expedientes.services.apertura import (
    abrir_expediente,
    conceder_lectura,
    designar,
    incorporar,
    terminar_designacion,
)
from expedientes.services.aprobaciones import compartir, pronunciarse, ratificar

__all__ = [
    "abrir_expediente",
    "compartir",
    "conceder_lectura",
    "designar",
    "incorporar",
    "pronunciarse",
    "ratificar",
    "terminar_designacion",
]

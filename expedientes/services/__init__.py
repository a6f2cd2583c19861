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
from expedientes.services.contestaciones import contestar, exigir_contestable, retirar_contestacion

__all__ = [
    "abrir_expediente",
    "capacidad_de_designar",
    "compartir",
    "conceder_lectura",
    "contestar",
    "designar",
    "exigir_contestable",
    "incorporar",
    "pronunciarse",
    "ratificar",
    "retirar_contestacion",
    "terminar_designacion",
]

"""Taking a register of agreements in: received and tried, its columns said, taken in row by row, and undone."""

from convenios.services.importaciones.deshacer import deshacer_importacion
from convenios.services.importaciones.marcha import empezar_importacion, seguir, seguir_importacion
from convenios.services.importaciones.recepcion import (
    claves_de,
    conocidas_de,
    elegir_origen,
    en_json,
    mapear,
    mapeo_recordado,
    recibir,
)

__all__ = [
    "claves_de",
    "conocidas_de",
    "deshacer_importacion",
    "elegir_origen",
    "empezar_importacion",
    "en_json",
    "mapear",
    "mapeo_recordado",
    "recibir",
    "seguir",
    "seguir_importacion",
]

"""What must be true before anything that is followed up moves on, each with its sentence."""

from seguimiento.conditions.compromisos import (
    compromisos_claros,
    hay_asistentes,
    hay_puntos,
    hubo_reunion_posterior,
    nada_se_decidio_en_ella,
    nadie_verifico,
    ya_ocurrio,
    ya_vencio,
)

__all__ = [
    "compromisos_claros",
    "hay_asistentes",
    "hay_puntos",
    "hubo_reunion_posterior",
    "nada_se_decidio_en_ella",
    "nadie_verifico",
    "ya_ocurrio",
    "ya_vencio",
]

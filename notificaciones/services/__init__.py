"""What is done with deadlines and messages."""

from notificaciones.services.envios import barrer, enviar_pendientes, reintentar
from notificaciones.services.plazos import (
    PlazoCerrado,
    abrir_plazo,
    anular_plazo,
    cumplir_plazo,
    reprogramar_plazo,
)
from notificaciones.services.recordatorios import vencer_plazos

__all__ = [
    "PlazoCerrado",
    "abrir_plazo",
    "anular_plazo",
    "barrer",
    "cumplir_plazo",
    "enviar_pendientes",
    "reintentar",
    "reprogramar_plazo",
    "vencer_plazos",
]

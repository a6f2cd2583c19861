"""What is done with deadlines and messages."""

from notificaciones.services.envios import barrer, enviar_pendientes, reintentar
from notificaciones.services.plazos import (
    PlazoCerrado,
    abrir_plazos,
    anular_plazo,
    anular_plazos,
    anular_plazos_de,
    cumplir_plazo,
    preparar_plazo,
    reprogramar_plazo,
)
from notificaciones.services.recordatorios import RecordatoriosFallidos, vencer_plazos

__all__ = [
    "PlazoCerrado",
    "RecordatoriosFallidos",
    "abrir_plazos",
    "anular_plazo",
    "anular_plazos",
    "anular_plazos_de",
    "barrer",
    "cumplir_plazo",
    "enviar_pendientes",
    "preparar_plazo",
    "reintentar",
    "reprogramar_plazo",
    "vencer_plazos",
]

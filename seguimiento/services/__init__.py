"""What is done with meetings and commitments."""

from seguimiento.services.compromisos import anotar_compromiso, dar_por_cumplido
from seguimiento.services.evidencias import presentar_evidencia
from seguimiento.services.reuniones import (
    AyudaMemoria,
    cerrar_ayuda_memoria,
    guardar_ayuda_memoria,
    programar_reunion,
)

__all__ = [
    "AyudaMemoria",
    "anotar_compromiso",
    "cerrar_ayuda_memoria",
    "dar_por_cumplido",
    "guardar_ayuda_memoria",
    "presentar_evidencia",
    "programar_reunion",
]

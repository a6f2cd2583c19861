"""Papers: bringing them in, sharing them, and looking after their bytes."""

from documentos.services.deposito import analizar_pendientes, descartar_huerfanos
from documentos.services.papeles import (
    compartir_documento,
    exigir_abierto,
    incorporar_documento,
    por_documento,
)

__all__ = [
    "analizar_pendientes",
    "compartir_documento",
    "descartar_huerfanos",
    "exigir_abierto",
    "incorporar_documento",
    "por_documento",
]

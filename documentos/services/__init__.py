"""Papers: bringing them in, sharing them, composing them, and looking after their bytes."""

from documentos.services.composicion import componer_pendientes, pedir_papel
from documentos.services.deposito import analizar_pendientes, descartar_huerfanos
from documentos.services.incorporacion import (
    compartir_documento,
    exigir_abierto,
    incorporar_documento,
    por_documento,
)
from documentos.services.revision import revisar_archivos

__all__ = [
    "analizar_pendientes",
    "compartir_documento",
    "componer_pendientes",
    "descartar_huerfanos",
    "exigir_abierto",
    "incorporar_documento",
    "pedir_papel",
    "por_documento",
    "revisar_archivos",
]

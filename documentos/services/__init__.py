"""Papers: bringing them in, sharing them, composing and signing them, and looking after their bytes."""

from documentos.services.composicion import componer_pendientes, pedir_papel
from documentos.services.deposito import analizar_pendientes, descartar_huerfanos
from documentos.services.firmas import (
    FirmaExternaRehusada,
    declarar_firma_en_papel,
    firmar_preparada,
    papel_de_la_ronda,
    pedir_por_firmar,
    preparar_firma,
    preparar_pendientes,
    recibir_firmado,
    renovar_sellos_de_tiempo,
    revisar_firmas,
    sellar_pendientes,
)
from documentos.services.incorporacion import (
    compartir_documento,
    exigir_abierto,
    incorporar_documento,
    por_documento,
)
from documentos.services.relectura import problema_de, releer_archivos

__all__ = [
    "FirmaExternaRehusada",
    "analizar_pendientes",
    "compartir_documento",
    "componer_pendientes",
    "declarar_firma_en_papel",
    "descartar_huerfanos",
    "exigir_abierto",
    "firmar_preparada",
    "incorporar_documento",
    "papel_de_la_ronda",
    "pedir_papel",
    "pedir_por_firmar",
    "por_documento",
    "preparar_firma",
    "preparar_pendientes",
    "problema_de",
    "recibir_firmado",
    "releer_archivos",
    "renovar_sellos_de_tiempo",
    "revisar_firmas",
    "sellar_pendientes",
]

"""Papers are sealed, signed by every route, dated for the archive, and checked again."""

from documentos.services.firmas.archivo import renovar_sellos_de_tiempo
from documentos.services.firmas.comprobacion import revisar_firmas
from documentos.services.firmas.en_papel import declarar_firma_en_papel
from documentos.services.firmas.en_sistema import firmar_preparada
from documentos.services.firmas.externa import FirmaExternaRehusada, recibir_firmado
from documentos.services.firmas.preparacion import preparar_firma, preparar_pendientes
from documentos.services.firmas.ronda import papel_de_la_ronda, pedir_por_firmar
from documentos.services.firmas.sellado import con_sello, sellar_pendientes

__all__ = [
    "FirmaExternaRehusada",
    "con_sello",
    "declarar_firma_en_papel",
    "firmar_preparada",
    "papel_de_la_ronda",
    "pedir_por_firmar",
    "preparar_firma",
    "preparar_pendientes",
    "recibir_firmado",
    "renovar_sellos_de_tiempo",
    "revisar_firmas",
    "sellar_pendientes",
]

"""The institution's seal on what the system composed: the first thing that its file gains."""

import logging

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Q
from pyhanko_certvalidator import ValidationContext

from auditoria.sello import llaves
from auditoria.services.sellos import usar_sello
from documentos.firmas.campos import SELLO
from documentos.firmas.firmado import completar
from documentos.firmas.preparado import Declaracion, preparar
from documentos.models import Aporta, Archivo, Papel
from documentos.services.firmas.archivo import fechar_cuando_toque
from documentos.services.firmas.comprobacion import comprobar_archivo
from documentos.services.firmas.confianza import contexto
from documentos.services.firmas.lugares import FirmadoMientrasTanto
from documentos.services.firmas.revisiones import bytes_de, crecer, guardar
from flujo.acto import SISTEMA, Acto
from flujo.transaccion import en_transaccion

logger = logging.getLogger(__name__)

ACCION = "sellar_papel"
NOMBRE = "Convenios"
MOTIVO = "Papel compuesto por el sistema"


def sellar_pendientes(*, maximo: int = 50) -> int:
    """Seal the composed papers that nobody signed yet; how many. Without a key it says so and leaves them.

    Runs in a worker, outside any transaction.
    """
    try:
        llaves.sellador()
    except ImproperlyConfigured as error:
        logger.warning("Papers stay without a seal: %s", error)
        return 0
    sellados = 0
    por_sellar = Papel.objects.filter(Q(archivo__isnull=False, es_borrador=False), revisiones__isnull=True)
    for papel in por_sellar.select_related("archivo", "expediente").order_by("compuesto_at")[:maximo]:
        sellados += sellar(papel)
    return sellados


def con_sello(pdf: bytes, *, motivo: str = MOTIVO, prueba: ValidationContext | None = None) -> bytes:
    """What the system composed, grown by its seal. With `prueba`, what proves the seal's certificates comes after it;
    without, the seal covers the whole file.

    Raises ImproperlyConfigured without a usable key.
    """
    preparado = preparar(pdf, campo=SELLO, declaracion=Declaracion(nombre=NOMBRE, motivo=motivo))
    return completar(preparado, llaves.sellador(), autoridad=llaves.autoridad(), contexto=prueba)


def sellar(papel: Papel) -> bool:
    """Seal one composed paper; False when somebody signed it first."""
    base = papel.archivo_actual()
    try:
        _guardar(papel, base, con_sello(bytes_de(base), prueba=contexto()))
    except FirmadoMientrasTanto:
        return False
    comprobar_archivo(papel)
    return True


@en_transaccion
def _guardar(papel: Papel, base: Archivo, contenido: bytes) -> None:
    nuevo = guardar(papel, contenido)
    usar_sello()
    crecer(
        papel,
        nuevo,
        base=base,
        aporta=Aporta.SELLO,
        accion=ACCION,
        acto=Acto(registra=None, institucion_id=papel.institucion_id),
        capacidad=SISTEMA,
    )
    fechar_cuando_toque(papel)

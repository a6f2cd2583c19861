"""The archive: over a paper that is wholly signed, a timestamp, and another before that one's certificate ends."""

import datetime as dt
import logging

from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone
from pyhanko.sign.timestamps import TimeStamper

from auditoria.sello import llaves
from auditoria.sello.configuracion import es_demostracion
from documentos.firmas.campos import RESERVADOS, reservado
from documentos.firmas.firmado import NO_PROBADO, SIN_AUTORIDAD, archivar, vence_el_ultimo_sello
from documentos.models import Aporta, Archivo, Firma, Papel
from documentos.services.firmas.comprobacion import comprobar_archivo
from documentos.services.firmas.confianza import contexto
from documentos.services.firmas.lugares import FirmadoMientrasTanto
from documentos.services.firmas.revisiones import bytes_de, crecer, guardar
from flujo.acto import SISTEMA, Acto
from flujo.transaccion import en_transaccion

logger = logging.getLogger(__name__)

ACCION = "fechar_papel"
ANTES = dt.timedelta(days=90)
"""How long before the certificate of the last timestamp ends the next one is set."""
SIN_FECHA = (*SIN_AUTORIDAD, *NO_PROBADO, ImproperlyConfigured)


def fechar_cuando_toque(papel: Papel) -> None:
    """Note that a paper all of whose places are signed is due for its timestamp. The caller holds the lock."""
    if Firma.objects.filter(papel=papel).count() == len(papel.lugares()):
        fechar(papel)


def fechar(papel: Papel) -> None:
    """Note it of one of whose places nobody is left to sign: whose party left owes no signature."""
    papel.fechar_at = timezone.now()
    papel.save(update_fields=["fechar_at"])


def renovar_sellos_de_tiempo(*, ahora: dt.datetime | None = None, maximo: int = 200) -> int:
    """Date for the archive what is wholly signed, and date it again in time; how many files gained a timestamp.

    Without an authority nothing is dated and nothing is pretended: the next run tries again.
    """
    autoridad = llaves.autoridad()
    if autoridad is None:
        return 0
    debidos = Papel.objects.filter(fechar_at__lte=ahora or timezone.now()).select_related(
        "archivo", "expediente"
    )
    fechados = 0
    for papel in debidos.order_by("fechar_at", "id")[:maximo]:
        try:
            fechados += _fechar(papel, autoridad)
        except SIN_FECHA as error:
            logger.warning("Paper %s was not dated for the archive: %s", papel.pk, error)
    return fechados


def _fechar(papel: Papel, autoridad: TimeStamper) -> bool:
    """False when the file grew meanwhile, or no field is left: eight last for decades."""
    usados = papel.revisiones.filter(aporta=Aporta.SELLO_DE_TIEMPO).count()
    base = papel.archivo_actual()
    if usados >= RESERVADOS:
        Papel.objects.filter(pk=papel.pk).update(fechar_at=None)
        return False
    con_red = not es_demostracion()  # whose authorities are nowhere
    pdf = archivar(
        bytes_de(base),
        campo=reservado(usados + 1),
        autoridad=autoridad,
        contexto=contexto(con_red=con_red),
        del_tiempo=contexto(con_red=con_red, exigente=False),
    )
    try:
        _guardar(papel, base, pdf)
    except FirmadoMientrasTanto:
        return False
    comprobar_archivo(papel)
    return True


@en_transaccion
def _guardar(papel: Papel, base: Archivo, pdf: bytes) -> None:
    nuevo = guardar(papel, pdf)
    crecer(
        papel,
        nuevo,
        base=base,
        aporta=Aporta.SELLO_DE_TIEMPO,
        accion=ACCION,
        acto=Acto(registra=None, institucion_id=papel.institucion_id),
        capacidad=SISTEMA,
    )
    papel.fechar_at = vence_el_ultimo_sello(pdf) - ANTES
    papel.save(update_fields=["fechar_at"])

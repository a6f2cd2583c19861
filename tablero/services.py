"""Copies of case files: asked for by a person, made by a worker, kept for some days."""

import datetime as dt
import logging
import tempfile

from django.core.exceptions import ImproperlyConfigured
from django.core.files import File
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from documentos.almacen import huella_de
from expedientes.models import Expediente
from flujo.services import bloquear
from flujo.transaccion import en_transaccion
from instituciones.models import Usuario
from instituciones.services.escritura import cerrojo
from tablero.copia.alcance import Alcance
from tablero.copia.constancia import anotar_copia
from tablero.copia.deposito import deposito
from tablero.copia.empaque import CopiaDemasiadoGrande
from tablero.copia.escritura import escribir_copia
from tablero.models import Copia

logger = logging.getLogger(__name__)

SE_GUARDA = dt.timedelta(days=7)
INTENTOS = 5
CADA = 10
"""Papers after which the progress is noted."""


@en_transaccion
def pedir_copia(expediente: Expediente, usuario: Usuario) -> Copia:
    """Ask for a copy, and log that it was; while one waits, that one. Whether the account may see the case file is the
    caller's to know."""
    bloquear(expediente)
    en_espera = Copia.objects.filter(EN_ESPERA, expediente=expediente, pedida_por=usuario).first()
    if en_espera:
        return en_espera
    anotar_copia(Alcance(expediente, usuario))
    copia = Copia.objects.create(expediente=expediente, pedida_por=usuario)
    transaction.on_commit(_despertar)
    return copia


EN_ESPERA = Q(lista_at__isnull=True, fallo="")


def _despertar() -> None:
    from tablero.tasks import hacer_copias  # the tasks stand above the services

    hacer_copias.delay()


def hacer_copias() -> None:
    """Make every copy that waits: after each that is asked for, and every minute what was cut off.

    What stops one of them stops no other: it is logged, and tried again some times.
    """
    for copia in Copia.objects.filter(EN_ESPERA).order_by("id"):
        try:
            _hacer(copia.pk)
        except Exception:
            logger.exception("Copy %s could not be made", copia.pk)


def _hacer(pk: int) -> None:
    """One process at a time for each copy."""
    with cerrojo(f"copia:{pk}") as es_mia:
        copia = Copia.objects.select_related("expediente", "pedida_por").filter(EN_ESPERA, pk=pk).first()
        if not es_mia or copia is None:
            return
        if copia.intentos >= INTENTOS:
            _fallar(
                copia, _("No se pudo hacer después de varios intentos. Avise a quien administra el sistema.")
            )
            return
        Copia.objects.filter(pk=pk).update(intentos=F("intentos") + 1)
        usuario = copia.pedida_por
        if not Expediente.objects.visible_to(usuario).filter(pk=copia.expediente_id).exists():
            _fallar(copia, _("Usted ya no puede leer este expediente."))
            return
        try:
            _escribir(copia)
        except (ImproperlyConfigured, CopiaDemasiadoGrande) as error:
            _fallar(copia, str(error))


def _escribir(copia: Copia) -> None:
    def avance(hechos: int, total: int) -> None:
        if hechos % CADA == 0 or hechos == total:
            Copia.objects.filter(pk=copia.pk).update(hechos=hechos, total=total)

    with tempfile.TemporaryFile() as salida:
        escribir_copia(salida, Alcance(copia.expediente, copia.pedida_por), avance=avance)
        contenido = File(salida)
        sha256, tamano = huella_de(contenido), salida.tell()
        if deposito().exists(copia.ruta):  # left by a process that was killed before it could say so
            deposito().delete(copia.ruta)
        deposito().save(copia.ruta, contenido)
    Copia.objects.filter(pk=copia.pk).update(lista_at=timezone.now(), sha256=sha256, tamano=tamano)


def _fallar(copia: Copia, frase: str) -> None:
    Copia.objects.filter(pk=copia.pk).update(fallo=frase[:500])


def descartar_copias(*, ahora: dt.datetime | None = None) -> int:
    """Throw away the copies that are ready or failed for some days; how many."""
    antes = (ahora or timezone.now()) - SE_GUARDA
    viejas = Copia.objects.filter(Q(lista_at__lt=antes) | Q(pedida_at__lt=antes) & ~Q(fallo=""))
    for copia in viejas:
        deposito().delete(copia.ruta)
        copia.delete()
    return len(viejas)

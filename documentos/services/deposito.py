"""Looking after the bytes: kept once, examined when an antivirus is there, thrown away when nothing names them."""

import datetime as dt
import logging

from django.db import connection, transaction
from django.utils import timezone

from documentos import almacen
from documentos.models import Analisis, Archivo, Documento
from documentos.puerta import clamav
from documentos.puerta.admision import Admitido
from flujo.acto import SISTEMA, Acto
from flujo.services import asentar_acto, bloquear
from flujo.transaccion import en_transaccion

logger = logging.getLogger(__name__)

GRACIA = dt.timedelta(days=1)
"""An upload whose transaction never ended may still be under way for this long."""


def conservar(admitido: Admitido) -> Archivo:
    """Keep the bytes of an admitted upload, once; the row that stands for them. Call it inside a transaction.

    Until that ends nobody else keeps or throws away the same bytes. Raises ArchivoDanado when the store holds
    other ones under that hash.
    """
    _reservar(admitido.sha256)
    almacen.guardar(admitido.contenido, admitido.sha256)
    archivo, _nuevo = Archivo.objects.get_or_create(
        sha256=admitido.sha256, defaults={"tamano": admitido.tamano, "medio": admitido.medio}
    )
    if admitido.analizado and archivo.analisis == Analisis.NO_ANALIZADO:
        _anotar(archivo, amenaza="")
    return archivo


def analizar_pendientes(*, maximo: int = 200) -> int:
    """Ask the antivirus about what it has not seen yet, oldest first; how many it answered for."""
    contestados, ultimo = 0, 0
    while contestados < maximo:
        archivo = Archivo.objects.filter(analisis=Analisis.NO_ANALIZADO, pk__gt=ultimo).order_by("pk").first()
        if archivo is None:
            break
        ultimo = archivo.pk
        try:
            with almacen.abrir(archivo.sha256) as contenido:
                analisis = clamav.analizar(contenido)
        except clamav.SinAntivirus:
            break
        except FileNotFoundError:
            logger.exception("The store lacks %s.", archivo.sha256)
            continue
        _sentenciar(archivo, analisis.amenaza)
        contestados += 1
    return contestados


@en_transaccion
def _sentenciar(archivo: Archivo, amenaza: str) -> None:
    """Note the verdict; a threat also in the history of every case file that has those bytes among its papers."""
    _reservar(archivo.sha256)
    _anotar(archivo, amenaza=amenaza)
    documentos = Documento.objects.filter(archivo=archivo).select_related("expediente", "archivo")
    for documento in documentos.order_by("expediente", "id") if amenaza else ():
        bloquear(documento)
        asentar_acto(
            documento,
            "detectar_amenaza",
            acto=Acto(registra=None, institucion_id=documento.institucion_id),
            capacidad=SISTEMA,
            datos={"archivo": archivo.pk, "amenaza": amenaza},
        )


def _anotar(archivo: Archivo, *, amenaza: str) -> None:
    archivo.analisis = Analisis.INFECTADO if amenaza else Analisis.LIMPIO
    archivo.amenaza, archivo.analizado_at = amenaza, timezone.now()
    archivo.save(update_fields=["analisis", "amenaza", "analizado_at"])


def descartar_huerfanos(*, ahora: dt.datetime | None = None) -> int:
    """Throw away bytes that no row names a day after they came, left by uploads that did not end; how many."""
    antes = (ahora or timezone.now()) - GRACIA
    local = almacen.almacen()
    descartados = local.descartar_inconclusos(antes) if isinstance(local, almacen.AlmacenLocal) else 0
    return descartados + sum(_descartar(sha256) for sha256 in almacen.guardados(antes))


def _descartar(sha256: str) -> bool:
    """False when a row names it, or when somebody is bringing the same bytes in right now."""
    if Archivo.objects.filter(sha256=sha256).exists():
        return False
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(%s)", [_candado(sha256)])
        libre = cursor.fetchone()[0]
        if not libre or Archivo.objects.filter(sha256=sha256).exists():
            return False
        almacen.borrar(sha256)
    return True


def _reservar(sha256: str) -> None:
    """Wait until nobody else is at the same bytes, and keep everybody else from them until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_candado(sha256)])


def _candado(sha256: str) -> int:
    """The advisory lock of some bytes: the first 64 bits of their hash, as PostgreSQL's signed integer."""
    return int.from_bytes(bytes.fromhex(sha256)[:8], "big", signed=True)

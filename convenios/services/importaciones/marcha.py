"""An import under way: begun by a person, carried on by whoever is awake, from where it was cut off."""

import gc
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from convenios.importacion.lectura import ArchivoIlegible
from convenios.importacion.origenes import ORIGENES
from convenios.importacion.recorrido import entender, recorrer
from convenios.importacion.registro import FilaDeRegistro
from convenios.models import EstadoDeImportacion, Importacion
from convenios.services.importaciones.deshacer import deshacer_lo_hecho, despertar
from convenios.services.importaciones.filas import en_lotes, tomar
from convenios.services.importaciones.recepcion import abierto, conocidas_de
from convenios.services.importaciones.tarea import Tarea
from expedientes.services.apertura import capacidad_de_abrir
from flujo.acto import Acto
from flujo.errors import DatosInvalidos, SinPermiso
from flujo.services import asentar_acto, bloquear
from flujo.transaccion import en_transaccion
from instituciones.services.escritura import cerrojo

logger = logging.getLogger(__name__)


@en_transaccion
def empezar_importacion(importacion: Importacion, *, acto: Acto) -> Importacion:
    """Begin to take a file in, or go on with one that failed. Beginning twice changes nothing.

    Raises SinPermiso, or DatosInvalidos when it was undone or none of its rows can enter.
    """
    bloquear(importacion)
    actual = Importacion.objects.select_related("institucion").get(pk=importacion.pk)
    capacidad = capacidad_de_abrir(actual.institucion, acto)
    if actual.estado in (EstadoDeImportacion.EN_CURSO, EstadoDeImportacion.TERMINADA):
        return actual
    if actual.estado not in (EstadoDeImportacion.POR_REVISAR, EstadoDeImportacion.FALLIDA):
        raise DatosInvalidos(_("Esta importación se deshizo. Suba el archivo otra vez."))
    if not actual.informe["entran"]:
        raise DatosInvalidos(
            _("Ninguna fila puede entrar: corrija lo que dice el informe y suba el archivo otra vez.")
        )
    actual.estado, actual.fallo = EstadoDeImportacion.EN_CURSO, ""
    actual.empezada_at = actual.empezada_at or timezone.now()
    actual.quien = acto.registra
    actual.save(update_fields=["estado", "fallo", "empezada_at", "quien"])
    asentar_acto(
        actual,
        "importar",
        acto=acto,
        capacidad=capacidad,
        datos={"archivo": actual.archivo_id, "origen": actual.origen},
        personal={"nombre": actual.nombre},
    )
    transaction.on_commit(despertar)
    return actual


def seguir() -> None:
    """Carry on with every import that is under way: after each that begins, and every minute anyway.

    What stops one of them stops no other: it is logged, and tried again the next time.
    """
    en_marcha = (EstadoDeImportacion.EN_CURSO, EstadoDeImportacion.DESHACIENDO)
    for importacion in Importacion.objects.filter(estado__in=en_marcha).order_by("id"):
        try:
            seguir_importacion(importacion)
        except Exception:
            logger.exception("Import %s could not go on", importacion.pk)


def seguir_importacion(importacion: Importacion) -> None:
    """Take in the rows that are left, or undo what is left to undo; one process at a time for each institution."""
    with cerrojo(f"importacion:{importacion.institucion_id}") as es_mio:
        if not es_mio:
            return
        actual = Importacion.objects.select_related("institucion", "archivo", "quien", "deshace").get(
            pk=importacion.pk
        )
        if actual.estado == EstadoDeImportacion.DESHACIENDO:
            deshacer_lo_hecho(actual)
        elif actual.estado == EstadoDeImportacion.EN_CURSO:
            _importar(actual)


def _importar(importacion: Importacion) -> None:
    fallo = ""
    acto = Acto(registra=importacion.quien, institucion_id=importacion.institucion_id)
    try:
        _tomar_lo_que_falta(importacion, acto)
    except FileNotFoundError:
        fallo = _("El archivo ya no está en el almacén. Súbalo otra vez.")
    except (ArchivoIlegible, SinPermiso) as error:
        fallo = str(error)
    importacion.estado = EstadoDeImportacion.FALLIDA if fallo else EstadoDeImportacion.TERMINADA
    importacion.fallo, importacion.terminada_at = fallo[:500], timezone.now()
    importacion.save(update_fields=["estado", "fallo", "terminada_at"])


def _tomar_lo_que_falta(importacion: Importacion, acto: Acto) -> None:
    """Raises SinPermiso, ArchivoIlegible, FileNotFoundError."""
    tarea = Tarea(importacion, acto, conocidas_de(importacion.institucion, importacion.origen))
    for lote in en_lotes(tarea, _pendientes(importacion)):
        with _sin_recolector(), transaction.atomic():
            tarea.renovar(lote)
            tomar(tarea, lote)


@contextmanager
def _sin_recolector() -> Iterator[None]:
    """Nothing that a lot makes is garbage before it ends, and the collector would look through all of it many times: a
    tenth of what it takes. It does at the end."""
    recogia = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if recogia:
            gc.enable()


def _pendientes(importacion: Importacion) -> Iterator[FilaDeRegistro]:
    """The rows that nobody took yet: the agreements first, then the addenda to them."""
    hechas = set(importacion.filas.values_list("hoja", "n"))
    adendas = []
    with abierto(importacion) as libro:
        entendido = entender(
            libro,
            hoy=importacion.institucion.hoy(),
            origen=ORIGENES[importacion.origen],
            mapeo=importacion.mapeo,
        )
        for fila in recorrer(entendido):
            if (fila.hoja[:200], fila.numero_de_fila) in hechas:
                continue
            if fila.es_adenda:
                adendas.append(fila)
            else:
                yield fila
    yield from adendas

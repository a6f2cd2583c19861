"""Making the copy of a case file."""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any

from django.db import connection, transaction
from django.utils import timezone, translation

from auditoria.canonico import canonico
from auditoria.models import Cadena
from documentos import almacen
from documentos.models import Documento
from tablero.copia.alcance import Alcance
from tablero.copia.bitacora import Escrita, lineas
from tablero.copia.cierres import cierres_de
from tablero.copia.empaque import Empaque, en_trozos
from tablero.copia.indice import Indice, Renglon, nombre_en_el_zip, renglon_de
from tablero.copia.manifiesto import certificados_de, certificados_de_confianza, manifiesto
from tablero.copia.verificador import de_la_raiz

Avance = Callable[[int, int], None]
"""Hears how many papers were written, of how many."""


def escribir_copia(
    destino: IO[bytes],
    alcance: Alcance,
    *,
    momento: dt.datetime | None = None,
    avance: Avance = lambda hechos, total: None,
) -> None:
    """Write the ZIP to a file open for writing. Memory does not grow with what the case file holds.

    The same case file in the same state gives the same files, less the manifest's moment and signature. Raises
    ImproperlyConfigured without a usable seal, CopiaDemasiadoGrande.
    """
    with translation.override("es"), Empaque(destino) as empaque:
        sellados = _contenido(empaque, alcance, avance)
        _certificados(empaque, sellados)
        datos = {"expediente": alcance.expediente.codigo, "alcance": alcance.datos()}
        for nombre, contenido in manifiesto(datos, empaque.ficheros, momento or timezone.now()).items():
            empaque.agregar(nombre, [contenido])


def _contenido(empaque: Empaque, alcance: Alcance, avance: Avance) -> set[bytes]:
    """Write everything but what proves it; the certificates that came with the signatures of the closings."""
    for nombre, contenido in de_la_raiz().items():
        empaque.agregar(nombre, [contenido])
    with transaction.atomic():
        _sin_prisa()
        escritas = _bitacora(empaque, alcance)
        sellados = _cierres(empaque, escritas)
    renglones = list(_papeles(empaque, alcance, escritas["actos"], avance))
    indice = Indice(alcance.expediente, renglones, escritas["actos"].estados)
    empaque.agregar("indice.json", [indice.en_json()])
    empaque.agregar("indice.csv", indice.en_csv())
    return sellados


def _sin_prisa() -> None:
    """A long log takes longer than a page may."""
    with connection.cursor() as cursor:
        cursor.execute("set local statement_timeout = 0")
        cursor.execute("set local idle_in_transaction_session_timeout = 0")


def _bitacora(empaque: Empaque, alcance: Alcance) -> dict[str, Escrita]:
    expediente = alcance.expediente
    cadenas = Cadena.objects.in_bulk([expediente.cadena_id, expediente.lecturas_id])
    escritas = {
        "actos": Escrita(cadenas[expediente.cadena_id]),
        "lecturas": Escrita(cadenas[expediente.lecturas_id]),
    }
    for nombre, legibles in (("actos", alcance.actos()), ("lecturas", alcance.lecturas())):
        empaque.agregar(f"bitacora/{nombre}.jsonl", en_trozos(lineas(escritas[nombre], legibles)))
    cabezas = {nombre: escrita.datos() for nombre, escrita in escritas.items()}
    empaque.agregar("bitacora/cabezas.json", [canonico(cabezas).encode()])
    return escritas


def _cierres(empaque: Empaque, escritas: dict[str, Escrita]) -> set[bytes]:
    """Write the closings; the certificates that came with their signatures and timestamps."""
    certificados: set[bytes] = set()
    for escrito in cierres_de(escritas):
        for nombre, contenido in sorted(escrito.ficheros.items()):
            empaque.agregar(nombre, [contenido])
        firmados = [bytes(escrito.cierre.firma), bytes(escrito.cierre.sello_de_tiempo or b"")]
        certificados.update(certificados_de([firmado for firmado in firmados if firmado]))
    return certificados


def _papeles(empaque: Empaque, alcance: Alcance, actos: Escrita, avance: Avance) -> Iterator[Renglon]:
    """Write the papers that came in with the rows that were written, each under its place in their order."""
    documentos = alcance.documentos().filter(asiento__n__lte=actos.cuenta)
    total = documentos.count()
    for orden, documento in enumerate(documentos.iterator(100), 1):
        falta = _falta(documento)
        archivo = "" if falta else nombre_en_el_zip(documento, orden)
        if archivo:
            with almacen.abrir(documento.archivo.sha256) as contenido:
                empaque.agregar(archivo, contenido.chunks(almacen.BLOQUE))
        yield renglon_de(documento, orden=orden, archivo=archivo, falta=falta)
        avance(orden, total)


def _falta(documento: Documento) -> str:
    """Why the bytes of a paper are not handed out; empty when they are."""
    if documento.archivo.esta_infectado:
        return f"Está infectado ({documento.archivo.amenaza}) y no se entrega."
    try:
        if almacen.esta_integro(documento.archivo.sha256):
            return ""
    except FileNotFoundError:
        return "Sus bytes no están en el almacén."
    return "Los bytes del almacén no son los que se incorporaron."


def _certificados(empaque: Empaque, sellados: Iterable[bytes]) -> None:
    todos: dict[str, Any] = {
        hashlib.sha256(der).hexdigest(): der for der in {*sellados, *certificados_de_confianza()}
    }
    for huella, der in sorted(todos.items()):
        empaque.agregar(f"certificados/{huella}.cer", [der])

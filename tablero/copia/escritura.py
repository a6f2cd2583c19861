"""Making the copy of a case file."""

import datetime as dt
from collections.abc import Callable
from typing import IO

from django.db import connection, transaction
from django.utils import timezone, translation

from auditoria.canonico import canonico
from auditoria.models import Cadena
from documentos.verificacion.confianza import Confianza
from documentos.verificacion.confianza import confianza as confianza_de_la_instalacion
from tablero.copia.alcance import Alcance
from tablero.copia.bitacora import Escrita, lineas
from tablero.copia.cierres import cierres_de
from tablero.copia.confianza import certificados_de, ficheros_de
from tablero.copia.empaque import Empaque, en_trozos
from tablero.copia.impreso import volumenes
from tablero.copia.indice import Indice
from tablero.copia.manifiesto import manifiesto
from tablero.copia.papeles import Papeles
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

    The same case file in the same state, read by the same people with the same lists of revocation, gives the same
    files, less the printed index and the manifest, which are sealed anew. Runs in the main thread of a worker or of a
    command: it sets paper. Raises ImproperlyConfigured without a usable seal, CopiaDemasiadoGrande.
    """
    with translation.override("es"), Empaque(destino) as empaque:
        _contenido(empaque, alcance, avance)
        datos = {"expediente": alcance.expediente.codigo, "alcance": alcance.datos()}
        for nombre, contenido in manifiesto(datos, empaque.ficheros, momento or timezone.now()).items():
            empaque.agregar(nombre, [contenido])


def _contenido(empaque: Empaque, alcance: Alcance, avance: Avance) -> None:
    """Write everything but what proves it."""
    for nombre, contenido in de_la_raiz().items():
        empaque.agregar(nombre, [contenido])
    with transaction.atomic():
        _sin_prisa()
        escritas = _bitacora(empaque, alcance)
        sellados = _cierres(empaque, escritas)
    actos = escritas["actos"]
    with Indice(alcance.expediente, actos.estados) as indice:
        papeles = Papeles(empaque, alcance, indice, actos.cuenta)
        total = papeles.total()
        for hechos in papeles.escribir():
            avance(hechos, total)
        sha256 = empaque.agregar("indice.json", indice.en_json()).sha256
        empaque.agregar("indice.csv", indice.en_csv())
        confianza = sellados + confianza_de_la_instalacion()
        for nombre, contenido in ficheros_de(confianza).items():
            empaque.agregar(nombre, [contenido])
        for nombre, contenido in volumenes(indice, sha256, alcance=alcance, momento=actos.momento):
            empaque.agregar(nombre, [contenido])


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


def _cierres(empaque: Empaque, escritas: dict[str, Escrita]) -> Confianza:
    """Write the closings; the certificates that came with their signatures and timestamps."""
    certificados: set[bytes] = set()
    for escrito in cierres_de(escritas):
        for nombre, contenido in sorted(escrito.ficheros.items()):
            empaque.agregar(nombre, [contenido])
        firmados = [bytes(escrito.cierre.firma), bytes(escrito.cierre.sello_de_tiempo or b"")]
        certificados.update(certificados_de([firmado for firmado in firmados if firmado]))
    return Confianza(intermedios=sorted(certificados))

"""The closings that cover the chains of a case file, each with its proof and nothing of other case files."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from auditoria import merkle
from auditoria.canonico import canonico
from auditoria.models import Cierre, HojaDeCierre
from auditoria.raices import hojas
from tablero.copia.bitacora import Escrita


@dataclass(frozen=True)
class CierreEscrito:
    """A closing, and its files by name."""

    cierre: Cierre
    ficheros: Mapping[str, bytes]


def cierres_de(escritas: Mapping[str, Escrita]) -> Iterator[CierreEscrito]:
    """The closings that cover rows which were written, by their number. One of them at a time is in memory."""
    nombres = {escrita.cadena.pk: nombre for nombre, escrita in escritas.items()}
    por_cierre: dict[int, list[HojaDeCierre]] = defaultdict(list)
    for hoja in HojaDeCierre.objects.filter(cadena__in=nombres).order_by("cierre", "cadena"):
        if hoja.n <= escritas[nombres[hoja.cadena_id]].cuenta:
            por_cierre[hoja.cierre_id].append(hoja)
    for n, suyas in por_cierre.items():
        cierre = Cierre.objects.get(pk=n)
        pruebas = [_prueba(cierre, hoja, nombres[hoja.cadena_id]) for hoja in suyas]
        yield CierreEscrito(cierre, _ficheros(cierre, pruebas))


def _ficheros(cierre: Cierre, pruebas: list[dict[str, Any]]) -> dict[str, bytes]:
    carpeta = f"cierres/{cierre.n:08d}"
    ficheros = {
        f"{carpeta}/contenido.json": cierre.contenido().encode(),
        f"{carpeta}/firma.p7s": bytes(cierre.firma),
        f"{carpeta}/certificado.cer": bytes(cierre.certificado),
        f"{carpeta}/prueba.json": canonico(
            {"cadenas": pruebas, "motivo_sin_sello": cierre.motivo_sin_sello}
        ).encode(),
    }
    if cierre.sello_de_tiempo is not None:
        ficheros[f"{carpeta}/sello.tst"] = bytes(cierre.sello_de_tiempo)
    return ficheros


def _prueba(cierre: Cierre, hoja: HojaDeCierre, nombre: str) -> dict[str, Any]:
    """Where the head of a chain hangs in the tree of a closing, and by which neighbours it leads to the root."""
    antes = HojaDeCierre.objects.filter(cierre=cierre, cadena__lt=hoja.cadena_id).count()
    camino = merkle.camino(hojas(cierre), antes + 1)  # the first leaf is the root of the closing before
    return {
        "bitacora": nombre,
        "cadena": hoja.cadena_id,
        "clave": hoja.clave,
        "n": hoja.n,
        "hash": bytes(hoja.hash).hex(),
        "camino": [
            {"lado": "izquierda" if paso.a_la_izquierda else "derecha", "huella": paso.huella.hex()}
            for paso in camino
        ],
    }

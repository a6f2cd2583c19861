"""A chain as lines of JSON: with their text the rows that the reader may read, the others by their inner hash."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BooleanField, Case, Q, QuerySet, Value, When

from auditoria.canonico import canonico
from auditoria.models import GENESIS, Asiento, Cadena

CAMPOS = (
    "n",
    "anterior",
    "hash",
    "interno",
    "nonce",
    "cuerpo",
    "nonce_personal",
    "personal",
    "sello_personal",
    "modelo",
    "objeto",
    "hasta",
    "registrado_at",
)
TRAMO = 2000  # rows
NUNCA = dt.datetime.min.replace(tzinfo=dt.UTC)


@dataclass
class Escrita:
    """What was written of one chain: its last row, when that was recorded, and the last readable state of each object
    by that row."""

    cadena: Cadena
    cuenta: int = 0
    cabeza: bytes = GENESIS
    momento: dt.datetime = NUNCA
    estados: dict[tuple[str, int], str] = field(default_factory=dict)

    def datos(self) -> dict[str, Any]:
        return {
            "cadena": self.cadena.pk,
            "clave": self.cadena.clave,
            "cuenta": self.cuenta,
            "cabeza": self.cabeza.hex(),
        }


def lineas(escrita: Escrita, legibles: Q) -> Iterator[bytes]:
    """One line for each row of the chain as it is at one moment; `escrita` is filled in on the way.

    Rows come by a cursor of the server's: neither side ever holds all of them.
    """
    for fila in _filas(escrita.cadena, legibles).values(*CAMPOS, "se_lee").iterator(TRAMO):
        escrita.cuenta, escrita.cabeza = fila["n"], bytes(fila["hash"])
        escrita.momento = fila["registrado_at"]
        if fila["se_lee"] and fila["hasta"] is not None:
            escrita.estados[fila["modelo"], fila["objeto"]] = fila["hasta"]
        yield canonico(_linea(fila)).encode() + b"\n"


def _filas(cadena: Cadena, legibles: Q) -> QuerySet[Any]:
    se_lee = Case(When(legibles, then=Value(True)), default=Value(False), output_field=BooleanField())
    return Asiento.objects.filter(cadena=cadena).annotate(se_lee=se_lee).order_by("n")


def _linea(fila: dict[str, Any]) -> dict[str, Any]:
    linea = {"n": fila["n"], "anterior": bytes(fila["anterior"]).hex(), "hash": bytes(fila["hash"]).hex()}
    if not fila["se_lee"]:
        return linea | {"interno": bytes(fila["interno"]).hex()}
    linea |= {"nonce": bytes(fila["nonce"]).hex(), "cuerpo": fila["cuerpo"]}
    if fila["personal"] is not None:
        return linea | {"nonce_personal": bytes(fila["nonce_personal"]).hex(), "personal": fila["personal"]}
    if fila["sello_personal"] is not None:
        return linea | {"sello_personal": bytes(fila["sello_personal"]).hex()}
    return linea

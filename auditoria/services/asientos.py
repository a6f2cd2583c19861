"""Writing rows."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from auditoria.canonico import canonico
from auditoria.insercion import insertar, numerar
from auditoria.models import Asiento, Cadena
from auditoria.models.asiento import COMPARTIDA, SAL


@dataclass(frozen=True, kw_only=True)
class Hecho:
    """What one log row says: ids, states, dates and hashes. Whatever names or describes a person goes to `personal`.

    `institucion` is on whose behalf it was done, and whose matter the row is when `visibilidad` is ``interna``;
    ``control`` rows are an auditor's readings, hidden from the parties until released.
    """

    modelo: str
    objeto: int | None
    accion: str
    fecha_hecho: dt.date
    desde: str | None = None
    hasta: str | None = None
    registra: int | None = None
    institucion: int | None = None
    visibilidad: str = COMPARTIDA
    clave: str | None = None
    datos: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Entrada:
    """One row to be written: in which chain, what it says, and what of it may be erased."""

    cadena_id: int
    hecho: Hecho
    personal: Mapping[str, Any] | None = None


def abrir_cadena(clave: str) -> Cadena:
    """A new, empty chain. Raises IntegrityError when the key is taken."""
    return abrir_cadenas([clave])[0]


def abrir_cadenas(claves: Sequence[str]) -> list[Cadena]:
    """New, empty chains, in one statement. Raises IntegrityError when a key is taken."""
    cadenas = [Cadena(clave=clave) for clave in claves]
    numerar(cadenas)
    return insertar(cadenas)


def cuerpo_de(hecho: Hecho, *, sello: str | None = None, momento: dt.datetime | None = None) -> str:
    """The canonical text that a row hashes; `sello` is the salted hash of its personal part, `momento` when it is
    written (None: now)."""
    return canonico(
        {
            "v": 1,
            "modelo": hecho.modelo,
            "objeto": hecho.objeto,
            "accion": hecho.accion,
            "desde": hecho.desde,
            "hasta": hecho.hasta,
            "fecha_hecho": hecho.fecha_hecho,
            "registrado_at": momento or timezone.now(),
            "registra": hecho.registra,
            "institucion": hecho.institucion,
            "visibilidad": hecho.visibilidad,
            "clave": hecho.clave,
            "datos": hecho.datos,
            "personal": sello,
        }
    )


def asentar(cadena_id: int, hecho: Hecho, *, personal: Mapping[str, Any] | None = None) -> Asiento:
    """Append one row to a chain; the database numbers and hashes it under the chain's own lock.

    Raises IntegrityError when `hecho.clave` was already used in this chain, TypeError for data without canonical form.
    """
    return asentar_varios([Entrada(cadena_id=cadena_id, hecho=hecho, personal=personal)])[0]


def asentar_varios(entradas: Sequence[Entrada]) -> list[Asiento]:
    """Append rows in this order, in one statement and as of one moment. Raises what `asentar` raises.

    Who writes to several chains holds the locks of their roots, or they are new.
    """
    if not entradas:
        return []
    ahora = timezone.now()
    filas = [_fila(entrada, ahora) for entrada in entradas]
    cadenas, nonces, cuerpos, nonces_personales, personales = zip(*filas, strict=True)
    valores = [list(cadenas), list(nonces), list(nonces_personales)]
    textos = [SEPARADOR.join(cuerpos), SEPARADOR.join(personal or "" for personal in personales)]
    return list(Asiento.objects.raw(ESCRIBIR, [*valores, textos[0], SEPARADOR, textos[1], SEPARADOR]))


SEPARADOR = "\x1e"
"""Stands in no canonical text, where every control character is escaped."""

# One text of many, not an array of texts: the driver would escape every quotation mark of the JSON one by one.
# `bulk_create` of a model with bytes and defaults would write out every value of every row besides.
ESCRIBIR = """
INSERT INTO auditoria_asiento (cadena_id, nonce, nonce_personal, cuerpo, personal)
SELECT * FROM unnest(%s::bigint[], %s::bytea[], %s::bytea[], string_to_array(%s, %s), string_to_array(%s, %s, ''))
RETURNING *
"""


def _fila(entrada: Entrada, momento: dt.datetime) -> tuple[int, bytes, str, bytes | None, str | None]:
    nonce_personal, texto_personal, sello = None, None, None
    if entrada.personal:
        nonce_personal, texto_personal = secrets.token_bytes(SAL), canonico(entrada.personal)
        sello = hashlib.sha256(nonce_personal + texto_personal.encode()).hexdigest()
    cuerpo = cuerpo_de(entrada.hecho, sello=sello, momento=momento)
    return entrada.cadena_id, secrets.token_bytes(SAL), cuerpo, nonce_personal, texto_personal

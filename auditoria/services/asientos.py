"""Writing rows."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from auditoria.canonico import canonico
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


def abrir_cadena(clave: str) -> Cadena:
    """A new, empty chain. Raises IntegrityError when the key is taken."""
    return Cadena.objects.create(clave=clave)


def cuerpo_de(hecho: Hecho, *, sello: str | None = None) -> str:
    """The canonical text that a row hashes; `sello` is the salted hash of its personal part."""
    return canonico(
        {
            "v": 1,
            "modelo": hecho.modelo,
            "objeto": hecho.objeto,
            "accion": hecho.accion,
            "desde": hecho.desde,
            "hasta": hecho.hasta,
            "fecha_hecho": hecho.fecha_hecho,
            "registrado_at": timezone.now(),
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
    nonce_personal, texto_personal, sello = None, None, None
    if personal:
        nonce_personal, texto_personal = secrets.token_bytes(SAL), canonico(personal)
        sello = hashlib.sha256(nonce_personal + texto_personal.encode()).hexdigest()
    return Asiento.objects.create(
        cadena_id=cadena_id,
        nonce=secrets.token_bytes(SAL),
        cuerpo=cuerpo_de(hecho, sello=sello),
        nonce_personal=nonce_personal,
        personal=texto_personal,
    )

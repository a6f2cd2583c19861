"""Secrets of second factors are encrypted at rest, by a key made from the site's secret."""

import base64
import hashlib
from typing import Any

from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import transaction

CIFRADOS = ("secret", "seed", "migrated_codes")
"""What allauth encrypts in the data of an authenticator."""


def cifra() -> MultiFernet:
    """Encrypts under the present secret; reads also what a rotated one encrypted (`SECRET_KEY_FALLBACKS`)."""
    secretos = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        Fernet(
            base64.urlsafe_b64encode(hashlib.sha256(f"instituciones.segundo_factor:{s}".encode()).digest())
        )
        for s in secretos
    )


@transaction.atomic
def recifrar() -> int:
    """Encrypt every second factor anew under the present secret, so that older ones can be thrown away; how many."""
    maquina, cuenta = cifra(), 0
    for factor in Authenticator.objects.select_for_update().order_by("pk"):
        cambiados = {c: _recifrado(factor.data[c], maquina) for c in CIFRADOS if c in factor.data}
        if cambiados:
            factor.data = {**factor.data, **cambiados}
            factor.save(update_fields=["data"])
            cuenta += 1
    return cuenta


def ilegibles() -> int:
    """How many second factors none of the present secrets reads."""
    maquina = cifra()
    return sum(not _se_lee(factor.data, maquina) for factor in Authenticator.objects.iterator(1000))


def _se_lee(datos: Any, maquina: MultiFernet) -> bool:
    try:
        for cifrado in CIFRADOS:
            if cifrado in datos:
                _recifrado(datos[cifrado], maquina)
    except InvalidToken:
        return False
    return True


def _recifrado(valor: Any, maquina: MultiFernet) -> Any:
    if isinstance(valor, list):
        return [_recifrado(uno, maquina) for uno in valor]
    return maquina.rotate(valor.encode()).decode()

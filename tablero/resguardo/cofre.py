"""Where typed text is kept: encrypted with a key of its account, by address, for a day."""

import hashlib
import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.cache import cache

HORAS = 24
MAXIMO = 4_000_000
"""Characters. More than anybody types; a text that is longer was pasted, and is still where it came from."""
NUNCA = ("csrfmiddlewaretoken", "password", "clave_de_acceso", "code")
"""Parts of names of fields that are secrets or belong to the page, not to who typed."""

Escrito = Mapping[str, list[str]]


def guardar(usuario_id: int, ruta: str, escrito: Escrito) -> bool:
    """Keep what an account had typed at an address. False when there was nothing to keep or too much."""
    datos = {nombre: valores for nombre, valores in escrito.items() if _es_de_quien_escribe(nombre, valores)}
    texto = json.dumps(datos)
    if not datos or len(texto) > MAXIMO:
        return False
    cifrado = _caja(usuario_id).encrypt(texto.encode()).decode()
    cache.set(_clave(usuario_id, ruta), cifrado, HORAS * 3600)
    return True


def recuperar(usuario_id: int, ruta: str) -> dict[str, list[str]]:
    """What that account had typed there; nothing when it was not kept, or no longer."""
    cifrado = cache.get(_clave(usuario_id, ruta))
    if cifrado is None:
        return {}
    try:
        datos: dict[str, list[str]] = json.loads(_caja(usuario_id).decrypt(cifrado.encode()))
    except InvalidToken:  # the secret of the site was changed meanwhile
        return {}
    return datos


def olvidar(usuario_id: int, ruta: str) -> None:
    cache.delete(_clave(usuario_id, ruta))


def _es_de_quien_escribe(nombre: str, valores: list[str]) -> bool:
    return any(v.strip() for v in valores) and not any(parte in nombre for parte in NUNCA)


def _clave(usuario_id: int, ruta: str) -> str:
    return f"resguardo:{usuario_id}:{hashlib.sha256(ruta.encode()).hexdigest()[:40]}"


def _caja(usuario_id: int) -> Fernet:
    """A key for each account: what is kept for one cannot be opened as another's."""
    llave = HKDF(hashes.SHA256(), length=32, salt=None, info=f"resguardo:{usuario_id}".encode())
    return Fernet(urlsafe_b64encode(llave.derive(settings.SECRET_KEY.encode())))

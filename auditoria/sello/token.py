"""The seal in a PKCS#11 token: a hardware module, a card, or the software that stands in for one.

Nothing of the token is kept open between two uses: each initializes the module, opens a session, logs in, works, and
undoes all of it, while no other thread of this process does, and no fork happens. So a forked worker never inherits a
module that is in use, which PKCS#11 forbids, and one thread's logging out is not another's.
"""

import asyncio
import fcntl
import os
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pkcs11
from asn1crypto import x509
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _
from pkcs11 import Attribute, ObjectClass, PKCS11Error, Session, Token, TokenFlag
from pyhanko.sign.pkcs11 import PKCS11Signer
from pyhanko.sign.signers import Signer

LARGO = 512  # bytes that a signature is given where it is only measured: RSA of 4096 bits

_turno = threading.Lock()
os.register_at_fork(before=_turno.acquire, after_in_parent=_turno.release, after_in_child=_turno.release)


class Sellador(Signer):
    """A key in the token, opened for each signature. Its certificate and chain are read once."""

    def __init__(self, certificado: x509.Certificate, cadena: Iterable[x509.Certificate]) -> None:
        super().__init__(signing_cert=certificado)
        self.cert_registry.register_multiple([certificado, *cadena])

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        if dry_run:
            return bytes(LARGO)
        return await asyncio.to_thread(self._firmar, data, digest_algorithm)

    def _firmar(self, datos: bytes, algoritmo: str) -> bytes:
        with _sesion() as sesion:
            firmante = PKCS11Signer(
                sesion,
                key_label=settings.SELLO_PKCS11_ETIQUETA,
                signing_cert=self.signing_cert,
                use_raw_mechanism=True,  # the digest is computed here: every token can sign one
            )
            return bytes(asyncio.run(firmante.async_sign_raw(datos, algoritmo)))


def abrir() -> Sellador:
    """The key that the environment names. Raises ImproperlyConfigured when the token does not give it."""
    etiqueta = settings.SELLO_PKCS11_ETIQUETA
    with _sesion() as sesion:
        propios = list(_certificados(sesion, {Attribute.LABEL: etiqueta}))
        todos = list(_certificados(sesion, {}))
    if len(propios) != 1:
        raise ImproperlyConfigured(
            _("En el token hay %(cuantos)s certificados con la etiqueta «%(etiqueta)s», y debe haber uno.")
            % {"cuantos": len(propios), "etiqueta": etiqueta}
        )
    return Sellador(propios[0], _cadena(propios[0], todos))


def _certificados(sesion: Session, condicion: dict[Attribute, str]) -> Iterator[x509.Certificate]:
    for objeto in sesion.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE, **condicion}):
        yield x509.Certificate.load(objeto[Attribute.VALUE])


def _cadena(de: x509.Certificate, todos: list[x509.Certificate]) -> Iterator[x509.Certificate]:
    """Those above it that the token holds, by name, up to the one that vouches for itself."""
    quedan = [uno for uno in todos if uno != de]
    while emisor := next((uno for uno in quedan if uno.subject == de.issuer), None):
        yield emisor
        quedan.remove(emisor)
        de = emisor


@contextmanager
def _sesion() -> Iterator[Session]:
    """A session of one's own, logged in with SELLO_CLAVE. What the token refuses is ImproperlyConfigured, in words."""
    with _turno, _a_solas(Path(settings.SELLO_PKCS11_MODULO)):
        try:
            modulo = pkcs11.lib(settings.SELLO_PKCS11_MODULO)
            try:
                with _token(modulo).open(user_pin=settings.SELLO_CLAVE or None) as sesion:
                    yield sesion
            finally:
                modulo.finalize()
        except PKCS11Error as error:
            causa = f"{type(error).__name__} {error}".strip()
            raise ImproperlyConfigured(_("El token del sello no responde como debe: %s.") % causa) from error


@contextmanager
def _a_solas(modulo: Path) -> Iterator[None]:
    """No other process of ours uses this module meanwhile: SoftHSM, for one, loses sight of a token while another
    process logs in."""
    try:
        archivo = modulo.open("rb")
    except OSError as error:
        raise ImproperlyConfigured(f"SELLO_PKCS11_MODULO: {error}") from error
    with archivo:
        fcntl.flock(archivo, fcntl.LOCK_EX)
        yield


def _token(modulo: Any) -> Token:
    """The token by its label. One that would lock itself at the next wrong PIN is left to a person."""
    token: Token = modulo.get_token(token_label=settings.SELLO_PKCS11_TOKEN)
    if token.flags & TokenFlag.USER_PIN_FINAL_TRY:
        raise ImproperlyConfigured(
            _("Al token del sello le queda un solo intento. Corrija SELLO_CLAVE y entre una vez a mano.")
        )
    return token

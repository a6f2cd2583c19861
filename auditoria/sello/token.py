"""A key in a PKCS#11 token, the seal's or a person's: a hardware module, a card, or what stands in for one.

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
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pkcs11
from asn1crypto import x509
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _
from pkcs11 import Attribute, ObjectClass, PKCS11Error, Session, Token, TokenFlag
from pkcs11.exceptions import PinIncorrect, PinInvalid, PinLenRange
from pyhanko.sign.pkcs11 import PKCS11Signer
from pyhanko.sign.signers import Signer

DE_LA_CLAVE = (PinIncorrect, PinInvalid, PinLenRange)
LARGO = 512  # bytes that a signature is given where it is only measured: RSA of 4096 bits

_turno = threading.Lock()
os.register_at_fork(before=_turno.acquire, after_in_parent=_turno.release, after_in_child=_turno.release)


class ClaveIncorrecta(ImproperlyConfigured):
    """The token did not open with that PIN."""


@dataclass(frozen=True, kw_only=True)
class Sitio:
    """Where a key is: the library that the token's maker gives, the token by its label, in it the label that key and
    certificate bear, and the PIN."""

    modulo: str
    token: str
    etiqueta: str
    clave: str = field(repr=False)


class EnToken(Signer):
    """A key in the token, opened for each signature. Its certificate and chain are read once."""

    def __init__(
        self, sitio: Sitio, certificado: x509.Certificate, cadena: Iterable[x509.Certificate]
    ) -> None:
        super().__init__(signing_cert=certificado)
        self.sitio = sitio
        self.cert_registry.register_multiple([certificado, *cadena])

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        if dry_run:
            return bytes(LARGO)
        return await asyncio.to_thread(self._firmar, data, digest_algorithm)

    def _firmar(self, datos: bytes, algoritmo: str) -> bytes:
        with _sesion(self.sitio) as sesion:
            firmante = PKCS11Signer(
                sesion,
                key_label=self.sitio.etiqueta,
                signing_cert=self.signing_cert,
                use_raw_mechanism=True,  # the digest is computed here: every token can sign one
            )
            return bytes(asyncio.run(firmante.async_sign_raw(datos, algoritmo)))


def abrir(sitio: Sitio) -> EnToken:
    """The key that is there. Raises ImproperlyConfigured when the token does not give it, ClaveIncorrecta."""
    with _sesion(sitio) as sesion:
        propios = list(_certificados(sesion, {Attribute.LABEL: sitio.etiqueta}))
        todos = list(_certificados(sesion, {}))
    if len(propios) != 1:
        raise ImproperlyConfigured(
            _("En el token hay %(cuantos)s certificados con la etiqueta «%(etiqueta)s», y debe haber uno.")
            % {"cuantos": len(propios), "etiqueta": sitio.etiqueta}
        )
    return EnToken(sitio, propios[0], _cadena(propios[0], todos))


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
def _sesion(sitio: Sitio) -> Iterator[Session]:
    """A session of one's own, logged in. What the token refuses is ImproperlyConfigured, in words."""
    with _turno, _a_solas(Path(sitio.modulo)):
        try:
            modulo = pkcs11.lib(sitio.modulo)
            try:
                with _token(modulo, sitio.token).open(user_pin=sitio.clave or None) as sesion:
                    yield sesion
            finally:
                modulo.finalize()
        except PKCS11Error as error:
            causa = f"{type(error).__name__} {error}".strip()
            clase = ClaveIncorrecta if isinstance(error, DE_LA_CLAVE) else ImproperlyConfigured
            raise clase(
                _("El token «%(token)s» no responde como debe: %(causa)s.")
                % {"token": sitio.token, "causa": causa}
            ) from error


@contextmanager
def _a_solas(modulo: Path) -> Iterator[None]:
    """No other process of ours uses this module meanwhile: SoftHSM, for one, loses sight of a token while another
    process logs in."""
    try:
        archivo = modulo.open("rb")
    except OSError as error:
        raise ImproperlyConfigured(str(error)) from error
    with archivo:
        fcntl.flock(archivo, fcntl.LOCK_EX)
        yield


def _token(modulo: Any, etiqueta: str) -> Token:
    """The token by its label. One that would lock itself at the next wrong PIN is left to a person."""
    token: Token = modulo.get_token(token_label=etiqueta)
    if token.flags & TokenFlag.USER_PIN_FINAL_TRY:
        raise ImproperlyConfigured(
            _("Al token «%s» le queda un solo intento. Averigüe su clave y entre una vez a mano.") % etiqueta
        )
    return token

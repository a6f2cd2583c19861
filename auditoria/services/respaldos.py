"""A copy of the seal to keep somewhere else: its key, certificates and history as JSON, in one file.

Where there is a key the file is encrypted as ``openssl enc -aes-256-cbc -pbkdf2 -iter 600000`` does it, so that it is
read without this system, and the key inside is a PKCS#12 file under the same password. A key in a token does not leave
it: certificates and history are no secret and are written as they are.
"""

import base64
import json
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from asn1crypto import pem
from cryptography.hazmat.primitives import hashes, padding, serialization
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from cryptography.hazmat.primitives.serialization import pkcs12
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from auditoria.canonico import canonico
from auditoria.models import LlaveDeSello
from auditoria.sello import llaves
from auditoria.sello.configuracion import Clase, clase_de_sello

FORMATO = "convenios.respaldo-de-sello"
ITERACIONES = 600_000
MARCA = b"Salted__"
MINIMO = 12
"""Characters of a password: the file is made to be carried away."""


def lleva_llave() -> bool:
    """Whether the seal's key can be copied at all. Raises ImproperlyConfigured without a seal."""
    return clase_de_sello() is not Clase.PKCS11


def exigir_clave(clave: str) -> None:
    """Raises ValidationError for a password that is too short for what is carried away."""
    if len(clave) < MINIMO:
        raise ValidationError(_("La clave del respaldo tiene al menos %s caracteres.") % MINIMO)


def respaldar_sello(destino: Path, clave: str | None) -> None:
    """Write the copy and read it back. Never over a file that is there.

    `clave` is the password, None exactly for a seal in a token. Raises as `copia_del_sello` does, and OSError where it
    cannot be written: then there is no file.
    """
    copia = copia_del_sello(clave)
    descriptor = os.open(destino, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as archivo:
            archivo.write(copia)
            archivo.flush()
            os.fsync(archivo.fileno())
        if destino.read_bytes() != copia:
            raise ImproperlyConfigured(_("El respaldo no se lee como se escribió."))
    except BaseException:
        destino.unlink()
        raise


def copia_del_sello(clave: str | None) -> bytes:
    """The copy itself, once it was opened again. `clave` is None exactly for a seal in a token.

    Raises ImproperlyConfigured without a seal that can be opened, ValidationError for a password that is too short.
    """
    if clave is not None:
        exigir_clave(clave)
    texto = canonico(_contenido(clave)).encode()
    copia = texto if clave is None else cifrar(texto, clave)
    _reabrir(copia, clave, texto)
    return copia


def cifrar(datos: bytes, clave: str) -> bytes:
    """As `openssl enc` does with a password."""
    sal = secrets.token_bytes(8)
    relleno = padding.PKCS7(128).padder()
    cifrador = _cifra(clave, sal).encryptor()
    return MARCA + sal + cifrador.update(relleno.update(datos) + relleno.finalize()) + cifrador.finalize()


def descifrar(datos: bytes, clave: str) -> bytes:
    """What `cifrar` made. Raises ValueError for another password or what is no such file."""
    if not datos.startswith(MARCA):
        raise ValueError("no file that openssl enc would write")
    sal, cifrado = datos[8:16], datos[16:]
    descifrador = _cifra(clave, sal).decryptor()
    relleno = padding.PKCS7(128).unpadder()
    return relleno.update(descifrador.update(cifrado) + descifrador.finalize()) + relleno.finalize()


def _cifra(clave: str, sal: bytes) -> Cipher[modes.CBC]:
    derivada = PBKDF2HMAC(hashes.SHA256(), 48, sal, ITERACIONES).derive(clave.encode())
    return Cipher(algorithms.AES(derivada[:32]), modes.CBC(derivada[32:]))


def _contenido(clave: str | None) -> dict[str, Any]:
    sellador = llaves.llave_configurada()
    propio = llaves.certificado_de(sellador)
    otros = (uno.dump() for uno in sellador.cert_registry if uno.dump() != propio)
    return {
        "formato": FORMATO,
        "version": 1,
        "momento": timezone.now(),
        "pkcs12": None if clave is None else base64.b64encode(_pkcs12(clave)).decode(),
        "certificados": [_pem(der) for der in (propio, *otros)],
        "historia": list(_historia()),
    }


def _pkcs12(clave: str) -> bytes:
    """The seal's own file, under the password of the copy."""
    archivo, suya = llaves.archivo_del_sello(clase_de_sello())
    llave, certificado, cadena = pkcs12.load_key_and_certificates(archivo.read_bytes(), suya)
    de_tal_archivo = cast("pkcs12.PKCS12PrivateKeyTypes", llave)
    return pkcs12.serialize_key_and_certificates(
        b"sello", de_tal_archivo, certificado, cadena, serialization.BestAvailableEncryption(clave.encode())
    )


def _historia() -> Iterator[dict[str, Any]]:
    for llave in LlaveDeSello.objects.all():
        certificado = _pem(bytes(llave.certificado))
        yield {**llave.datos(), "asunto": llave.asunto, "motivo": llave.motivo, "certificado": certificado}


def _pem(der: bytes) -> str:
    return str(pem.armor("CERTIFICATE", der).decode())


def _reabrir(copia: bytes, clave: str | None, texto: bytes) -> None:
    """Raises ImproperlyConfigured when the copy would not give the seal back."""
    if (copia if clave is None else descifrar(copia, clave)) != texto:
        raise ImproperlyConfigured(_("El respaldo no se lee como se escribió."))
    if clave is None:
        return
    guardado = base64.b64decode(json.loads(texto)["pkcs12"])
    llave, certificado, _cadena = pkcs12.load_key_and_certificates(guardado, clave.encode())
    if llave is None or certificado is None or llave.public_key() != certificado.public_key():
        raise ImproperlyConfigured(_("La llave del respaldo no es la de su certificado."))

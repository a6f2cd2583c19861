"""SoftHSM, which stands in for an institution's device: tokens with keys in them."""

import os
import subprocess
from pathlib import Path

import pkcs11
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pkcs11.util.ec import decode_ec_private_key
from pkcs11.util.x509 import decode_x509_certificate

from auditoria.sello.certificados import Credencial

MODULO = "/usr/lib/softhsm/libsofthsm2.so"
PIN = "5678"


def configurar(carpeta: Path) -> Path:
    """Its configuration, with the tokens below that folder; the environment names it as SOFTHSM2_CONF."""
    (carpeta / "tokens").mkdir()
    ajustes = [
        f"directories.tokendir = {carpeta / 'tokens'}",
        "log.level = ERROR",
        "library.reset_on_fork = true",  # as strict as others with a module opened before a fork
    ]
    (carpeta / "softhsm2.conf").write_text("\n".join(ajustes))
    return carpeta / "softhsm2.conf"


def guardar(token: str, etiqueta: str, credencial: Credencial) -> None:
    """Make a token, and put a key with its certificate and its issuer's into it."""
    iniciar = ["--init-token", "--free", "--label", token, "--so-pin", "1234", "--pin", PIN]
    subprocess.run(["softhsm2-util", *iniciar], check=True, capture_output=True, env=os.environ)  # noqa: S603, S607
    modulo = pkcs11.lib(MODULO)
    suyo = {pkcs11.Attribute.TOKEN: True}
    with modulo.get_token(token_label=token).open(user_pin=PIN, rw=True) as sesion:
        llave = credencial.llave.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())
        firma = {pkcs11.Attribute.LABEL: etiqueta, pkcs11.Attribute.SIGN: True}
        sesion.create_object(decode_ec_private_key(llave) | firma | suyo)
        for nombre, certificado in ((etiqueta, credencial.certificado), ("emisor", credencial.cadena[0])):
            sesion.create_object(_atributos(certificado) | {pkcs11.Attribute.LABEL: nombre} | suyo)
    modulo.finalize()


def _atributos(certificado: x509.Certificate) -> dict[pkcs11.Attribute, object]:
    return dict(decode_x509_certificate(certificado.public_bytes(Encoding.DER)))

"""An institution with an authority of its own that issues one seal after another, and a token to keep one in."""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pkcs11
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from pkcs11.util.ec import decode_ec_private_key
from pkcs11.util.x509 import decode_x509_certificate

from auditoria.sello import certificados
from auditoria.sello.certificados import Credencial

MODULO = "/usr/lib/softhsm/libsofthsm2.so"
PIN = "5678"


class Institucion:
    """Its authority, and the folder with what it issued."""

    def __init__(self, carpeta: Path) -> None:
        self.carpeta = carpeta
        self.autoridad = certificados.raiz(nombre("Autoridad de la institución"))
        self.raiz = carpeta / "raiz.pem"
        self.raiz.write_bytes(self.autoridad.certificado.public_bytes(Encoding.PEM))

    def sello(self, que: str) -> Credencial:
        return certificados.para_firmar(nombre(que), certificados.curva(), self.autoridad, "raiz.crl")

    def archivo(self, que: str, clave: str | None = None) -> Path:
        ruta = self.carpeta / f"{que}.p12"
        ruta.write_bytes(self.sello(que).pkcs12(que, clave))
        return ruta


def nombre(que: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"{que} · DEMOSTRACIÓN, sin valor")])


@pytest.fixture(scope="session")
def institucion(tmp_path_factory: pytest.TempPathFactory) -> Institucion:
    return Institucion(tmp_path_factory.mktemp("institucion"))


Configurar = Callable[[str], None]


@pytest.fixture
def configurar(settings: Any, institucion: Institucion) -> Configurar:
    """Names another seal of the institution's in the environment, as its administrator does."""
    settings.SELLO_CONFIANZA = str(institucion.raiz)

    def nombrar(que: str) -> None:
        settings.SELLO_PKCS12 = str(institucion.archivo(que))

    return nombrar


@pytest.fixture(scope="session")
def token(tmp_path_factory: pytest.TempPathFactory, institucion: Institucion) -> Iterator[str]:
    """SoftHSM, with a token in which the institution's seal is, and the authority that issued it."""
    carpeta = tmp_path_factory.mktemp("softhsm")
    (carpeta / "tokens").mkdir()
    ajustes = [
        f"directories.tokendir = {carpeta / 'tokens'}",
        "log.level = ERROR",
        "library.reset_on_fork = true",  # as strict as others with a module opened before a fork
    ]
    (carpeta / "softhsm2.conf").write_text("\n".join(ajustes))
    with pytest.MonkeyPatch.context() as entorno:
        entorno.setenv("SOFTHSM2_CONF", str(carpeta / "softhsm2.conf"))
        iniciar = ["--init-token", "--free", "--label", "institucion", "--so-pin", "1234", "--pin", PIN]
        subprocess.run(["softhsm2-util", *iniciar], check=True, capture_output=True, env=os.environ)  # noqa: S603, S607
        guardar(institucion.sello("Sello en el token"))
        yield "institucion"


def guardar(credencial: Credencial) -> None:
    modulo = pkcs11.lib(MODULO)
    suyo = {pkcs11.Attribute.TOKEN: True}
    with modulo.get_token(token_label="institucion").open(user_pin=PIN, rw=True) as sesion:
        llave = credencial.llave.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())
        firma = {pkcs11.Attribute.LABEL: "sello", pkcs11.Attribute.SIGN: True}
        sesion.create_object(decode_ec_private_key(llave) | firma | suyo)
        for etiqueta, certificado in (("sello", credencial.certificado), ("emisor", credencial.cadena[0])):
            atributos = decode_x509_certificate(certificado.public_bytes(Encoding.DER))
            sesion.create_object(atributos | {pkcs11.Attribute.LABEL: etiqueta} | suyo)
    modulo.finalize()


@pytest.fixture
def en_token(settings: Any, token: str, institucion: Institucion) -> None:
    """The environment names the seal in the token."""
    settings.SELLO_CONFIANZA = str(institucion.raiz)
    settings.SELLO_PKCS11_MODULO, settings.SELLO_CLAVE = MODULO, PIN
    settings.SELLO_PKCS11_TOKEN, settings.SELLO_PKCS11_ETIQUETA = token, "sello"


def openssl(*orden: object, entrada: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Whoever else reads what we write."""
    return subprocess.run(["openssl", *map(str, orden)], input=entrada, capture_output=True, check=False)  # noqa: S603, S607

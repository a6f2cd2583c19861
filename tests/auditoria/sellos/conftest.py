"""An institution with an authority of its own that issues one seal after another, and a token to keep one in."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from auditoria.sello import certificados
from auditoria.sello.certificados import Credencial
from tests.softhsm import MODULO, PIN, guardar


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
def token(softhsm: None, institucion: Institucion) -> str:
    """The token in which the institution's seal is, and the authority that issued it."""
    guardar("institucion", "sello", institucion.sello("Sello en el token"))
    return "institucion"


@pytest.fixture
def en_token(settings: Any, token: str, institucion: Institucion) -> None:
    """The environment names the seal in the token."""
    settings.SELLO_CONFIANZA = str(institucion.raiz)
    settings.SELLO_PKCS11_MODULO, settings.SELLO_CLAVE = MODULO, PIN
    settings.SELLO_PKCS11_TOKEN, settings.SELLO_PKCS11_ETIQUETA = token, "sello"


def openssl(*orden: object, entrada: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Whoever else reads what we write."""
    return subprocess.run(["openssl", *map(str, orden)], input=entrada, capture_output=True, check=False)  # noqa: S603, S607


def descifrado(archivo: Path, clave: str) -> bytes:
    """What a copy of ours holds, opened by the command that the documentation gives."""
    como = ("enc", "-d", "-aes-256-cbc", "-pbkdf2", "-iter", "600000", "-pass", f"pass:{clave}")
    hecho = openssl(*como, "-in", archivo)
    assert hecho.returncode == 0, hecho.stderr
    return hecho.stdout

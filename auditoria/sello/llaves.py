"""Which keys sign and which authorities are believed: the institution's own, or the demonstration's."""

from collections.abc import Sequence
from pathlib import Path

from asn1crypto import pem, x509
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _
from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.timestamps import DummyTimeStamper, HTTPTimeStamper, TimeStamper

from auditoria.sello import demostracion

ESPERA = 20  # seconds that a timestamp authority is given


def es_demostracion() -> bool:
    """Whether keys of our own may stand in for the institution's."""
    return bool(settings.DEBUG or settings.DEMO)


def sellador() -> SimpleSigner:
    """The seal's key. Raises ImproperlyConfigured when there is none, or it cannot be opened."""
    if settings.SELLO_PKCS12:
        archivo, clave = Path(settings.SELLO_PKCS12), settings.SELLO_CLAVE.encode() or None
    elif es_demostracion():
        archivo, clave = demostracion.carpeta(settings.LOCAL_DIR) / "sello.p12", None
    else:
        raise ImproperlyConfigured(_("Sin SELLO_PKCS12 no hay con qué firmar los cierres."))
    return _abrir(archivo, clave)


def autoridad() -> TimeStamper | None:
    """Whom to ask for the time, None when nobody was configured."""
    if settings.TSA_URL:
        return HTTPTimeStamper(settings.TSA_URL, timeout=ESPERA)
    if not es_demostracion():
        return None
    propia = _abrir(demostracion.carpeta(settings.LOCAL_DIR) / "tsa.p12", None)
    return DummyTimeStamper(propia.signing_cert, propia.signing_key, certs_to_embed=propia.cert_registry)


def confianza_del_sello() -> Sequence[x509.Certificate]:
    """The roots, or the very certificates, from which a seal is believed."""
    return _confianza(settings.SELLO_CONFIANZA, "SELLO_CONFIANZA", propia=not settings.SELLO_PKCS12)


def confianza_del_tiempo() -> Sequence[x509.Certificate]:
    """The roots from which a timestamp is believed."""
    return _confianza(settings.TSA_CONFIANZA, "TSA_CONFIANZA", propia=not settings.TSA_URL)


def _confianza(ruta: str, variable: str, *, propia: bool) -> Sequence[x509.Certificate]:
    if ruta:
        archivo = Path(ruta)
    elif propia and es_demostracion():
        archivo = demostracion.carpeta(settings.LOCAL_DIR) / "raiz.pem"
    else:
        raise ImproperlyConfigured(_("Sin %s no se sabe en quién confiar.") % variable)
    try:
        return [
            x509.Certificate.load(der) for _tipo, _cabecera, der in pem.unarmor(archivo.read_bytes(), True)
        ]
    except (OSError, ValueError) as error:
        raise ImproperlyConfigured(f"{variable}: {error}") from error


def _abrir(archivo: Path, clave: bytes | None) -> SimpleSigner:
    try:
        sellador: SimpleSigner = SimpleSigner.load_pkcs12_data(
            archivo.read_bytes(), other_certs=[], passphrase=clave
        )
    except (OSError, ValueError) as error:
        raise ImproperlyConfigured(f"{archivo}: {error}") from error
    return sellador

"""Which keys sign and which authorities are believed: the institution's own, or the demonstration's."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from asn1crypto import pem, x509
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _
from pyhanko.sign.signers import Signer, SimpleSigner
from pyhanko.sign.timestamps import DummyTimeStamper, HTTPTimeStamper, TimeStamper

from auditoria.sello import demostracion
from auditoria.sello.configuracion import Clase, clase_de_sello, es_demostracion, nombradas
from auditoria.sello.historia import impedimento

ESPERA = 20  # seconds that a timestamp authority is given


def sellador() -> Signer:
    """The seal, to sign with; any thread and any forked worker may.

    Raises ImproperlyConfigured when there is none, it cannot be opened, or the history of seals says that it signs no
    more, or not yet.
    """
    configurada = llave_configurada()
    if motivo := impedimento(certificado_de(configurada)):
        raise ImproperlyConfigured(motivo)
    return configurada


def llave_configurada() -> Signer:
    """The key that the environment names, whatever the history says of it.

    Raises ImproperlyConfigured when there is none, or it cannot be opened.
    """
    clase = clase_de_sello()
    if clase is Clase.PKCS11:
        # Loads the bindings of PKCS#11: only where there is a token.
        from auditoria.sello.token import Sitio, abrir

        return abrir(
            Sitio(
                modulo=settings.SELLO_PKCS11_MODULO,
                token=settings.SELLO_PKCS11_TOKEN,
                etiqueta=settings.SELLO_PKCS11_ETIQUETA,
                clave=settings.SELLO_CLAVE,
            )
        )
    return _abrir(*archivo_del_sello(clase))


def archivo_del_sello(clase: Clase) -> tuple[Path, bytes | None]:
    """The PKCS#12 file of a seal that is in one, and its passphrase."""
    if clase is Clase.PKCS12:
        return Path(settings.SELLO_PKCS12), settings.SELLO_CLAVE.encode() or None
    return demostracion.carpeta(settings.LOCAL_DIR) / demostracion.SELLO, None


def certificado_de(sellador: Signer) -> bytes:
    """Its certificate in DER. Raises ImproperlyConfigured when the key came without."""
    if sellador.signing_cert is None:
        raise ImproperlyConfigured(_("El archivo del sello no trae su certificado."))
    return bytes(sellador.signing_cert.dump())


def autoridad() -> TimeStamper | None:
    """Whom to ask for the time, None when nobody was configured."""
    if settings.TSA_URL:
        return HTTPTimeStamper(settings.TSA_URL, timeout=ESPERA)
    if not es_demostracion():
        return None
    propia = _abrir(demostracion.carpeta(settings.LOCAL_DIR) / demostracion.TSA, None)
    return DummyTimeStamper(propia.signing_cert, propia.signing_key, certs_to_embed=propia.cert_registry)


def confianza_del_sello() -> Sequence[x509.Certificate]:
    """The roots, or the very certificates, from which a seal is believed."""
    return _confianza(settings.SELLO_CONFIANZA, "SELLO_CONFIANZA", propia=not nombradas())


def confianza_del_tiempo() -> Sequence[x509.Certificate]:
    """The roots from which a timestamp is believed."""
    return _confianza(settings.TSA_CONFIANZA, "TSA_CONFIANZA", propia=not settings.TSA_URL)


def _confianza(ruta: str, variable: str, *, propia: bool) -> Sequence[x509.Certificate]:
    if ruta:
        archivos = [Path(ruta)]
    elif propia and es_demostracion():
        archivos = demostracion.raices(settings.LOCAL_DIR)
    else:
        raise ImproperlyConfigured(_("Sin %s no se sabe en quién confiar.") % variable)
    return _leer(archivos, variable, x509.Certificate)


def _leer(archivos: Iterable[Path], variable: str, clase: Any) -> list[Any]:
    """What is in these files, whether they are PEM (one or many) or DER."""
    leido = []
    for archivo in archivos:
        try:
            datos = archivo.read_bytes()
            ders = (
                [der for _tipo, _cabecera, der in pem.unarmor(datos, True)] if pem.detect(datos) else [datos]
            )
            leido += [clase.load(der, strict=True) for der in ders]
        except (OSError, ValueError) as error:
            raise ImproperlyConfigured(f"{variable}: {archivo}: {error}") from error
    return leido


def _abrir(archivo: Path, clave: bytes | None) -> SimpleSigner:
    try:
        sellador: SimpleSigner = SimpleSigner.load_pkcs12_data(
            archivo.read_bytes(), other_certs=[], passphrase=clave
        )
    except (OSError, ValueError) as error:
        raise ImproperlyConfigured(f"{archivo}: {error}") from error
    return sellador

"""Keys of the demonstration: a root that is forgotten at once, a seal, a timestamp authority, and people's signatures.

They prove nothing to anybody else, and say so in their names. Made at the first use under `.local/sello/`:

    raiz.pem       the root; its key signed what follows and is nowhere
    sello.p12      the seal
    tsa.p12        the timestamp authority
    personas.p12   the authority that issues to people of the demonstration, whose key is kept for that
    raiz.crl       what the root revoked: nothing
    personas.crl   whose certificates were revoked

A folder that an earlier version made lacks the last three. It is kept as `sello-1`, `sello-2`…, and its root is still
believed, so that what it sealed verifies.
"""

import datetime as dt
import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _

from auditoria.sello import certificados
from auditoria.sello.certificados import Credencial
from auditoria.sello.configuracion import es_demostracion

MARCA = "DEMOSTRACIÓN, sin valor"
RAIZ, SELLO, TSA, PERSONAS = "raiz.pem", "sello.p12", "tsa.p12", "personas.p12"
LISTA_DE_LA_RAIZ, LISTA_DE_PERSONAS = "raiz.crl", "personas.crl"
MAXIMO = 64  # bytes of a common name (X.520)


def carpeta(local: Path) -> Path:
    """The folder with the keys, made whole or not at all."""
    destino = local / "sello"
    if (destino / LISTA_DE_PERSONAS).is_file():
        return destino
    local.mkdir(parents=True, exist_ok=True)
    with _a_solas(local):
        if not (destino / LISTA_DE_PERSONAS).is_file():  # else another process was faster
            _apartar(destino)
            _hacer(destino)
    return destino


def raices(local: Path) -> list[Path]:
    """The root of the keys in use, and those of the folders that were moved aside."""
    en_uso = carpeta(local) / RAIZ
    return [en_uso, *sorted(ruta for ruta in local.glob(f"sello*/{RAIZ}") if ruta != en_uso)]


def listas(local: Path) -> list[Path]:
    """The lists of revocation of every one of those folders that has them."""
    carpeta(local)
    return sorted(local.glob("sello*/*.crl"))


def emitir_para(local: Path, *, nombre: str, pais: str, documento: str, clave: str) -> bytes:
    """A PKCS#12 file under `clave` with which a person of the demonstration signs, and its chain.

    The subject bears the person's name with the mark of the demonstration, and the document as ETSI EN 319 412-1 writes
    it (``PNOPE-12345678``). Raises ImproperlyConfigured outside of the demonstration, ValueError for an empty name or
    key, a country that is no code of two letters, or a document that does not fit.
    """
    autoridad = _autoridad_de_personas(local)
    if not nombre.strip() or not clave:
        raise ValueError("a certificate is issued to somebody, under a password")
    if not re.fullmatch(r"[A-Za-z]{2}", pais):
        raise ValueError(f"no country code: {pais!r}")
    if not re.fullmatch(r"[A-Za-z0-9-]{1,58}", documento):  # 64 with what stands before it
        raise ValueError(f"no number of a document: {documento!r}")
    sujeto = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, pais.upper()),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, MARCA),
            x509.NameAttribute(NameOID.COMMON_NAME, _comun(nombre.strip())),
            x509.NameAttribute(NameOID.SERIAL_NUMBER, f"PNO{pais.upper()}-{documento}"),
        ]
    )
    persona = certificados.para_firmar(sujeto, certificados.curva(), autoridad, LISTA_DE_PERSONAS)
    return persona.pkcs12(nombre, clave)


def revocar_de(local: Path, certificado: bytes) -> None:
    """Issue the list of revoked people anew with this certificate (DER) in it. Revoking it twice changes nothing.

    Raises ImproperlyConfigured outside of the demonstration, ValueError for a certificate of another authority.
    """
    autoridad = _autoridad_de_personas(local)
    suyo = x509.load_der_x509_certificate(certificado)
    try:
        suyo.verify_directly_issued_by(autoridad.certificado)
    except InvalidSignature as error:
        raise ValueError("a certificate of another authority of the same name") from error
    archivo = carpeta(local) / LISTA_DE_PERSONAS
    with _a_solas(local):
        lista = x509.load_der_x509_crl(archivo.read_bytes())
        if lista.get_revoked_certificate_by_serial_number(suyo.serial_number):
            return
        numero = lista.extensions.get_extension_for_class(x509.CRLNumber).value.crl_number
        nueva = (
            x509.RevokedCertificateBuilder()
            .serial_number(suyo.serial_number)
            .revocation_date(dt.datetime.now(dt.UTC))
            .build()
        )
        provisional = archivo.with_suffix(".nueva")
        provisional.write_bytes(autoridad.lista([*lista, nueva], numero + 1))
        os.replace(provisional, archivo)


def _autoridad_de_personas(local: Path) -> Credencial:
    if not es_demostracion():
        raise ImproperlyConfigured(_("Los certificados de la demostración solo se emiten en ella."))
    return Credencial.de_pkcs12((carpeta(local) / PERSONAS).read_bytes())


@contextmanager
def _a_solas(local: Path) -> Iterator[None]:
    """No other process changes the keys meanwhile."""
    descriptor = os.open(local, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _apartar(destino: Path) -> None:
    """Keep what an earlier version made, under the first name that is free."""
    if not destino.is_dir():
        return
    n = 1
    while (apartada := destino.with_name(f"{destino.name}-{n}")).exists():
        n += 1
    destino.rename(apartada)


def _hacer(destino: Path) -> None:
    provisional = Path(tempfile.mkdtemp(prefix="provisional-", dir=destino.parent))  # its owner's alone
    try:
        _escribir(provisional)
        provisional.rename(destino)
    except OSError:
        shutil.rmtree(provisional, ignore_errors=True)
        raise


def _escribir(donde: Path) -> None:
    raiz = certificados.raiz(_nombre("Raíz"))
    sello = certificados.para_firmar(
        _nombre("Sello de la bitácora"), certificados.curva(), raiz, LISTA_DE_LA_RAIZ
    )
    llave_tsa = rsa.generate_private_key(65537, 3072)  # the only kind that pyHanko's own authority signs with
    tsa = certificados.para_firmar(
        _nombre("Sellado de tiempo"), llave_tsa, raiz, LISTA_DE_LA_RAIZ, de_tiempo=True
    )
    personas = certificados.intermedia(_nombre("Personas"), raiz, LISTA_DE_LA_RAIZ)
    (donde / RAIZ).write_bytes(raiz.certificado.public_bytes(serialization.Encoding.PEM))
    for archivo, credencial in ((SELLO, sello), (TSA, tsa), (PERSONAS, personas)):
        (donde / archivo).touch(mode=0o600)
        (donde / archivo).write_bytes(credencial.pkcs12(Path(archivo).stem))
    (donde / LISTA_DE_LA_RAIZ).write_bytes(raiz.lista())
    (donde / LISTA_DE_PERSONAS).write_bytes(personas.lista())


def _nombre(que: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, MARCA),
            x509.NameAttribute(NameOID.COMMON_NAME, f"{que} · {MARCA}"),
        ]
    )


def _comun(nombre: str) -> str:
    """The common name of a person: what does not fit is cut from the name, never from the mark."""
    while len(comun := f"{nombre} · {MARCA}".encode()) > MAXIMO:
        nombre = f"{nombre.rstrip('…')[:-1].rstrip()}…"
    return comun.decode()

"""Keys of the demonstration: a root that is forgotten at once, a seal and a timestamp authority of our own.

They prove nothing to anybody else, and say so in their names. Made at the first use under `.local/sello/`.
"""

import datetime as dt
import os
import shutil
import tempfile
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

DURACION = dt.timedelta(days=3652)
MARCA = "DEMOSTRACIÓN, sin valor"

Llave = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


def carpeta(local: Path) -> Path:
    """The folder with ``raiz.pem``, ``sello.p12`` and ``tsa.p12``, made whole or not at all."""
    destino = local / "sello"
    if destino.is_dir():
        return destino
    local.mkdir(parents=True, exist_ok=True)
    provisional = Path(tempfile.mkdtemp(prefix="sello-", dir=local))  # readable by its owner alone
    try:
        _escribir(provisional)
        os.rename(provisional, destino)
    except OSError:
        shutil.rmtree(provisional, ignore_errors=True)
        if not destino.is_dir():  # else another process was faster
            raise
    return destino


def _escribir(donde: Path) -> None:
    llave_raiz = ec.generate_private_key(ec.SECP256R1())
    raiz = _certificado(_nombre("Raíz"), llave_raiz, None, llave_raiz)
    (donde / "raiz.pem").write_bytes(raiz.public_bytes(serialization.Encoding.PEM))
    llave_sello = ec.generate_private_key(ec.SECP256R1())
    sello = _certificado(_nombre("Sello de la bitácora"), llave_sello, raiz, llave_raiz)
    _guardar(donde / "sello.p12", llave_sello, sello, raiz)
    llave_tsa = rsa.generate_private_key(65537, 3072)  # the only kind that pyHanko's own authority signs with
    tsa = _certificado(_nombre("Sellado de tiempo"), llave_tsa, raiz, llave_raiz, de_tiempo=True)
    _guardar(donde / "tsa.p12", llave_tsa, tsa, raiz)


def _nombre(que: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, MARCA),
            x509.NameAttribute(NameOID.COMMON_NAME, f"{que} · {MARCA}"),
        ]
    )


def _certificado(
    nombre: x509.Name, llave: Llave, emisor: x509.Certificate | None, firma: Llave, *, de_tiempo: bool = False
) -> x509.Certificate:
    """A certificate for `llave` signed with `firma`; a certificate authority when it has no `emisor`."""
    ahora = dt.datetime.now(dt.UTC)
    es_raiz = emisor is None
    obra = (
        x509.CertificateBuilder()
        .subject_name(nombre)
        .issuer_name(emisor.subject if emisor else nombre)
        .public_key(llave.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(ahora - dt.timedelta(hours=1))
        .not_valid_after(ahora + DURACION)
        .add_extension(x509.BasicConstraints(ca=es_raiz, path_length=0 if es_raiz else None), critical=True)
        .add_extension(_usos(es_raiz=es_raiz), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(llave.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(firma.public_key()), critical=False)
    )
    if de_tiempo:
        obra = obra.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return obra.sign(firma, hashes.SHA256())


def _usos(*, es_raiz: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not es_raiz,
        content_commitment=not es_raiz,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=es_raiz,
        crl_sign=es_raiz,
        encipher_only=False,
        decipher_only=False,
    )


def _guardar(donde: Path, llave: Llave, certificado: x509.Certificate, raiz: x509.Certificate) -> None:
    donde.touch(mode=0o600)
    donde.write_bytes(
        pkcs12.serialize_key_and_certificates(
            donde.stem.encode(), llave, certificado, [raiz], serialization.NoEncryption()
        )
    )

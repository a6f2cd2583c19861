"""Certificates for the tests that nobody vouches for: each is its own authority."""

import datetime as dt

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

CLAVE = "de papel y tinta"
RATO = dt.timedelta(days=30)
DE_FIRMA = x509.KeyUsage(
    digital_signature=True,
    content_commitment=True,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=False,
    crl_sign=False,
    encipher_only=False,
    decipher_only=False,
)


def p12(documento: str, *, nombre: str = "Persona de Prueba", desde: dt.datetime | None = None) -> bytes:
    """A key with its certificate, opened by `CLAVE`: of whoever has that identity number in Peru."""
    llave = ec.generate_private_key(ec.SECP256R1())
    sujeto = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "PE"),
            x509.NameAttribute(NameOID.COMMON_NAME, nombre),
            x509.NameAttribute(NameOID.SERIAL_NUMBER, f"PNOPE-{documento}"),
        ]
    )
    inicio = desde or dt.datetime.now(dt.UTC) - dt.timedelta(hours=1)
    certificado = (
        x509.CertificateBuilder()
        .subject_name(sujeto)
        .issuer_name(sujeto)
        .public_key(llave.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(inicio)
        .not_valid_after(inicio + RATO)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(DE_FIRMA, critical=True)
        .sign(llave, hashes.SHA256())
    )
    cifra = serialization.BestAvailableEncryption(CLAVE.encode())
    return pkcs12.serialize_key_and_certificates(nombre.encode(), llave, certificado, None, cifra)

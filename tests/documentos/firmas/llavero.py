"""Certificates for the tests: an authority made on the spot, and the persons to whom it gives them."""

import datetime as dt

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

CLAVE = "de papel y tinta"
RATO = dt.timedelta(days=30)


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
        .sign(llave, hashes.SHA256())
    )
    cifra = serialization.BestAvailableEncryption(CLAVE.encode())
    return pkcs12.serialize_key_and_certificates(nombre.encode(), llave, certificado, None, cifra)

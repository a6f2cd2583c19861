"""Making keys, certificates, lists of revocation and PKCS#12 files for the demonstration's own authorities."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID

DURACION = dt.timedelta(days=3652)
MARGEN = dt.timedelta(hours=1)  # before now: clocks that are behind take what was made here at once
LISTAS = "http://demostracion.invalid"  # a name that exists nowhere: the lists are beside the certificates

Llave = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@dataclass(frozen=True)
class Credencial:
    """A key with its certificate and those above it, the nearest first."""

    llave: Llave
    certificado: x509.Certificate
    cadena: tuple[x509.Certificate, ...] = ()

    def pkcs12(self, nombre: str, clave: str | None = None) -> bytes:
        """All of it as a PKCS#12 file under `clave`, or open to whoever may read the file."""
        cifrado = (
            serialization.BestAvailableEncryption(clave.encode()) if clave else serialization.NoEncryption()
        )
        return pkcs12.serialize_key_and_certificates(
            nombre.encode(), self.llave, self.certificado, self.cadena, cifrado
        )

    @classmethod
    def de_pkcs12(cls, datos: bytes, clave: str | None = None) -> Self:
        """What a PKCS#12 file under `clave`, or an open one, holds. Raises ValueError when it holds no key."""
        llave, certificado, cadena = pkcs12.load_key_and_certificates(
            datos, clave.encode() if clave else None
        )
        if certificado is None or not isinstance(llave, Llave):
            raise ValueError("a PKCS#12 file without key and certificate")
        return cls(llave, certificado, tuple(cadena))

    def lista(self, revocados: Iterable[x509.RevokedCertificate] = (), numero: int = 1) -> bytes:
        """The list of revocation, in DER, that this authority signs now."""
        ahora = dt.datetime.now(dt.UTC)
        obra = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.certificado.subject)
            .last_update(ahora)
            .next_update(self.certificado.not_valid_after_utc)
            .add_extension(x509.CRLNumber(numero), critical=False)
            .add_extension(_de_quien(self.llave), critical=False)
        )
        for revocado in revocados:
            obra = obra.add_revoked_certificate(revocado)
        return obra.sign(self.llave, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def curva() -> Llave:
    return ec.generate_private_key(ec.SECP256R1())


def raiz(nombre: x509.Name) -> Credencial:
    """An authority that vouches for itself, and for one more below it."""
    llave = curva()
    obra = _obra(nombre, llave, nombre, llave)
    return Credencial(llave, _de_autoridad(obra, niveles=1).sign(llave, hashes.SHA256()))


def intermedia(nombre: x509.Name, emisor: Credencial, lista: str) -> Credencial:
    """An authority that `emisor` vouches for, and that issues to no other authority."""
    llave = curva()
    obra = _obra(nombre, llave, emisor.certificado.subject, emisor.llave, lista)
    return _emitida(llave, _de_autoridad(obra, niveles=0), emisor)


def para_firmar(
    nombre: x509.Name, llave: Llave, emisor: Credencial, lista: str, *, de_tiempo: bool = False
) -> Credencial:
    """Who signs, or, with `de_tiempo`, who gives the time."""
    obra = (
        _obra(nombre, llave, emisor.certificado.subject, emisor.llave, lista)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usos(digital_signature=True, content_commitment=True), critical=True)
    )
    if de_tiempo:
        obra = obra.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return _emitida(llave, obra, emisor)


def _emitida(llave: Llave, obra: x509.CertificateBuilder, emisor: Credencial) -> Credencial:
    certificado = obra.sign(emisor.llave, hashes.SHA256())
    return Credencial(llave, certificado, (emisor.certificado, *emisor.cadena))


def _obra(
    nombre: x509.Name, llave: Llave, emisor: x509.Name, firma: Llave, lista: str = ""
) -> x509.CertificateBuilder:
    ahora = dt.datetime.now(dt.UTC)
    obra = (
        x509.CertificateBuilder()
        .subject_name(nombre)
        .issuer_name(emisor)
        .public_key(llave.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(ahora - MARGEN)
        .not_valid_after(ahora + DURACION)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(llave.public_key()), critical=False)
        .add_extension(_de_quien(firma), critical=False)
    )
    return obra.add_extension(_donde_se_revoca(lista), critical=False) if lista else obra


def _de_autoridad(obra: x509.CertificateBuilder, niveles: int) -> x509.CertificateBuilder:
    return obra.add_extension(
        x509.BasicConstraints(ca=True, path_length=niveles), critical=True
    ).add_extension(_usos(key_cert_sign=True, crl_sign=True), critical=True)


def _de_quien(firma: Llave) -> x509.AuthorityKeyIdentifier:
    return x509.AuthorityKeyIdentifier.from_issuer_public_key(firma.public_key())


def _donde_se_revoca(lista: str) -> x509.CRLDistributionPoints:
    direccion = x509.UniformResourceIdentifier(f"{LISTAS}/{lista}")
    return x509.CRLDistributionPoints([x509.DistributionPoint([direccion], None, None, None)])


def _usos(**concedidos: bool) -> x509.KeyUsage:
    ninguno = {
        "digital_signature": False,
        "content_commitment": False,
        "key_encipherment": False,
        "data_encipherment": False,
        "key_agreement": False,
        "key_cert_sign": False,
        "crl_sign": False,
        "encipher_only": False,
        "decipher_only": False,
    }
    return x509.KeyUsage(**(ninguno | concedidos))

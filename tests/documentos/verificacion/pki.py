"""A small public-key infrastructure of these tests: root → intermediate → persons, an authority of time, lists."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from asn1crypto import crl as acrl
from asn1crypto import keys as akeys
from asn1crypto import x509 as ax509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from documentos.verificacion.confianza import Confianza

AHORA = dt.datetime.now(dt.UTC).replace(microsecond=0)
DIA = dt.timedelta(days=1)
Llave = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
USOS = {
    "ca": {"key_cert_sign", "crl_sign"},
    "persona": {"digital_signature", "content_commitment"},
    "tiempo": {"digital_signature"},
}
TODOS_LOS_USOS = (
    *("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement"),
    *("key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
)


@dataclass(frozen=True)
class Titular:
    """A key with its certificate."""

    llave: Llave
    certificado: x509.Certificate

    @property
    def der(self) -> bytes:
        return self.certificado.public_bytes(serialization.Encoding.DER)

    @property
    def asn1(self) -> ax509.Certificate:
        return ax509.Certificate.load(self.der)

    @property
    def llave_asn1(self) -> akeys.PrivateKeyInfo:
        return akeys.PrivateKeyInfo.load(
            self.llave.private_bytes(
                serialization.Encoding.DER,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )


def nombre(comun: str, serie: str = "", pais: str = "PE") -> x509.Name:
    partes = [(NameOID.COUNTRY_NAME, pais), (NameOID.COMMON_NAME, comun), (NameOID.SERIAL_NUMBER, serie)]
    return x509.Name([x509.NameAttribute(oid, valor) for oid, valor in partes if valor])


def emitir(
    sujeto: x509.Name,
    emisor: Titular | None = None,
    *,
    para: str = "persona",
    desde: dt.datetime = AHORA - 30 * DIA,
    hasta: dt.datetime = AHORA + 900 * DIA,
    extensiones: Iterable[x509.ExtensionType] = (),
) -> Titular:
    """A certificate for `sujeto`; its own issuer when it has none."""
    llave: Llave = (
        rsa.generate_private_key(65537, 2048) if para == "tiempo" else ec.generate_private_key(ec.SECP256R1())
    )
    firma = emisor.llave if emisor else llave
    obra = (
        x509.CertificateBuilder()
        .subject_name(sujeto)
        .issuer_name(emisor.certificado.subject if emisor else sujeto)
        .public_key(llave.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(desde)
        .not_valid_after(hasta)
        .add_extension(x509.BasicConstraints(ca=para == "ca", path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**{uso: uso in USOS[para] for uso in TODOS_LOS_USOS}), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(llave.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(firma.public_key()), critical=False)
    )
    if para == "tiempo":
        obra = obra.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    for extension in extensiones:
        obra = obra.add_extension(extension, critical=False)
    return Titular(llave, obra.sign(firma, hashes.SHA256()))


def lista(
    emisor: Titular,
    revocados: Iterable[tuple[Titular, dt.datetime]] = (),
    *,
    desde: dt.datetime = AHORA - dt.timedelta(hours=1),
    hasta: dt.datetime = AHORA + 30 * DIA,
) -> bytes:
    """A revocation list in DER."""
    obra = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(emisor.certificado.subject)
        .last_update(desde)
        .next_update(hasta)
        .add_extension(x509.CRLNumber(1), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(emisor.llave.public_key()), critical=False
        )
    )
    for revocado, cuando in revocados:
        obra = obra.add_revoked_certificate(
            x509.RevokedCertificateBuilder()
            .serial_number(revocado.certificado.serial_number)
            .revocation_date(cuando)
            .add_extension(x509.CRLReason(x509.ReasonFlags.key_compromise), critical=False)
            .build()
        )
    return obra.sign(emisor.llave, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


class Pki:
    """One root that is believed, another that is not, and who has a certificate of each."""

    def __init__(self) -> None:
        siempre: dict[str, Any] = {"desde": AHORA - 3000 * DIA, "hasta": AHORA + 6000 * DIA}
        self.raiz = emitir(nombre("Raíz de pruebas"), para="ca", **siempre)
        self.intermedia = emitir(nombre("Autoridad de pruebas"), self.raiz, para="ca", **siempre)
        self.ana = emitir(nombre("Ana Núñez", "PNOPE-40000001"), self.intermedia)
        self.beto = emitir(nombre("Beto Peña", "PNOPE-40000002"), self.intermedia)
        self.carla = emitir(nombre("Carla Díaz", "PNOPE-40000003"), self.intermedia)
        self.caducada = emitir(
            nombre("Dora Ríos", "PNOPE-40000004"),
            self.intermedia,
            desde=AHORA - 400 * DIA,
            hasta=AHORA - 35 * DIA,
        )
        self.sello = emitir(nombre("Sello de pruebas", "VATPE-20100000001"), self.intermedia)
        self.tsa = emitir(
            nombre("Tiempo de pruebas"), self.intermedia, para="tiempo", desde=AHORA - 400 * DIA
        )
        self.tsa_duradera = emitir(nombre("Tiempo duradero"), self.intermedia, para="tiempo", **siempre)
        self.raiz_ajena = emitir(nombre("Otra raíz"), para="ca")
        self.ajena = emitir(nombre("Ana Núñez", "PNOPE-40000001"), self.raiz_ajena)
        self.tsa_ajena = emitir(nombre("Otro tiempo"), self.raiz_ajena, para="tiempo")

    def listas(self, revocados: Iterable[tuple[Titular, dt.datetime]] = (), **cuando: Any) -> list[bytes]:
        return [lista(self.raiz, **cuando), lista(self.intermedia, revocados, **cuando)]

    def confianza(self, crls: Iterable[bytes] | None = None) -> Confianza:
        """What a verifier believes; with the lists of today, or with these."""
        return Confianza(raices=[self.raiz.der], crls=self.listas() if crls is None else list(crls))

    def contexto(self, crls: Iterable[bytes] | None = None) -> ValidationContext:
        """What a signer that embeds validation data takes it from."""
        return ValidationContext(
            trust_roots=[self.raiz.asn1],
            other_certs=[self.intermedia.asn1],
            crls=[acrl.CertificateList.load(der) for der in (self.listas() if crls is None else crls)],
            revocation_mode="require",
            allow_fetching=False,
        )

    def firmante(self, titular: Titular) -> SimpleSigner:
        return SimpleSigner(
            signing_cert=titular.asn1, signing_key=titular.llave_asn1, cert_registry=self._acompanan(titular)
        )

    def autoridad(
        self, momento: dt.datetime | None = None, titular: Titular | None = None
    ) -> DummyTimeStamper:
        """An authority of time whose clock stands at `momento`."""
        titular = titular or self.tsa
        return DummyTimeStamper(
            titular.asn1,
            titular.llave_asn1,
            certs_to_embed=self._acompanan(titular),
            fixed_dt=momento,
        )

    def _acompanan(self, titular: Titular) -> SimpleCertificateStore:
        """The intermediate certificate travels with what it issued; a root does not."""
        registro = SimpleCertificateStore()
        if titular.certificado.issuer == self.intermedia.certificado.subject:
            registro.register(self.intermedia.asn1)
        return registro


@cache
def pki() -> Pki:
    """The one of this session: its keys are made once."""
    return Pki()

"""What of a signature its own signature does not cover: the gap in the file where it lies, and what it carries along.

A verifier that reads this part leniently says the same of files with different bytes. So each of those bytes must be
what the standards say of it (RFC 5652, RFC 5035), or be explained by something that is checked.
"""

import re
from collections.abc import Iterable, Iterator

from asn1crypto import cms, x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.x509 import InvalidVersion, load_der_x509_certificate
from pyhanko.sign.general import extract_signer_info
from pyhanko.sign.validation.generic_cms import extract_certs_for_validation
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

HUECO = re.compile(rb"<([0-9a-f]*|[0-9A-F]*)>")
ILEGIBLE = (ValueError, TypeError, KeyError, InvalidVersion, UnsupportedAlgorithm)
"""What is no DER, or not the structure that it should be."""
SELLO = "signature_time_stamp_token"


def esta_limpio(firma: EmbeddedPdfSignature, datos: bytes, conocidos: Iterable[x509.Certificate]) -> bool:
    """Whether nothing in the unsigned part is other than it should be. `conocidos` are believed or otherwise known."""
    conocidos = list(conocidos)
    try:
        return _hueco_limpio(firma, datos) and all(
            _es_regular(uno) and _certificados_explicados(uno, conocidos)
            for uno in (firma.signed_data, *sellos_de(firma.signed_data))
        )
    except ILEGIBLE:
        return False


def sellos_de(firmado: cms.SignedData) -> Iterator[cms.SignedData]:
    """The timestamp tokens that a signature carries."""
    atributos = extract_signer_info(firmado)["unsigned_attrs"]
    for atributo in atributos or ():
        if atributo["type"].native == SELLO:
            yield from (token["content"] for token in atributo["values"])


def certificados_de(firmado: cms.SignedData) -> list[x509.Certificate]:
    """The certificates that travel with a signature and with its timestamps."""
    return [uno for parte in (firmado, *sellos_de(firmado)) for uno in _suyos(parte)]


def _suyos(firmado: cms.SignedData) -> list[x509.Certificate]:
    return [uno.chosen for uno in firmado["certificates"] if uno.name == "certificate"]


def _hueco_limpio(firma: EmbeddedPdfSignature, datos: bytes) -> bool:
    """The gap between the signed bytes holds the signature in hexadecimal, and after it only zeros."""
    rango = [int(n) for n in firma.byte_range]
    if len(rango) != 4 or rango[0] != 0 or not rango[1] < rango[2] <= rango[2] + rango[3] <= len(datos):
        return False
    hallado = HUECO.fullmatch(datos, rango[1], rango[2])
    if hallado is None or len(hallado[1]) % 2:
        return False
    crudo = bytes.fromhex(hallado[1].decode())
    propio = cms.ContentInfo.load(crudo).dump()
    return crudo == firma.pkcs7_content and crudo.startswith(propio) and not crudo[len(propio) :].strip(b"\0")


def _es_regular(firmado: cms.SignedData) -> bool:
    """Every value can be read, and those that nothing else depends on are the ones that the rest implies."""
    _ = firmado.native  # reads all of it: ValueError where that cannot be
    firmante = extract_signer_info(firmado)
    resumenes = [uno["algorithm"].native for uno in firmado["digest_algorithms"]]
    atributos = firmante["unsigned_attrs"]
    return (
        resumenes == [firmante["digest_algorithm"]["algorithm"].native]
        and firmado["version"].native in ("v1", "v3")
        and firmante["version"].native
        == ("v1" if firmante["sid"].name == "issuer_and_serial_number" else "v3")
        and all(atributo["type"].native == SELLO for atributo in atributos or ())
    )


def _nombra_a_su_firmante(firmado: cms.SignedData, quien: cms.SignerIdentifier) -> bool:
    """Byte by byte: names that differ in capitals are the same name to whoever only compares them (RFC 5280, 7.1)."""
    if quien.name != "issuer_and_serial_number":
        return True
    emisor = extract_certs_for_validation(firmado).signer_cert.issuer
    return bool(quien.chosen["issuer"].dump() == emisor.dump())


def _certificados_explicados(firmado: cms.SignedData, conocidos: list[x509.Certificate]) -> bool:
    """Each certificate that travels along is a known one, or issued by one that is there."""
    suyos = _suyos(firmado)
    todos = [*suyos, *conocidos]
    ya = {uno.dump() for uno in conocidos}
    return all(uno.dump() in ya or any(_lo_emitio(otro, uno) for otro in todos) for uno in suyos)


def _lo_emitio(emisor: x509.Certificate, certificado: x509.Certificate) -> bool:
    if emisor.subject != certificado.issuer:
        return False
    try:
        load_der_x509_certificate(certificado.dump()).verify_directly_issued_by(
            load_der_x509_certificate(emisor.dump())
        )
    except InvalidSignature:
        return False
    return True

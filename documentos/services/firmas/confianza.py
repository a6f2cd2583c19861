"""Whom our own signing believes, as pyHanko wants it."""

from asn1crypto import crl, ocsp, x509
from pyhanko_certvalidator import ValidationContext

from documentos.verificacion.confianza import confianza


def contexto(*, con_red: bool = False, exigente: bool = True) -> ValidationContext:
    """What proves a certificate now. Without `con_red` nobody is asked: a person waits for the answer. Unless
    `exigente` a certificate of which nobody tells whether it was revoked is good enough."""
    fiables = confianza()
    return ValidationContext(
        trust_roots=[x509.Certificate.load(der) for der in fiables.raices],
        other_certs=[x509.Certificate.load(der) for der in fiables.intermedios],
        crls=[crl.CertificateList.load(der) for der in fiables.crls],
        ocsps=[ocsp.OCSPResponse.load(der) for der in fiables.ocsps],
        allow_fetching=con_red,
        revocation_mode="hard-fail" if exigente else "soft-fail",
    )

"""What the confined process must know besides the file: whom to believe, what was issued, as of when."""

import datetime as dt
import json
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from asn1crypto import crl, ocsp, x509


@dataclass(frozen=True)
class Base:
    """The bytes with which the file must begin: how many, and their SHA-256."""

    largo: int
    sha256: str


@dataclass(frozen=True)
class Contexto:
    """Certificates, revocation lists and OCSP responses that are known beforehand, and the moment of the check."""

    raices: Sequence[x509.Certificate]
    intermedios: Sequence[x509.Certificate]
    crls: Sequence[crl.CertificateList]
    ocsps: Sequence[ocsp.OCSPResponse]
    momento: dt.datetime
    base: Base | None


def escribir(ders: dict[str, Sequence[bytes]], momento: dt.datetime, base: Base | None) -> bytes:
    """`ders` are the four lists of a `Contexto`, by name, in DER."""
    datos: dict[str, Any] = {
        nombre: [b64encode(der).decode() for der in lista] for nombre, lista in ders.items()
    }
    datos["momento"] = momento.isoformat()
    datos["base"] = None if base is None else [base.largo, base.sha256]
    return json.dumps(datos).encode()


def leer(crudo: bytes) -> Contexto:
    datos = json.loads(crudo)
    return Contexto(
        raices=[x509.Certificate.load(b64decode(uno)) for uno in datos["raices"]],
        intermedios=[x509.Certificate.load(b64decode(uno)) for uno in datos["intermedios"]],
        crls=[crl.CertificateList.load(b64decode(uno)) for uno in datos["crls"]],
        ocsps=[ocsp.OCSPResponse.load(b64decode(uno)) for uno in datos["ocsps"]],
        momento=dt.datetime.fromisoformat(datos["momento"]),
        base=None if datos["base"] is None else Base(*datos["base"]),
    )

"""Checking a signature and a timestamp against the certificates that are believed here, without asking anybody."""

import asyncio
import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import Any

from asn1crypto import cms, x509
from django.utils.translation import gettext as _
from pyhanko.sign.validation import async_validate_detached_cms
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
from pyhanko.sign.validation.status import TimestampSignatureStatus
from pyhanko_certvalidator import ValidationContext

from auditoria.sello.historia import DESFASE

ILEGIBLE = (ValueError, TypeError, KeyError, SignatureValidationError)


def defecto_de_firma(
    datos: bytes,
    firma: bytes,
    certificado: bytes,
    momento: dt.datetime,
    confianza: Sequence[x509.Certificate],
) -> str | None:
    """What is wrong with a detached signature over `datos` made at `momento`; None when nothing is."""
    try:
        estado = asyncio.run(_firma(datos, firma, _contexto(confianza, momento)))
    except ILEGIBLE:
        return _("la firma no se puede leer")
    if not estado.intact:
        return _("la firma no es de este contenido")
    if not estado.valid:
        return _("la firma no es válida")
    if not estado.trusted:
        return _("lo firmó una llave en la que no se confía: %s") % _nombre(estado.signing_cert)
    if estado.signing_cert.dump() != certificado:
        return _("el certificado guardado no es el de quien firmó")
    return None


def defecto_de_sello(
    datos: bytes, token: bytes, momento: dt.datetime, confianza: Sequence[x509.Certificate]
) -> str | None:
    """What is wrong with a timestamp token over `datos` made about `momento`; None when nothing is."""
    try:
        estado = asyncio.run(_sello(datos, token, _contexto(confianza, momento)))
    except ILEGIBLE:
        return _("el sello de tiempo no se puede leer")
    if not estado.intact:
        return _("el sello de tiempo no es de esta firma")
    if not estado.valid:
        return _("el sello de tiempo no es válido")
    if not estado.trusted:
        nombre = _nombre(estado.signing_cert)
        return _("el sello de tiempo es de una autoridad en la que no se confía: %s") % nombre
    if abs(estado.timestamp - momento) > DESFASE:
        return _("el sello de tiempo dice %(sello)s y el cierre %(cierre)s") % {
            "sello": estado.timestamp,
            "cierre": momento,
        }
    return None


def hora_de(token: bytes) -> dt.datetime:
    """The time that a timestamp token tells. Whether to believe it is asked of `defecto_de_sello`."""
    momento: dt.datetime = _firmado(token)["encap_content_info"]["content"].parsed["gen_time"].native
    return momento


def _nombre(certificado: x509.Certificate) -> str:
    return str(certificado.subject.human_friendly)


def _contexto(confianza: Sequence[x509.Certificate], momento: dt.datetime) -> ValidationContext:
    """Certificates are judged as of the closing: a seal that expired since remains good."""
    return ValidationContext(trust_roots=list(confianza), moment=momento, allow_fetching=False)


async def _firma(datos: bytes, firma: bytes, contexto: ValidationContext) -> Any:
    return await async_validate_detached_cms(datos, _firmado(firma), signer_validation_context=contexto)


async def _sello(datos: bytes, token: bytes, contexto: ValidationContext) -> TimestampSignatureStatus:
    def huella(algoritmo: str) -> bytes:
        return hashlib.new(algoritmo, datos).digest()

    return TimestampSignatureStatus(**await validate_tst_signed_data(_firmado(token), contexto, huella))


def _firmado(der: bytes) -> cms.SignedData:
    return cms.ContentInfo.load(der, strict=True)["content"]

"""The signature itself, by whoever holds a key, and as much proof around it as the trust services give."""

import asyncio
import datetime as dt
import io
import logging

from asn1crypto import cms
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.signers import PdfTimeStamper, Signer
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.signers.pdf_signer import TimestampDSSContentSettings
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.validation.dss import async_add_validation_info
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError

from documentos.firmas.preparado import ALGORITMO, Preparado

logger = logging.getLogger(__name__)

SIN_AUTORIDAD = (OSError, ValueError, TypeError, KeyError, AttributeError)
"""A timestamp authority that does not answer, or not as it should: the last ones are what pyHanko trips over."""
NO_PROBADO = (PathError, ValidationError, OSError, ValueError)
"""A certificate that nobody vouches for here, or of which nobody says that it was not revoked."""

SIN_VRI = TimestampDSSContentSettings(include_vri=False)


class NoCabe(ValueError):
    """The signature with its certificates is longer than the place that was kept for it."""


def completar(
    preparado: Preparado,
    llave: Signer,
    *,
    autoridad: TimeStamper | None = None,
    contexto: ValidationContext | None = None,
) -> bytes:
    """Sign what was prepared; the signed file. PAdES B-T when the authority answers, else B-B; B-LT when `contexto`
    also has, or finds, what tells that no certificate was revoked. What could not be had is not made up: the check of
    the file tells the level that it reached.

    Raises NoCabe.
    """
    return asyncio.run(_completar(preparado, llave, autoridad, contexto))


async def _completar(
    preparado: Preparado, llave: Signer, autoridad: TimeStamper | None, contexto: ValidationContext | None
) -> bytes:
    firma = await _fechada(preparado.digest, llave, autoridad) if autoridad else None
    firma = firma or await _firmar(preparado.digest, llave, None)
    der = firma.dump()
    if 2 * len(der) > preparado.hasta - preparado.desde - 2:
        raise NoCabe(len(der))
    salida = io.BytesIO(preparado.contenido)
    preparado.rango().fill_with_cms(salida, der)
    if contexto is not None:
        await _probar_certificados(salida, contexto)
    return salida.getvalue()


async def _fechada(digest: bytes, llave: Signer, autoridad: TimeStamper) -> cms.ContentInfo | None:
    """None when the authority did not answer as it should. What is wrong with the key shows when it signs alone."""
    try:
        return await _firmar(digest, llave, autoridad)
    except SIN_AUTORIDAD as error:
        logger.warning("The timestamp authority did not answer as it should: %s", error)
        return None


async def _firmar(digest: bytes, llave: Signer, autoridad: TimeStamper | None) -> cms.ContentInfo:
    return await llave.async_sign(
        digest,
        ALGORITMO,
        use_pades=True,
        timestamper=autoridad,
        signed_attr_settings=PdfCMSSignedAttributes(),
    )


async def _probar_certificados(fichero: io.BytesIO, contexto: ValidationContext) -> None:
    """Append what proves the last signature's certificates (ISO 32000-2, 12.8.4.3), if it is to be had."""
    fichero.seek(0)
    lector = PdfFileReader(fichero)
    try:
        await _agregar_pruebas(lector.embedded_signatures[-1], contexto)
    except NO_PROBADO as error:
        logger.info("No proof of the certificates of a signature: %s", error)


async def _agregar_pruebas(firma: EmbeddedPdfSignature, contexto: ValidationContext) -> None:
    """Into the file's one store and not signature by signature, which ETSI EN 319 142-1 discourages: an entry that a
    later proof changes looks tampered with."""
    await async_add_validation_info(firma, contexto, in_place=True, add_vri_entry=False)


def archivar(
    pdf: bytes,
    *,
    campo: str,
    autoridad: TimeStamper,
    contexto: ValidationContext,
    del_tiempo: ValidationContext,
) -> bytes:
    """Append what proves every certificate in the file, as far as it is to be had, and over all of it a timestamp in a
    reserved field: PAdES B-LTA, and again before that timestamp's own certificate ends.

    Raises one of `SIN_AUTORIDAD` when the authority does not answer, of `NO_PROBADO` when it is not believed
    in `del_tiempo`.
    """
    return asyncio.run(_archivar(pdf, campo, autoridad, contexto, del_tiempo))


def vence_el_ultimo_sello(pdf: bytes) -> dt.datetime:
    """When the certificate of the last timestamp of the archive ends. Raises ValueError for a file without any."""
    sellos = PdfFileReader(io.BytesIO(pdf)).embedded_timestamp_signatures
    if not sellos:
        raise ValueError("the file has no timestamp of the archive")
    vence: dt.datetime = sellos[-1].signer_cert.not_valid_after
    return vence


async def _archivar(
    pdf: bytes,
    campo: str,
    autoridad: TimeStamper,
    contexto: ValidationContext,
    del_tiempo: ValidationContext,
) -> bytes:
    try:
        return await _fechar(await _con_pruebas(pdf, contexto), campo, autoridad, del_tiempo)
    finally:
        for uno in (contexto, del_tiempo):
            await uno.aclose()  # type: ignore[no-untyped-call]  # whatever it opened to ask others


async def _con_pruebas(pdf: bytes, contexto: ValidationContext) -> bytes:
    fichero = io.BytesIO(pdf)
    for n in range(len(PdfFileReader(fichero).embedded_signatures)):
        fichero.seek(0)
        try:
            firma = PdfFileReader(fichero).embedded_signatures[n]
            await _agregar_pruebas(firma, contexto)
        except NO_PROBADO as error:
            logger.info("No proof of the certificates of signature %s: %s", n, error)
    return fichero.getvalue()


async def _fechar(pdf: bytes, campo: str, autoridad: TimeStamper, contexto: ValidationContext) -> bytes:
    fichero, salida = io.BytesIO(pdf), io.BytesIO()
    await PdfTimeStamper(autoridad, field_name=campo).async_timestamp_pdf(
        IncrementalPdfFileWriter(fichero), ALGORITMO, contexto, output=salida, dss_settings=SIN_VRI
    )
    return salida.getvalue()

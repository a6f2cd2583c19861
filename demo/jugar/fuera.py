"""A signing tool that is not this system: it gets a PDF, adds a signature, and gives the file back."""

import asyncio
import io

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.timestamps import TimeStamper

CAMPO = "Signature1"
"""Such tools know nothing of the places that a paper has, and make a field of their own."""


def firmar_fuera(
    pdf: bytes, llave: Signer, *, autoridad: TimeStamper | None = None, campo: str = CAMPO
) -> bytes:
    """The file grown by a signature (PAdES B-T with an authority, else B-B)."""
    metadatos = PdfSignatureMetadata(
        field_name=campo, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES
    )
    firma = PdfSigner(metadatos, llave, timestamper=autoridad)
    salida = asyncio.run(firma.async_sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf))))
    return bytes(salida.getvalue())

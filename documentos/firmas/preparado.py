"""A file that lacks nothing but the signature itself: what is prepared can be signed elsewhere, later, by its digest.

(Interrupted signing: whoever holds the key needs neither the stamp nor the fonts, and whoever draws them no key.)
"""

import asyncio
import io
import tempfile
from dataclasses import dataclass

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.signers import ExternalSigner, PdfSignatureMetadata, PdfSigner
from pyhanko.sign.signers.pdf_byterange import PreparedByteRangeDigest
from pyhanko.stamp import StaticStampStyle

ALGORITMO = "sha256"
RESERVADO = 2 * 20_480
"""Hexadecimal digits kept free for a signature: certificates up to the root and a timestamp with its own."""

SIN_MARGEN = SimpleBoxLayoutRule(
    x_align=AxisAlignment.ALIGN_MID, y_align=AxisAlignment.ALIGN_MID, margins=Margins(0, 0, 0, 0)
)
"""The stamp was drawn as large as its field, with its own margins."""


@dataclass(frozen=True, kw_only=True)
class Preparado:
    """The bytes with a gap from `desde` to `hasta`, and the digest of all the others: what is to be signed."""

    contenido: bytes
    digest: bytes
    desde: int
    hasta: int

    def rango(self) -> PreparedByteRangeDigest:
        return PreparedByteRangeDigest(self.digest, self.desde, self.hasta)


@dataclass(frozen=True, kw_only=True)
class Declaracion:
    """What a signature dictionary says in clear (ISO 32000-1, 12.8.1): who signs, and why."""

    nombre: str
    motivo: str


def medidas(pdf: bytes, campo: str) -> tuple[float, float]:
    """The width and height of a field in points. Raises ValueError when the file has none of that name."""
    for nombre, _firma, campo_del_pdf in enumerate_sig_fields(PdfFileReader(io.BytesIO(pdf))):
        if nombre == campo:
            x1, y1, x2, y2 = (float(n) for n in campo_del_pdf.get_object()["/Rect"])
            return abs(x2 - x1), abs(y2 - y1)
    raise ValueError(f"the file has no field {campo}")


def preparar(pdf: bytes, *, campo: str, declaracion: Declaracion, estampa: bytes | None = None) -> Preparado:
    """Append to `pdf` everything of a PAdES signature in an existing field but the signature.

    `estampa` is a page of PDF that the field shows, None for a field without an appearance. Raises ValueError when the
    file has no such field, or it is signed already.
    """
    with tempfile.NamedTemporaryFile(suffix=".pdf") as dibujo:
        estilo = None
        if estampa is not None:
            dibujo.write(estampa)
            dibujo.flush()
            estilo = StaticStampStyle.from_pdf_file(dibujo.name, border_width=0, background_layout=SIN_MARGEN)
        return asyncio.run(_preparar(pdf, _sin_llave(campo, declaracion, estilo)))


def _sin_llave(campo: str, declaracion: Declaracion, estilo: StaticStampStyle | None) -> PdfSigner:
    """A signer of that field whose key is somewhere else."""
    metadatos = PdfSignatureMetadata(
        field_name=campo,
        md_algorithm=ALGORITMO,
        subfilter=SigSeedSubFilter.PADES,
        name=declaracion.nombre,
        reason=declaracion.motivo,
    )
    return PdfSigner(metadatos, ExternalSigner(None, None), stamp_style=estilo)


async def _preparar(pdf: bytes, firma: PdfSigner) -> Preparado:
    escritor = IncrementalPdfFileWriter(io.BytesIO(pdf))
    salida = io.BytesIO()
    rango, _documento, _salida = await firma.async_digest_doc_for_signing(
        escritor, existing_fields_only=True, bytes_reserved=RESERVADO, output=salida
    )
    return Preparado(
        contenido=salida.getvalue(),
        digest=rango.document_digest,
        desde=rango.reserved_region_start,
        hasta=rango.reserved_region_end,
    )

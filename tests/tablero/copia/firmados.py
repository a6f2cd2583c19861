"""PDFs signed as somebody outside would sign them."""

import io

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

from auditoria.sello import llaves
from tests.documentos import fabrica


def pdf_firmado(*, con_sello_de_tiempo: bool = True) -> bytes:
    """One blank page with one PAdES signature of the demonstration's seal."""
    ficha = PdfSignatureMetadata(field_name="Firma1", md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES)
    firmante = PdfSigner(
        ficha, llaves.sellador(), timestamper=llaves.autoridad() if con_sello_de_tiempo else None
    )
    salida = io.BytesIO()
    firmante.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(fabrica.pdf())), output=salida)
    return salida.getvalue()

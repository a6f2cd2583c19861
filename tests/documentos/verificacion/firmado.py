"""PDFs signed as national tools sign them: one increment for each signature, by field, level and authority."""

import datetime as dt
import io
from collections.abc import Iterable
from functools import cache

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, PdfTimeStamper

from tests.documentos.papeles.muestras import componer
from tests.documentos.verificacion.pki import Titular, pki

LUGAR = (60, 60, 220, 120)


@cache
def papel(clase: str = "opinion") -> bytes:
    """A paper as the press makes it, with its fields to sign."""
    return componer(clase)


def firmar(
    pdf: bytes,
    titular: Titular,
    campo: str = "firma-1",
    nivel: str = "B-T",
    *,
    momento: dt.datetime | None = None,
    tsa: Titular | None = None,
    crls: Iterable[bytes] | None = None,
    nuevo: bool = False,
    lugar: tuple[int, int, int, int] = LUGAR,
) -> bytes:
    """One more signature, in a field that is there, or (`nuevo`) in one that the tool makes on the last page."""
    con_datos = nivel in ("B-LT", "B-LTA")
    datos = PdfSignatureMetadata(
        field_name=campo,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        embed_validation_info=con_datos,
        validation_context=pki().contexto(crls) if con_datos else None,
    )
    firmador = PdfSigner(
        datos,
        pki().firmante(titular),
        timestamper=None if nivel == "B-B" else pki().autoridad(momento, tsa),
        new_field_spec=SigFieldSpec(campo, on_page=-1, box=lugar) if nuevo else None,
    )
    salida = io.BytesIO()
    firmador.sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(pdf)), output=salida, existing_fields_only=not nuevo
    )
    firmado = salida.getvalue()
    return fechar(firmado, "SelloDeTiempo1", momento=momento) if nivel == "B-LTA" else firmado


def fechar(
    pdf: bytes, campo: str, *, momento: dt.datetime | None = None, titular: Titular | None = None
) -> bytes:
    """A timestamp over the whole file, in one of the fields that the paper reserves for them."""
    salida = io.BytesIO()
    PdfTimeStamper(pki().autoridad(momento, titular), field_name=campo).timestamp_pdf(
        IncrementalPdfFileWriter(io.BytesIO(pdf)),
        "sha256",
        validation_context=pki().contexto(),
        output=salida,
    )
    return salida.getvalue()

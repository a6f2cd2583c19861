"""What came into a file by increments, and whether it may: signatures, their fields, validation data, timestamps."""

import re

from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader, process_data_at_eof
from pyhanko.sign.diff_analysis import (
    CatalogModificationRule,
    DiffResult,
    DocInfoRule,
    DSSCompareRule,
    FormUpdatingRule,
    MetadataUpdateRule,
    ModificationLevel,
    ObjectStreamRule,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
    XrefStreamRule,
)
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

POLITICA = StandardDiffPolicy(
    global_rules=[
        CatalogModificationRule(),  # type: ignore[no-untyped-call]
        *(
            regla.as_qualified(ModificationLevel.LTA_UPDATES)
            for regla in (
                DocInfoRule(),
                XrefStreamRule(),
                ObjectStreamRule(),
                DSSCompareRule(),
                MetadataUpdateRule(),  # type: ignore[no-untyped-call]
            )
        ),
    ],
    form_rule=FormUpdatingRule(
        field_rules=[
            SigFieldCreationRule(),  # type: ignore[no-untyped-call]
            SigFieldModificationRule(),
        ]
    ),
)
"""pyHanko's own rules but one: a field that is no signature may not be filled in, for its text is shown as the text
of the page is."""
OBJETO = re.compile(rb"(?:^|(?<=[\x00\t\n\x0c\r ]))(\d+)[\x00\t\n\x0c\r ]+\d+[\x00\t\n\x0c\r ]+obj\b")
"""Where an object begins."""
LO_QUE_TAPA = 0.1 * 595 * 842
"""A tenth of an A4 page, in square points."""
BLANCOS = b"\x00\t\n\x0c\r "


def revision_de(lector: PdfFileReader, largo: int) -> int | None:
    """The revision that ends where the issued bytes end; None when the file does not go on from there."""
    lector.stream.seek(largo - 1)
    try:
        inicio = process_data_at_eof(lector.stream)
    except (PdfReadError, ValueError):
        return None
    revisiones = range(lector.xrefs.total_revisions)
    return next((n for n in revisiones if lector.xrefs.get_startxref_for_revision(n) == inicio), None)


def problema_desde(lector: PdfFileReader, largo: int, datos: bytes) -> str:
    """What is wrong with the revisions that follow the issued bytes, those before the first signature included."""
    revision = revision_de(lector, largo)
    if revision is None or hay_objetos_sueltos(lector, datos, largo):
        return "cambio_sin_firma"
    try:
        diferencia = POLITICA.review_file(lector, revision)
    except PdfReadError:  # an issued file without form: the library cannot compare forms with none
        return "cambio_no_analizable"
    return "" if _es_de_firma(diferencia) else "cambio_sin_firma"


def cambios_despues(firma: EmbeddedPdfSignature) -> str:
    """What came after a signature: ``ninguno``, ``firmas_y_validacion`` or ``otros``.

    Also sets the difference in the signature, against which its own prohibitions (DocMDP, FieldMDP) are held.
    """
    try:
        diferencia = firma.evaluate_modifications(POLITICA)
    except PdfReadError:
        return "otros"
    firma.diff_result = diferencia  # type: ignore[assignment] # declared by what it is at first
    if not _es_de_firma(diferencia):
        return "otros"
    return "ninguno" if _nivel(diferencia) == ModificationLevel.NONE else "firmas_y_validacion"


def hay_objetos_sueltos(lector: PdfFileReader, datos: bytes, desde: int) -> bool:
    """Whether objects stand there that no table of cross-references names: whoever repairs a file finds them."""
    tablas = lector.xrefs
    nombrados: set[object] = {tablas.get_startxref_for_revision(n) for n in range(tablas.total_revisions)}
    for revision in range(tablas.total_revisions):
        for referencia in tablas.explicit_refs_in_revision(revision):
            nombrados.add(tablas.get_historical_ref(referencia, revision))
    return any(hallado.start(1) not in nombrados for hallado in OBJETO.finditer(datos, desde))


def hay_cola(ultima: EmbeddedPdfSignature, datos: bytes) -> bool:
    """Whether something that nobody signed follows the last signature and is no validation data."""
    fin = fin_de_lo_cubierto(ultima)
    if not datos[fin:].strip(BLANCOS):
        return False
    if ultima.signed_revision == ultima.reader.xrefs.total_revisions - 1:
        return True  # bytes that no revision accounts for
    if hay_objetos_sueltos(ultima.reader, datos, fin):
        return True
    return bool(_nivel(ultima.diff_result) > ModificationLevel.LTA_UPDATES)


def puede_tapar(firma: EmbeddedPdfSignature) -> bool:
    """Whether what it draws is larger than any stamp: a field may be added anywhere, also over what others signed.

    S. Rohlmann et al.: «Breaking the Specification: PDF Certification», IEEE S&P 2021 (sneaky signature attack).
    """
    marcas = [firma.sig_field, *(hija.get_object() for hija in firma.sig_field.get("/Kids", ()))]
    cajas = [[float(n) for n in marca["/Rect"]] for marca in marcas if "/Rect" in marca]
    return any(abs((x2 - x1) * (y2 - y1)) > LO_QUE_TAPA for x1, y1, x2, y2 in cajas)


def fin_de_lo_cubierto(firma: EmbeddedPdfSignature) -> int:
    """The offset where the signed bytes end; 0 when the signature does not say so as the standard wants."""
    rango = [int(n) for n in firma.byte_range]
    return rango[2] + rango[3] if len(rango) == 4 and rango[0] == 0 else 0


def _nivel(diferencia: object) -> ModificationLevel:
    return diferencia.modification_level if isinstance(diferencia, DiffResult) else ModificationLevel.OTHER


def _es_de_firma(diferencia: object) -> bool:
    return bool(_nivel(diferencia) <= ModificationLevel.FORM_FILLING)

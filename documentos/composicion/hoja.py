"""HTML to a PDF that is both PDF/A-3a and PDF/UA-1, with its data attached. Same input, same bytes.

Only in the main thread of a worker, prefork or solo: a `FontConfiguration` shared among threads corrupts memory and
gives another file without saying so.
"""

import datetime as dt
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any

from weasyprint import CSS, HTML, Attachment
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration

from documentos.composicion.errores import ComposicionRehusada
from documentos.composicion.recursos import RecursoRehusado, Recursos

VARIANTE = "pdf/a-3a"
EN_PUNTOS = 0.75
"""PDF points in a CSS pixel."""
PDFUA = b"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\
<pdfuaid:part>1</pdfuaid:part></rdf:Description>\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 the file conforms to</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
"""The identifier of PDF/UA-1, with the extension schema without which PDF/A allows no foreign name in its metadata
(ISO 19005-3, 6.6.2.3). WeasyPrint writes one variant at a time: this is the other one's part."""


@dataclass(frozen=True, kw_only=True)
class Adjunto:
    """The data that the paper was set from, inside it."""

    nombre: str
    descripcion: str
    contenido: bytes


@dataclass(frozen=True)
class Caja:
    """A rectangle on a page, in PDF points from its lower left corner."""

    pagina: int
    rect: tuple[float, float, float, float]


@dataclass(frozen=True)
class Impreso:
    """A PDF, and where its marked elements came to stand, by their `id`."""

    pdf: bytes
    cajas: dict[str, Caja]


def imprimir(html: str, *, momento: dt.datetime, adjunto: Adjunto) -> Impreso:
    """Set a page of HTML. `momento` is the only date that the file has.

    Raises ComposicionRehusada when it asks for anything that papers may not load.
    """
    datos = Attachment(
        string=adjunto.contenido,
        name=adjunto.nombre,
        description=adjunto.descripcion,
        created=momento,
        modified=momento,
        relationship="Source",
    )
    documento, pdf = _poner_en_hojas(
        html, finisher=_declarar_pdfua, pdf_variant=VARIANTE, attachments=[datos]
    )
    return Impreso(pdf, _cajas(documento))


def imprimir_suelto(html: str) -> tuple[bytes, int]:
    """Set what goes inside another paper: a PDF without data or structure of its own, and how many pages it took.

    Raises ComposicionRehusada as `imprimir` does.
    """
    documento, pdf = _poner_en_hojas(html)
    return pdf, len(documento.pages)


def _poner_en_hojas(html: str, **opciones: Any) -> tuple[Document, bytes]:
    if threading.current_thread() is not threading.main_thread():
        raise RuntimeError("papers are set in the main thread of a prefork or solo worker")
    recursos = Recursos()
    estilo, fuentes = _estilo()
    with suppress(RecursoRehusado):
        documento = HTML(string=html, url_fetcher=recursos).render(font_config=fuentes, stylesheets=[estilo])
        pdf = documento.write_pdf(**opciones)
    if recursos.rehusados:
        raise ComposicionRehusada(
            f"El papel pide «{recursos.rehusados[0]}», y un papel solo usa las letras y estilos del sistema."
        )
    return documento, pdf


@cache
def _estilo() -> tuple[CSS, FontConfiguration]:
    """Parsed once for each process: it is what a short paper would spend most of its time on."""
    fuentes = FontConfiguration()
    return CSS(url="recurso:estilo/papel.css", url_fetcher=Recursos(), font_config=fuentes), fuentes


def _cajas(documento: Document) -> dict[str, Caja]:
    return {
        nombre: Caja(n, _en_el_pdf(rect, pagina.height))
        for n, pagina in enumerate(documento.pages)
        for nombre, rect in pagina.anchors.items()
    }


def _en_el_pdf(rect: Sequence[float], alto: float) -> tuple[float, float, float, float]:
    x1, y1, x2, y2 = rect
    medidas = (x1, alto - y2, x2, alto - y1)
    x1, y1, x2, y2 = (round(medida * EN_PUNTOS, 2) for medida in medidas)
    return x1, y1, x2, y2


def _declarar_pdfua(_documento: Document, pdf: Any) -> None:
    for objeto in pdf.objects:
        if (getattr(objeto, "extra", None) or {}).get("Type") == "/Metadata":
            objeto.stream[0] = objeto.stream[0].replace(b"</rdf:RDF>", PDFUA + b"</rdf:RDF>")

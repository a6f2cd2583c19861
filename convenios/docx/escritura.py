"""Writing the text as a Word file: a well-set paper in which every clause can be found again.

The same text gives the same bytes: nothing in the file says when or by whom it was written.
"""

import datetime as dt
import io
import zipfile
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from convenios.comparacion import TextoDeClausula
from convenios.docx.estilo import (
    SIN_VALOR,
    elemento,
    en_espanol,
    letra,
    limpio,
    numerar_paginas,
    sustituta,
)
from convenios.docx.marcas import (
    EXPEDIENTE,
    HASH,
    LISTA,
    LISTA_APARTE,
    NIVEL_DE_TEXTO,
    PARRAFO,
    SEGUIDO,
    TITULO,
    ULTIMA_LINEA,
    VERSION,
    Marca,
    huella_de,
    huella_de_clausula,
)
from convenios.encabezados import CON_PALABRAS
from convenios.ordinales import ordinal

NINGUN_DIA = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
PROPIEDADES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">%s</Properties>'
)
PROPIEDAD = (
    '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="%d" name="%s">'
    "<vt:lpwstr>%s</vt:lpwstr></property>"
)


def escribir(
    clausulas: Sequence[TextoDeClausula],
    *,
    titulo: str,
    codigo: str,
    version: int | None,
    hash: str,
    sin_valor: bool,
) -> bytes:
    """The file of a version, or of a draft when `version` is None. `hash` is that of its text."""
    documento = docx.Document()
    _estilos(documento)
    _hoja(documento, codigo, _nombre(version), sin_valor=sin_valor)
    _propiedades(documento, titulo, {EXPEDIENTE: codigo, VERSION: str(version or ""), HASH: hash})
    cuerpo = _Cuerpo(documento)
    cuerpo.portada([titulo, f"{codigo} · {_nombre(version)}", *([SIN_VALOR] if sin_valor else [])])
    for n, clausula in enumerate(clausulas, 1):
        cuerpo.clausula(clausula, Marca(huella_de_clausula(clausula), version or 0, n))
    cuerpo.cierre(ULTIMA_LINEA % (_nombre(version), hash))
    return _siempre_igual(documento)


def _nombre(version: int | None) -> str:
    return f"versión {version}" if version else "borrador"


def renglones(texto: str) -> Iterator[tuple[str, str]]:
    """The lines of a clause, each with its style; a blank one is the space before the next."""
    lineas, aparte = texto.split("\n"), False
    for i, linea in enumerate(lineas):
        if not linea and not aparte and 0 < i < len(lineas) - 1:
            aparte = True
            continue
        if linea.startswith("- "):
            yield linea[2:], LISTA_APARTE if aparte else LISTA
        else:
            yield linea, PARRAFO if aparte or i == 0 else SEGUIDO
        aparte = False


class _Cuerpo:
    """The body, block by block, each inside a content control and a bookmark that say what it is."""

    def __init__(self, documento: Document) -> None:
        self.documento = documento
        self.n = 0

    def portada(self, lineas: Sequence[str]) -> None:
        parrafos = [self._parrafo(lineas[0], "Title"), *(self._parrafo(x, "Subtitle") for x in lineas[1:])]
        self._bloque(parrafos, Marca(huella_de("\n".join(map(limpio, lineas))), parte="portada"), "Portada")

    def clausula(self, clausula: TextoDeClausula, marca: Marca) -> None:
        nombre = f"Cláusula {ordinal(marca.orden).lower()}"
        parrafos = [self._parrafo(f"{nombre.upper()}. {clausula.titulo}", TITULO)]
        parrafos += [self._parrafo(linea, estilo) for linea, estilo in renglones(clausula.texto)]
        for parrafo in parrafos[1:]:
            if CON_PALABRAS.match(parrafo.text):
                parrafo._p.get_or_add_pPr().append(elemento("w:outlineLvl", val=NIVEL_DE_TEXTO))
        self._bloque(parrafos, marca, nombre)

    def cierre(self, linea: str) -> None:
        parrafo = self._parrafo(linea, "Convenios pie")
        self._bloque([parrafo], Marca(huella_de(limpio(linea)), parte="cierre"), "Cierre")

    def _parrafo(self, texto: str, estilo: str) -> Paragraph:
        return self.documento.add_paragraph(limpio(texto), style=estilo)

    def _bloque(self, parrafos: Sequence[Paragraph], marca: Marca, alias: str) -> None:
        self.n += 1
        primero = parrafos[0]._p
        senal = elemento("w:bookmarkStart", id=str(self.n), name=marca.etiqueta("_"))
        primero.insert(1 if primero.pPr is not None else 0, senal)
        primero.append(elemento("w:bookmarkEnd", id=str(self.n)))
        control, propiedades, contenido = (
            OxmlElement(f"w:{nombre}") for nombre in ("sdt", "sdtPr", "sdtContent")
        )
        primero.addprevious(control)
        control.extend([propiedades, contenido])
        propiedades.append(elemento("w:alias", val=alias))
        propiedades.append(elemento("w:tag", val=marca.etiqueta()))
        propiedades.append(elemento("w:id", val=str(self.n)))
        contenido.extend(p._p for p in parrafos)


def _estilos(documento: Document) -> None:
    estilos = documento.styles
    en_espanol(documento)
    letra(estilos["Normal"], 11)
    letra(estilos["Title"], 20)
    letra(estilos["Subtitle"], 11, color=RGBColor(0x50, 0x50, 0x50))
    letra(estilos[TITULO], 12, negrita=True)
    _espacio(estilos[TITULO], antes=18, despues=4)
    estilos[TITULO].paragraph_format.keep_with_next = True
    for nombre, base, antes in (
        (PARRAFO, "Normal", 8),
        (SEGUIDO, "Normal", 0),
        (LISTA, "List Bullet", 2),
        (LISTA_APARTE, "List Bullet", 8),
        ("Convenios pie", "Normal", 24),
    ):
        estilo = estilos.add_style(nombre, WD_STYLE_TYPE.PARAGRAPH)
        estilo.base_style = estilos[base]
        letra(estilo, 9 if nombre == "Convenios pie" else 11)
        _espacio(estilo, antes=antes, despues=0)
        estilo.paragraph_format.widow_control = True
    estilos[TITULO].next_paragraph_style = estilos[SEGUIDO].next_paragraph_style = estilos[PARRAFO]
    estilos[LISTA_APARTE].next_paragraph_style = estilos[LISTA]
    sustituta(documento)


def _espacio(estilo: ParagraphStyle, *, antes: float, despues: float) -> None:
    formato = estilo.paragraph_format
    formato.space_before, formato.space_after, formato.line_spacing = Pt(antes), Pt(despues), 1.25


def _hoja(documento: Document, codigo: str, version: str, *, sin_valor: bool) -> None:
    """A4, with what it is at the head of every page and which page it is at the foot; changes are marked."""
    hoja = documento.sections[0]
    hoja.page_width, hoja.page_height = Mm(210), Mm(297)
    hoja.left_margin = hoja.right_margin = Mm(27)
    hoja.top_margin, hoja.bottom_margin = Mm(28), Mm(25)
    cabeza = hoja.header.paragraphs[0]
    cabeza.paragraph_format.tab_stops.clear_all()
    cabeza.paragraph_format.tab_stops.add_tab_stop(Mm(156), WD_TAB_ALIGNMENT.RIGHT)
    cabeza.add_run(f"{codigo} · {version}").font.size = Pt(9)
    if sin_valor:
        aviso = cabeza.add_run(f"\t{SIN_VALOR}")
        aviso.font.size, aviso.font.bold, aviso.font.color.rgb = Pt(9), True, RGBColor(0xA0, 0x1B, 0x1B)
    numerar_paginas(hoja.footer.paragraphs[0], 9)
    documento.settings.element.find(qn("w:defaultTabStop")).addprevious(elemento("w:trackRevisions"))


def _propiedades(documento: Document, titulo: str, propias: dict[str, str]) -> None:
    nucleo = documento.core_properties
    nucleo.title, nucleo.language, nucleo.author = limpio(titulo)[:255], "es", "Convenios"
    nucleo.comments, nucleo.last_modified_by, nucleo.revision = "", "", 1
    nucleo.created = nucleo.modified = NINGUN_DIA.replace(tzinfo=None)
    filas = "".join(PROPIEDAD % (n, *map(escape, par)) for n, par in enumerate(propias.items(), 2))
    paquete = documento.part.package
    parte = Part(
        PackURI("/docProps/custom.xml"),
        "application/vnd.openxmlformats-officedocument.custom-properties+xml",
        (PROPIEDADES % filas).encode(),
        paquete,
    )
    paquete.relate_to(parte, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)
    for nombre, relacion in list(paquete.rels.items()):
        if relacion.reltype == RELATIONSHIP_TYPE.THUMBNAIL:  # the picture of the empty template
            del paquete.rels[nombre]


def _siempre_igual(documento: Document) -> bytes:
    """The package with the date of every entry taken away."""
    escrito, salida = io.BytesIO(), io.BytesIO()
    documento.save(escrito)
    with zipfile.ZipFile(escrito) as origen, zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as destino:
        for entrada in origen.infolist():
            fija = zipfile.ZipInfo(entrada.filename, (1980, 1, 1, 0, 0, 0))
            fija.compress_type, fija.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            destino.writestr(fija, origen.read(entrada))
    return salida.getvalue()

"""Writing an ayuda memoria as a Word file: real styles, header rows that repeat, Spanish as its language."""

import io
from collections.abc import Sequence

import docx
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell

from convenios.docx.estilo import SIN_VALOR, elemento, en_espanol, letra, limpio, numerar_paginas, sustituta
from tablero.memoria.contenido import Memoria, Seccion, Tabla

ANCHO = 174
"""Millimetres of text between the margins of an A4."""
CELDA, ENCABEZADO, NOTA = "Convenios celda", "Convenios encabezado", "Convenios nota"
GRIS = RGBColor(0x50, 0x50, 0x50)
ROJO = RGBColor(0xA0, 0x1B, 0x1B)


def escribir(memoria: Memoria, *, sin_valor: bool) -> bytes:
    """The file. `sin_valor` marks every page of it as of the demonstration."""
    documento = docx.Document()
    _estilos(documento)
    _hoja(documento, memoria, sin_valor=sin_valor)
    _propiedades(documento, memoria)
    documento.add_paragraph(limpio(memoria.titulo), style="Title")
    documento.add_paragraph(limpio(f"{memoria.codigo} · {memoria.estado}"), style="Subtitle")
    if sin_valor:
        documento.add_paragraph(SIN_VALOR, style="Subtitle")
    documento.add_paragraph(_hecha(memoria), style=NOTA)
    for seccion in memoria.secciones:
        _seccion(documento, seccion)
    salida = io.BytesIO()
    documento.save(salida)
    return salida.getvalue()


def _hecha(memoria: Memoria) -> str:
    return limpio(
        _(
            "Ayuda memoria hecha el %(dia)s a las %(hora)s para %(quien)s, con lo que puede leer a esa hora. Puede "
            "tener lo que es solo de su institución: no la entregue a otra parte sin revisarla."
        )
        % {
            "dia": date_format(memoria.hecha, "j \\d\\e F \\d\\e Y"),
            "hora": date_format(memoria.hecha, "H:i"),
            "quien": memoria.quien,
        }
    )


def _seccion(documento: Document, seccion: Seccion) -> None:
    documento.add_paragraph(limpio(seccion.titulo), style="Heading 1")
    for frase in seccion.frases:
        documento.add_paragraph(limpio(frase), style="Normal")
    if seccion.tabla:
        _tabla(documento, seccion.titulo, seccion.tabla)


def _tabla(documento: Document, titulo: str, contenido: Tabla) -> None:
    tabla = documento.add_table(rows=1, cols=len(contenido.encabezados), style="Table Grid")
    tabla.alignment, tabla.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    _describir(tabla, titulo)
    _llenar(tabla.rows[0].cells, contenido.encabezados, ENCABEZADO)
    tabla.rows[0]._tr.get_or_add_trPr().append(elemento("w:tblHeader"))
    for fila in contenido.filas:
        nueva = tabla.add_row()
        nueva._tr.get_or_add_trPr().append(elemento("w:cantSplit"))
        _llenar(nueva.cells, fila, CELDA)
    partes = sum(contenido.anchos)
    for columna, ancho in zip(tabla.columns, contenido.anchos, strict=True):
        columna.width = Mm(ANCHO * ancho / partes)
        for celda in columna.cells:
            celda.width = Mm(ANCHO * ancho / partes)


def _describir(tabla: Table, titulo: str) -> None:
    """For whoever hears the paper read: what the table is of, and that its first row is its head."""
    propiedades = tabla._tbl.tblPr
    propiedades.append(elemento("w:tblCaption", val=limpio(titulo)))
    aspecto = propiedades.find(qn("w:tblLook"))
    if aspecto is not None:
        propiedades.remove(aspecto)
        propiedades.append(elemento("w:tblLook", val="0020", firstRow="1", firstColumn="0", noVBand="1"))


def _llenar(celdas: Sequence[_Cell], textos: Sequence[str], estilo: str) -> None:
    for celda, texto in zip(celdas, textos, strict=True):
        primero, *demas = limpio(texto).split("\n")
        celda.paragraphs[0].style = estilo
        celda.paragraphs[0].add_run(primero)
        for linea in demas:
            celda.add_paragraph(linea, style=estilo)


def _estilos(documento: Document) -> None:
    estilos = documento.styles
    en_espanol(documento)
    for nombre, tamano, negrita, antes, despues in (
        ("Normal", 10, False, 0, 3),
        ("Title", 17, True, 0, 2),
        ("Subtitle", 10.5, False, 0, 2),
        ("Heading 1", 11.5, True, 9, 3),
    ):
        letra(estilos[nombre], tamano, negrita=negrita, color=GRIS if nombre == "Subtitle" else None)
        formato = estilos[nombre].paragraph_format
        formato.space_before, formato.space_after, formato.line_spacing = Pt(antes), Pt(despues), 1.1
    estilos["Heading 1"].paragraph_format.keep_with_next = True
    for nombre, tamano, negrita in ((CELDA, 9, False), (ENCABEZADO, 9, True), (NOTA, 8.5, False)):
        estilo = estilos.add_style(nombre, WD_STYLE_TYPE.PARAGRAPH)
        estilo.base_style = estilos["Normal"]
        letra(estilo, tamano, negrita=negrita, color=GRIS if nombre == NOTA else None)
        estilo.paragraph_format.space_before = Pt(0 if nombre == NOTA else 1)
        estilo.paragraph_format.space_after = Pt(4 if nombre == NOTA else 1)
    estilos[ENCABEZADO].paragraph_format.keep_with_next = True
    sustituta(documento)


def _hoja(documento: Document, memoria: Memoria, *, sin_valor: bool) -> None:
    """A4, with what it is at the head of every page and which page it is at the foot."""
    hoja = documento.sections[0]
    hoja.page_width, hoja.page_height = Mm(210), Mm(297)
    hoja.left_margin = hoja.right_margin = Mm(18)
    hoja.top_margin, hoja.bottom_margin = Mm(20), Mm(18)
    hoja.header_distance = hoja.footer_distance = Mm(9)
    cabeza = hoja.header.paragraphs[0]
    cabeza.add_run(limpio(_("Ayuda memoria · %(codigo)s") % {"codigo": memoria.codigo})).font.size = Pt(8.5)
    if sin_valor:
        aviso = cabeza.add_run(f" · {SIN_VALOR}")
        aviso.font.size, aviso.font.bold, aviso.font.color.rgb = Pt(8.5), True, ROJO
    numerar_paginas(hoja.footer.paragraphs[0], 8.5)


def _propiedades(documento: Document, memoria: Memoria) -> None:
    nucleo = documento.core_properties
    nucleo.title = limpio(_("Ayuda memoria: %(titulo)s") % {"titulo": memoria.titulo})[:255]
    nucleo.language, nucleo.author, nucleo.comments, nucleo.last_modified_by = "es", "Convenios", "", ""
    nucleo.created = nucleo.modified = memoria.hecha.replace(tzinfo=None)

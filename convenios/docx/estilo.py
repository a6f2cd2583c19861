"""What every Word file of the house has: its letter, its language, page numbers, and text that XML can hold."""

import re
from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph

LETRA, OTRA_LETRA = "Source Serif 4", "Georgia"
SIN_VALOR = "DEMOSTRACIÓN, sin valor"
FUERA_DE_XML = re.compile("[\ufffe\uffff\ud800-\udfff]")
"""Characters that no XML holds. The database takes two of them, Unicode means none."""


def en_espanol(documento: Document) -> None:
    """The language in which it is read aloud and spelt."""
    valores = documento.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if valores is not None:
        for idioma in valores.findall(qn("w:lang")):
            valores.remove(idioma)
        valores.append(elemento("w:lang", val="es-ES", eastAsia="es-ES"))


def letra(estilo: Any, tamano: float, *, negrita: bool = False, color: RGBColor | None = None) -> None:
    estilo.font.name, estilo.font.size = LETRA, Pt(tamano)
    estilo.font.bold, estilo.font.italic, estilo.font.color.rgb = negrita, False, color or RGBColor(0, 0, 0)
    fuentes = estilo.element.rPr.rFonts
    for atributo in list(fuentes.attrib):
        if "heme" in atributo:  # a font of the theme would win over the name
            del fuentes.attrib[atributo]
    fuentes.set(qn("w:cs"), LETRA)


def sustituta(documento: Document) -> None:
    """Where the font is not installed, another serif stands in for it."""
    letra = f'<w:font w:name="{LETRA}"><w:altName w:val="{OTRA_LETRA}"/><w:family w:val="roman"/></w:font>'
    tabla = documento.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    tabla._blob = tabla.blob.replace(b"</w:fonts>", f"{letra}</w:fonts>".encode())


def numerar_paginas(pie: Paragraph, tamano: float) -> None:
    """«Página 1 de 3», in the middle of the foot."""
    pie.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for texto, campo in (("Página ", "PAGE"), (" de ", "NUMPAGES")):
        pie.add_run(texto).font.size = Pt(tamano)
        _campo(pie, campo, tamano)


def _campo(parrafo: Paragraph, instruccion: str, tamano: float) -> None:
    campo = elemento("w:fldSimple", instr=f" {instruccion} ")
    corrida = parrafo.add_run("1")
    corrida.font.size = Pt(tamano)
    campo.append(corrida._r)
    parrafo._p.append(campo)


def elemento(nombre: str, **atributos: str) -> BaseOxmlElement:
    elemento = OxmlElement(nombre)
    for atributo, valor in atributos.items():
        elemento.set(qn(f"w:{atributo}"), valor)
    return elemento


def limpio(texto: str) -> str:
    return FUERA_DE_XML.sub("\ufffd", texto)

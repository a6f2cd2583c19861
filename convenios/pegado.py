"""A text pasted from a word processor, cut into clauses where its headings say so."""

import re
import unicodedata
from collections.abc import Iterable

from convenios.clausula import ClausulaNueva
from convenios.encabezados import CON_NUMEROS, CON_PALABRAS, LARGO_DE_TITULO, titulo_limpio
from convenios.models import ClaveDeClausula

PALABRAS: dict[str, tuple[str, ...]] = {
    ClaveDeClausula.PARTES: ("partes", "intervinientes"),
    ClaveDeClausula.ANTECEDENTES: ("antecedentes",),
    ClaveDeClausula.BASE_LEGAL: ("base legal", "marco legal", "marco normativo"),
    ClaveDeClausula.OBJETO: ("objeto", "objetivo", "finalidad"),
    ClaveDeClausula.ESPECIFICOS: ("especificos",),
    ClaveDeClausula.COMPROMISOS: ("compromisos", "obligaciones"),
    ClaveDeClausula.COORDINADORES: ("coordinadores", "coordinacion"),
    ClaveDeClausula.PLAN: ("plan de trabajo", "plan anual"),
    ClaveDeClausula.FINANCIAMIENTO: ("financiamiento", "financiacion", "recursos"),
    ClaveDeClausula.RELACION_LABORAL: ("laboral",),
    ClaveDeClausula.RESPONSABILIDAD: ("responsabilidad",),
    ClaveDeClausula.VIGENCIA: ("vigencia", "plazo", "duracion"),
    ClaveDeClausula.MODIFICACIONES: ("modificacion", "modificaciones", "adendas"),
    ClaveDeClausula.LIBRE_ADHESION: ("libre adhesion", "separacion"),
    ClaveDeClausula.RESOLUCION: ("resolucion", "terminacion"),
    ClaveDeClausula.CONTROVERSIAS: ("controversias", "discrepancias"),
    ClaveDeClausula.DOMICILIO: ("domicilio", "notificaciones", "comunicaciones"),
    ClaveDeClausula.DATOS: ("datos personales", "proteccion de datos"),
    ClaveDeClausula.DIFUSION: ("difusion",),
}


def en_clausulas(texto: str) -> list[ClausulaNueva]:
    """The clauses of a pasted text; without headings it is one clause. Nothing of the text is lost."""
    texto = texto.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not texto:
        return []
    encabezados = list(CON_PALABRAS.finditer(texto)) or list(CON_NUMEROS.finditer(texto))
    finales = [*(e.start() for e in encabezados[1:]), len(texto)]
    clausulas = [
        _clausula(e["titulo"].strip(), texto[e.end() : final].strip(), n)
        for n, (e, final) in enumerate(zip(encabezados, finales, strict=False), 1)
    ]
    previo = texto[: encabezados[0].start()].strip() if encabezados else texto
    if previo:
        titulo = "Introducción" if encabezados else "Texto"
        clausulas.insert(0, ClausulaNueva(ClaveDeClausula.OTRA, titulo, previo))
    return clausulas


def _clausula(titulo: str, texto: str, n: int) -> ClausulaNueva:
    """A heading too long for a title is the clause itself, as in «PRIMERA.- Las partes convienen en …»."""
    if len(titulo) > LARGO_DE_TITULO or not texto:
        titulo, texto = "", f"{titulo}\n\n{texto}".strip()
    titulo = titulo_limpio(titulo)
    return ClausulaNueva(clave_de(titulo), titulo or f"Cláusula {n}", texto)


def clave_de(titulo: str) -> str:
    """Of what matter a clause of that title seems to be."""
    plano = _sin_tildes(titulo)
    return next(
        (clave for clave, palabras in PALABRAS.items() if _alguna(palabras, plano)), ClaveDeClausula.OTRA
    )


def _alguna(palabras: Iterable[str], texto: str) -> bool:
    return any(re.search(rf"\b{palabra}\b", texto) for palabra in palabras)


def _sin_tildes(texto: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", texto.casefold()) if not unicodedata.combining(c))

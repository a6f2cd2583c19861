"""A text pasted from a word processor, cut into clauses where its headings say so."""

import re
import unicodedata
from collections.abc import Iterable

from django.utils.translation import gettext as _

from convenios.models import ClaveDeClausula
from convenios.services import ClausulaNueva

ORDINALES = (
    r"primer[ao]?|segund[ao]|tercer[ao]?|cuart[ao]|quint[ao]|sext[ao]|s[eé]ptim[ao]|octav[ao]|noven[ao]|d[eé]cim[ao]|"
    r"und[eé]cim[ao]|duod[eé]cim[ao]|(?:vig|trig|cuadrag|quincuag)[eé]sim[ao]|[uú]nic[ao]"
)
CON_PALABRAS = re.compile(
    rf"""^[ \t]*(?:
        (?:cl[aá]usula|art[ií]culo)[ \t]+(?:(?:(?:{ORDINALES})[ \t]*)+|\d{{1,3}}[°ºª]?)   # CLÁUSULA DÉCIMA PRIMERA
      | (?:(?:{ORDINALES})[ \t]*)+(?=[.:\-–—])                                             # PRIMERA.-
    )[ \t]*[.:\-–—)]*[ \t]*(?P<titulo>[^\n]*)$""",
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
CON_NUMEROS = re.compile(
    r"^[ \t]*\d{1,3}[ \t]*[.)\-–—]+[ \t]*(?P<titulo>[A-ZÁÉÍÓÚÑÜ][A-ZÁÉÍÓÚÑÜ ,]{3,})$", re.MULTILINE
)
"""Only capitals: a plain «1. Difundir …» is a list inside a clause."""
LARGO_DE_TITULO = 120
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
        titulo = _("Introducción") if encabezados else _("Texto")
        clausulas.insert(0, ClausulaNueva(ClaveDeClausula.OTRA, titulo, previo))
    return clausulas


def _clausula(titulo: str, texto: str, n: int) -> ClausulaNueva:
    """A heading too long for a title is the clause itself, as in «PRIMERA.- Las partes convienen en …»."""
    if len(titulo) > LARGO_DE_TITULO or not texto:
        titulo, texto = "", f"{titulo}\n\n{texto}".strip()
    titulo = re.sub(r"^(?:de|del)\s+(?:las?\s+|los?\s+)?", "", titulo.strip(" .:-–—"), flags=re.IGNORECASE)
    titulo = titulo.capitalize() if titulo.isupper() else titulo[:1].upper() + titulo[1:]
    return ClausulaNueva(_clave(titulo), titulo or _("Cláusula %(n)s") % {"n": n}, texto)


def _clave(titulo: str) -> str:
    plano = _sin_tildes(titulo)
    return next(
        (clave for clave, palabras in PALABRAS.items() if _alguna(palabras, plano)), ClaveDeClausula.OTRA
    )


def _alguna(palabras: Iterable[str], texto: str) -> bool:
    return any(re.search(rf"\b{palabra}\b", texto) for palabra in palabras)


def _sin_tildes(texto: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", texto.casefold()) if not unicodedata.combining(c))

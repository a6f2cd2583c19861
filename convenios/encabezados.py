"""How the heading of a clause looks in a text that somebody else wrote. Knows nothing of Django."""

import re

ORDINALES = (
    r"primer[ao]?|segund[ao]|tercer[ao]?|cuart[ao]|quint[ao]|sext[ao]|s[eé]ptim[ao]|octav[ao]|noven[ao]|d[eé]cim[ao]|"
    r"und[eé]cim[ao]|duod[eé]cim[ao]|"
    r"(?:vig|trig|cuadrag|quincuag|sexag|septuag|octog|nonag)[eé]sim[ao]|[uú]nic[ao]"
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


def titulo_limpio(titulo: str) -> str:
    """«DE LA VIGENCIA.-» as a title: «Vigencia»."""
    titulo = re.sub(r"^(?:de|del)\s+(?:las?\s+|los?\s+)?", "", titulo.strip(" .:-–—"), flags=re.IGNORECASE)
    return titulo.capitalize() if titulo.isupper() else titulo[:1].upper() + titulo[1:]

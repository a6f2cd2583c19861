"""The number of a clause in words: as agreements write it, and as a sentence of a page says it to its reader."""

from django.utils.translation import get_language

UNIDADES = ["", "primera", "segunda", "tercera", "cuarta", "quinta", "sexta", "séptima", "octava", "novena"]
DECENAS = [
    "",
    "décima",
    "vigésima",
    "trigésima",
    "cuadragésima",
    "quincuagésima",
    "sexagésima",
    "septuagésima",
    "octogésima",
    "nonagésima",
]
EM_PORTUGUES = (
    ["", "primeira", "segunda", "terceira", "quarta", "quinta", "sexta", "sétima", "oitava", "nona"],
    [
        "",
        "décima",
        "vigésima",
        "trigésima",
        "quadragésima",
        "quinquagésima",
        "sexagésima",
        "septuagésima",
        "octogésima",
        "nonagésima",
    ],
)


def ordinal(n: int) -> str:
    """«Primera», «Décima segunda», «Vigésima»; from a hundred on, digits. Of the text and its papers, which are Spanish
    whoever reads them: a heading is quoted as it stands."""
    return _en_palabras(n, UNIDADES, DECENAS).capitalize()


def que_clausula(n: int) -> str:
    """The same within a sentence of a page, as its reader's language names a clause: «tercera», «terceira», “3”."""
    match get_language():
        case "en":
            return str(n)
        case "pt":
            return _en_palabras(n, *EM_PORTUGUES)
        case _:
            return _en_palabras(n, UNIDADES, DECENAS)


def _en_palabras(n: int, unidades: list[str], decenas: list[str]) -> str:
    if not 1 <= n < 100:
        return str(n)
    decena, unidad = divmod(n, 10)
    return " ".join(p for p in (decenas[decena], unidades[unidad]) if p)

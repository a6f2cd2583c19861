"""The number of a clause in words, as agreements write it."""

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


def ordinal(n: int) -> str:
    """«Primera», «Décima segunda», «Vigésima»; from a hundred on, digits."""
    if not 1 <= n < 100:
        return str(n)
    decena, unidad = divmod(n, 10)
    return " ".join(p for p in (DECENAS[decena], UNIDADES[unidad]) if p).capitalize()

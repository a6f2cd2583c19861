"""Sorting Spanish names without ICU: a stored key that any PostgreSQL orders the same way."""

import unicodedata


def clave_de_orden(nombre: str) -> str:
    """`nombre` in lower case without accents, with ñ after n: plain byte order of the keys is the Spanish order."""
    plano = unicodedata.normalize("NFD", nombre.casefold().replace("ñ", "n\uffff"))
    return "".join(c for c in plano if not unicodedata.combining(c))

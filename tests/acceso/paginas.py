"""The pages of the site, by the access matrix: which there are, and who is shown each."""

from tests.acceso.tabla import Fila
from tests.test_access import COLUMNAS, FILAS

QUIENES = ("ti", "co", "of", "at", "re", "ad", "pl", "au", "an")
"""Whom to ask first: they have the most on their pages."""
PAGINAS = [fila for fila in FILAS if fila.metodo == "GET" and set(fila.fines) & set("or")]


def quien_abre(fila: Fila, fines: str = "or") -> str:
    """The kind of person for whom that is what comes of it."""
    return next(c for c in (*QUIENES, *COLUMNAS) if fila.fines[COLUMNAS.index(c)] in fines)

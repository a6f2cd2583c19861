"""Which row names the columns, and what each is called."""

import difflib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import takewhile

from convenios.importacion.celdas import Fila, letra
from convenios.importacion.llano import llano

ULTIMA_FILA = 20
"""Titles, logos and dates stand above the header in no more rows than these."""
PARECIDO = 0.6


@dataclass(frozen=True)
class Encabezado:
    """The header row and the name of each column, repeated names told apart: «VIGENCIA DESDE (2)»."""

    fila: int
    nombres: Mapping[int, str]

    def llanos(self) -> dict[str, int]:
        """The column of each name, as names are compared."""
        return {llano(nombre): columna for columna, nombre in self.nombres.items()}

    def nombre(self, columna: int) -> str:
        return self.nombres.get(columna, "") or f"columna {letra(columna)}"


def hallar_encabezado(filas: Iterable[Fila], conocidos: Collection[str]) -> Encabezado | None:
    """The row with most names that somebody knows, the first of equals; else the first one as wide as any.

    `conocidos` are names as `llano` leaves them. None when no row names two columns.
    """
    primeras = [_encabezado(fila) for fila in takewhile(lambda f: f.numero <= ULTIMA_FILA, filas)]
    candidatas = [e for e in primeras if len(e.nombres) > 1]
    if not candidatas:
        return None
    mejor = max(candidatas, key=lambda e: len(conocidos & e.llanos().keys()))
    if conocidos & mejor.llanos().keys():
        return mejor
    return max(candidatas, key=lambda e: len(e.nombres))


def parecidos(buscado: Iterable[str], presentes: Iterable[str]) -> list[str]:
    """The names that a missing column may go by now, the likeliest first: alike in letters or in words."""
    buscados = [llano(nombre) for nombre in buscado]
    puntos = {
        nombre: max((_parecido(b, llano(nombre)) for b in buscados), default=0.0) for nombre in presentes
    }
    return sorted((n for n in puntos if puntos[n] >= PARECIDO), key=lambda n: -puntos[n])[:3]


def _encabezado(fila: Fila) -> Encabezado:
    vistos: set[str] = set()
    nombres = {}
    for columna, celda in fila.celdas.items():
        nombres[columna] = _distinto(" ".join(celda.texto.split()), vistos)
        vistos.add(llano(nombres[columna]))
    return Encabezado(fila.numero, nombres)


def _distinto(nombre: str, vistos: set[str]) -> str:
    propuesto, vez = nombre, 1
    while llano(propuesto) in vistos:
        vez += 1
        propuesto = f"{nombre} ({vez})"
    return propuesto


def _parecido(uno: str, otro: str) -> float:
    letras = difflib.SequenceMatcher(None, uno, otro).ratio()
    palabras, otras = set(uno.split()), set(otro.split())
    en_comun = len(palabras & otras) / min(len(palabras), len(otras)) if palabras and otras else 0.0
    return max(letras, 0.9 * en_comun if len(palabras & otras) > 1 else 0.0)

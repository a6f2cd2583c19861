"""The columns of a list, declared once: the page draws them, the file has them, a saved view chooses among them."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from expedientes.models import Lista, Vista

F = TypeVar("F")
Valor = str | int | dt.date | None


@dataclass(frozen=True, kw_only=True)
class Columna(Generic[F]):
    """One column: the key by which a view names it, its title, its width in a sheet, and what a row has in it.

    `enlaza` marks those that name the row: the first of them is its link. `clase` are the style's words for its cells;
    `plantilla` draws them, from `valor` and `tono`, where the value alone does not say enough.
    """

    clave: str
    titulo: Any
    ancho: int
    valor: Callable[[F], Valor]
    enlaza: bool = False
    clase: str = ""
    plantilla: str = ""
    tono: Callable[[F], str] = lambda fila: ""
    """What the template colours the cell by: a state, or how near a day is."""

    def texto(self, fila: F) -> str:
        """What a file has of the row: dates as a spreadsheet sorts them."""
        valor = self.valor(fila)
        return valor.isoformat() if isinstance(valor, dt.date) else "" if valor is None else str(valor)


@dataclass(frozen=True)
class Celda(Generic[F]):
    """One cell of the page."""

    columna: Columna[F]
    fila: F
    es_titulo: bool

    @property
    def valor(self) -> Valor:
        return self.columna.valor(self.fila)

    @property
    def tono(self) -> str:
        return self.columna.tono(self.fila)

    @property
    def es_fecha(self) -> bool:
        return isinstance(self.valor, dt.date)


@dataclass(frozen=True)
class Tabla(Generic[F]):
    """A list: every column that it knows, and those that its page has; a list that is no table has none."""

    lista: Lista
    columnas: Sequence[Columna[F]]
    de_la_pagina: Sequence[str] = ()

    def elegidas(self, claves: Sequence[str]) -> list[Columna[F]]:
        """These columns in this order, without those that the list no longer knows; all of them when none is left."""
        por_clave = {c.clave: c for c in self.columnas}
        return [por_clave[c] for c in claves if c in por_clave] or list(self.columnas)

    def en_pagina(self, vista: Vista | None) -> list[Columna[F]]:
        """What the page shows: the view's columns, else the list's own choice."""
        return self.elegidas(vista.columnas if vista else self.de_la_pagina)

    def en_fichero(self, vista: Vista | None) -> list[Columna[F]]:
        """What a file has: the view's columns, else all."""
        return self.elegidas(vista.columnas if vista else ())


def renglones(filas: Iterable[F], columnas: Sequence[Columna[F]]) -> Iterator[list[Celda[F]]]:
    """The rows of the page, cell by cell."""
    titulo = next((c for c in columnas if c.enlaza), columnas[0])
    return ([Celda(c, fila, c is titulo) for c in columnas] for fila in filas)

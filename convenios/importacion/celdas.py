"""Sheets, rows and cells, whatever file they came from."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

Valor = str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta


@dataclass(frozen=True)
class Celda:
    """A cell with something in it. `valor` is what the file says it is: a spreadsheet types it, a CSV gives text."""

    columna: int
    texto: str
    valor: Valor
    formula_sin_resultado: bool = False
    """The program that wrote the file did not save what the formula gives; `texto` is the formula."""


@dataclass(frozen=True)
class Fila:
    """One row as a spreadsheet numbers it, from 1; `celdas` by column, from 1, without the empty ones."""

    numero: int
    celdas: Mapping[int, Celda]
    ancho: int
    """How many cells the file wrote, empty ones included."""


@dataclass(frozen=True)
class Hoja:
    """A sheet whose rows are read anew each time they are asked for, one reading at a time."""

    nombre: str
    filas: Callable[[], Iterator[Fila]]
    oculta: bool = False
    desde_1904: bool = False
    """Its day numbers count from 1904-01-01, as old Macintosh files do."""


@dataclass(frozen=True)
class Libro:
    """A file as it was understood. `codificacion` and `separador` are empty for a workbook."""

    nombre: str
    formato: str
    hojas: tuple[Hoja, ...]
    codificacion: str = ""
    separador: str = ""
    avisos: tuple[str, ...] = ()


def letra(columna: int) -> str:
    """The letter with which spreadsheets name a column: 1 → A, 27 → AA."""
    letras = ""
    while columna:
        columna, resto = divmod(columna - 1, 26)
        letras = chr(ord("A") + resto) + letras
    return letras

"""The columns that several questions have."""

from collections.abc import Callable
from typing import Any

from tablero.columnas import Columna, Valor
from tablero.control.pregunta import Hallazgo


def columna(
    clave: str, titulo: Any, valor: Callable[[Any], Valor], *, ancho: int = 24, clase: str = ""
) -> Columna[Hallazgo]:
    """A column that says something of the row that was found."""
    return Columna(clave=clave, titulo=titulo, ancho=ancho, clase=clase, valor=lambda h: valor(h.fila))


def fecha(clave: str, titulo: Any, valor: Callable[[Any], Valor]) -> Columna[Hallazgo]:
    """A column of days."""
    return columna(clave, titulo, valor, ancho=14, clase="date")


def numero(clave: str, titulo: Any, valor: Callable[[Any], Valor]) -> Columna[Hallazgo]:
    """A column of numbers."""
    return columna(clave, titulo, valor, ancho=10, clase="number")

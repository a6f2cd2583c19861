"""Reading the matrix, and asking the resolver what it ought to hold."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

METODOS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
"""HEAD is GET without its body."""


@dataclass(frozen=True)
class Fila:
    """One address, perhaps in one of several situations, asked by one method."""

    nombre: str
    metodo: str
    fines: tuple[str, ...]
    """A sign of `Fin` for each kind of person."""

    @property
    def direccion(self) -> str:
        """The name that the resolver knows."""
        return self.nombre.split()[0]

    def __str__(self) -> str:
        return f"{self.nombre} {self.metodo}"


def leer(tabla: str) -> tuple[list[str], list[Fila]]:
    """The columns and the rows of a table written as text. A blank line may be followed by the columns again."""
    columnas: list[str] = []
    filas = []
    for linea in filter(str.strip, tabla.splitlines()):
        palabras = linea.split()
        if linea.startswith(" "):
            assert columnas in ([], palabras), f"other columns: {linea}"
            columnas = palabras
        else:
            corte = len(palabras) - len(columnas)
            *nombre, metodo = palabras[:corte]
            filas.append(Fila(" ".join(nombre), metodo, tuple(palabras[corte:])))
    return columnas, filas


def direcciones(
    patrones: Iterable[URLPattern | URLResolver] | None = None, espacio: str = ""
) -> Iterator[str]:
    """The name of every address of the site, with its namespace."""
    for patron in get_resolver().url_patterns if patrones is None else patrones:
        if isinstance(patron, URLResolver):
            propio = f"{espacio}{patron.namespace}:" if patron.namespace else espacio
            yield from direcciones(patron.url_patterns, propio)
        else:
            yield f"{espacio}{patron.name}"

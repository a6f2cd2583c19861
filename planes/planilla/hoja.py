"""What a sheet of a plan and a column of it are."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from django.utils import translation
from django.utils.functional import Promise

from convenios.importacion.llano import llano

Texto = str | Promise


class Clase(StrEnum):
    """What a cell holds."""

    TEXTO = "texto"
    FECHA = "fecha"
    NUMERO = "numero"
    ENTERO = "entero"
    LISTA = "lista"
    """One of the values that its column allows."""


@dataclass(frozen=True, kw_only=True)
class Columna:
    """One column. `otros` are the names under which people's own sheets have it, as `llano` leaves them; `ancho` is
    in characters; `maximo` the length of its text."""

    clave: str
    titulo: Texto
    otros: str = ""
    clase: Clase = Clase.TEXTO
    ancho: int = 14
    maximo: int = 0
    ayuda: Texto = ""
    obligatoria: bool = False

    @property
    def nombres(self) -> frozenset[str]:
        """What it may be called: in the language of whoever reads, in Spanish, and otherwise."""
        with translation.override("es"):
            en_espanol = llano(str(self.titulo))
        return frozenset({llano(str(self.titulo)), en_espanol, *filter(None, self.otros.split(","))})


@dataclass(frozen=True, kw_only=True)
class HojaDePlan:
    """One sheet. Its rows are actions, or hang from one, whose number stands in the first column."""

    clave: str
    titulo: Texto
    otros: str
    columnas: tuple[Columna, ...]
    maximo: int
    demasiadas: Texto

    @cached_property
    def por_clave(self) -> Mapping[str, Columna]:
        return {columna.clave: columna for columna in self.columnas}

    @property
    def por_nombre(self) -> dict[str, Columna]:
        """The column that goes by each name, the first that claims it."""
        return {nombre: c for c in reversed(self.columnas) for nombre in c.nombres}

    @property
    def nombres(self) -> frozenset[str]:
        with translation.override("es"):
            en_espanol = llano(str(self.titulo))
        return frozenset({llano(str(self.titulo)), en_espanol, *self.otros.split(",")})

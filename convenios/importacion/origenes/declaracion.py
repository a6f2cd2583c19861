"""How a register is declared: its columns, what each means, and its habits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from convenios.importacion.fechas import Orden
from convenios.importacion.llano import llano
from convenios.importacion.registro import Lado


class Campo(StrEnum):
    """What a column can mean."""

    NUMERO = "numero"
    ANIO = "anio"
    TITULO = "titulo"
    OBJETO = "objeto"
    TIPO = "tipo"
    SITUACION = "situacion"
    TRAMITE = "tramite"
    SUSCRIPCION = "suscripcion"
    INICIO = "inicio"
    INICIO_VIGENTE = "inicio_vigente"
    FIN_ORIGINAL = "fin_original"
    FIN_VIGENTE = "fin_vigente"
    PUBLICACION = "publicacion"
    REGISTRO = "registro"
    PLAZO = "plazo"
    PARTE = "parte"
    PARTES = "partes"
    ID_FISCAL = "id_fiscal"
    CLASE_DE_PARTE = "clase_de_parte"
    APORTE = "aporte"
    TOTAL = "total"
    RELACIONADOS = "relacionados"
    ADENDAS = "adendas"
    CARGO = "cargo"
    ENLACE = "enlace"
    OBSERVACION = "observacion"
    SIN_USO = "sin_uso"
    """Known, kept with the row, and no fact of the agreement."""
    PERSONAL = "personal"
    """Contacts of people: not kept at all."""


@dataclass(frozen=True)
class Columna:
    """A column of a register by every name it has had. `de` says whose, where there are several of a kind."""

    campo: Campo
    nombres: tuple[str, ...]
    de: str = ""

    @property
    def clave(self) -> str:
        return f"{self.campo}:{self.de}" if self.de else str(self.campo)

    @cached_property
    def llanos(self) -> tuple[str, ...]:
        return tuple(llano(nombre) for nombre in self.nombres)


@dataclass(frozen=True)
class Forma:
    """A sheet of a register: its columns, and those that must be there.

    Of each group in `obligatorias` one column must be: keys as `Columna.clave` gives them.
    """

    columnas: tuple[Columna, ...]
    obligatorias: tuple[tuple[str, ...], ...]
    estado: str = ""
    """In which every agreement of such a sheet is, when the sheet itself says so."""

    @cached_property
    def por_nombre(self) -> Mapping[str, Columna]:
        return {nombre: columna for columna in self.columnas for nombre in columna.llanos}

    @cached_property
    def por_clave(self) -> Mapping[str, Columna]:
        return {columna.clave: columna for columna in reversed(self.columnas)}


@dataclass(frozen=True)
class Origen:
    """A source of registers and what it takes for granted."""

    clave: str
    nombre: Any
    formas: tuple[Forma, ...]
    moneda: str = ""
    decimal: str = ","
    orden_de_fechas: Orden = Orden.DIA_MES
    situaciones: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """What its cells say, as `llano` leaves it → state and cause."""
    lados: Mapping[str, Lado] = field(default_factory=dict)
    """Whose side each `de` stands on; the counterpart's when not said."""
    propia_implicita: bool = True
    """The register does not name who keeps it: the institution that imports is a party too."""

    @cached_property
    def conocidos(self) -> frozenset[str]:
        return frozenset(nombre for forma in self.formas for nombre in forma.por_nombre)

    def lado(self, de: str) -> Lado:
        return self.lados.get(de, Lado.CONTRAPARTE)


def columna(campo: Campo, *nombres: str, de: str = "") -> Columna:
    return Columna(campo, nombres, de)

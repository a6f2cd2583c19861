"""What a question of control is, and the list of all of them."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from expedientes.models import Expediente
from tablero.columnas import Columna
from tablero.control.alcance import Alcance, Filas


@dataclass(frozen=True, kw_only=True)
class Hallazgo:
    """One row that answers a question: what was found, in which case file, and whether the last visit knew it."""

    fila: Any
    expediente: Expediente
    es_nuevo: bool = False
    frase: str = ""

    def get_absolute_url(self) -> str:
        return self.expediente.get_absolute_url()

    @property
    def dia(self) -> dt.date:
        return self.fila.dia  # type: ignore[no-any-return]


@dataclass(frozen=True, kw_only=True)
class Pregunta:
    """One question: how it is asked, by which formula and of which facts, and what is shown of each answer."""

    clave: str
    titulo: Any
    explicacion: Any
    """The formula, in whole sentences, with every threshold."""
    fuente: Any
    """From which facts it is worked out, and what it cannot know."""
    modelo: type[Model]
    """What the answers are rows of."""
    ruta: str
    """The path from such a row to its case file, or `CADENA`."""
    filas: Callable[[Alcance], Filas]
    """The answers, each with `expediente_pk` and the `dia` by which they are ordered: one statement."""
    columnas: Sequence[Columna[Hallazgo]]
    """Besides the case file."""
    con: Callable[[Filas, Alcance], Filas] = lambda filas, alcance: filas
    """Adds to the rows of a page what they are shown with."""
    frases: Callable[[Sequence[Any], Mapping[int, Expediente]], Sequence[str]] | None = None
    """What each row of a page says in words, where that takes other rows: a constant number of statements."""

    def get_absolute_url(self) -> str:
        return f"/control/{self.clave}/"

    def hallazgos(self, alcance: Alcance) -> Filas:
        """The answers between the days that the address asks for."""
        filas, filtros = self.filas(alcance), alcance.filtros
        if filtros.desde:
            filas = filas.filter(dia__gte=filtros.desde)
        if filtros.hasta:
            filas = filas.filter(dia__lte=filtros.hasta)
        return filas


PREGUNTAS: dict[str, Pregunta] = {}
"""By their keys, in the order in which the page has them."""


def declarar(*preguntas: Pregunta) -> None:
    """Enter questions. Raises ValueError when a key is taken."""
    for pregunta in preguntas:
        if PREGUNTAS.setdefault(pregunta.clave, pregunta) is not pregunta:
            raise ValueError(f"the question {pregunta.clave!r} is already declared")

"""Lists of any length, page after page by key and not by number: a page costs the same wherever it stands."""

import base64
import binascii
import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, Self, TypeVar

from django.db.models import Model, Q, QuerySet

MAXIMO_CONTADO = 1000
"""Counting stops here: «más de 1000» says enough, and costs the same whatever there is."""

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Clave:
    """Where a page ended: what its last row is ordered by, and its id, which tells equal ones apart.

    A list declares its own: `campo` names what it is ordered by, `descendente` in which sense; `desempate` another
    column for the id, where that one may not be shown.
    """

    valor: Any
    id: Any
    campo: ClassVar[str]
    desempate: ClassVar[str] = "id"
    descendente: ClassVar[bool] = False

    def __str__(self) -> str:
        texto = str(self.valor) if isinstance(self.valor, str | int) else self.valor.isoformat()
        return (
            base64.urlsafe_b64encode(json.dumps([texto, self.id], default=str).encode()).decode().rstrip("=")
        )

    @classmethod
    def de(cls, fila: Any) -> Self:
        return cls(getattr(fila, cls.campo), getattr(fila, cls.desempate))

    @classmethod
    def leer(cls, texto: str) -> Self:
        """The key that `str` wrote. Raises ValueError for anything else."""
        try:
            valor, id_ = json.loads(base64.urlsafe_b64decode(texto + "=" * (-len(texto) % 4)))
        except (binascii.Error, UnicodeDecodeError, TypeError, RecursionError) as error:
            raise ValueError(texto) from error
        if not isinstance(valor, str):
            raise ValueError(texto)
        return cls(cls.valor_de(valor), cls.id_de(id_))

    @classmethod
    def valor_de(cls, texto: str) -> Any:
        """What the list is ordered by, from its text. Raises ValueError."""
        if "\x00" in texto:  # the database refuses to be asked
            raise ValueError(texto)
        texto.encode()  # neither does it take half a character
        return texto

    @classmethod
    def id_de(cls, leido: Any) -> Any:
        """The id, from what `json` read. Raises ValueError."""
        if not (isinstance(leido, int) and 0 < leido < 2**63):
            raise ValueError(leido)
        return leido

    @classmethod
    def orden(cls) -> tuple[str, str]:
        """The columns that a list is ordered by."""
        signo = "-" if cls.descendente else ""
        return f"{signo}{cls.campo}", f"{signo}{cls.desempate}"

    def siguientes(self) -> Q:
        """The rows after this key."""
        return self._comparados("lt" if self.descendente else "gt")

    def anteriores(self) -> Q:
        """The rows before it."""
        return self._comparados("gt" if self.descendente else "lt")

    def _comparados(self, sentido: str) -> Q:
        """The first condition alone bounds the index; the second tells equal ones apart."""
        return Q(**{f"{self.campo}__{sentido}e": self.valor}) & (
            Q(**{f"{self.campo}__{sentido}": self.valor}) | Q(**{f"{self.desempate}__{sentido}": self.id})
        )


class ClaveDeFecha(Clave):
    """For a list that is ordered by a day."""

    @classmethod
    def valor_de(cls, texto: str) -> dt.date:
        return dt.date.fromisoformat(texto)


class ClaveDeMomento(Clave):
    """For a list that is ordered by a moment."""

    @classmethod
    def valor_de(cls, texto: str) -> dt.datetime:
        momento = dt.datetime.fromisoformat(texto)
        if momento.tzinfo is None:
            raise ValueError(texto)
        return momento


class ClaveDeNumero(Clave):
    """For a list that is ordered by a whole number."""

    @classmethod
    def valor_de(cls, texto: str) -> int:
        numero = int(texto)
        if not -(2**31) <= numero < 2**31:
            raise ValueError(texto)
        return numero


K = TypeVar("K", bound=Clave)


@dataclass(frozen=True)
class Pagina(Generic[M, K]):
    """One page of a list, and the keys of its neighbours."""

    filas: list[M]
    anterior: K | None
    siguiente: K | None
    total: int
    hay_mas_del_maximo: bool


def pagina(
    filas: "QuerySet[M]",
    clave: type[K],
    *,
    tamano: int,
    despues: K | None = None,
    antes: K | None = None,
    con: Callable[[Any], "QuerySet[M]"] = lambda filas: filas,
) -> Pagina[M, K]:
    """The page after or before a key; the first one without either. `con` adds to the page's rows what they are shown
    with. Whatever the length, two statements and those of `con`."""
    filas = filas.order_by(*clave.orden())
    if antes:
        tramo = list(con(filas.filter(antes.anteriores()).reverse())[: tamano + 1])
        hay_mas, tramo = len(tramo) > tamano, tramo[:tamano][::-1]
        anterior, siguiente = hay_mas, bool(tramo)
    else:
        desde = filas.filter(despues.siguientes()) if despues else filas
        tramo = list(con(desde)[: tamano + 1])
        anterior, siguiente = despues is not None, len(tramo) > tamano
        tramo = tramo[:tamano]
    es_todo = not anterior and not siguiente
    total = len(tramo) if es_todo else filas.order_by()[: MAXIMO_CONTADO + 1].count()
    return Pagina(
        tramo,
        clave.de(tramo[0]) if anterior and tramo else None,
        clave.de(tramo[-1]) if siguiente and tramo else None,
        min(total, MAXIMO_CONTADO),
        total > MAXIMO_CONTADO,
    )

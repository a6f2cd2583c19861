"""Lists of any length, page after page by key and not by number."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, Self, TypeVar

from django.db.models import Model, Q, QuerySet

MAXIMO_CONTADO = 1000
"""Counting stops here: «más de 1000» says enough, and costs the same whatever there is."""
MAXIMO_EXPORTADO = 50_000

M = TypeVar("M", bound=Model)
S = TypeVar("S", bound="QuerySet[Any]")


@dataclass(frozen=True)
class Clave:
    """Where a page ended: what its last row is ordered by, newest first, and its id, which tells equal ones apart.

    `desempate` names another column for the id, where that one may not be shown.
    """

    valor: Any
    id: Any
    campo: ClassVar[str]
    desempate: ClassVar[str] = "pk"

    @classmethod
    def de(cls, fila: Any) -> Self:
        return cls(getattr(fila, cls.campo), getattr(fila, cls.desempate))


def leer_id(texto: str) -> int:
    """Raises ValueError for what is no id."""
    if not (texto.isascii() and texto.isdigit() and len(texto) < 19):
        raise ValueError(texto)
    return int(texto)


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
    if antes:
        tramo = list(con(_comparado(filas, "gt", antes).reverse())[: tamano + 1])
        hay_mas, tramo = len(tramo) > tamano, tramo[:tamano][::-1]
        anterior, siguiente = hay_mas, bool(tramo)
    else:
        desde = _comparado(filas, "lt", despues) if despues else filas
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


def _comparado(filas: S, sentido: str, clave: Clave) -> S:
    """Rows before or after a key. The first condition alone bounds the index; the second tells equal ones apart."""
    return filas.filter(
        Q(**{f"{clave.campo}__{sentido}e": clave.valor}),
        Q(**{f"{clave.campo}__{sentido}": clave.valor}) | Q(**{f"{clave.desempate}__{sentido}": clave.id}),
    )

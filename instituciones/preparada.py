"""Queries of the hot path: made into SQL once, planned once for each connection.

Building costs Django more than answering costs the database, and planning costs the database more than answering.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.models import QuerySet

MARCA_DE_NUMERO = 2_000_000_001
MARCA_DE_FECHA = dt.date(1901, 2, 3)


class CursorConPlan(ServerBindingCursor):
    """psycopg forgets the text of a statement whose plan it kept; Django's record of statements asks for it."""

    def _send_query_prepared(self, name: bytes, pgq: Any, **opciones: Any) -> None:
        self._query = pgq
        super()._send_query_prepared(name, pgq, **opciones)  # type: ignore[misc]


@contextmanager
def planes_guardados() -> Iterator[None]:
    """Within it, a statement that comes back on the same connection keeps its plan (`prepare_threshold` in settings).

    For statements whose text never changes and whose best plan is the same whatever the values: psycopg then sends
    the values apart, as Django does under its option `server_side_binding`.
    """
    connection.ensure_connection()
    abierta = connection.connection
    anterior, abierta.cursor_factory = abierta.cursor_factory, CursorConPlan
    try:
        yield
    finally:
        abierta.cursor_factory = anterior


class Preparada:
    """A query set of (number, date) made into SQL at its first use; afterwards only the two values change.

    `construir` gives the query set for one number (an id) and one date. It must use both as plain values.
    """

    def __init__(self, construir: Callable[[int, dt.date], "QuerySet[Any, tuple[Any, ...]]"]) -> None:
        self._construir = construir
        self._sql: tuple[str, tuple[Any, ...]] | None = None

    def filas(self, numero: int, fecha: dt.date | None = None) -> list[tuple[Any, ...]]:
        """The rows for this id, on this day where the query set asks for one."""
        if self._sql is None:
            consulta = self._construir(MARCA_DE_NUMERO, MARCA_DE_FECHA)
            self._sql = consulta.query.sql_with_params()
        sql, marcas = self._sql
        valores = [{MARCA_DE_NUMERO: numero, MARCA_DE_FECHA: fecha}.get(m, m) for m in marcas]
        with planes_guardados(), connection.cursor() as cursor:
            cursor.execute(sql, valores)
            filas: list[tuple[Any, ...]] = cursor.fetchall()
        return filas

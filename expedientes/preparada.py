"""Queries of the hot path, built into SQL once: building costs Django more than answering costs the database."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import QuerySet

MARCA_DE_NUMERO = 2_000_000_001
MARCA_DE_FECHA = dt.date(1901, 2, 3)


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
        with connection.cursor() as cursor:
            cursor.execute(sql, valores)
            filas: list[tuple[Any, ...]] = cursor.fetchall()
        return filas

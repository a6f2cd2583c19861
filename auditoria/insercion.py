"""Many new rows of one table in one statement, at a fraction of what `bulk_create` costs.

`bulk_create` prepares, writes out and has parsed every value on its own. Here the rows travel as one JSON text, which
the database takes apart by the types of the table itself: `json` keeps every text and number as it was written, and a
value that does not fit its column is refused as it always is.
"""

import datetime as dt
import json
from collections.abc import Sequence
from decimal import Decimal
from operator import attrgetter
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import DateField, Field, Model
from django.db.models.expressions import DatabaseDefault
from psycopg import sql

M = TypeVar("M", bound=Model)


def siguientes_ids(modelo: type[Model], cuantos: int) -> list[int]:
    """So many next ids of a table, ascending, in one statement; none for zero."""
    if not cuantos:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "select nextval(pg_get_serial_sequence(%s, 'id')) from generate_series(1, %s)",
            [modelo._meta.db_table, cuantos],
        )
        return [int(id_) for (id_,) in cursor.fetchall()]


def numerar(objetos: Sequence[M]) -> None:
    """Give its id to each of these objects of one model that has none, in one statement."""
    sin_id = [objeto for objeto in objetos if objeto.pk is None]
    if sin_id:
        for objeto, id_ in zip(sin_id, siguientes_ids(type(sin_id[0]), len(sin_id)), strict=True):
            objeto.pk = id_


def insertar(objetos: Sequence[M], *, salvo_repetidos: bool = False) -> list[M]:
    """Insert objects of one model. What they refer to has its id already.

    What the database itself computes is read when it is asked for; an id that it gives is not: whoever needs it numbers
    them before (`numerar`). `salvo_repetidos`: a row that a constraint of uniqueness does not admit is left out.
    Raises IntegrityError, DataError.
    """
    if not objetos:
        return []
    campos = _campos(objetos[0])
    momentos = [c for c in campos if isinstance(c, DateField) and (c.auto_now or c.auto_now_add)]
    for objeto in objetos:
        for campo in momentos:
            campo.pre_save(objeto, add=True)
    columnas = [str(campo.column) for campo in campos]
    valores = attrgetter(*(campo.attname for campo in campos))
    filas = [dict(zip(columnas, valores(objeto), strict=True)) for objeto in objetos]
    consulta = sql.SQL(INSERTAR + (SALVO_REPETIDOS if salvo_repetidos else "")).format(
        tabla=sql.Identifier(objetos[0]._meta.db_table),
        columnas=sql.SQL(", ").join([sql.Identifier(columna) for columna in columnas]),
    )
    with connection.cursor() as cursor:
        cursor.execute(
            consulta.as_string(),  # text, as whoever listens to Django's statements expects
            [json.dumps(filas, ensure_ascii=False, separators=(",", ":"), default=_en_texto)],
        )
    _dar_por_insertados(objetos)
    return list(objetos)


INSERTAR = """
INSERT INTO {tabla} ({columnas}) SELECT {columnas} FROM json_populate_recordset(null::{tabla}, %s)
"""
SALVO_REPETIDOS = "ON CONFLICT DO NOTHING"


def _campos(objeto: Model) -> "list[Field[Any, Any]]":
    """What is written: not what the database computes, nor what the first of the objects leaves to it."""
    return [
        campo
        for campo in objeto._meta.concrete_fields
        if not (campo.generated or isinstance(getattr(objeto, campo.attname), DatabaseDefault))
        and not (campo.primary_key and objeto.pk is None)
    ]


def _dar_por_insertados(objetos: Sequence[Model]) -> None:
    por_leer = [nombre for nombre, valor in vars(objetos[0]).items() if isinstance(valor, DatabaseDefault)]
    for objeto in objetos:
        objeto._state.adding, objeto._state.db = False, connection.alias
        for nombre in por_leer:
            del vars(objeto)[nombre]


def _en_texto(valor: object) -> str:
    """As PostgreSQL reads it. Raises TypeError."""
    match valor:
        case dt.date() | dt.time():
            return valor.isoformat()
        case Decimal() | UUID():
            return str(valor)
        case bytes():
            return f"\\x{valor.hex()}"
        case _:
            raise TypeError(f"{type(valor).__name__} is not written to the database")

"""Ids taken before the insert, because the log row must name what it speaks of."""

from django.db import connection
from django.db.models import Model


def siguiente_id(modelo: type[Model]) -> int:
    """The next id of a table."""
    return siguientes_ids(modelo, 1)[0]


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

"""The columns that pages query are computed by the database from the hashed text. Are they still?"""

from typing import Any

from django.db import connection, transaction
from django.db.models import GeneratedField
from django.utils.translation import gettext as _

from auditoria.models import Asiento
from auditoria.verificacion.hallazgo import Hallazgo

DEFINIDAS = """
select a.attname::text, a.attgenerated = 's', pg_get_expr(d.adbin, d.adrelid)
from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
where a.attrelid = %s::regclass and a.attname = any(%s)
"""


def columna_mal_definida() -> Hallazgo | None:
    """The first computed column whose definition is not the model's.

    While a column is computed its owner cannot write another value into it, and to make it computed again recomputes
    every row: so the definition, compared with one that this server makes of the model's, vouches for the values.
    """
    campos: list[Any] = [f for f in Asiento._meta.concrete_fields if isinstance(f, GeneratedField)]
    columnas = [c.column for c in campos]
    definiciones = ", ".join(
        f"{c.column} {c.db_type(connection)} generated always as ({c.generated_sql(connection)[0]}) stored"
        for c in campos
    )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"create temporary table auditoria_modelo (cuerpo text, {definiciones}) on commit drop"
        )
        cursor.execute(DEFINIDAS, ["auditoria_modelo", columnas])
        modelo = set(cursor.fetchall())
        cursor.execute(DEFINIDAS, [Asiento._meta.db_table, columnas])
        distintas = modelo - set(cursor.fetchall())
        cursor.execute("drop table auditoria_modelo")
    if not distintas:
        return None
    nombre = min(columna for columna, _calculada, _expresion in distintas)
    return Hallazgo(
        comprobacion="columnas",
        que=_("la columna «%s» de los asientos ya no se calcula del cuerpo: puede decir otra cosa") % nombre,
    )


def es_replica() -> bool:
    """Whether this server only repeats another one, where nothing can be created to compare with."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_is_in_recovery()")
        return bool(cursor.fetchone()[0])

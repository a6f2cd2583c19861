"""What a database holds: whether it is empty, and what is compared between the one that left and the one that came."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

DE_ALGUIEN = """
n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_' and not exists (
  select 1 from pg_depend d where d.objid = {objeto}.oid and d.classid = '{catalogo}'::regclass and d.deptype = 'e')
"""
"""Not the server's own, and not an extension's."""
TABLAS = f"""
select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p') and {DE_ALGUIEN.format(objeto="c", catalogo="pg_class")} order by 1, 2
"""  # noqa: S608 - a condition of our own
LO_DEMAS = f"""
select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('v', 'm', 'S', 'f') and {DE_ALGUIEN.format(objeto="c", catalogo="pg_class")}
union select p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
where {DE_ALGUIEN.format(objeto="p", catalogo="pg_proc")} order by 1
"""  # noqa: S608 - a condition of our own
CABEZAS = "select id, clave, cuenta, encode(cabeza, 'hex') from auditoria_cadena order by id"
ULTIMO = "select n, encode(raiz, 'hex') from auditoria_cierre order by n desc limit 1"


def ocupacion() -> str:
    """What is in the database, in words; empty when it is."""
    with connection.cursor() as cursor:
        cursor.execute(TABLAS)
        tablas = [nombre for _esquema, nombre in cursor.fetchall()]
        cursor.execute(LO_DEMAS)
        otros = [nombre for (nombre,) in cursor.fetchall()]
    if tablas:
        return f"tiene {_cuantas(tablas, 'tabla', 'tablas')}"
    return (
        f"tiene {_cuantas(otros, 'vista, secuencia o función', 'vistas, secuencias o funciones')}"
        if otros
        else ""
    )


def _cuantas(nombres: list[str], una: str, muchas: str) -> str:
    algunas = ", ".join(nombres[:3]) + (", …" if len(nombres) > 3 else "")
    return f"{len(nombres)} {una if len(nombres) == 1 else muchas} ({algunas})"


def hechos() -> dict[str, Any]:
    """What is compared: rows by table, the heads of all chains, the last closing. Call it inside a transaction.

    Plain SQL: the tables may be those of an earlier version.
    """
    with connection.cursor() as cursor:
        cursor.execute("set local statement_timeout = 0")
        cursor.execute(TABLAS)
        tablas = {
            f"{esquema}.{tabla}": _filas(cursor, esquema, tabla) for esquema, tabla in cursor.fetchall()
        }
        cursor.execute(ULTIMO)
        ultimo = cursor.fetchone()
    return {
        "tablas": tablas,
        "cadenas": _cadenas(),
        "cierre": {"n": ultimo[0], "raiz": ultimo[1]} if ultimo else None,
    }


def _filas(cursor: Any, esquema: str, tabla: str) -> int:
    cursor.execute(sql.SQL("select count(*) from {}").format(sql.Identifier(esquema, tabla)))
    return int(cursor.fetchone()[0])


def _cadenas() -> dict[str, Any]:
    """How many chains and rows there are, and one hash over every head."""
    suma, cuantas, asientos = hashlib.sha256(), 0, 0
    with connection.chunked_cursor() as cursor:
        cursor.execute(CABEZAS)
        for pk, clave, cuenta, cabeza in cursor:
            suma.update(f"{pk} {clave} {cuenta} {cabeza}\n".encode())
            cuantas, asientos = cuantas + 1, asientos + cuenta
    return {"cuantas": cuantas, "asientos": asientos, "cabezas": suma.hexdigest()}


def diferencias(respaldados: Mapping[str, Any], restaurados: Mapping[str, Any]) -> Iterator[str]:
    """In what the database that came is not the one that left."""
    antes, ahora = respaldados["tablas"], restaurados["tablas"]
    for tabla in sorted({*antes, *ahora}):
        if antes.get(tabla) != ahora.get(tabla):
            hay = f"tiene {ahora[tabla]} filas" if tabla in ahora else "no está"
            debe = f"dice {antes[tabla]} filas" if tabla in antes else "no la trae"
            yield f"La tabla {tabla} {hay} y el respaldo {debe}."
    if respaldados["cadenas"] != restaurados["cadenas"]:
        yield "Las cabezas de las cadenas de la bitácora no son las que el respaldo dice."
    if respaldados["cierre"] != restaurados["cierre"]:
        yield "El último cierre de la bitácora no es el que el respaldo dice."


def migraciones_aplicadas() -> list[list[str]]:
    with connection.cursor() as cursor:
        cursor.execute("select app, name from django_migrations order by app, name")
        return [[app, nombre] for app, nombre in cursor.fetchall()]


def migraciones_conocidas() -> list[list[str]]:
    """Those that this version of the application brings."""
    return sorted([app, nombre] for app, nombre in MigrationLoader(None).disk_migrations)

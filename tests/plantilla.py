"""The migrated database that the tests begin with, made once: whoever needs one copies it.

To migrate an empty database takes half a minute, and each process, each installation and each site under test begins
with a migrated one. The first that needs it migrates; the server keeps it as a template, and `.local/plantillas` keeps
a dump for the next server. Both bear in their name what they were made from: another migration makes another one.
"""

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from psycopg import sql

from config.respaldo.errores import Rehusado
from config.respaldo.paquete import BLOQUE
from config.respaldo.programas import cargar, carpeta_de_programas, mayor_del_servidor, volcar

CARPETA: Path = settings.LOCAL_DIR / "plantillas"
DE_QUE = ("*/migrations/*.py", "*/operations.py", "tests/taller/**/*.py", "requirements.txt")
"""What a migrated database is made from. Types of content and permissions are looked after at each beginning."""


def plantilla() -> str:
    """The name of the template on the server that is configured; it is made when it is not there."""
    nombre = f"test_plantilla_{mayor_del_servidor()}_{_huella()}"
    CARPETA.mkdir(parents=True, exist_ok=True)
    with (CARPETA / "cerrojo").open("w") as cerrojo, conectada("postgres") as servidor:
        fcntl.flock(cerrojo, fcntl.LOCK_EX)
        if not servidor.execute("select from pg_database where datname = %s", [nombre]).rowcount:
            en_obra = f"{nombre}_en_obra"
            _rehacer(servidor, en_obra)
            with en(en_obra):
                _llenar(CARPETA / f"{nombre}.dump")
            _ordenar(servidor, "alter database {} rename to {}", en_obra, nombre)
    return nombre


def volcado() -> Path | None:
    """The template as a file that `pg_restore` reads; none where the server's own programs are missing."""
    ruta = CARPETA / f"{plantilla()}.dump"
    return ruta if ruta.exists() else None


def leido(ruta: Path) -> Iterator[bytes]:
    with ruta.open("rb") as fichero:
        while trozo := fichero.read(BLOQUE):
            yield trozo


@contextmanager
def en(base: str) -> Iterator[None]:
    """Our connection leads to that database."""
    antes = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = base
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = antes


def conectada(base: str) -> "psycopg.Connection[tuple[Any, ...]]":
    """Another session, outside of Django."""
    ajustes = {**connection.get_connection_params(), "dbname": base, "autocommit": True}
    for de_django in ("cursor_factory", "context", "prepare_threshold", "options", "server_side_binding"):
        ajustes.pop(de_django, None)
    return psycopg.connect(**ajustes)


def _huella() -> str:
    suma = hashlib.sha256()
    for ruta in sorted(ruta for forma in DE_QUE for ruta in settings.BASE_DIR.glob(forma)):
        contenido = ruta.read_bytes()
        suma.update(f"{ruta.relative_to(settings.BASE_DIR)} {len(contenido)}\n".encode() + contenido)
    return suma.hexdigest()[:16]


def _rehacer(servidor: "psycopg.Connection[tuple[Any, ...]]", base: str) -> None:
    _ordenar(servidor, "drop database if exists {} with (force)", base)
    _ordenar(servidor, "create database {} template template0", base)


def _ordenar(servidor: "psycopg.Connection[tuple[Any, ...]]", orden: Any, *bases: str) -> None:
    servidor.execute(sql.SQL(orden).format(*map(sql.Identifier, bases)))


def _llenar(ruta: Path) -> None:
    """Restore the dump into the empty database of our connection, or migrate it and write the dump."""
    try:
        programas = carpeta_de_programas()
    except Rehusado:
        call_command("migrate", interactive=False, verbosity=0)
        return
    if ruta.exists():
        cargar(programas, leido(ruta))
        return
    call_command("migrate", interactive=False, verbosity=0)
    for anterior in CARPETA.glob(f"{ruta.name.rpartition('_')[0]}_*.dump"):
        anterior.unlink()
    a_medias = ruta.with_suffix(".nuevo")
    with transaction.atomic(), connection.cursor() as cursor, a_medias.open("wb") as fichero:
        cursor.execute("select pg_export_snapshot()")
        fichero.writelines(volcar(programas, cursor.fetchone()[0]))
    a_medias.replace(ruta)

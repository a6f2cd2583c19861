"""A whole site of this test's own, whose parts the tests may pause, kill and start again."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from config.servicios.broker import Broker
from config.servicios.places import BASE, Owner, short_dir
from config.servicios.ports import reserve_web_port
from config.servicios.postgresql import PostgreSQL
from config.servicios.process import Child
from tests.plantilla import volcado

PATIENCE = 40.0  # seconds


@pytest.fixture
def folder() -> Iterator[Path]:
    """A short private folder of the account that servers run as."""
    with short_dir(Owner.unprivileged()) as path:
        yield path


PRONTO = 8  # seconds: three on a machine of its own, and some for what else a test machine does


class RunningSite:
    """Database, broker, worker and web, each a child process."""

    database: Child
    broker: Child
    worker: Child
    web: Child

    def __init__(self, folder: Path, dump: Path | None) -> None:
        self.dump = dump
        owner = Owner.unprivileged()
        self.postgresql = PostgreSQL(folder, folder, owner, "postgresql-prueba", is_ephemeral=True)
        self.valkey = Broker(folder, owner, "cola-prueba")
        self.port, self.sockets = reserve_web_port()
        self.env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "SECRET_KEY": "solo-para-pruebas",
            "DEBUG": "1",  # the seal of the demonstration will do
            "DATABASE_URL": self.postgresql.url,
            "CELERY_BROKER_URL": self.valkey.url,
        }

    def start(self) -> None:
        self.database = self.postgresql.start()
        self.broker = self.valkey.start()
        self.make_tables()
        self.worker = self.start_worker()
        handles = tuple(held.fileno() for held in self.sockets)
        binds = [part for handle in handles for part in ("--bind", f"fd://{handle}")]
        command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--threads", "4", *binds]
        self.web = Child("web-prueba", command, self.env, pass_fds=handles).start()
        self.ask(PATIENCE)  # the first answer also imports the site: only those after it must come soon

    def make_tables(self) -> None:
        order: list[str | Path] = [sys.executable, "manage.py", "migrate", "--no-input"]
        if self.dump:
            restore = self.postgresql.binaries() / "pg_restore"
            order = [restore, "--no-owner", "--exit-on-error", f"--dbname={self.postgresql.url}", self.dump]
        subprocess.run(order, cwd=BASE, env=self.env, check=True, stdout=subprocess.DEVNULL)

    def start_worker(self) -> Child:
        command = [sys.executable, "-m", "celery", "--app", "config.celery", "worker", "--pool", "solo"]
        return Child("trabajador-prueba", command, self.env).start()

    def health(self) -> tuple[int, dict[str, Any]]:
        """The status and the body of `/salud/`, which must come soon even when a part hangs."""
        start = time.monotonic()
        answer = self.ask(10)
        assert time.monotonic() - start < PRONTO
        return answer

    def ask(self, timeout: float) -> tuple[int, dict[str, Any]]:
        with contextlib.closing(HTTPConnection("127.0.0.1", self.port, timeout=timeout)) as web:
            web.request("GET", "/salud/", headers={"Host": "localhost"})
            response = web.getresponse()
            return response.status, json.loads(response.read())

    def await_health(
        self, accept: Callable[[int, dict[str, Any]], bool] = lambda status, _: status == 200
    ) -> None:
        deadline = time.monotonic() + PATIENCE
        while True:
            with contextlib.suppress(ConnectionError):
                status, body = self.health()
                if accept(status, body):
                    return
            assert time.monotonic() < deadline, "the site did not become what was awaited"
            time.sleep(0.2)

    def execute(self, statement: str) -> None:
        with self.postgresql.connect("convenios") as connection:
            connection.execute(statement.encode())

    def stop(self) -> None:
        for name in ("web", "worker", "broker", "database"):
            if child := getattr(self, name, None):
                child.process.send_signal(signal.SIGCONT)
                child.stop()
        for held in self.sockets:
            held.close()


@pytest.fixture(scope="module")
def site(django_db_blocker: Any) -> Iterator[RunningSite]:
    with django_db_blocker.unblock():
        dump = volcado()
    with short_dir(Owner.unprivileged()) as path:
        running = RunningSite(path, dump)
        try:
            running.start()
            running.await_health()
            yield running
        finally:
            running.stop()


@contextlib.contextmanager
def paused(child: Child) -> Iterator[None]:
    """Let a process hang, connections to it open and unanswered."""
    child.process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        child.process.send_signal(signal.SIGCONT)

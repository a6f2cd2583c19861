"""Start what the site needs, watch it, and stop all of it."""

import contextlib
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from types import FrameType

from config.servicios import environment, places, ports
from config.servicios.broker import Broker
from config.servicios.places import BASE, LOCAL, Owner
from config.servicios.postgresql import PostgreSQL
from config.servicios.process import Child, end_with_parent
from config.servicios.steps import Failure, show, step, tail

MANAGE = [sys.executable, str(BASE / "manage.py")]


class Stopped(BaseException):
    """Somebody asked us to stop: Ctrl-C, TERM, or a closed terminal."""


def stop_on_signals() -> None:
    """Have the first signal end the run in order; later ones do not disturb the stopping."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        raise Stopped

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)


class Site:
    """The services of one run and whatever runs on them; leaving the `with` block stops everything."""

    def __init__(self, *, is_ephemeral: bool) -> None:
        self.is_ephemeral = is_ephemeral
        self.children: list[Child] = []
        self.variables: dict[str, str] = {}
        self.sockets: list[socket.socket] = []
        self.stack = contextlib.ExitStack()

    def __enter__(self) -> "Site":
        with contextlib.ExitStack() as undo:
            if self.is_ephemeral:
                self.variables = environment.ephemeral()
            else:
                undo.enter_context(only_one())
                self.port, self.sockets = ports.reserve_web_port()
                undo.callback(self.release_port)
                self.variables = environment.lasting(f"http://localhost:{self.port}")
            undo.callback(self.stop_all)
            self.start_services(undo)
            self.stack = undo.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self.stack.close()

    def start_services(self, undo: contextlib.ExitStack) -> None:
        """Start the embedded services that the environment does not name elsewhere."""
        start, kind = time.monotonic(), "-efimero" if self.is_ephemeral else ""
        owner = Owner.unprivileged() if self.is_ephemeral else Owner.of(places.services_dir())
        sockets = undo.enter_context(places.short_dir(owner))
        if "DATABASE_URL" not in os.environ:
            home = sockets if self.is_ephemeral else places.services_dir()
            database = PostgreSQL(home, sockets, owner, f"postgresql{kind}", self.is_ephemeral)
            self.children.append(database.start())
            self.variables["DATABASE_URL"] = database.url
        if "CELERY_BROKER_URL" not in os.environ:
            broker = Broker(sockets, owner, f"cola{kind}")
            self.children.append(broker.start())
            self.variables["CELERY_BROKER_URL"] = broker.url
        if not self.is_ephemeral:
            environment.write(self.variables)
            show("✓", "Base de datos y cola embebidas", f"{time.monotonic() - start:.0f} s")

    @property
    def env(self) -> dict[str, str]:
        return {**os.environ, "PYTHONUNBUFFERED": "1", **self.variables}

    def manage(self, label: str, *arguments: str) -> None:
        """Run a management command as one step. Raises Failure when it fails."""
        step(label, [*MANAGE, *arguments], log=arguments[0], env=self.env)

    def call(self, command: list[str]) -> int:
        """Run `command` on our terminal to its end and return its exit code."""
        arrange = end_with_parent(signal.SIGTERM)
        with subprocess.Popen(command, env=self.env, preexec_fn=arrange) as process:
            try:
                while process.poll() is None:
                    self.check_children()
                    with contextlib.suppress(subprocess.TimeoutExpired):
                        process.wait(0.3)
            except BaseException:
                process.terminate()
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(10)
                process.kill()
                raise
        return process.returncode

    def start_workers(self) -> None:
        """Start the clock and the worker that does what it and the pages ask for."""
        celery = [sys.executable, "-m", "celery", "--app", "config.celery"]
        beat = [
            *celery,
            "beat",
            "--schedule",
            str(LOCAL / "celerybeat"),
            "--pidfile",
            "",
            "--loglevel",
            "INFO",
        ]
        self.children.append(Child("reloj", beat, self.env).start())
        pool = [
            "--pool",
            "prefork",
            "--concurrency",
            "2",
        ]  # papers are set in processes of their own, never in threads
        worker = [*celery, "worker", *pool, "--loglevel", "INFO", "--without-gossip"]
        self.children.append(Child("trabajador", [*worker, "--without-mingle"], self.env).start())

    def start_web(self) -> None:
        """Serve the site by gunicorn on the sockets that were reserved at the start."""
        handles = tuple(held.fileno() for held in self.sockets)
        command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--workers", "2", "--threads", "4"]
        command += ["--graceful-timeout", "5", "--access-logfile", "-"]
        command += [part for handle in handles for part in ("--bind", f"fd://{handle}")]
        self.children.append(Child("web", command, self.env, pass_fds=handles).start())
        self.release_port()

    def start_development_web(self) -> None:
        """Serve the site by Django's own server, which reloads on every change; it binds the port itself."""
        self.release_port()
        command = [*MANAGE, "runserver", f"localhost:{self.port}"]
        self.children.append(Child("web", command, self.env).start())

    def await_web(self) -> None:
        """Wait until the site answers on its port. Raises Failure when it does not, or ended."""
        deadline = time.monotonic() + 60
        while True:
            self.check_children()
            with (
                contextlib.suppress(OSError),
                socket.create_connection(("localhost", self.port), timeout=5) as web,
            ):
                web.sendall(b"GET /salud/ HTTP/1.0\r\nHost: localhost\r\n\r\n")
                if web.recv(4) == b"HTTP":
                    return
            if time.monotonic() > deadline:
                raise Failure("El sitio no responde.")
            time.sleep(0.1)

    def release_port(self) -> None:
        for held in self.sockets:
            held.close()

    def watch(self) -> None:
        """Return never: raise Failure when something that we started ends by itself."""
        while True:
            self.check_children()
            time.sleep(0.3)

    def check_children(self) -> None:
        for child in self.children:
            if not child.is_running:
                raise Failure(
                    f"«{child.name}» terminó por sí solo ({child.process.returncode}).\n{tail(child.log)}"
                )

    def stop_all(self) -> None:
        """Stop in the opposite order: the web before the worker, the database last."""
        while self.children:
            self.children.pop().stop()


@contextlib.contextmanager
def only_one() -> Iterator[None]:
    """Hold this clone's lock. Raises Failure, saying who has it, when another run does."""
    LOCAL.mkdir(exist_ok=True)
    path = LOCAL / "en-marcha"
    with path.open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Failure(
                f"Este clon ya está en marcha (proceso {path.read_text().strip()}). Deténgalo antes."
            ) from None
        lock.truncate(0)
        lock.write(f"{os.getpid()}")
        lock.flush()
        yield

"""The embedded services live through kills, and nothing outlives whoever started it."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from config.servicios import environment, places, ports, supervisor
from config.servicios.broker import Broker, answers
from config.servicios.places import BASE, Owner
from config.servicios.postgresql import PostgreSQL, serves
from config.servicios.process import Child
from config.servicios.steps import Failure

pytestmark = [pytest.mark.lento, pytest.mark.enable_socket]


def await_that(condition: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come about in time"
        time.sleep(0.05)


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that ended and was not reaped yet does not."""
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    return False


# -- the database


@pytest.fixture
def cluster(folder: Path) -> PostgreSQL:
    return PostgreSQL(folder, folder, Owner.unprivileged(), "postgresql-prueba")


@contextlib.contextmanager
def running(cluster: PostgreSQL) -> Iterator[Child]:
    server = cluster.start()
    try:
        yield server
    finally:
        server.stop()


def test_what_was_written_survives_a_kill_and_the_stale_pid_file_stops_nobody(cluster: PostgreSQL) -> None:
    with running(cluster) as server:
        with cluster.connect("convenios") as connection:
            connection.execute("CREATE TABLE prueba AS SELECT 'ñandú' AS palabra")
        server.process.kill()
        server.process.wait()
        assert (cluster.data / "postmaster.pid").exists()
    with running(cluster), cluster.connect("convenios") as connection:
        assert connection.execute("SELECT upper(palabra) FROM prueba").fetchone() == ("ÑANDÚ",)


def test_a_pid_file_whose_number_is_now_another_program_stops_nobody(cluster: PostgreSQL) -> None:
    with running(cluster) as server:
        server.process.kill()
        server.process.wait()
    stranger = subprocess.Popen(["sleep", "60"])
    try:
        lock = cluster.data / "postmaster.pid"
        lock.write_text("\n".join([str(stranger.pid), *lock.read_text().split("\n")[1:]]))
        with running(cluster):
            cluster.connect("convenios").close()
    finally:
        stranger.kill()
        stranger.wait()


def test_a_start_waits_for_the_predecessor_that_is_still_ending(cluster: PostgreSQL) -> None:
    with running(cluster) as old:
        old.process.send_signal(signal.SIGINT)
        with running(cluster) as new:
            assert serves(new.process.pid, cluster.data)


def test_an_interrupted_initialisation_leaves_no_cluster_by_half(cluster: PostgreSQL) -> None:
    unfinished = cluster.home / "postgresql.nuevo"
    unfinished.mkdir()
    (unfinished / "PG_VERSION").write_text("18\n")
    with running(cluster):
        assert not unfinished.exists()


def test_data_of_another_version_are_refused_in_words(cluster: PostgreSQL) -> None:
    cluster.data.mkdir()
    (cluster.data / "PG_VERSION").write_text("17\n")
    with pytest.raises(Failure, match="PostgreSQL 17; este Convenios trae el 18"):
        cluster.start()


def test_the_server_listens_on_its_socket_alone(cluster: PostgreSQL) -> None:
    with running(cluster), cluster.connect() as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        assert cluster.sockets.stat().st_mode & 0o077 == 0


def test_the_broker_answers_and_ends(folder: Path) -> None:
    broker = Broker(folder, Owner.unprivileged(), "cola-prueba")
    server = broker.start()
    assert answers(broker.socket)
    server.stop()
    assert not answers(broker.socket)


# -- the supervisor


@pytest.fixture
def supervised(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], list[int], Path]]:
    """A run with throw-away services: the supervisor, what it started, and the folder of its sockets."""
    report = "echo $DATABASE_URL; exec sleep 120"
    command = [sys.executable, "-m", "config.servicios", "con", "--efimero", "sh", "-c", report]
    env = {
        name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "CELERY_BROKER_URL"}
    }
    with subprocess.Popen(command, cwd=BASE, env=env, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        sockets = Path(process.stdout.readline().strip().split("host=")[1])
        yield process, descendants(process.pid), sockets
        process.kill()


def descendants(pid: int) -> list[int]:
    children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return children + [below for child in children for below in descendants(child)]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_stopped_run_leaves_nothing(
    supervised: tuple[subprocess.Popen[str], list[int], Path], number: signal.Signals
) -> None:
    process, started, sockets = supervised
    assert len(started) > 3
    process.send_signal(number)
    assert process.wait(20) == 130
    assert not any(map(is_alive, started))
    assert not sockets.exists()


def test_a_killed_run_leaves_nothing_and_the_next_sweeps_its_folder(
    supervised: tuple[subprocess.Popen[str], list[int], Path],
) -> None:
    process, started, sockets = supervised
    process.kill()
    await_that(lambda: not any(map(is_alive, started)))
    places.sweep_abandoned()
    assert not sockets.exists()


def test_a_run_whose_database_dies_says_so_and_leaves_nothing(
    supervised: tuple[subprocess.Popen[str], list[int], Path],
) -> None:
    process, started, _ = supervised
    os.kill(
        next(pid for pid in started if "postgres" in Path(f"/proc/{pid}/cmdline").read_text()), signal.SIGKILL
    )
    assert process.wait(20) == 1
    assert not any(map(is_alive, started))


def test_a_second_run_from_the_same_clone_is_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "LOCAL", tmp_path)
    with (
        supervisor.only_one(),
        pytest.raises(Failure, match=f"ya está en marcha .proceso {os.getpid()}"),
        supervisor.only_one(),
    ):
        pass


def test_a_folder_in_use_is_never_swept(folder: Path) -> None:
    places.sweep_abandoned()
    assert folder.exists()


# -- ports and environment


def test_a_taken_port_is_passed_over() -> None:
    first, held = ports.reserve_web_port()
    second, more = ports.reserve_web_port()
    try:
        assert first != second
    finally:
        for one in (*held, *more):
            one.close()


def test_a_port_taken_on_ipv6_alone_counts_as_taken() -> None:
    addresses = [address for _, address in ports.loopback_addresses()]
    if "::1" not in addresses:
        pytest.skip("this machine has no IPv6")
    with socket.socket(socket.AF_INET6) as taken:
        taken.bind(("::1", 0))
        assert ports.bind_loopback(taken.getsockname()[1]) == []


def test_the_environment_file_keeps_its_key_and_is_its_owners_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "FILE", tmp_path / "entorno")
    monkeypatch.delenv("SECRET_KEY", raising=False)
    first = environment.lasting("http://localhost:8000")
    environment.write(first)
    assert environment.lasting("http://localhost:8000")["SECRET_KEY"] == first["SECRET_KEY"]
    assert environment.FILE.stat().st_mode & 0o777 == 0o600


def test_the_socket_path_is_short_enough(folder: Path) -> None:
    assert len(os.fsencode(folder / ".s.PGSQL.5432.lock")) < 107

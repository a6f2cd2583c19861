"""A child process that never outlives us."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from config.servicios.places import Owner
from config.servicios.steps import log_file

PR_SET_PDEATHSIG = 1
libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


@dataclass
class Child:
    """A server or worker, in a process group of its own so that Ctrl-C reaches it through us only.

    `stop_signal` asks it to end in order; the kernel sends the same one when we are killed.
    """

    name: str
    command: Sequence[str | Path]
    env: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    owner: Owner = field(default_factory=lambda: Owner(os.geteuid(), os.getegid()))
    stop_signal: signal.Signals = signal.SIGTERM
    grace: float = 10.0  # seconds between asking and killing
    pass_fds: tuple[int, ...] = ()

    def start(self) -> "Child":
        self.log = log_file(self.name)
        is_us = self.owner.is_us
        with self.log.open("w") as output:
            self.process = subprocess.Popen(
                self.command,
                env=self.env,
                cwd=None if is_us else "/",
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                user=None if is_us else self.owner.uid,
                group=None if is_us else self.owner.gid,
                extra_groups=None if is_us else [],
                process_group=0,
                pass_fds=self.pass_fds,
                preexec_fn=end_with_parent(self.stop_signal),
            )
        return self

    @property
    def is_running(self) -> bool:
        return self.process.poll() is None

    def stop(self) -> None:
        """Ask the leader to end, wait, then kill what is left of the group. May be called twice."""
        if self.is_running:
            self.process.send_signal(self.stop_signal)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(self.grace)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def end_with_parent(stop_signal: signal.Signals) -> Callable[[], None]:
    """What the child runs before its program: have the kernel send `stop_signal` when the parent dies.

    It comes after the change of account, which would clear the setting.
    """
    parent = os.getpid()

    def arrange() -> None:
        if libc is not None:
            libc.prctl(PR_SET_PDEATHSIG, stop_signal)
            if os.getppid() != parent:
                os.kill(os.getpid(), signal.SIGKILL)

    return arrange

"""One line per step on the terminal, never silent for long."""

import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from config.servicios.places import LOGS

BEAT = 4.0  # seconds between two signs of life where no terminal redraws the line


class Failure(Exception):
    """What went wrong, in a sentence for the person at the keyboard."""


def show(mark: str, label: str, detail: str = "", *, passing: bool = False) -> None:
    """Print one line; on a terminal a passing one is overwritten by the next."""
    terminal = sys.stdout.isatty()
    text = f"  {mark} {label:<44} {detail.strip()}".rstrip()
    print(f"\r\033[K{text}" if terminal else text, end="" if terminal and passing else "\n", flush=True)


def bar(done: int, total: int, what: str) -> str:
    """A progress bar of twenty cells with its figures."""
    filled = round(20 * min(done, total) / max(total, 1))
    return f"[{'█' * filled}{'·' * (20 - filled)}] {done}/{total} {what}"


def step(
    label: str,
    command: list[str],
    *,
    log: str,
    progress: Callable[[str], str] = lambda _: "",
    env: Mapping[str, str] | None = None,
) -> None:
    """Run `command`, its output in the log of that name, showing `progress(output so far)` and the time.

    Raises Failure with the end of that output when the command fails.
    """
    path = log_file(log)
    start = last = time.monotonic()
    with path.open("w", encoding="utf-8") as output:
        output.write(f"$ {shlex.join(command)}\n")
        output.flush()
        with subprocess.Popen(
            command, env=env, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
        ) as process:
            while process.poll() is None:
                time.sleep(0.1)
                if time.monotonic() - last >= (0.5 if sys.stdout.isatty() else BEAT):
                    last = time.monotonic()
                    show("·", label, f"{progress(read(path))} {last - start:.0f} s", passing=True)
    if process.returncode:
        raise Failure(f"{label}: no se pudo.\n{tail(path)}")
    show("✓", label, f"{time.monotonic() - start:.0f} s")


def log_file(name: str) -> Path:
    """Where the output of `name` goes; what it said the time before is kept beside it."""
    LOGS.mkdir(parents=True, exist_ok=True)
    path = LOGS / f"{name}.log"
    if path.exists():
        path.replace(LOGS / f"{name}.anterior.log")
    return path


def read_log(name: str) -> str:
    return read(LOGS / f"{name}.log")


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""


def tail(path: Path, lines: int = 15) -> str:
    """The end of a log, indented, with the name of the file it stands in."""
    return f"Final de {path}:\n" + "\n".join(f"    {line}" for line in read(path).splitlines()[-lines:])

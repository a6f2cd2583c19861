"""Prepare this clone: Debian packages, the virtual environment and the locked dependencies.

`bin/preparar run` for serving the site, `bin/preparar test` for that and what checks and browser tests need.
Runs with the system's python3 before anything is installed. What is already there is not done again.
"""

import argparse
import ctypes
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from config.servicios.places import BASE
from config.servicios.steps import Failure, bar, show, step

VENV = BASE / ".venv"
PYTHON = VENV / "bin" / "python"
PREPARED = VENV / "preparado"
LOCKS = {"run": ["requirements.txt"], "test": ["requirements.txt", "requirements-dev.txt"]}
APT = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
MINIMUM = (3, 11)


# -- Debian packages


def missing_packages(purpose: str) -> list[str]:
    """The Debian packages that are really missing: each is asked for by what it gives."""
    is_there = {
        "python3-venv": bool(importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv")),
        "libpangoft2-1.0-0": has_library("libpangoft2-1.0.so.0"),  # sets the lines of the papers
        "libharfbuzz-subset0": has_library("libharfbuzz-subset.so.0"),  # their fonts: without it, other bytes
    }
    if purpose == "test":
        is_there["git"] = shutil.which("git") is not None
        is_there["gettext"] = all(map(shutil.which, ("xgettext", "msgfmt")))
        is_there["chromium"] = shutil.which("chromium") is not None
        is_there["poppler-utils"] = all(map(shutil.which, ("pdftoppm", "pdftotext")))
        is_there["softhsm2"] = (
            shutil.which("softhsm2-util") is not None
        )  # stands in for a token with the seal
        is_there["fonts-dejavu-core"] = any(Path("/usr/share/fonts").rglob("*.[ot]tf"))
    return [name for name, found in is_there.items() if not found]


def has_library(name: str) -> bool:
    """Whether the dynamic linker would find it; asked of the linker itself, which needs no compiler and no cache."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def install_packages(packages: list[str]) -> None:
    """Install by apt, as root or through sudo. Raises Failure with the line to run when we have no rights."""
    if shutil.which("apt-get") is None:
        raise Failure(f"Faltan {', '.join(packages)} y aquí no hay apt-get: instálelos con su sistema.")
    if os.geteuid() != 0 and not sudo_works():
        line = f"apt-get update && apt-get install -y --no-install-recommends {' '.join(packages)}"
        raise Failure(
            f"Faltan paquetes de Debian. Instálelos como administrador y vuelva a empezar:\n\n    {line}\n"
        )
    apt = [*(["sudo", "-n"] if os.geteuid() != 0 else []), *APT]
    step("Lista de paquetes de Debian", [*apt, "update"], log="apt-update")
    wanted = ["install", "-y", "--no-install-recommends", *packages]
    step(f"Paquetes de Debian: {', '.join(packages)}", [*apt, *wanted], log="apt-install", progress=last_line)


def sudo_works() -> bool:
    """Whether sudo can be used, be it by asking for the password on the terminal."""
    if shutil.which("sudo") is None:
        return False
    if subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0:
        return True
    return sys.stdin.isatty() and subprocess.run(["sudo", "-v"], check=False).returncode == 0


def last_line(output: str) -> str:
    return next((line.strip()[:40] for line in reversed(output.splitlines()) if line.strip()), "")


# -- the virtual environment and the locked dependencies


def prepare_environment() -> None:
    """Create `.venv`; make it anew when its Python no longer runs (a moved clone, an upgraded system)."""
    if not runs("pass"):
        step("Entorno de Python (.venv)", [sys.executable, "-m", "venv", "--clear", str(VENV)], log="venv")
    elif not runs("import pip"):  # made by another tool
        step("pip en .venv", [str(PYTHON), "-m", "ensurepip"], log="venv")


def runs(code: str) -> bool:
    return (
        PYTHON.exists()
        and subprocess.run([PYTHON, "-c", code], capture_output=True, check=False).returncode == 0
    )


def install_dependencies(purpose: str) -> None:
    """Install the lock with its hashes, unless the stamp says that this very lock is installed."""
    wanted = [f"{hashlib.sha256((BASE / name).read_bytes()).hexdigest()}  {name}" for name in LOCKS[purpose]]
    if PREPARED.exists() and set(wanted) <= set(PREPARED.read_text().splitlines()):
        return
    lock = BASE / LOCKS[purpose][-1]
    total = len(re.findall(r"^[\w.-]+==", lock.read_text(), re.MULTILINE))
    PREPARED.unlink(missing_ok=True)
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--progress-bar", "off"]
    command = [*pip, "--require-hashes", "--only-binary", ":all:", "-r", str(lock)]
    step("Dependencias de Python", command, log="pip", progress=lambda output: pip_progress(output, total))
    PREPARED.write_text("\n".join(wanted) + "\n")


def pip_progress(output: str, total: int) -> str:
    """How far pip is: it collects every package first, then it unpacks them into the environment."""
    if "Installing collected packages" in output:
        return bar(len(list(VENV.glob("lib/python*/site-packages/*.dist-info"))), total, "instaladas")
    collected = re.findall(r"^(?:Collecting|Requirement already satisfied)", output, re.MULTILINE)
    return bar(len(collected), total, "reunidas")


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/preparar", description="Prepara este clon de Convenios.")
    parser.add_argument("purpose", choices=sorted(LOCKS), help="run: servir el sitio; test: además, probarlo")
    purpose: str = parser.parse_args().purpose
    if sys.version_info < MINIMUM:
        print(f"Convenios necesita Python {MINIMUM[0]}.{MINIMUM[1]} o más nuevo.", file=sys.stderr)
        return 1
    try:
        if missing := missing_packages(purpose):
            install_packages(missing)
        prepare_environment()
        install_dependencies(purpose)
    except Failure as failure:
        print(f"\n{failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    show("✓", "Este clon está preparado")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""`make check`: everything that can be said about the code without running its features."""

import os
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from config.servicios.places import BASE
from config.servicios.steps import Failure, read_log, show, step

PYTHON = [sys.executable, "-m"]
MANAGE = [sys.executable, "manage.py"]
CHECKS: Sequence[tuple[str, str, list[str]]] = (
    ("Tipos", "mypy", [*PYTHON, "mypy", "."]),
    ("Formato", "ruff-format", [*PYTHON, "ruff", "format", "--check", "."]),
    ("Reglas de estilo", "ruff", [*PYTHON, "ruff", "check", "."]),
    ("Capas", "lint-imports", ["lint-imports", "--no-logo"]),
    ("Configuración de Django", "check", [*MANAGE, "check", "--fail-level", "WARNING"]),
    ("Migraciones", "makemigrations", [*MANAGE, "makemigrations", "--check", "--dry-run"]),
    ("Flujos y docs/flujos.md", "flujos", [*MANAGE, "comprobar_flujos", "--comprobar"]),
    ("Idiomas", "idiomas", [*MANAGE, "mensajes", "--comprobar"]),
    ("Plantillas", "djlint", [*PYTHON, "djlint", "--lint", "--quiet", "templates"]),
    (
        "El proyecto, el glosario y los roles",
        "test-project",
        [*PYTHON, "pytest", "-q", "tests/test_project.py", "tests/test_glosario.py"],
    ),
)


def main() -> int:
    os.chdir(BASE)
    os.environ.update(CONVENIOS_DEMO="1", DEBUG="1")  # the seal of the demonstration will do here
    os.environ["PATH"] = f"{os.path.dirname(sys.executable)}{os.pathsep}{os.environ['PATH']}"
    # The types take as long as everything else together: two at a time, they first.
    with ThreadPoolExecutor(2) as two:
        passed = list(two.map(lambda check: passes(*check), CHECKS))
    failed = [label for (label, _, _), good in zip(CHECKS, passed, strict=True) if not good]
    if failed:
        show("✗", f"No pasan: {', '.join(failed)}")
    return 1 if failed else 0


def passes(label: str, log: str, command: list[str]) -> bool:
    try:
        step(label, command, log=log)
    except Failure:
        show("✗", label)
        print(read_log(log), flush=True)
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())

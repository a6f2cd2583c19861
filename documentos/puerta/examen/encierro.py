"""The confined process: ``python -I encierro.py MODULE LIMITS [DESCRIPTOR]``, with the file as its standard input.

It limits itself before it reads a byte: seconds, memory, no process of its own. Once the examining module is loaded it
gives up the right to open anything: with no descriptor to be had there is no file, no socket, no network. A process of
root becomes nobody, so that no limit can be lifted. What the module must know besides the file is read from the
descriptor while doors are still open. The answer, one line of JSON, goes to a file of limited size; a process that ran
out of memory says so by its exit status.
"""

import contextlib
import importlib
import json
import os
import resource
import signal
import sys
from pathlib import Path

RAIZ = str(Path(__file__).resolve().parents[3])
NADIE = 65534
SIN_MEMORIA = 77
"""Exit status of a process that asked for more memory than it may have."""


def limitar(segundos: int, memoria: int, salida: int) -> None:
    """CPU seconds, bytes of memory and bytes of answer; an alarm for one that waits instead of working."""
    for recurso, limite in (
        (resource.RLIMIT_CPU, segundos),
        (resource.RLIMIT_AS, memoria),
        (resource.RLIMIT_FSIZE, salida),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
    ):
        resource.setrlimit(recurso, (limite, limite))
    signal.alarm(2 * segundos)


def cerrar_puertas() -> None:
    """From here on nothing can be opened: neither files nor sockets."""
    if os.geteuid() == 0:
        with contextlib.suppress(
            PermissionError
        ):  # a root that may not become somebody else has no such power
            os.setgroups([])
            os.setgid(NADIE)
            os.setuid(NADIE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def leer_contexto(descriptores: list[str]) -> list[bytes]:
    """What stands in each inherited descriptor, all of it."""
    contextos = []
    for descriptor in descriptores:
        with open(int(descriptor), "rb") as contexto:
            contexto.seek(0)
            contextos.append(contexto.read())
    return contextos


def main() -> int:
    modulo, limites, *descriptores = sys.argv[1:]
    limitar(**json.loads(limites))
    sys.path.insert(0, RAIZ)
    fichero = open(0, "rb", closefd=False)  # noqa: SIM115 - standard input, as something that can seek
    examinar = importlib.import_module(modulo).preparar(fichero, *leer_contexto(descriptores))
    cerrar_puertas()
    print("listo", flush=True)  # noqa: T201
    try:
        print(json.dumps(examinar()))  # noqa: T201
    except MemoryError:
        return SIN_MEMORIA
    return 0


if __name__ == "__main__":
    sys.exit(main())

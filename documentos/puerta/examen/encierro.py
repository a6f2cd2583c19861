"""The confined process: ``python -I encierro.py MODULE LIMITS``, with the file as its standard input.

It limits itself before it reads a byte: seconds, memory, no process of its own. Once the examining module is loaded it
gives up the right to open anything: with no descriptor to be had there is no file, no socket, no network. A process of
root becomes nobody, so that no limit can be lifted. The answer, one line of JSON, goes to a file of at most 64 KB.
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


def main() -> None:
    modulo, limites = sys.argv[1:]
    limitar(**json.loads(limites))
    sys.path.insert(0, RAIZ)
    fichero = open(0, "rb", closefd=False)  # noqa: SIM115 - standard input, as something that can seek
    examinar = importlib.import_module(modulo).preparar(fichero)
    cerrar_puertas()
    print("listo", flush=True)  # noqa: T201
    try:
        hallazgo = list(examinar())
    except MemoryError:
        hallazgo = ["", "memoria", ""]
    print(json.dumps(hallazgo))  # noqa: T201


if __name__ == "__main__":
    main()

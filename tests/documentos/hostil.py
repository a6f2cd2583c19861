"""An examination that was taken over: what it tries is the content of the file. Run by `documentos.puerta.recinto`."""

import os
import socket
import time
from collections.abc import Callable
from typing import BinaryIO


def gira() -> str:
    while True:
        pass


def duerme() -> str:
    time.sleep(600)
    return "desperté"


def come() -> str:
    trozos = []
    while True:
        trozos.append(bytearray(16 << 20))


def revienta() -> str:
    os.abort()


def inunda() -> str:
    while True:
        print("x" * 65536, flush=True)  # noqa: T201


def miente() -> str:
    """An answer of its own making, and out before the real one."""
    print('{"contenido": "pdf"}', flush=True)  # noqa: T201
    os._exit(0)


def intentar(que: Callable[[], object]) -> str:
    try:
        que()
    except OSError as error:
        return f"no: {os.strerror(error.errno or 0)}"
    return "sí"


def conecta() -> str:
    return intentar(lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM))


def abre() -> str:
    return intentar(lambda: open("/etc/passwd", "rb"))


def escribe() -> str:
    return intentar(lambda: open("/tmp/documentos-hostil", "wb"))  # noqa: S108


def bifurca() -> str:
    return intentar(os.fork)


def ejecuta() -> str:
    return intentar(lambda: os.execv("/bin/sh", ["sh"]))  # noqa: S606


def mira() -> str:
    """Its environment, apart from what the interpreter itself sets."""
    return ",".join(sorted(set(os.environ) - {"LC_CTYPE"})) or "nada"


def sube() -> str:
    """The limits on memory, if it may lift them."""
    import resource

    try:
        resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    except ValueError:
        return "no"
    return "sí"


def quien() -> str:
    return "root" if os.geteuid() == 0 else "nadie en particular"


def preparar(fichero: BinaryIO) -> Callable[[], tuple[str, str, str]]:
    intento: Callable[[], str] = globals()[fichero.read().decode()]
    intentar(lambda: None)
    import resource  # noqa: F401 - loaded now: later nothing can be

    return lambda: ("hostil", "", intento())

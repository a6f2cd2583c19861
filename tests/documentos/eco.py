"""An examination that says what it was given, and whether it can still open anything."""

from collections.abc import Callable
from typing import Any, BinaryIO


def preparar(fichero: BinaryIO, contexto: bytes) -> Callable[[], dict[str, Any]]:
    return lambda: {"archivo": fichero.read().decode(), "contexto": contexto.decode(), "abre": abre()}


def abre() -> bool:
    try:
        open("/etc/passwd").close()
    except OSError:
        return False
    return True

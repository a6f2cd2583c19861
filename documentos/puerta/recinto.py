"""Runs the examination in its own process, which may use so much time and memory and reach nothing."""

import json
import logging
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from documentos.puerta.examen.encierro import SIN_MEMORIA
from documentos.puerta.examen.hallazgo import Hallazgo

logger = logging.getLogger(__name__)

ENCIERRO = Path(__file__).parent / "examen" / "encierro.py"
EXAMEN = "documentos.puerta.examen"
MOTIVOS = {
    SIN_MEMORIA: "memoria",
    -signal.SIGXCPU: "tiempo",
    -signal.SIGALRM: "tiempo",
    -signal.SIGKILL: "tiempo",
}
"""Why a process ended, by its exit status; a processor limit kills where it is not heard."""
A_LA_VEZ = threading.BoundedSemaphore(2)
"""Examinations at a time in one web process: hostile files cost what the limits allow, not that times the threads."""


@dataclass(frozen=True)
class Limites:
    """CPU seconds (the clock allows twice as many), bytes of address space, bytes of answer."""

    segundos: int = 15
    memoria: int = 768 << 20
    salida: int = 64 << 10


class RecintoRoto(RuntimeError):
    """The confined process could not even begin: our own installation is at fault, not the file."""


class Interrumpido(RuntimeError):
    """The confined process was stopped or broke down; `motivo` is ``memoria``, ``tiempo`` or ``averia``."""

    def __init__(self, motivo: str) -> None:
        super().__init__(motivo)
        self.motivo = motivo


def examinar(fichero: IO[Any], *, modulo: str = EXAMEN, limites: Limites | None = None) -> Hallazgo:
    """What `modulo` finds in a file with a descriptor; ``interrumpido`` when it had to be stopped or broke down.

    Raises RecintoRoto.
    """
    try:
        partes = ejecutar(fichero, modulo=modulo, limites=limites)
    except Interrumpido as interrumpido:
        return Hallazgo("", "memoria" if interrumpido.motivo == "memoria" else "interrumpido")
    es_hallazgo = isinstance(partes, list) and len(partes) == 3 and all(isinstance(p, str) for p in partes)
    return Hallazgo(*partes) if es_hallazgo else Hallazgo("", "interrumpido")


def ejecutar(fichero: IO[Any], *, modulo: str, contexto: bytes = b"", limites: Limites | None = None) -> Any:
    """What `modulo` answers about a file with a descriptor, as JSON: not to be believed to have any form.

    The process gets an empty environment and inherits nothing but the file and, where there is one, the `contexto`,
    given to the module's `preparar` after the file. Raises RecintoRoto and Interrumpido.
    """
    limites = limites or Limites()
    fichero.seek(0)
    with (
        A_LA_VEZ,
        tempfile.TemporaryFile() as respuesta,
        tempfile.TemporaryFile() as quejas,
        _en_fichero(contexto) as descriptores,
    ):
        try:
            salida = subprocess.run(  # noqa: S603 - our own interpreter and script, no input in the arguments
                [
                    *(sys.executable, "-I", "-B", str(ENCIERRO), modulo, json.dumps(asdict(limites))),
                    *map(str, descriptores),
                ],
                stdin=fichero,
                stdout=respuesta,
                stderr=quejas,
                pass_fds=descriptores,
                env={},
                cwd="/",
                check=False,
                timeout=2 * limites.segundos + 5,
            ).returncode
        except subprocess.TimeoutExpired:
            salida = -signal.SIGALRM
        lineas, queja = _leer(respuesta).splitlines(), _leer(quejas)
    if not lineas or lineas[0] != "listo":
        raise RecintoRoto(queja)
    if salida == 0 and len(lineas) == 2:
        try:
            return json.loads(lineas[1])
        except ValueError:  # made up by an examination that was taken over
            pass
    logger.warning("The examination of a file was stopped (exit %s). %s", salida, queja[-2000:])
    raise Interrumpido(MOTIVOS.get(salida, "averia"))


@contextmanager
def _en_fichero(contexto: bytes) -> Iterator[tuple[int, ...]]:
    """The descriptor from which the process reads what it must know: none when that is nothing."""
    if not contexto:
        yield ()
        return
    with tempfile.TemporaryFile() as copia:
        copia.write(contexto)
        copia.flush()
        yield (copia.fileno(),)


def _leer(fichero: IO[bytes]) -> str:
    fichero.seek(0)
    return fichero.read().decode(errors="replace")

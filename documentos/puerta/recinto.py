"""Runs the examination in its own process, which may use so much time and memory and reach nothing."""

import json
import logging
import subprocess
import sys
import tempfile
import threading
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from documentos.puerta.examen.hallazgo import Hallazgo

logger = logging.getLogger(__name__)

ENCIERRO = Path(__file__).parent / "examen" / "encierro.py"
EXAMEN = "documentos.puerta.examen"
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


def examinar(fichero: IO[Any], *, modulo: str = EXAMEN, limites: Limites | None = None) -> Hallazgo:
    """What `modulo` finds in a file with a descriptor; ``interrumpido`` when it had to be stopped or broke down.

    The process gets an empty environment and inherits nothing but the file. Raises RecintoRoto.
    """
    limites = limites or Limites()
    fichero.seek(0)
    with A_LA_VEZ, tempfile.TemporaryFile() as respuesta, tempfile.TemporaryFile() as quejas:
        try:
            salida = subprocess.run(  # noqa: S603 - our own interpreter and script, no input in the arguments
                [sys.executable, "-I", "-B", str(ENCIERRO), modulo, json.dumps(asdict(limites))],
                stdin=fichero,
                stdout=respuesta,
                stderr=quejas,
                env={},
                cwd="/",
                check=False,
                timeout=2 * limites.segundos + 5,
            ).returncode
        except subprocess.TimeoutExpired:
            salida = -1
        lineas, queja = _leer(respuesta).splitlines(), _leer(quejas)
    if not lineas or lineas[0] != "listo":
        raise RecintoRoto(queja)
    if salida == 0 and len(lineas) == 2 and (hallazgo := _entender(lineas[1])):
        return hallazgo
    logger.warning("The examination of an upload was stopped (exit %s). %s", salida, queja[-2000:])
    return Hallazgo("", "interrumpido")


def _entender(linea: str) -> Hallazgo | None:
    """None for an answer that an examination which was taken over made up."""
    try:
        partes = json.loads(linea)
    except ValueError:
        return None
    es_hallazgo = isinstance(partes, list) and len(partes) == 3 and all(isinstance(p, str) for p in partes)
    return Hallazgo(*partes) if es_hallazgo else None


def _leer(fichero: IO[bytes]) -> str:
    fichero.seek(0)
    return fichero.read().decode(errors="replace")

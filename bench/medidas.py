"""How things are timed: side by side in one run, in turns, so that what else the machine does falls on both."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Accion = Callable[[], object]


@dataclass(frozen=True)
class Promesa:
    """A measured promise: a figure, its limit, and in words what was compared."""

    nombre: str
    valor: float
    limite: float
    detalle: str
    es_minimo: bool = False

    @property
    def se_cumple(self) -> bool:
        return self.valor >= self.limite if self.es_minimo else self.valor <= self.limite

    @property
    def fila(self) -> str:
        signo = "≥" if self.es_minimo else "≤"
        marca = "sí" if self.se_cumple else "**no**"
        return f"| {self.nombre} | {self.valor:.2f} | {signo} {self.limite:g} | {marca} | {self.detalle} |"


def cronometrar(accion: Accion) -> float:
    """Seconds that one call takes."""
    inicio = time.perf_counter()
    accion()
    return time.perf_counter() - inicio


def por_turnos(una: Accion, otra: Accion, *, vueltas: int, calentamiento: int = 3) -> tuple[float, float]:
    """Median seconds of each of two actions called in turns, after some turns that do not count."""
    tiempos: tuple[list[float], list[float]] = ([], [])
    for vuelta in range(vueltas + calentamiento):
        par = (cronometrar(una), cronometrar(otra))
        if vuelta >= calentamiento:
            for lista, tiempo in zip(tiempos, par, strict=True):
                lista.append(tiempo)
    return statistics.median(tiempos[0]), statistics.median(tiempos[1])


def kilobytes(cuales: str) -> int:
    """Of this process's own memory: those that it holds (``VmRSS``), or the most that it ever held (``VmHWM``).

    What the system tells of a child instead counts what its parent had before it (getrusage(2)).
    """
    lineas = Path("/proc/self/status").read_text().splitlines()
    return int(next(linea for linea in lineas if linea.startswith(cuales)).split()[1])

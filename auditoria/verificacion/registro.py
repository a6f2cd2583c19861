"""Checks that other apps bring: what their own tables say must agree with the log."""

from collections.abc import Callable, Iterable

from auditoria.verificacion.hallazgo import Hallazgo

Comprobacion = Callable[[], Iterable[Hallazgo]]

COMPROBACIONES: dict[str, Comprobacion] = {}


def registrar_comprobacion(nombre: str, comprobacion: Comprobacion) -> None:
    """Have `comprobacion` run by every verification. It yields findings, the first one of each kind first."""
    COMPROBACIONES[nombre] = comprobacion

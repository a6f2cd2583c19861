"""What runs inside the confined process: it says what a file really is, and what is wrong with it.

Nothing in this package imports Django: the process starts in a tenth of a second and has no settings to give away. The
words for people are outside, in `documentos.puerta.frases`.
"""

from collections.abc import Callable
from importlib import import_module
from typing import BinaryIO

from documentos.puerta.examen.firmas import CABEZA, reconocer
from documentos.puerta.examen.hallazgo import Hallazgo

EXAMINADORES = {
    "pdf": "pdf",
    "png": "imagen",
    "jpeg": "imagen",
    "tiff": "imagen",
    "zip": "ofimatica",
    "texto": "texto",
}


def preparar(fichero: BinaryIO) -> Callable[[], Hallazgo]:
    """Recognise the content by its first bytes and load what examines that kind: afterwards no module can be loaded."""
    contenido = reconocer(fichero.read(CABEZA))
    fichero.seek(0)
    if contenido not in EXAMINADORES:
        return lambda: Hallazgo(contenido)
    modulo = import_module(f"{__name__}.{EXAMINADORES[contenido]}")
    modulo.preparar()
    return lambda: modulo.examinar(fichero, contenido)

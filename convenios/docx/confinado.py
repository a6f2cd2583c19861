"""What runs inside the confined process of `documentos.puerta.recinto`: it reads a Word file into plain data."""

import codecs
import json
from collections.abc import Callable
from typing import BinaryIO

from convenios.docx.lectura import leer_fichero
from convenios.docx.paquete import Ilegible

Respuesta = tuple[str, str, str]


def preparar(fichero: BinaryIO) -> Callable[[], Respuesta]:
    """Load what reading needs: afterwards no module can be loaded."""
    codecs.lookup("cp437")  # the encoding of names in old archives
    return lambda: _leer(fichero)


def _leer(fichero: BinaryIO) -> Respuesta:
    """What `documentos.puerta.examen.hallazgo.Hallazgo` takes: the kind, why it cannot be read, and what was read."""
    try:
        return "docx", "", json.dumps(leer_fichero(fichero).a_datos())
    except Ilegible as motivo:
        return "docx", str(motivo), ""

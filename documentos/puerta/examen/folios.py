"""How many pages a PDF has, counted inside the confined process."""

from collections.abc import Callable
from typing import BinaryIO

import pikepdf

from documentos.puerta.examen import pdf


def preparar(fichero: BinaryIO) -> Callable[[], int]:
    pdf.preparar()
    return lambda: contar(fichero)


def contar(fichero: BinaryIO) -> int:
    """0 for what is no PDF, or one that opens with a password."""
    try:
        with pikepdf.open(
            fichero, access_mode=pikepdf.AccessMode.stream, suppress_warnings=True
        ) as documento:
            return len(documento.pages)
    except (pikepdf.PdfError, ValueError, RuntimeError):
        return 0

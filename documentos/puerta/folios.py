"""How many pages a stored file has. What came in may be hostile: it is counted where it can do nothing."""

from typing import IO, Any

from documentos.puerta import recinto

MEDIO = "application/pdf"
EXAMEN = "documentos.puerta.examen.folios"


def contar(fichero: IO[Any], medio: str) -> int | None:
    """The pages of a PDF with a descriptor; None for anything else, and when they could not be counted.

    Raises RecintoRoto when it is our installation that fails.
    """
    if medio != MEDIO:
        return None
    try:
        paginas = recinto.ejecutar(fichero, modulo=EXAMEN)
    except recinto.Interrumpido:
        return None
    return paginas if isinstance(paginas, int) and paginas > 0 else None

"""The ayuda memoria of a case file: what an adviser takes to a meeting, on one or two editable pages."""

from tablero.memoria.contenido import memoria_de
from tablero.memoria.escritura import escribir

__all__ = ["escribir", "memoria_de"]

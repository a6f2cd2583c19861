"""What the demonstration leaves in a folder: its papers, the copies of its case files, and a page that tells what was
made and what of it verifies. Read by whoever has no account, and no server."""

from demo.salida.escritura import cuantas_lineas, escribir

__all__ = ["cuantas_lineas", "escribir"]

"""In which group of «Qué sigue» a button stands, and buttons about an agreement."""

from typing import Any

from convenios.direcciones import direccion
from convenios.models import Instrumento
from expedientes.que_sigue import Boton

Clasificada = tuple[str, Boton]
"""In which group it stands: «tarea», «bloqueada», «accion» or «ajena»."""


def accion_sobre(
    instrumento: Instrumento, texto: str, nombre: str, *args: Any, icon: str = "", note: str = ""
) -> Boton:
    """A button that leads to a page of an agreement or of an addendum."""
    return Boton(text=texto, href=direccion(instrumento, nombre, *args), icon=icon, note=note)

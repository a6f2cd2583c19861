"""The text goes from version to version; what was opined, approved or signed stays tied to the one it was given for."""

from convenios.services.texto.clausulas import MAXIMO_DE_CLAUSULA, MAXIMO_DE_CLAUSULAS
from convenios.services.texto.guardado import (
    guardar_borrador,
    guardar_version,
    hash_que_tendria,
    incorporar_textos,
)
from convenios.services.texto.pacto import AporteNuevo, Pacto
from convenios.services.texto.versiones import TextoNuevo

__all__ = [
    "MAXIMO_DE_CLAUSULA",
    "MAXIMO_DE_CLAUSULAS",
    "AporteNuevo",
    "Pacto",
    "TextoNuevo",
    "guardar_borrador",
    "guardar_version",
    "hash_que_tendria",
    "incorporar_textos",
]

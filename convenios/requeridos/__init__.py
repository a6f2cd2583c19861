"""What an agreement or an addendum requires from whom: opinions, V°B°, approvals, signatures; and what is given.

Given means: the last pronouncement of that office, favourable, on the very content that stands now.
"""

from convenios.requeridos.partes import partes_de_todos, reglas_de_las_partes, sin_numero
from convenios.requeridos.pedidos import DISPENSABLE
from convenios.requeridos.requerido import Requerido, ocasion
from convenios.requeridos.requeridos import requeridos_de

__all__ = [
    "DISPENSABLE",
    "Requerido",
    "ocasion",
    "partes_de_todos",
    "reglas_de_las_partes",
    "requeridos_de",
    "sin_numero",
]

"""Plays the cases of the demonstration: each step by its own person, through the same services as the pages."""

from demo.jugar.caso import Caso
from demo.jugar.registro import CasoDeRegistro

CASOS = ("aca", "produce", "fecrecoop", "prorroga", "regularizacion", "separacion", "siete")
"""The cases of one case file, in the order in which they are played: the strategic plan before what serves it."""
PARA_LEER = (*CASOS[1:], CASOS[0])
"""The same in the order in which they are shown."""
REGISTRO = "registro"
"""The case of a whole register, which is played after them."""

__all__ = ["CASOS", "PARA_LEER", "REGISTRO", "Caso", "CasoDeRegistro"]

"""Plays the cases of the demonstration: each step by its own person, through the same services as the pages."""

from demo.jugar.caso import Caso
from demo.jugar.registro import CasoDeRegistro

CASOS = ("produce", "fecrecoop", "prorroga", "regularizacion", "separacion", "siete", "aca")
"""The cases of one case file, in the order in which they are played."""
REGISTRO = "registro"
"""The case of a whole register, which is played after them."""

__all__ = ["CASOS", "REGISTRO", "Caso", "CasoDeRegistro"]

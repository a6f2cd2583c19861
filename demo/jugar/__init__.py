"""Plays the cases of the demonstration: each step by its own person, through the same services as the pages."""

from demo.jugar.caso import Caso

CASOS = ("produce", "fecrecoop", "prorroga", "regularizacion", "separacion", "siete")
"""The cases in the order in which they are played."""

__all__ = ["CASOS", "Caso"]

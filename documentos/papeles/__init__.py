"""The kinds of paper that the system composes, each declared once by the app that owns what it is made from.

registrar_clase(Clase(…))  # in the app's `papeles` module, imported at start-up
"""

from documentos.papeles.clase import CLASES, Clase, Dueno, Firmable, Lugar, clase_de, registrar_clase
from documentos.papeles.sobre import envolver, sobre_de

__all__ = [
    "CLASES",
    "Clase",
    "Dueno",
    "Firmable",
    "Lugar",
    "clase_de",
    "envolver",
    "registrar_clase",
    "sobre_de",
]

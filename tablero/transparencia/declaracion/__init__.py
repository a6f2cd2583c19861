"""What of an agreement leaves the system for everybody, field by field, and why; what is not named here never does.

The public list, its files and the page of each agreement are made of `CAMPOS` and read from the database no other
columns than those that it names. `QUEDAN_DENTRO` says why the rest stays inside; a test holds every column of these
models against the two. The laws that are cited: of Peru, Ley 27806; of Chile, Ley 20.285; of Colombia, Ley 1712.
"""

from tablero.transparencia.declaracion.campos import CAMPOS, PARA_CALCULAR, Campo, columnas_de
from tablero.transparencia.declaracion.dentro import QUEDAN_DENTRO
from tablero.transparencia.declaracion.valores import a_la_vista, en_texto

__all__ = [
    "CAMPOS",
    "PARA_CALCULAR",
    "QUEDAN_DENTRO",
    "Campo",
    "a_la_vista",
    "columnas_de",
    "en_texto",
]

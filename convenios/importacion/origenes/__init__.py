"""The registers that are understood as they come, and how one is told from another."""

from collections.abc import Iterable

from convenios.importacion.celdas import Fila
from convenios.importacion.encabezado import hallar_encabezado
from convenios.importacion.origenes.catalunya import CATALUNYA
from convenios.importacion.origenes.declaracion import Campo, Columna, Forma, Origen
from convenios.importacion.origenes.generico import GENERICO
from convenios.importacion.origenes.pcc import PCC
from convenios.importacion.origenes.transferegov import TRANSFEREGOV
from convenios.importacion.origenes.transparencia_br import TRANSPARENCIA_BR
from convenios.importacion.origenes.universidad import UNIVERSIDAD

ORIGENES = {o.clave: o for o in (CATALUNYA, PCC, UNIVERSIDAD, TRANSFEREGOV, TRANSPARENCIA_BR, GENERICO)}
HUELLA = 0.5
"""The share of a header that must be a source's own for the file to be its: a renamed column does not hide it."""

__all__ = ["GENERICO", "ORIGENES", "Campo", "Columna", "Forma", "Origen", "reconocer"]


def reconocer(hojas: Iterable[Iterable[Fila]]) -> Origen:
    """The source whose names the headers bear, the generic one when they are nobody's."""
    primeras = [list(hoja) for hoja in hojas]
    propias = [o for o in ORIGENES.values() if o is not GENERICO]
    puntos = [max((_parte_propia(filas, origen) for filas in primeras), default=0.0) for origen in propias]
    mejor = max(range(len(propias)), key=puntos.__getitem__)
    return propias[mejor] if puntos[mejor] >= HUELLA else GENERICO


def _parte_propia(filas: list[Fila], origen: Origen) -> float:
    """The share of the header that is this source's; three names prove nothing."""
    encabezado = hallar_encabezado(filas, origen.conocidos)
    if not encabezado:
        return 0.0
    nombres = encabezado.llanos().keys()
    propios = nombres & origen.conocidos
    return len(propios) / len(nombres) if len(propios) > 3 else 0.0

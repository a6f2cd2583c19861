"""What somebody undertook to do, until it is done and another party has verified it, or it ends in some other way."""

from seguimiento.models.compromiso.compromiso import Compromiso, CompromisoQuerySet
from seguimiento.models.compromiso.estados import ABIERTOS, POR_CUMPLIR, EstadoDeCompromiso
from seguimiento.models.compromiso.origen import Origen

__all__ = ["ABIERTOS", "POR_CUMPLIR", "Compromiso", "CompromisoQuerySet", "EstadoDeCompromiso", "Origen"]

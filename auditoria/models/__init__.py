"""What happened, and the daily closings that fix it."""

from auditoria.models.asiento import GENESIS, Asiento, Cadena
from auditoria.models.cierre import Cierre, HojaDeCierre
from auditoria.models.destinatario import DestinatarioDeCierre, EnvioDeCierre

__all__ = [
    "GENESIS",
    "Asiento",
    "Cadena",
    "Cierre",
    "DestinatarioDeCierre",
    "EnvioDeCierre",
    "HojaDeCierre",
]

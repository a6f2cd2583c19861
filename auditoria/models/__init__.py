"""What happened, the daily closings that fix it, and the seals that sign them."""

from auditoria.models.asiento import GENESIS, Asiento, Cadena
from auditoria.models.cierre import Cierre, HojaDeCierre
from auditoria.models.destinatario import DestinatarioDeCierre, EnvioDeCierre
from auditoria.models.llave import LlaveDeSello

__all__ = [
    "GENESIS",
    "Asiento",
    "Cadena",
    "Cierre",
    "DestinatarioDeCierre",
    "EnvioDeCierre",
    "HojaDeCierre",
    "LlaveDeSello",
]

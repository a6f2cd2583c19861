"""Writing the log. Closing it, which needs keys and certificates, is `auditoria.services.cierres`."""

from auditoria.models.asiento import COMPARTIDA, CONTROL, INTERNA
from auditoria.services.asientos import Hecho, abrir_cadena, asentar, cuerpo_de

__all__ = [
    "COMPARTIDA",
    "CONTROL",
    "INTERNA",
    "Hecho",
    "abrir_cadena",
    "asentar",
    "cuerpo_de",
]

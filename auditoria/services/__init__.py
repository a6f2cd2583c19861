"""Writing the log.

Closing it, and sending closings, need keys and certificates: import `auditoria.services.cierres` and `.envios`.
"""

from auditoria.models.asiento import COMPARTIDA, CONTROL, INTERNA
from auditoria.services.asientos import (
    Entrada,
    Hecho,
    abrir_cadena,
    abrir_cadenas,
    asentar,
    asentar_varios,
    cuerpo_de,
)
from auditoria.services.borrado import borrar_datos_personales
from auditoria.services.destinatarios import nombrar_destinatario, retirar_destinatario
from auditoria.services.lecturas import preparar_lectura, registrar_lectura

__all__ = [
    "COMPARTIDA",
    "CONTROL",
    "INTERNA",
    "Entrada",
    "Hecho",
    "abrir_cadena",
    "abrir_cadenas",
    "asentar",
    "asentar_varios",
    "borrar_datos_personales",
    "cuerpo_de",
    "nombrar_destinatario",
    "preparar_lectura",
    "registrar_lectura",
    "retirar_destinatario",
]

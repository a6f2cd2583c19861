"""What pages ask of commitments and meetings."""

from seguimiento.queries.compromisos import (
    Cuenta,
    compromisos_de,
    con_lo_que_se_muestra,
    cuenta_de,
    del_tablero,
)
from seguimiento.queries.esperas.compromisos import esperas_de
from seguimiento.queries.reuniones import anteriores_de, reuniones_de

__all__ = [
    "Cuenta",
    "anteriores_de",
    "compromisos_de",
    "con_lo_que_se_muestra",
    "cuenta_de",
    "del_tablero",
    "esperas_de",
    "reuniones_de",
]

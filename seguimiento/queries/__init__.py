"""What pages ask of commitments and meetings."""

from seguimiento.queries.compromisos import Cuenta, compromisos_de, cuenta_de, del_tablero
from seguimiento.queries.esperas import esperas_de
from seguimiento.queries.reuniones import reuniones_de

__all__ = ["Cuenta", "compromisos_de", "cuenta_de", "del_tablero", "esperas_de", "reuniones_de"]

"""What waits for whom in agreements and addenda, and by which words they are found."""

from convenios.queries.busqueda import objeto_buscable
from convenios.queries.esperas import esperas_de
from convenios.queries.pedidos import CON_PEDIDOS, por_ocasion
from convenios.queries.proponente import opone

__all__ = ["CON_PEDIDOS", "esperas_de", "objeto_buscable", "opone", "por_ocasion"]

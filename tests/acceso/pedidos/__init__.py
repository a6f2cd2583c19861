"""What is asked of each address: where, and what its form says. The key is the address's name, and a variant's."""

from tests.acceso.pedido import Pedido
from tests.acceso.pedidos.actas import PEDIDOS_DE_ACTAS
from tests.acceso.pedidos.estrategico import PEDIDOS_ESTRATEGICOS
from tests.acceso.pedidos.importaciones import PEDIDOS_DE_IMPORTACIONES
from tests.acceso.pedidos.informes import PEDIDOS_DE_INFORMES
from tests.acceso.pedidos.instituciones import PEDIDOS_DE_INSTITUCIONES
from tests.acceso.pedidos.organos import PEDIDOS_DE_ORGANOS
from tests.acceso.pedidos.planes import PEDIDOS_DE_PLANES
from tests.acceso.pedidos.redaccion import PEDIDOS_DE_REDACCION
from tests.acceso.pedidos.seguimiento import PEDIDOS_DEL_SEGUIMIENTO
from tests.acceso.pedidos.tablero import PEDIDOS_DEL_TABLERO
from tests.acceso.pedidos.tramite import PEDIDOS_DEL_TRAMITE
from tests.acceso.pedidos.vida import PEDIDOS_DE_LA_VIDA
from tests.acceso.plataforma import PEDIDOS_DE_LA_PLATAFORMA

PEDIDOS: dict[str, Pedido] = {
    **PEDIDOS_DE_INSTITUCIONES,
    **PEDIDOS_DEL_TABLERO,
    **PEDIDOS_DE_IMPORTACIONES,
    **PEDIDOS_DEL_TRAMITE,
    **PEDIDOS_DE_LA_VIDA,
    **PEDIDOS_ESTRATEGICOS,
    **PEDIDOS_DEL_SEGUIMIENTO,
    **PEDIDOS_DE_INFORMES,
    **PEDIDOS_DE_ORGANOS,
    **PEDIDOS_DE_ACTAS,
    **PEDIDOS_DE_PLANES,
    **PEDIDOS_DE_REDACCION,
    **PEDIDOS_DE_LA_PLATAFORMA,
}

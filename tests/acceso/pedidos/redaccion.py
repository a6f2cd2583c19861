"""What is asked of the addresses at which an acta is written."""

import json
from typing import Any
from uuid import uuid4

from tests.acceso.mundo import Mundo
from tests.acceso.pedido import Datos, Pedido, en

DONDE: Any = en(
    lambda m: m.opinado,
    numero=lambda m: m.organo.numero,
    orden=lambda m: m.sesion_en_curso.orden,
)


def _llano(m: Mundo) -> Datos:
    clave = uuid4()
    return {"nuevo": [str(clave)], f"texto_{clave}": "Se informó.", f"clase_{clave}": "deliberacion"}


def _tecleado(m: Mundo) -> str:
    una = {
        "hace": "agregar",
        "clave": str(uuid4()),
        "lugar": "apertura",
        "tras": None,
        "clase": "deliberacion",
        "texto": "Se informó.",
    }
    return json.dumps({"cuenta": "CUENTA", "operaciones": [una]}).replace('"CUENTA"', "CUENTA")


PEDIDOS_DE_REDACCION: dict[str, Pedido] = {
    "seguimiento:escribir_acta": Pedido(DONDE, _llano),
    "seguimiento:guardar_acta": Pedido(DONDE, json=_tecleado),
    "seguimiento:cambios_de_acta": Pedido(DONDE),
    "seguimiento:compromisos_en_sesion": Pedido(
        DONDE, lambda m: {f"paso_{m.compromiso.numero}": "empezar"}, hace="empezar"
    ),
}

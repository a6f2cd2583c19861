"""The one way to change a state, and to log any other change."""

from flujo.services.asientos import PRIMER_DIA, Apunte, asentar_acto, asentar_actos
from flujo.services.cerrojos import bloquear, bloquear_raices, releer
from flujo.services.creacion import Nuevo, crear, crear_varios
from flujo.services.ids import siguiente_id, siguientes_ids
from flujo.services.movimiento import (
    Resultado,
    acto_repetido,
    estado_de,
    exigir_texto_mostrado,
    perform,
    transicion_declarada,
)

__all__ = [
    "PRIMER_DIA",
    "Apunte",
    "Nuevo",
    "Resultado",
    "acto_repetido",
    "asentar_acto",
    "asentar_actos",
    "bloquear",
    "bloquear_raices",
    "crear",
    "crear_varios",
    "estado_de",
    "exigir_texto_mostrado",
    "perform",
    "releer",
    "siguiente_id",
    "siguientes_ids",
    "transicion_declarada",
]

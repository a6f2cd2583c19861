"""Everything that changes plans and shared resources."""

from planes.services.alineacion import alinear, retirar_alineacion
from planes.services.estrategico import (
    CODIGOS,
    agregar_iniciativa,
    agregar_objetivo,
    crear_plan_estrategico,
    falta_para_publicar,
    publicar_plan_estrategico,
    rectificar,
)
from planes.services.recurso import cambiar_recurso, compartir_recurso, retirar_recurso

__all__ = [
    "CODIGOS",
    "agregar_iniciativa",
    "agregar_objetivo",
    "alinear",
    "cambiar_recurso",
    "compartir_recurso",
    "crear_plan_estrategico",
    "falta_para_publicar",
    "publicar_plan_estrategico",
    "rectificar",
    "retirar_alineacion",
    "retirar_recurso",
]

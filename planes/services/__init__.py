"""What is done with annual plans: written, approved, worked on, changed, verified."""

from planes.services.accion import agregar_accion, agregar_acciones, cambiar_accion, retirar_accion
from planes.services.cambios import ajustar, fuera_de_la_tolerancia
from planes.services.datos import DatosDeAccion, DatosDeIndicador, DatosDePartida, DatosDeResponsable
from planes.services.evidencia import (
    devolver_medio,
    pedir_verificacion,
    presentar_medio,
    verificar_por_acuerdo,
)
from planes.services.plan import TERMINOS, abrir_plan, cambiar_plan, copiar_plan
from planes.services.reprogramacion import (
    abrir_reprogramacion,
    actualizar_base,
    aprobar_reprogramacion,
    guardar_cambio,
)
from planes.services.tramite import aprobar, observar, proponer, responder_observacion

__all__ = [
    "TERMINOS",
    "DatosDeAccion",
    "DatosDeIndicador",
    "DatosDePartida",
    "DatosDeResponsable",
    "abrir_plan",
    "abrir_reprogramacion",
    "actualizar_base",
    "agregar_accion",
    "agregar_acciones",
    "ajustar",
    "aprobar",
    "aprobar_reprogramacion",
    "cambiar_accion",
    "cambiar_plan",
    "copiar_plan",
    "devolver_medio",
    "fuera_de_la_tolerancia",
    "guardar_cambio",
    "observar",
    "pedir_verificacion",
    "presentar_medio",
    "proponer",
    "responder_observacion",
    "retirar_accion",
    "verificar_por_acuerdo",
]

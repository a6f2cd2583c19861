"""Everything that changes annual plans, strategic plans and shared resources."""

from planes.services.accion import agregar_accion, agregar_acciones, cambiar_accion, retirar_accion
from planes.services.alineacion import alinear, retirar_alineacion
from planes.services.cambios import ajustar, fuera_de_la_tolerancia
from planes.services.datos import DatosDeAccion, DatosDeIndicador, DatosDePartida, DatosDeResponsable
from planes.services.estrategico import (
    CODIGOS,
    agregar_iniciativa,
    agregar_objetivo,
    crear_plan_estrategico,
    falta_para_publicar,
    publicar_plan_estrategico,
    rectificar,
)
from planes.services.evidencia import (
    devolver_medio,
    pedir_verificacion,
    presentar_medio,
    puede_presentarse,
    verificar_por_acuerdo,
)
from planes.services.mediciones import medir, puede_medirse
from planes.services.participantes import contar_participantes, exigir_que_sumen, puede_contarse
from planes.services.plan import TERMINOS, abrir_plan, cambiar_plan, copiar_plan
from planes.services.planilla import (
    LoEscrito,
    ajustar_planilla,
    guardar_en_reprogramacion,
    guardar_planilla,
    reprogramar_planilla,
)
from planes.services.recurso import cambiar_recurso, compartir_recurso, retirar_recurso
from planes.services.reprogramacion import (
    abrir_reprogramacion,
    actualizar_base,
    aprobar_reprogramacion,
    aprobar_reprogramacion_por_acuerdo,
    guardar_cambio,
    guardar_nueva,
)
from planes.services.tramite import (
    aprobar,
    aprobar_por_acuerdo,
    observar,
    proponer,
    responder_observacion,
)

__all__ = [
    "CODIGOS",
    "TERMINOS",
    "DatosDeAccion",
    "DatosDeIndicador",
    "DatosDePartida",
    "DatosDeResponsable",
    "LoEscrito",
    "abrir_plan",
    "abrir_reprogramacion",
    "actualizar_base",
    "agregar_accion",
    "agregar_acciones",
    "agregar_iniciativa",
    "agregar_objetivo",
    "ajustar",
    "ajustar_planilla",
    "alinear",
    "aprobar",
    "aprobar_por_acuerdo",
    "aprobar_reprogramacion",
    "aprobar_reprogramacion_por_acuerdo",
    "cambiar_accion",
    "cambiar_plan",
    "cambiar_recurso",
    "compartir_recurso",
    "contar_participantes",
    "copiar_plan",
    "crear_plan_estrategico",
    "devolver_medio",
    "exigir_que_sumen",
    "falta_para_publicar",
    "fuera_de_la_tolerancia",
    "guardar_cambio",
    "guardar_en_reprogramacion",
    "guardar_nueva",
    "guardar_planilla",
    "medir",
    "observar",
    "pedir_verificacion",
    "presentar_medio",
    "proponer",
    "publicar_plan_estrategico",
    "puede_contarse",
    "puede_medirse",
    "puede_presentarse",
    "rectificar",
    "reprogramar_planilla",
    "responder_observacion",
    "retirar_accion",
    "retirar_alineacion",
    "retirar_recurso",
    "verificar_por_acuerdo",
]

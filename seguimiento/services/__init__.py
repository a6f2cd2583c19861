"""What is done with meetings, commitments, and bodies with their sessions."""

from seguimiento.services.agenda import (
    PuntoNuevo,
    agregar_punto,
    agregar_puntos,
    incluir_punto,
    no_incluir_punto,
    ordenar_punto,
    resolver_punto,
)
from seguimiento.services.asistencia import (
    corregir_asistencia,
    guardar_lista,
    quitar_asistencia,
    registrar_invitado,
    registrar_llegada,
    registrar_salida,
)
from seguimiento.services.celebracion import finalizar, iniciar, instalar, suspender
from seguimiento.services.compromisos import anotar_compromiso, dar_por_cumplido
from seguimiento.services.convocatorias import Invitacion, acusar_recibo, convocar, invitar
from seguimiento.services.evidencias import presentar_evidencia
from seguimiento.services.miembros import MiembroNuevo, integrar_miembro, terminar_miembro
from seguimiento.services.organos import constituir_organo, disolver_organo, fijar_reglas, previsto
from seguimiento.services.parrafos import (
    agregar_parrafo,
    cambiar_parrafo,
    clasificar_parrafo,
    mover_parrafo,
    retirar_parrafo,
)
from seguimiento.services.reuniones import (
    AyudaMemoria,
    cerrar_ayuda_memoria,
    guardar_ayuda_memoria,
    programar_reunion,
)
from seguimiento.services.sesiones import (
    cambiar_fecha,
    pasar_a_segunda,
    preparar_sesion,
    programar_sesion,
    programar_varias,
)
from seguimiento.services.votaciones import quitar_votacion, registrar_votacion

__all__ = [
    "AyudaMemoria",
    "Invitacion",
    "MiembroNuevo",
    "PuntoNuevo",
    "acusar_recibo",
    "agregar_parrafo",
    "agregar_punto",
    "agregar_puntos",
    "anotar_compromiso",
    "cambiar_fecha",
    "cambiar_parrafo",
    "cerrar_ayuda_memoria",
    "clasificar_parrafo",
    "constituir_organo",
    "convocar",
    "corregir_asistencia",
    "dar_por_cumplido",
    "disolver_organo",
    "fijar_reglas",
    "finalizar",
    "guardar_ayuda_memoria",
    "guardar_lista",
    "incluir_punto",
    "iniciar",
    "instalar",
    "integrar_miembro",
    "invitar",
    "mover_parrafo",
    "no_incluir_punto",
    "ordenar_punto",
    "pasar_a_segunda",
    "preparar_sesion",
    "presentar_evidencia",
    "previsto",
    "programar_reunion",
    "programar_sesion",
    "programar_varias",
    "quitar_asistencia",
    "quitar_votacion",
    "registrar_invitado",
    "registrar_llegada",
    "registrar_salida",
    "registrar_votacion",
    "resolver_punto",
    "retirar_parrafo",
    "suspender",
    "terminar_miembro",
]

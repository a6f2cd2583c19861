"""Everything that changes institutions, people, accounts and posts."""

from instituciones.services.cuentas import (
    abrir_cuenta,
    anotar_en_la_cuenta,
    cerrar_sesion,
    desactivar_cuenta,
    elegir_idioma,
    reactivar_cuenta,
)
from instituciones.services.instituciones import (
    afiliar,
    cambiar_actividad,
    crear_escala,
    crear_institucion,
    editar_institucion,
    evaluar_nivel,
    fijar_reglas,
)
from instituciones.services.invitaciones import (
    aceptar_invitacion,
    anular_invitacion,
    enviar_pendientes,
    invitacion_abierta,
    invitar,
    reenviar_invitacion,
)
from instituciones.services.personas import (
    desactivar_persona,
    editar_persona,
    reactivar_persona,
    registrar_persona,
)
from instituciones.services.puestos import (
    crear_puesto,
    editar_puesto,
    ocupar_puesto,
    terminar_ocupacion,
    trasladar_puesto,
)
from instituciones.services.roles import (
    abrir_mandato,
    conceder_rol,
    grupo_institucional,
    liberar_lecturas,
    retirar_rol,
    terminar_mandato,
)
from instituciones.services.suplencias import (
    anular_suplencia,
    programar_suplencia,
    terminar_suplencia_antes,
)

__all__ = [
    "abrir_cuenta",
    "abrir_mandato",
    "aceptar_invitacion",
    "afiliar",
    "anotar_en_la_cuenta",
    "anular_invitacion",
    "anular_suplencia",
    "cambiar_actividad",
    "cerrar_sesion",
    "conceder_rol",
    "crear_escala",
    "crear_institucion",
    "crear_puesto",
    "desactivar_cuenta",
    "desactivar_persona",
    "editar_institucion",
    "editar_persona",
    "editar_puesto",
    "elegir_idioma",
    "enviar_pendientes",
    "evaluar_nivel",
    "fijar_reglas",
    "grupo_institucional",
    "invitacion_abierta",
    "invitar",
    "liberar_lecturas",
    "ocupar_puesto",
    "programar_suplencia",
    "reactivar_cuenta",
    "reactivar_persona",
    "reenviar_invitacion",
    "registrar_persona",
    "retirar_rol",
    "terminar_mandato",
    "terminar_ocupacion",
    "terminar_suplencia_antes",
    "trasladar_puesto",
]

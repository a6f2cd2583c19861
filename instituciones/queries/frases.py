"""One sentence for each act that the history of an institution or of a person tells."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

BORRADO = _("(dato borrado)")
Datos = Mapping[str, Any]
Frase = Any | Callable[[Datos, Datos], Any]


def _afiliar(datos: Datos, personal: Datos) -> Any:
    return _("Pasó a estar afiliada a %(madre)s.") if datos.get("madre") else _("Dejó de estar afiliada.")


def _ocupar(datos: Datos, personal: Datos) -> Any:
    if datos.get("persona") is None:
        return _("El puesto «%(en_puesto)s» queda vacante desde el %(desde)s.")
    if datos.get("hasta"):
        return _("%(persona)s ocupa «%(en_puesto)s» como %(calidad)s del %(desde)s al %(hasta)s.")
    return _("%(persona)s ocupa «%(en_puesto)s» como %(calidad)s desde el %(desde)s.")


def _terminar_ocupacion(datos: Datos, personal: Datos) -> Any:
    if datos.get("persona") is None:
        return _("La vacancia de «%(en_puesto)s» termina el %(hasta)s.")
    return _("%(persona)s deja «%(en_puesto)s»: su último día es el %(hasta)s.")


def _conceder(datos: Datos, personal: Datos) -> Any:
    if datos.get("hasta"):
        return _("%(persona)s recibe el rol «%(rol_concedido)s» del %(desde)s al %(hasta)s.")
    return _("%(persona)s recibe el rol «%(rol_concedido)s» desde el %(desde)s.")


def _retirar(datos: Datos, personal: Datos) -> Any:
    if datos.get("anulada"):
        return _("Se anula el rol «%(rol_concedido)s» de %(persona)s: no llegó a regir.")
    return _("%(persona)s deja el rol «%(rol_concedido)s»: su último día es el %(hasta)s.")


FRASES: dict[str, Frase] = {
    "importacion.recibir": _("Se recibió el registro «%(nombre)s» para importarlo."),
    "importacion.mapear": _("Se dijo qué significan las columnas del registro «%(nombre)s»."),
    "importacion.importar": _("Se empezó a importar el registro «%(nombre)s»."),
    "importacion.deshacer": _("Se deshizo la importación del registro «%(nombre)s»."),
    "vista.crear_vista": _("Se guardó la vista «%(nombre)s» de una lista."),
    "vista.editar_vista": _("Se cambió la vista «%(nombre)s» de una lista."),
    "vista.retirar_vista": _("Se quitó la vista «%(nombre)s» de una lista."),
    "asiento.borrar_datos_personales": _("Se borraron los datos personales de un asiento."),
    "institucion.crear": _("Se registró la institución «%(nombre)s»."),
    "institucion.editar": _("Se corrigieron sus datos: %(campos)s."),
    "institucion.afiliar": _afiliar,
    "institucion.desactivar": _("Dejó de trabajar aquí."),
    "institucion.reactivar": _("Volvió a trabajar aquí."),
    "reglasdeinstitucion.fijar_reglas": _("Se fijaron las reglas que rigen desde el %(desde)s."),
    "escala.crear_escala": _("Se creó la escala de desarrollo «%(nombre)s»."),
    "evaluaciondenivel.evaluar_nivel": _("Se evaluó su nivel al %(fecha)s: %(nivel)s (%(escala)s)."),
    "puesto.crear_puesto": _("Se creó el puesto «%(en_puesto)s»."),
    "puesto.editar_puesto": _("Se corrigió el puesto «%(en_puesto)s»: %(campos)s."),
    "ocupacion.ocupar": _ocupar,
    "ocupacion.terminar_ocupacion": _terminar_ocupacion,
    "suplencia.programar_suplencia": _("«%(suplente)s» suple a «%(ausente)s» del %(desde)s al %(hasta)s."),
    "suplencia.anular_suplencia": _("Se anuló la suplencia de «%(ausente)s» por «%(suplente)s»."),
    "suplencia.terminar_suplencia": _(
        "La suplencia de «%(ausente)s» por «%(suplente)s» termina antes: el %(hasta)s."
    ),
    "concesion.conceder_rol": _conceder,
    "concesion.retirar_rol": _retirar,
    "mandato.abrir_mandato": _("Se registró el mandato de control «%(documento_del_mandato)s»."),
    "mandato.terminar_mandato": _("El mandato de control «%(documento_del_mandato)s» termina el %(hasta)s."),
    "mandato.liberar_lecturas": _(
        "El órgano de control liberó las lecturas del mandato «%(documento_del_mandato)s»."
    ),
    "invitacion.invitar": _("Se invitó a %(persona)s (%(correo)s): %(roles)s."),
    "invitacion.reenviar_invitacion": _("Se volvió a enviar la invitación a %(persona)s (%(correo)s)."),
    "invitacion.anular_invitacion": _("Se anuló la invitación a %(persona)s (%(correo)s)."),
    "invitacion.vencer_invitacion": _("La invitación a %(persona)s (%(correo)s) venció sin usarse."),
    "invitacion.aceptar_invitacion": _("%(persona)s aceptó la invitación y abrió su cuenta."),
    "persona.registrar": _("Se registró a %(persona)s."),
    "persona.editar": _("Se corrigieron sus datos: %(campos)s."),
    "persona.desactivar": _("%(persona)s dejó de trabajar aquí."),
    "persona.reactivar": _("%(persona)s volvió a trabajar aquí."),
    "usuario.abrir_cuenta": _("Se abrió la cuenta %(correo)s."),
    "usuario.desactivar_cuenta": _("Se desactivó la cuenta y se cerraron sus sesiones."),
    "usuario.reactivar_cuenta": _("Se reactivó la cuenta."),
    "usuario.elegir_idioma": _("Eligió el idioma en que lee."),
    "usuario.ingresar": _("Entró desde %(red)s con %(navegador)s."),
    "usuario.cerrar_sesion": _("Cerró desde otro lugar la sesión abierta en %(red)s."),
    "usuario.cambiar_clave": _("Cambió su contraseña."),
    "usuario.restablecer_clave": _("Eligió una contraseña nueva por correo."),
    "usuario.cambiar_correo": _("Cambió su correo a %(correo)s."),
    "usuario.agregar_segundo_factor": _("Agregó un segundo factor: %(factor)s."),
    "usuario.quitar_segundo_factor": _("Quitó un segundo factor: %(factor)s."),
    "usuario.renovar_codigos": _("Renovó sus códigos de recuperación."),
    "usuario.conceder_rol": _("Recibió el rol «%(rol_concedido)s» desde el %(desde)s. %(institucion)s"),
    "usuario.retirar_rol": _("Dejó el rol «%(rol_concedido)s». %(institucion)s"),
}
"""By model and action. A test holds that every act that this app logs has its sentence."""

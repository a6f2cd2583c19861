from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExpedientesConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "expedientes"
    verbose_name = _("Expedientes")

    def ready(self) -> None:
        from auditoria.verificacion import registrar_comprobacion
        from expedientes.permissions import ROLES
        from expedientes.verificacion import aprobaciones_segun_la_bitacora
        from flujo.oyentes import registrar_oyente
        from instituciones.renombres import registrar_copia
        from instituciones.roles import RolConocido, registrar_roles
        from instituciones.trabajo import registrar_trabajo
        from notificaciones.destinatarios import registrar_destinatarios, registrar_lector

        registrar_roles(
            {clave: RolConocido(rol.etiqueta, rol.frase) for clave, rol in ROLES.items()},
            "expedientes.visibilidad.roles_designados",
        )
        registrar_comprobacion("aprobaciones", aprobaciones_segun_la_bitacora)
        registrar_trabajo("expedientes.trabajo.del_puesto")
        registrar_destinatarios("proximo_contacto", "expedientes.avisos.destinatarios_de_contacto")
        registrar_copia("expedientes.busqueda.renovar_de")
        registrar_lector("expedientes.queries.puede_leer_la_cadena")
        registrar_oyente("expedientes.avisos.al_asentar")

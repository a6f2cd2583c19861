from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SeguimientoConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "seguimiento"
    verbose_name = _("Seguimiento")

    def ready(self) -> None:
        from notificaciones.destinatarios import registrar_adjuntador, registrar_destinatarios
        from seguimiento import avisos_de_sesiones, ayudas_de_organos  # noqa: F401  # what they declare

        for tipo in ("compromiso", "verificacion_de_compromiso", "reunion"):
            registrar_destinatarios(tipo, "seguimiento.avisos.destinatarios")
        registrar_destinatarios("sesion", "seguimiento.avisos_de_sesiones.destinatarios")
        registrar_adjuntador("sesion", "seguimiento.avisos_de_sesiones.adjuntos")

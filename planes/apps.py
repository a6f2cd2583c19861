from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlanesConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "planes"
    verbose_name = _("Planes")

    def ready(self) -> None:
        from notificaciones.destinatarios import registrar_destinatarios

        for tipo in ("accion", "accion_suspendida", "verificacion_de_accion", "medicion"):
            registrar_destinatarios(tipo, "planes.avisos.destinatarios")

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SeguimientoConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "seguimiento"
    verbose_name = _("Seguimiento")

    def ready(self) -> None:
        from notificaciones.destinatarios import registrar_adjuntos, registrar_destinatarios

        for tipo in ("compromiso", "verificacion_de_compromiso", "reunion"):
            registrar_destinatarios(tipo, "seguimiento.recordatorios.destinatarios")
        registrar_adjuntos("reunion", "seguimiento.recordatorios.eventos_de_manana")

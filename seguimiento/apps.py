from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SeguimientoConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "seguimiento"
    verbose_name = _("Seguimiento")

    def ready(self) -> None:
        from notificaciones.destinatarios import registrar_destinatarios
        from planes.acuerdos import registrar_acuerdos

        registrar_acuerdos("seguimiento.acuerdos.hay_acuerdo")
        for tipo in (
            "compromiso",
            "verificacion_de_compromiso",
            "reunion",
            "acta_por_enviar",
            "acta_por_observar",
        ):
            registrar_destinatarios(tipo, "seguimiento.avisos.destinatarios")

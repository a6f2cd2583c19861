from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SeguimientoConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "seguimiento"
    verbose_name = _("Seguimiento")

    def ready(self) -> None:
        from notificaciones.destinatarios import registrar_adjuntador, registrar_destinatarios
        from planes.acuerdos import registrar_acuerdos
        from seguimiento import (  # what they declare
            avisos_de_actas,  # noqa: F401
            avisos_de_sesiones,  # noqa: F401
            ayudas_de_organos,  # noqa: F401
        )

        registrar_acuerdos("seguimiento.acuerdos.hay_acuerdo")
        for tipo in (
            "compromiso",
            "verificacion_de_compromiso",
            "reunion",
            "acta_por_enviar",
            "acta_por_observar",
        ):
            registrar_destinatarios(tipo, "seguimiento.avisos.destinatarios")
        registrar_destinatarios("sesion", "seguimiento.avisos_de_sesiones.destinatarios")
        registrar_adjuntador("sesion", "seguimiento.avisos_de_sesiones.adjuntos")

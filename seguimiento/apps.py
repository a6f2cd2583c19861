from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SeguimientoConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "seguimiento"
    verbose_name = _("Seguimiento")

    def ready(self) -> None:
        from convenios.cuentas import registrar_cuenta
        from convenios.plazos_de_vigencia import registrar_seguidor
        from notificaciones.destinatarios import registrar_adjuntos, registrar_destinatarios
        from planes.acuerdos import registrar_acuerdos

        registrar_acuerdos("seguimiento.acuerdos.hay_acuerdo")
        for tipo in (
            "compromiso",
            "verificacion_de_compromiso",
            "reunion",
            "acta_por_enviar",
            "acta_por_observar",
            "acta_por_silencio",
            "acta_por_firmar",
        ):
            registrar_destinatarios(tipo, "seguimiento.avisos.recordatorios.destinatarios")
        registrar_destinatarios("sesion", "seguimiento.avisos.sesiones.destinatarios")
        registrar_adjuntos("sesion", "seguimiento.avisos.sesiones.eventos_de_manana")
        registrar_adjuntos("reunion", "seguimiento.avisos.recordatorios.eventos_de_manana")
        for tipo in ("informe", "conformidad_de_informe", "observacion_de_seguimiento"):
            registrar_destinatarios(tipo, "seguimiento.avisos.recordatorios.destinatarios")
        registrar_cuenta("seguimiento.queries.sin_cumplir.sin_cumplir")
        registrar_seguidor("seguimiento.services.vigencia.seguir_la_vigencia")

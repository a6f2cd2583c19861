from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConveniosConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "convenios"
    verbose_name = _("Convenios")

    def ready(self) -> None:
        from expedientes.busqueda import registrar_objeto
        from flujo.oyentes import registrar_oyente
        from notificaciones.destinatarios import registrar_destinatarios

        registrar_objeto("convenios.queries.objeto_buscable")
        for tipo in ("opinion", "aprobacion"):
            registrar_destinatarios(tipo, "convenios.avisos.destinatarios_de_lo_pedido")
        for tipo in ("vencimiento", "prorroga"):
            registrar_destinatarios(tipo, "convenios.avisos.destinatarios_de_la_vigencia")
        registrar_oyente("convenios.plazos_de_vigencia.al_asentar")

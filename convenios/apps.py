from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConveniosConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "convenios"
    verbose_name = _("Convenios")

    def ready(self) -> None:
        from expedientes.busqueda import registrar_objeto
        from notificaciones.destinatarios import registrar_destinatarios

        registrar_objeto("convenios.queries.objeto_buscable")
        registrar_destinatarios("opinion", "convenios.avisos.destinatarios_de_opinion")

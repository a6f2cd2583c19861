from django.apps import AppConfig
from django.core import checks
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from notificaciones.checks import plantillas_de_los_avisos


class NotificacionesConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "notificaciones"
    verbose_name = _("Notificaciones")

    def ready(self) -> None:
        autodiscover_modules("avisos")
        checks.register(plantillas_de_los_avisos, checks.Tags.templates)

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificacionesConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "notificaciones"
    verbose_name = _("Notificaciones")

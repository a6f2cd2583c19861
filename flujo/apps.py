from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FlujoConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "flujo"
    verbose_name = _("Flujo")

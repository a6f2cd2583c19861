from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExpedientesConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "expedientes"
    verbose_name = _("Expedientes")

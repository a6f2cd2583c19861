from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _


class AuditoriaConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "auditoria"
    verbose_name = _("Bitácora")

    def ready(self) -> None:
        from auditoria.checks import sello

        checks.register(sello, checks.Tags.security)

from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _


class FlujoConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "flujo"
    verbose_name = _("Flujo")

    def ready(self) -> None:
        from flujo.checks import maquinas_bien_declaradas, maquinas_vigiladas

        checks.register(maquinas_bien_declaradas, checks.Tags.models)
        checks.register(maquinas_vigiladas, checks.Tags.database)

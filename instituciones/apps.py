from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InstitucionesConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "instituciones"
    verbose_name = _("Instituciones")

    def ready(self) -> None:
        from instituciones.cuentas import sucesos

        sucesos.conectar()

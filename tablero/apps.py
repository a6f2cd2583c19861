from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TableroConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "tablero"
    verbose_name = _("Tablero")

    def ready(self) -> None:
        from expedientes.relatos import registrar_relator

        registrar_relator("tablero.ficha.historia.evento_de")

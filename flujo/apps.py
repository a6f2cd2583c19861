from django.apps import AppConfig
from django.core import checks
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class FlujoConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "flujo"
    verbose_name = _("Flujo")

    def ready(self) -> None:
        from auditoria.verificacion import registrar_comprobacion
        from flujo.checks import maquinas_bien_declaradas, maquinas_vigiladas
        from flujo.verificacion import estados_segun_la_bitacora

        checks.register(maquinas_bien_declaradas, checks.Tags.models)
        checks.register(maquinas_vigiladas, checks.Tags.database)
        registrar_comprobacion("estados", estados_segun_la_bitacora)
        autodiscover_modules("ayudas")

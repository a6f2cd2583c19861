"""System checks of the notices."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error
from django.template import TemplateDoesNotExist, loader


def plantillas_de_los_avisos(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """Every declared notice has its subject, its text and its HTML."""
    from notificaciones.avisos import CATALOGO

    errores: list[CheckMessage] = []
    for aviso in CATALOGO.values():
        for nombre in aviso.plantillas.values():
            try:
                loader.get_template(nombre)
            except TemplateDoesNotExist:
                errores.append(
                    Error(f"Falta la plantilla {nombre} del aviso {aviso.clave}.", id="notificaciones.E001")
                )
    return errores

"""System checks of the wiring."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error

from config.servicios.environment import DEMO_KEY_PREFIX


def demo_secrets(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """Refuse what the demonstration made for itself wherever DEBUG is off."""
    if settings.DEBUG:
        return []
    errors: list[CheckMessage] = []
    if settings.SECRET_KEY.startswith(DEMO_KEY_PREFIX):
        errors.append(
            Error(
                "SECRET_KEY es la clave de la demostración.",
                hint="Genere una propia: python -c 'import secrets; print(secrets.token_urlsafe(50))'",
                id="config.E001",
            )
        )
    if settings.DEMO:
        errors.append(Error("CONVENIOS_DEMO está activo con DEBUG apagado.", id="config.E002"))
    return errors

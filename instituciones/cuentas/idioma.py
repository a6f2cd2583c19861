"""The language that a browser remembers, for the pages before signing in."""

from typing import Any

from django.conf import settings

UN_ANIO = 365 * 24 * 3600  # seconds


def recordar_idioma(respuesta: Any, idioma: str) -> None:
    """Where `LocaleMiddleware` looks for it before it asks what the browser prefers."""
    respuesta.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        idioma,
        max_age=UN_ANIO,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )

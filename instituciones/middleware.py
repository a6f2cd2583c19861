"""Who may go on: somebody with an account and the second factor that their institution requires; in which language."""

import time
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.translation import get_supported_language_variant
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import require_safe

from instituciones.cuentas.segundo_factor import le_falta

MARCA = "segundo_factor_visto"
CADA = 300
"""Seconds for which the answer «nothing is missing» is believed."""

SE_GUARDA = 300
"""Seconds for which a cache may give a public page again: as late may be what was withdrawn from it."""

PERMITIDAS = frozenset(
    {
        "mfa_index",
        "mfa_activate_totp",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "account_reauthenticate",
        "account_login",
        "account_logout",
        "idioma",
        "salud",
    }
)
"""Addresses that set up a second factor, ask who one is, choose a language, or sign out."""


def publica(vista: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Make of a view a page for everybody: to be read only, without an account, the same whoever asks.

    Nothing may ask on such a page who is there: the answer would come to depend on the session, and no cache on the way
    could keep it.
    """

    @wraps(vista)
    def abierta(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        respuesta = vista(request, *args, **kwargs)
        if respuesta.status_code == HTTPStatus.OK:
            patch_cache_control(respuesta, public=True, max_age=SE_GUARDA)
        return respuesta

    legible: Any = require_safe(abierta)
    legible.login_required = False
    legible.es_publica = True
    return cast(Callable[..., HttpResponseBase], legible)


def es_publica(vista: Any) -> bool:
    return bool(getattr(vista, "es_publica", False))


class CuentaExigida(LoginRequiredMiddleware):
    """Every page asks for an account, but those that say otherwise; on a page for everybody it is not even asked who
    comes."""

    def process_view(self, request: HttpRequest, view_func: Any, *argumentos: Any) -> HttpResponseBase | None:
        if es_publica(view_func):
            return None
        return super().process_view(request, view_func, *argumentos)


class IdiomaDeLaCuenta:
    """Whoever is signed in reads in the language of the account; `LocaleMiddleware` chose one for everybody else.

    A page for everybody speaks the browser's language: it may not depend on who asks, nor on what was chosen elsewhere.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view_func: Any, *argumentos: Any) -> None:
        if es_publica(view_func):
            translation.activate(del_navegador(request))
            request.LANGUAGE_CODE = translation.get_language()
        else:
            hablar_como_la_cuenta(request)


def hablar_como_la_cuenta(request: HttpRequest) -> None:
    """Go on in the account's language, if somebody is signed in."""
    if request.user.is_authenticated:
        translation.activate(request.user.idioma)
    request.LANGUAGE_CODE = translation.get_language()


def del_navegador(request: HttpRequest) -> str:
    """The first language that the browser prefers and we have, Spanish without one."""
    preferidos = parse_accept_lang_header(request.headers.get("Accept-Language", "").lower())
    for codigo, _peso in preferidos:
        try:
            return get_supported_language_variant(codigo)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE


class SegundoFactorExigido:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, vista: Any, *_argumentos: Any) -> HttpResponse | None:
        if es_publica(vista):
            return None
        usuario = request.user
        if not usuario.is_authenticated or time.time() - request.session.get(MARCA, 0) < CADA:
            return None
        if not le_falta(usuario):
            request.session[MARCA] = time.time()
            return None
        if request.resolver_match and request.resolver_match.url_name in PERMITIDAS:
            return None
        messages.warning(
            request, _("Su institución exige un segundo factor para su rol: actívelo para poder continuar.")
        )
        return redirect("mfa_index")

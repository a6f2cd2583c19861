"""Between a signed-in account and its pages: its language, and the second factor that its institution requires."""

import time
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _

from instituciones.cuentas.segundo_factor import le_falta

MARCA = "segundo_factor_visto"
CADA = 300
"""Seconds for which the answer «nothing is missing» is believed."""

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


class IdiomaDeLaCuenta:
    """Whoever is signed in reads in the language of the account; `LocaleMiddleware` chose one for everybody else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            translation.activate(request.user.idioma)
            request.LANGUAGE_CODE = translation.get_language()
        return self.get_response(request)


class SegundoFactorExigido:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_vista: Any) -> HttpResponse | None:
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

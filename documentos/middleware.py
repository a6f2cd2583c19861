"""Uploads that are too large are refused before they are read; whoever was about to sign finds the way back."""

import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme

from documentos.puerta.frases import en_megas

HOLGURA = 5_000_000
"""Bytes beside the file: the other fields. A file a little too large still gets its form back, filled in."""
BLOQUE = 1 << 16
ESPERA = 15.0  # seconds
MARCA = "regreso_a_firmar"
VALE = 30 * 60
"""Seconds for which it is remembered: whoever comes later comes for something else."""
FIRMAR = "documentos:firmar"
PAGINAS = frozenset(
    {
        "mfa_index",
        "mfa_activate_totp",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "account_reauthenticate",
    }
)
"""Where a second factor is set up or given, and where the password is asked for before."""


class LimiteDeEnvio:
    """Answers 413 at once, by the length that the request itself declares."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        declarado = request.META.get("CONTENT_LENGTH") or "0"
        if not declarado.isdigit() or int(declarado) <= settings.ARCHIVO_MAXIMO + HOLGURA:
            return self.get_response(request)
        with translation.override(
            translation.get_language_from_request(request)
        ):  # nobody chose it before us
            limite = en_megas(settings.ARCHIVO_MAXIMO)
            pagina = render_to_string("413.html", {"limit": limite}, request=request).encode()
        return StreamingHttpResponse(
            _responder_y_escurrir(pagina, request), status=413, headers={"Content-Length": str(len(pagina))}
        )


def _responder_y_escurrir(pagina: bytes, request: HttpRequest) -> Iterator[bytes]:
    """The whole page first; then, for some seconds, what the browser still sends is read and dropped.

    A connection that is closed while the browser is still sending makes it show its own error instead of the page.
    """
    yield pagina
    hasta = time.monotonic() + ESPERA
    while time.monotonic() < hasta and request.read(BLOQUE):
        pass


class RegresoAFirmar:
    """On those pages `request.regreso_a_firmar` is the path of the place to sign from which one was sent there, by
    `?next=`; empty for whoever came by themselves. It is remembered from one of them to the next, until one is back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.regreso_a_firmar = ""  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _vista: Any, *_argumentos: Any) -> None:
        pagina = request.resolver_match.view_name if request.resolver_match else ""
        if pagina == FIRMAR:
            request.session.pop(MARCA, None)
        elif pagina in PAGINAS:
            if ruta := _lugar_por_firmar(request):
                request.session[MARCA] = [ruta, time.time()]
            request.regreso_a_firmar = _recordado(request)  # type: ignore[attr-defined]


def _lugar_por_firmar(request: HttpRequest) -> str:
    """The path in `?next=`; empty when it leads to another host, or to anything but a place to sign."""
    siguiente = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(siguiente, {request.get_host()}, request.is_secure()):
        return ""
    try:
        lugar = resolve(urlsplit(siguiente).path)
    except Resolver404:
        return ""
    return reverse(FIRMAR, args=lugar.args, kwargs=lugar.kwargs) if lugar.view_name == FIRMAR else ""


def _recordado(request: HttpRequest) -> str:
    ruta, desde = request.session.get(MARCA, ("", 0.0))
    return str(ruta) if time.time() - desde < VALE else ""

"""When a form arrives without its session, what was typed is kept; when its page is opened again, it is there."""

from collections.abc import Callable
from typing import Any, cast

from django.conf import settings
from django.core import signing
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string

from instituciones.middleware import es_publica
from instituciones.models import Usuario
from tablero.resguardo import cofre
from tablero.resguardo.relleno import rellenar

GALLETA = "cuenta_previa"
"""Names, signed, the account that last used this browser: for it alone the text is kept. It signs nobody in."""
DIAS = 30
HAY_ALGO = "hay_texto_guardado"
"""Tells the server that it is worth looking: without it a page costs no statement more."""


class Resguardo:
    """Stands before `CuentaExigida`, which sends an expired session to sign in again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        respuesta = self.get_response(request)
        if request.resolver_match and es_publica(request.resolver_match.func):
            return respuesta
        if getattr(request, "resguardado", False):
            _poner(respuesta, HAY_ALGO, "1", cofre.HORAS * 3600)
        if request.user.is_authenticated:
            self._recordar(request, respuesta)
            if HAY_ALGO not in request.COOKIES:
                return respuesta
            if request.method == "POST" and respuesta.status_code in (200, 302):
                cofre.olvidar(request.user.pk, request.get_full_path())
            elif (
                request.method == "GET"
                and respuesta.status_code == 200
                and isinstance(respuesta, HttpResponse)
            ):
                _devolver(request, respuesta)
        return respuesta

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        if request.method == "POST" and not request.user.is_authenticated and _pide_entrar(view):
            resguardar(request)

    def _recordar(self, request: HttpRequest, respuesta: HttpResponseBase) -> None:
        if cuenta_previa(request) != request.user.pk:
            firmada = signing.get_cookie_signer(salt=GALLETA).sign(str(request.user.pk))
            _poner(respuesta, GALLETA, firmada, DIAS * 86_400)


def resguardar(request: HttpRequest) -> bool:
    """Keep what was typed for the account that typed it, signed in or just expired."""
    cuenta = request.user.pk if request.user.is_authenticated else cuenta_previa(request)
    escrito = {nombre: [str(v) for v in valores] for nombre, valores in request.POST.lists()}
    guardado = cuenta is not None and cofre.guardar(cuenta, request.get_full_path(), escrito)
    request.resguardado = guardado  # type: ignore[attr-defined]
    return guardado


def cuenta_previa(request: HttpRequest) -> int | None:
    """The account that last used this browser, when the browser still says so."""
    try:
        return int(request.get_signed_cookie(GALLETA) or "")
    except (KeyError, BadSignature, ValueError):
        return None


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """`CSRF_FAILURE_VIEW`: says what to do, and keeps what was typed."""
    guardado = request.method == "POST" and resguardar(request)
    contexto = {"stashed": guardado, "return_href": request.get_full_path() if guardado else ""}
    return render(request, "403_csrf.html", contexto, status=403)


def _poner(respuesta: HttpResponseBase, nombre: str, valor: str, segundos: int) -> None:
    respuesta.set_cookie(
        nombre,
        valor,
        max_age=segundos,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _pide_entrar(view: Any) -> bool:
    return bool(getattr(view, "login_required", True))


def _devolver(request: HttpRequest, respuesta: HttpResponse) -> None:
    """Fill the page's forms with what its reader had typed there, and say so."""
    if not respuesta.get("Content-Type", "").startswith("text/html"):
        return
    escrito = cofre.recuperar(cast(Usuario, request.user).pk, request.get_full_path())
    if not escrito:
        return
    html, sueltos = rellenar(respuesta.content.decode(), escrito)
    aviso = render_to_string("tablero/resguardo.html", {"sueltos": sueltos}, request)
    inicio = html.find("<main")
    dentro = html.find(">", inicio) + 1 if inicio >= 0 else 0
    respuesta.content = (html[:dentro] + aviso + html[dentro:]).encode()
    if respuesta.has_header("Content-Length"):
        respuesta["Content-Length"] = str(len(respuesta.content))

"""What every page owes its reader when something was refused."""

from collections.abc import Callable

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.defaults import permission_denied

from flujo.errors import ConexionPerdida, Negativa, Ocupado, ResultadoIncierto, SinPermiso
from notificaciones.reglas import SinCalendario, SinReglas


class Negativas:
    """What no form could say is a page with its sentences: 400, 403, 409 or 503, never an error."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        match error:
            case BadRequest():
                return render(request, "400.html", {"frase": str(error)}, status=400)
            case SinPermiso():
                return permission_denied(request, PermissionDenied(str(error)))
            case Ocupado() | ConexionPerdida() | ResultadoIncierto():
                return render(request, "503.html", {"frase": str(error)}, status=503)
            case SinCalendario() | SinReglas():
                contexto = {"frases": [str(error)], "volver": _expediente_de(request)}
                return render(request, "409.html", contexto, status=409)
            case Negativa():
                contexto = {"frases": error.frases, "volver": _expediente_de(request)}
                return render(request, "409.html", contexto, status=409)
            case _:
                return None


def _expediente_de(request: HttpRequest) -> str:
    """The page of the case file to which the refused address belongs, if it does to one."""
    codigo = request.resolver_match.kwargs.get("codigo") if request.resolver_match else None
    return reverse("tablero:expediente", args=[codigo]) if codigo else ""

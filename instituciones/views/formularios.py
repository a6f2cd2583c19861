"""One page for every act that is a form."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from flujo.errors import Negativa, SinPermiso
from instituciones.forms.base import FormularioDeActo
from instituciones.views.puertas import exigir, quien

Miga = tuple[Any, str]
PLANTILLA = "instituciones/formulario.html"


def atender(
    request: HttpRequest,
    clase: type[FormularioDeActo],
    objeto: Any,
    *,
    volver: Callable[[Any], str],
    migas: Sequence[Miga],
    sobre: Any = "",
    contexto: Mapping[str, Any] | None = None,
    plantilla: str = PLANTILLA,
) -> HttpResponse:
    """Show the form, or do what it says. `volver` gives the page after it, from what was made.

    Whoever may not is told so (403) before and after. Every other refusal stands beside what was typed.
    """
    form = abrir(request, clase, objeto)
    if request.method == "POST" and form.is_valid():
        hecho = intentar(request, form)
        if hecho is not None:
            messages.success(request, form.hecho)
            return redirect(volver(hecho))
    return mostrar(request, form, migas=migas, sobre=sobre, contexto=contexto, plantilla=plantilla)


def abrir(request: HttpRequest, clase: type[FormularioDeActo], objeto: Any) -> FormularioDeActo:
    """The form as it was sent, or as it begins; PermissionDenied for whoever may not send it."""
    datos = request.POST if request.method == "POST" else None
    form = clase(datos, objeto=objeto, quien=quien(request), q=_buscado(request))
    exigir(form.permiso, form.objeto, request)
    return form


def _buscado(request: HttpRequest) -> str:
    """The words of the search line above a form; what the database cannot be asked for is left out."""
    return request.GET.get("q", "").replace("\x00", "")[:120]


def intentar(request: HttpRequest, form: FormularioDeActo) -> Any:
    """What the act made; None when it was refused, the form then saying why."""
    try:
        return form.ejecutar(form.acto())
    except SinPermiso as negativa:
        raise PermissionDenied(str(negativa)) from negativa
    except Negativa as negativa:
        form.add_error(None, list(negativa.frases))
    return None


def mostrar(
    request: HttpRequest,
    form: FormularioDeActo,
    *,
    migas: Sequence[Miga],
    sobre: Any = "",
    contexto: Mapping[str, Any] | None = None,
    plantilla: str = PLANTILLA,
) -> HttpResponse:
    entradas = [{"label": etiqueta, "href": href} for etiqueta, href in migas]
    datos = {"form": form, "migas": [*entradas, {"label": form.titulo}], "sobre": sobre, "q": form.q}
    return render(
        request, plantilla, {**datos, "volver_href": migas[-1][1] if migas else "/", **(contexto or {})}
    )

"""`/vistas/`: the saved views of lists; making, changing and taking one away."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from expedientes.models import Lista, Vista
from instituciones.views.formularios import Miga, atender
from instituciones.views.puertas import quien
from tablero.forms import CrearVista, EditarVista, RetirarVista
from tablero.vistas import vistas_de

FORMULARIO = ["GET", "HEAD", "POST"]
PLANTILLA = "tablero/vistas/formulario.html"


@require_safe
def lista(request: HttpRequest) -> HttpResponse:
    """Those that this account uses, by list."""
    return render(request, "tablero/vistas/lista.html", {"por_lista": vistas_de(quien(request)).items()})


@require_http_methods(FORMULARIO)
def nueva(request: HttpRequest, lista: str) -> HttpResponse:
    if lista not in Lista.values:
        raise Http404
    objeto = Vista(lista=lista, usuario=quien(request))
    return atender(
        request,
        CrearVista,
        objeto,
        migas=_migas(),
        sobre=Lista(lista).label,
        volver=lambda _hecha: reverse("tablero:vistas"),
        plantilla=PLANTILLA,
    )


@require_http_methods(FORMULARIO)
def vista(request: HttpRequest, pk: int) -> HttpResponse:
    una = vista_or_404(request, pk)
    return atender(
        request,
        EditarVista,
        una,
        migas=_migas(),
        sobre=una,
        volver=lambda _hecha: reverse("tablero:vistas"),
        plantilla=PLANTILLA,
    )


@require_http_methods(FORMULARIO)
def retirar(request: HttpRequest, pk: int) -> HttpResponse:
    una = vista_or_404(request, pk)
    return atender(
        request,
        RetirarVista,
        una,
        migas=_migas(),
        sobre=una,
        volver=lambda _hecha: reverse("tablero:vistas"),
    )


def vista_or_404(request: HttpRequest, pk: int) -> Vista:
    """A view that this account uses."""
    filas = Vista.objects.visible_to(quien(request)).select_related(
        "institucion__cadena", "usuario__persona__cadena"
    )
    return get_object_or_404(filas, pk=pk)


def _migas() -> list[Miga]:
    return [(_("Vistas"), reverse("tablero:vistas"))]

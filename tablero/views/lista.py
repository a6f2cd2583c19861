"""The list of case files, and the same list as a file."""

from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from instituciones.models import Usuario
from instituciones.views.listas import direcciones
from tablero.forms import FiltrosForm
from tablero.listado import columnas, con_partes, exportables, fila, filtrados
from tablero.views.listas import en_fichero


@require_safe
def lista(request: HttpRequest) -> HttpResponse:
    """`/expedientes/`: filters in the address, pages by key."""
    usuario = _usuario(request)
    form = FiltrosForm(request.GET)
    if not form.is_valid():
        return render(request, "tablero/lista_invalida.html", {"form": form}, status=400)
    filas = filtrados(usuario, form.filtros())
    hoja = form.hoja(filas, tamano=int(form.cleaned_data["n"] or 25), con=con_partes)
    return render(request, "tablero/lista.html", {"form": form, **direcciones(request, hoja)})


@require_safe
def exportar(request: HttpRequest, formato: str) -> HttpResponseBase:
    """The filtered list as CSV or XLSX."""
    usuario = _usuario(request)
    form = FiltrosForm(request.GET)
    if not form.is_valid():
        return render(request, "tablero/lista_invalida.html", {"form": form}, status=400)
    filas = (fila(e) for e in exportables(filtrados(usuario, form.filtros())))
    return en_fichero(_("expedientes"), formato, columnas(), filas)


def _usuario(request: HttpRequest) -> Usuario:
    return cast(Usuario, request.user)

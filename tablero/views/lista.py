"""The list of case files, and the same list as a file."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from instituciones.models import Usuario
from instituciones.views.listas import direcciones
from tablero.columnas import renglones
from tablero.forms import FiltrosForm
from tablero.listado import TABLA, con_partes, exportables, filtrados
from tablero.views.listas import exportadora, lista_invalida

COMPLETA = "/expedientes/"


@require_safe
def lista(request: HttpRequest) -> HttpResponse:
    """`/expedientes/`: filters in the address, pages by key."""
    usuario = cast(Usuario, request.user)
    form = FiltrosForm(request.GET, usuario=usuario)
    if not form.is_valid():
        return lista_invalida(request, form, completa=COMPLETA)
    hoja = form.hoja(filtrados(usuario, form.filtros()), tamano=form.tamano, con=con_partes)
    columnas = TABLA.en_pagina(form.elegida)
    contexto = {
        "form": form,
        "lista": TABLA.lista,
        "columnas": columnas,
        "filas": list(renglones(hoja.filas, columnas)),
        **direcciones(request, hoja),
    }
    return render(request, "tablero/lista.html", contexto)


exportar = exportadora(TABLA, FiltrosForm, exportables)

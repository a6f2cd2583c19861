"""`/cartera/`: every agreement that one sees in one row, the most urgent first, and the same list as a file."""

from functools import partial
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from instituciones.models import Usuario
from instituciones.views.listas import direcciones
from tablero.cartera import TABLA, con_lo_que_se_muestra, exportables, filas_de, filtrada
from tablero.columnas import renglones
from tablero.forms import CarteraForm
from tablero.views.listas import exportadora, lista_invalida

COMPLETA = "/cartera/"


@require_safe
def lista(request: HttpRequest) -> HttpResponse:
    """Filters in the address, pages by key."""
    usuario = cast(Usuario, request.user)
    form = CarteraForm(request.GET, usuario=usuario)
    if not form.is_valid():
        return lista_invalida(request, form, completa=COMPLETA)
    filas = filtrada(usuario, form.filtros())
    hoja = form.hoja(filas, tamano=form.tamano, con=partial(con_lo_que_se_muestra, usuario))
    columnas = TABLA.en_pagina(form.elegida)
    contexto = {
        "form": form,
        "lista": TABLA.lista,
        "columnas": columnas,
        "filas": list(renglones(filas_de(hoja.filas), columnas)),
        **direcciones(request, hoja),
    }
    return render(request, "tablero/cartera.html", contexto)


exportar = exportadora(TABLA, CarteraForm, exportables)

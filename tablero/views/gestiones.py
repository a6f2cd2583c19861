"""`/gestiones/`: what the parties noted of their contacts, across case files, and the same list as a file."""

from typing import cast

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from expedientes.facultades import facultades_de
from expedientes.puerta import MemberRequest, expediente_or_404
from instituciones.models import Usuario
from instituciones.views.listas import direcciones
from tablero.forms import GestionesForm
from tablero.gestiones import (
    TABLA,
    ClaveDeGestion,
    a_la_vista,
    con_lo_que_se_muestra,
    exportables,
    filtradas,
    gestiones_de,
)
from tablero.lecturas import anotar_pagina
from tablero.views.listas import exportadora, lista_invalida

COMPLETA = "/gestiones/"
POR_PAGINA = 50


@require_safe
def lista(request: HttpRequest) -> HttpResponse:
    """Newest first: filters in the address, pages by key."""
    usuario = cast(Usuario, request.user)
    form = GestionesForm(request.GET, usuario=usuario)
    if not form.is_valid():
        return lista_invalida(request, form, completa=COMPLETA)
    hoja = form.hoja(filtradas(usuario, form.filtros()), tamano=form.tamano, con=con_lo_que_se_muestra)
    contexto = {
        "form": form,
        "lista": TABLA.lista,
        "filas": a_la_vista(hoja.filas, usuario),
        **direcciones(request, hoja),
    }
    return render(request, "tablero/gestiones/lista.html", contexto)


exportar = exportadora(TABLA, GestionesForm, exportables)


@require_safe
def de_expediente(request: MemberRequest, codigo: str) -> HttpResponse:
    """Every gestión of one case file that this person may read. Reading all sides of it by office is logged first."""
    expediente = expediente_or_404(request, codigo)
    try:
        tras = ClaveDeGestion.leer(request.GET["tras"]) if "tras" in request.GET else None
    except ValueError:
        raise BadRequest from None
    anotar_pagina(request.user, expediente, "gestiones")
    facultades = list(facultades_de(request.user, expediente))
    gestiones = gestiones_de(expediente, request.user, facultades, tamano=POR_PAGINA, tras=tras)
    return render(request, "tablero/gestiones/de_expediente.html", {"gestiones": gestiones})

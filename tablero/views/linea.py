"""`/expedientes/<codigo>/linea/`: every fact of a case file against the date of its entry, as a page and as a file."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from convenios.models import Convenio
from expedientes.models import Expediente
from expedientes.puerta import MemberRequest, expediente_or_404
from instituciones.views.listas import direcciones
from tablero.ficha.vida import huecos, tramos
from tablero.forms import LineaForm
from tablero.lecturas import anotar_pagina
from tablero.linea import linea as dibujo
from tablero.tiempo import COLUMNAS, eje_de, exportables, filas_de_la_linea, renglones_de
from tablero.views.listas import en_fichero, lista_invalida


@require_safe
def linea(request: MemberRequest, codigo: str) -> HttpResponse:
    """Every row of the log that this person may read. Reading all sides of it by office is logged first."""
    expediente = expediente_or_404(request, codigo)
    form = LineaForm(request.GET)
    if not form.is_valid():
        return _invalida(request, expediente, form)
    anotar_pagina(request.user, expediente, "linea")
    filas = filas_de_la_linea(expediente, request.user, form.filtros())
    with timezone.override(expediente.zona_horaria):
        hoja = form.hoja(filas, tamano=form.tamano)
        eje = eje_de(expediente, request.user)
        convenio = Convenio.objects.filter(expediente=expediente).first()
        contexto = {
            "expediente": expediente,
            "form": form,
            "eje": eje,
            "renglones": renglones_de(hoja.filas, expediente, request.user, eje),
            "plazo": dibujo(tramos(convenio), expediente.hoy()) if convenio else None,
            "huecos": huecos(convenio) if convenio else [],
            **direcciones(request, hoja),
        }
        return render(request, "tablero/expediente/linea.html", contexto)


@require_safe
def exportar(request: MemberRequest, codigo: str, formato: str) -> HttpResponseBase:
    """The same as CSV or XLSX."""
    expediente = expediente_or_404(request, codigo)
    form = LineaForm(request.GET)
    if not form.is_valid():
        return _invalida(request, expediente, form)
    anotar_pagina(request.user, expediente, "linea")
    nombre = f"linea-{expediente.codigo}"
    return en_fichero(formato, nombre, COLUMNAS, exportables(expediente, request.user, form.filtros()))


def _invalida(request: MemberRequest, expediente: Expediente, form: LineaForm) -> HttpResponse:
    return lista_invalida(request, form, completa=reverse("tablero:linea", args=[expediente.codigo]))

"""`/control/`: what an auditor looks for first, counted; and each question with its answers, as page and file."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from documentos.models import Relectura
from expedientes.permissions import controlar
from expedientes.puerta import MemberRequest
from flujo.acto import Acto
from instituciones.views.listas import consulta, direcciones
from tablero.columnas import renglones
from tablero.control import PREGUNTAS, Alcance, Pregunta
from tablero.control.listado import (
    columnas_de,
    con_lo_que_se_muestra,
    exportables,
    leidos,
    ya_no_estan,
)
from tablero.control.visitas import contar
from tablero.forms import ControlForm, PreguntaForm
from tablero.views.listas import en_fichero, lista_invalida


@require_safe
def control(request: MemberRequest) -> HttpResponse:
    """Every question with how many answers it has in this scope, and what changed since the last visit."""
    controlar.capacidad(None, Acto(registra=request.user))
    form = ControlForm(request.GET)
    if not form.is_valid():
        return lista_invalida(request, form, completa=reverse("tablero:control"))
    alcance = Alcance(request.user, form.filtros())
    contexto = {
        "form": form,
        "cuentas": contar(PREGUNTAS.values(), alcance),
        "relectura": Relectura.objects.filter(terminada_at__isnull=False).first(),
        "corte": alcance.corte,
        "consulta": consulta(request),
    }
    return render(request, "tablero/control/preguntas.html", contexto)


@require_safe
def pregunta(request: MemberRequest, clave: str) -> HttpResponse:
    """One question: its formula, and what answers it, page by page. An auditor's reading is logged first."""
    controlar.capacidad(None, Acto(registra=request.user))
    una = pregunta_or_404(clave)
    form = PreguntaForm(request.GET)
    if not form.is_valid():
        return lista_invalida(request, form, completa=una.get_absolute_url())
    alcance = Alcance(request.user, form.filtros())
    [cuenta] = contar([una], alcance)
    filas = una.hallazgos(alcance)
    if form.cleaned_data["solo"]:
        filas = filas.filter(pk__in=cuenta.nuevos or ())
    hoja = form.hoja(filas, tamano=form.tamano, con=con_lo_que_se_muestra(una, alcance))
    columnas = columnas_de(una)
    hallazgos = leidos(una, alcance, hoja.filas, cuenta.nuevos or ())
    contexto = {
        "form": form,
        "pregunta": una,
        "cuenta": cuenta,
        "corte": alcance.corte,
        "columnas": columnas,
        "filas": list(zip(hallazgos, renglones(hallazgos, columnas), strict=True)),
        "idos": ya_no_estan(una, alcance, cuenta.idos or ()),
        **direcciones(request, hoja),
    }
    return render(request, "tablero/control/pregunta.html", contexto)


@require_safe
def exportar(request: MemberRequest, clave: str, formato: str) -> HttpResponseBase:
    """What answers a question as CSV or XLSX. An auditor's reading is logged as the file is written."""
    controlar.capacidad(None, Acto(registra=request.user))
    una = pregunta_or_404(clave)
    form = PreguntaForm(request.GET)
    if not form.is_valid():
        return lista_invalida(request, form, completa=una.get_absolute_url())
    alcance = Alcance(request.user, form.filtros())
    return en_fichero(formato, una.clave, columnas_de(una), exportables(una, alcance))


def pregunta_or_404(clave: str) -> Pregunta:
    """The question of that key: what is not declared does not exist."""
    if clave not in PREGUNTAS:
        raise Http404
    return PREGUNTAS[clave]

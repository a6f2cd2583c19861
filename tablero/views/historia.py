"""The whole history of a case file, as of any day by either reading; and who read it by office."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from auditoria.queries import de_cadena
from expedientes.models import Expediente
from expedientes.puerta import MemberRequest, expediente_or_404
from expedientes.visibilidad import asientos_visibles
from tablero.ficha.al_dia import al_dia, frase_del_corte
from tablero.ficha.historia import eventos
from tablero.ficha.lecturas import lecturas_de
from tablero.forms import HistoriaForm
from tablero.lecturas import anotar_pagina

TAMANO = 30


@require_safe
def historia(request: MemberRequest, codigo: str) -> HttpResponse:
    """Every log row that this person may read, newest first, page by page."""
    expediente = expediente_or_404(request, codigo)
    form = HistoriaForm({"lectura": "hecho"} | request.GET.dict(), expediente=expediente)
    if not form.is_valid():
        return _no_se_entiende(request, expediente, form)
    anotar_pagina(request.user, expediente, "historia")
    corte = form.corte()
    pagina = de_cadena(
        expediente.cadena_id,
        visibles=asientos_visibles(request.user, expediente),
        corte=corte,
        antes_de=form.cleaned_data["antes"],
        tamano=TAMANO,
    )
    with timezone.override(expediente.zona_horaria):
        contexto = {
            "expediente": expediente,
            "form": form,
            "corte": corte,
            "frase": frase_del_corte(corte) if corte else "",
            "al_dia": al_dia(expediente, corte, request.user) if corte else [],
            "eventos": eventos(pagina.asientos, expediente, request.user),
            "siguiente": _direccion(request, pagina.siguiente),
            "es_la_primera": form.cleaned_data["antes"] is None,
        }
        return render(request, "tablero/expediente/historia.html", contexto)


@require_safe
def lecturas(request: MemberRequest, codigo: str) -> HttpResponse:
    """Who of control or of the platform's administration read what of this case file."""
    expediente = expediente_or_404(request, codigo)
    form = HistoriaForm(request.GET, expediente=expediente)
    if not form.is_valid():
        return _no_se_entiende(request, expediente, form)
    pagina = lecturas_de(expediente, request.user, antes_de=form.cleaned_data["antes"], tamano=TAMANO)
    with timezone.override(expediente.zona_horaria):
        contexto = {
            "expediente": expediente,
            "eventos": pagina.eventos,
            "siguiente": _direccion(request, pagina.siguiente),
        }
        return render(request, "tablero/expediente/lecturas.html", contexto)


def _no_se_entiende(request: MemberRequest, expediente: Expediente, form: HistoriaForm) -> HttpResponse:
    """The form with its sentences: what was asked is nothing that the history has."""
    contexto = {"expediente": expediente, "form": form}
    return render(request, "tablero/expediente/historia_invalida.html", contexto, status=400)


def _direccion(request: MemberRequest, antes: int | None) -> str:
    if antes is None:
        return ""
    pares = {k: v for k, v in request.GET.items() if k != "antes" and v}
    return "?" + urlencode(pares | {"antes": antes})

"""The list of non-compliance of a case file."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from expedientes.puerta import MemberRequest, expediente_or_404
from instituciones.views.listas import lista_invalida
from seguimiento.forms.incumplimiento import IncumplimientoForm
from seguimiento.queries.incumplimiento import incumplidos_de
from seguimiento.views.puertas import anotar


@require_safe
def de_expediente(request: MemberRequest, codigo: str) -> HttpResponse:
    """Reports, commitments and actions that are ten business days late: all of them, of a kind, or of a party."""
    expediente = expediente_or_404(request, codigo)
    anotar(request, expediente, "incumplimiento")
    todas = incumplidos_de(expediente)
    form = IncumplimientoForm(request.GET, filas=todas)
    if not form.is_valid():
        return lista_invalida(request, form)
    contexto = {"expediente": expediente, "form": form, "filas": form.las_que_pide(), "hay": bool(todas)}
    return render(request, "seguimiento/incumplimiento.html", contexto)

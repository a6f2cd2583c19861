"""The book of actas of a body, and the board of the commitments that were undertaken in them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from expedientes.puerta import MemberRequest
from seguimiento.forms.libro import LibroDeActasForm
from seguimiento.queries.compromisos import del_organo
from seguimiento.queries.libro import entradas_de
from seguimiento.views.compromisos import tablero
from seguimiento.views.puertas import anotar, organo_or_404


@require_safe
def libro(request: MemberRequest, codigo: str, numero: int) -> HttpResponse:
    """Every approved acta in the order of the book, with its folios and its signed file; words may be looked for."""
    organo = organo_or_404(request, codigo, numero)
    anotar(request, organo, "libro")
    form = LibroDeActasForm(request.GET)
    q = form.cleaned_data["q"] if form.is_valid() else ""
    contexto = {
        "expediente": organo.expediente,
        "organo": organo,
        "form": form,
        "entradas": entradas_de(organo, q=q),
        "q": q,
    }
    return render(request, "seguimiento/actas/libro.html", contexto)


@require_safe
def compromisos(request: MemberRequest, codigo: str, numero: int) -> HttpResponse:
    """The commitments that a body's actas gave rise to: the open ones, or how the others ended."""
    organo = organo_or_404(request, codigo, numero)
    anotar(request, organo, "compromisos")
    contexto = {"expediente": organo.expediente, "organo": organo}
    return tablero(request, del_organo(organo), "seguimiento/actas/compromisos_de_organo.html", contexto)

"""The book of actas of a body, and the board of the commitments that were undertaken in them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from expedientes.puerta import MemberRequest
from seguimiento.forms.libro import LibroDeActasForm
from seguimiento.queries.compromisos import cuenta_de, del_organo
from seguimiento.queries.libro import entradas_de
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
    """The commitments that a body's actas gave rise to: the open ones, then how the others ended."""
    organo = organo_or_404(request, codigo, numero)
    anotar(request, organo, "compromisos")
    suyos, hoy = del_organo(organo), organo.expediente.hoy()
    filas = [(c, c.esta_vencido(hoy)) for c in suyos]
    contexto = {
        "expediente": organo.expediente,
        "organo": organo,
        "abiertos": [f for f in filas if f[0].esta_abierto],
        "cerrados": [f for f in filas if not f[0].esta_abierto],
        "cuenta": cuenta_de(suyos, hoy),
        "hoy": hoy,
    }
    return render(request, "seguimiento/actas/compromisos_de_organo.html", contexto)

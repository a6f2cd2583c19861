"""`/expedientes/<codigo>/`: the page of one case file."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from convenios.views.actos import acto
from convenios.views.pasos import dar_paso
from expedientes.puerta import MemberRequest, expediente_or_404
from tablero.ficha import ficha_de
from tablero.lecturas import anotar_pagina


@require_safe
def expediente(request: MemberRequest, codigo: str) -> HttpResponse:
    """First what follows, then what there is."""
    uno = expediente_or_404(request, codigo)
    anotar_pagina(request.user, uno, "ficha")
    with timezone.override(uno.zona_horaria):
        return render(request, "tablero/expediente/ficha.html", {"ficha": ficha_de(uno, request.user)})


@acto
def paso(request: MemberRequest, codigo: str, transicion: str) -> HttpResponse:
    """Close, open again or archive the case file itself."""
    return dar_paso(request, expediente_or_404(request, codigo), transicion)

"""`/ayuda/`: the helps of every page that the asker could use, and the words that the pages use."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from instituciones.models import Usuario
from tablero.indice import capitulos_de, vocabularios


@require_safe
def ayuda(request: HttpRequest) -> HttpResponse:
    """One page to be read, searched and printed whole; each help has its anchor."""
    contexto = {"capitulos": capitulos_de(cast(Usuario, request.user)), "vocabularios": vocabularios()}
    return render(request, "tablero/ayuda.html", contexto)

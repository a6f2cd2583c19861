"""`/expedientes/<codigo>/`: the page of one case file."""

from typing import cast

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from convenios.models import Adenda
from convenios.views.actos import instrumento_or_404
from convenios.views.pasos import dar_paso
from documentos.puerta.formatos import WORD
from documentos.views import CABECERAS
from documentos.views.actos import acto
from expedientes.puerta import MemberRequest, expediente_or_404
from tablero.ficha import ficha_de, ficha_de_adenda
from tablero.lecturas import anotar_pagina
from tablero.memoria import escribir, memoria_de


@require_safe
def expediente(request: MemberRequest, codigo: str) -> HttpResponse:
    """First what follows, then what there is."""
    uno = expediente_or_404(request, codigo)
    anotar_pagina(request.user, uno, "ficha")
    with timezone.override(uno.zona_horaria):
        return render(request, "tablero/expediente/ficha.html", {"ficha": ficha_de(uno, request.user)})


@require_safe
def adenda(request: MemberRequest, codigo: str, ordinal: int) -> HttpResponse:
    """One addendum: first what follows in it, then what it changes."""
    una = cast(Adenda, instrumento_or_404(request, codigo, ordinal))
    anotar_pagina(request.user, una.expediente, "adenda")
    with timezone.override(una.expediente.zona_horaria):
        ficha = ficha_de_adenda(una, request.user)
        return render(request, "tablero/expediente/adenda.html", {"ficha": ficha})


@require_safe
def ayuda_memoria(request: MemberRequest, codigo: str) -> HttpResponse:
    """What an adviser takes to a meeting, as a Word file. Reading it is reading the page."""
    uno = expediente_or_404(request, codigo)
    anotar_pagina(request.user, uno, "ayuda_memoria")
    with timezone.override(uno.zona_horaria):
        memoria = memoria_de(uno, request.user, timezone.localtime())
        contenido = escribir(memoria, sin_valor=settings.DEMO)
    nombre = f"{uno.codigo}-ayuda-memoria-{memoria.hecha:%Y-%m-%d}.docx"
    disposicion = {"Content-Disposition": f'attachment; filename="{nombre}"'}
    return HttpResponse(contenido, content_type=WORD, headers=CABECERAS | disposicion)


@acto
def paso(request: MemberRequest, codigo: str, transicion: str) -> HttpResponse:
    """Close, open again or archive the case file itself."""
    return dar_paso(request, expediente_or_404(request, codigo), transicion)

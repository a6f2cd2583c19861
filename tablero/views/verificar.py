"""`/verificar/`: whether a paper is what it says, for whoever holds it and without an account."""

import hashlib
import tempfile
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.internal import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from documentos.verificacion.comprobar import comprobar
from documentos.verificacion.confianza import confianza
from documentos.verificacion.frases import con_frases
from instituciones.middleware import publica
from tablero.forms.verificar import VerificarArchivoForm, VerificarCodigoForm
from tablero.verificados import leer_codigo, por_codigo, por_hash

INTENTOS = {"codigo": "60/10m/ip", "archivo": "20/10m/ip"}
"""How often one origin may ask: a code has 100 bits, and nobody finds one by trying; a file costs work."""


def limitada(que: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Make of a view one that an origin may only ask so many times in ten minutes."""

    def envolver(vista: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(vista)
        def envuelta(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if ratelimit.consume(
                request, app="tablero", action=que, config=INTENTOS, limit_get=que == "codigo"
            ):
                return vista(request, *args, **kwargs)
            return render(request, "tablero/verificar/demasiado.html", status=429)

        return envuelta

    return envolver


@publica
def inicio(request: HttpRequest) -> HttpResponse:
    """Type the code that is on every page of a paper."""
    form = VerificarCodigoForm(request.GET if "codigo" in request.GET else None)
    if form.is_valid():
        return redirect("tablero:verificar_codigo", codigo=form.cleaned_data["codigo"])
    estado = 400 if form.is_bound else 200
    return render(request, "tablero/verificar/inicio.html", {"form": form}, status=estado)


@publica
@limitada("codigo")
def codigo(request: HttpRequest, codigo: str) -> HttpResponse:
    """What is known of the paper with that code: where its QR leads."""
    verificado = por_codigo(leer_codigo(codigo)) if leer_codigo(codigo) else None
    contexto = {
        "verificado": verificado,
        "codigo": verificado.papel.codigo_en_grupos if verificado else codigo[:40],
    }
    return render(request, "tablero/verificar/papel.html", contexto, status=200 if verificado else 404)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limitada("archivo")
def archivo(request: HttpRequest) -> HttpResponse:
    """Drop a file: what its signatures are worth, and whether it is a paper of this system. It is not kept."""
    form = VerificarArchivoForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        estado = 422 if request.method == "POST" else 200
        return render(request, "tablero/verificar/archivo.html", {"form": form}, status=estado)
    with tempfile.TemporaryFile() as copia:
        suma = hashlib.sha256()
        for bloque in form.cleaned_data["fichero"].chunks():
            suma.update(bloque)
            copia.write(bloque)
        copia.flush()
        informe = con_frases(comprobar(copia, confianza=confianza()))
    contexto = {
        "form": VerificarArchivoForm(),
        "nombre": form.cleaned_data["fichero"].name,
        "informe": informe,
        "verificado": por_hash(suma.hexdigest()),
        "titulo": _("Lo que se halló en el archivo"),
    }
    return render(request, "tablero/verificar/archivo.html", contexto)

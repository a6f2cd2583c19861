"""The copy of a case file: asked for, followed while a worker makes it, and fetched."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from documentos.views import CABECERAS
from expedientes.models import Expediente
from expedientes.puerta import MemberRequest, expediente_or_404
from tablero.copia.deposito import deposito
from tablero.copia.verificador import de_la_raiz
from tablero.models import Copia
from tablero.services import SE_GUARDA, pedir_copia

CADA = 3
"""Seconds after which a page that follows a copy asks again."""


@require_http_methods(["GET", "HEAD", "POST"])
def copia(request: MemberRequest, codigo: str) -> HttpResponseBase:
    """What a copy is, one's own so far, and what asks for another. With `?seguir` the page asks again by itself."""
    expediente = expediente_or_404(request, codigo)
    direccion = reverse("tablero:copia", args=[expediente.codigo])
    if request.method == "POST":
        pedir_copia(expediente, request.user)
        return redirect(f"{direccion}?seguir")
    with timezone.override(expediente.zona_horaria):
        contexto = _contexto(request, expediente)
        respuesta = render(request, "tablero/expediente/copia.html", contexto)
    if contexto["en_espera"] and "seguir" in request.GET:
        respuesta["Refresh"] = str(CADA)
    return respuesta


def _contexto(request: MemberRequest, expediente: Expediente) -> dict[str, Any]:
    copias = list(Copia.objects.filter(expediente=expediente, pedida_por=request.user))
    en_espera = next((una for una in copias if una.en_espera), None)
    return {
        "expediente": expediente,
        "copias": [una for una in copias if not una.en_espera],
        "en_espera": en_espera,
        "avance": [_avance(en_espera)] if en_espera else [],
        "sigue": "seguir" in request.GET,
        "dias": SE_GUARDA.days,
        "anclas": _anclas(),
    }


def _avance(una: Copia) -> dict[str, Any]:
    cuanto = _("%(hechos)s de %(total)s") % {"hechos": una.hechos, "total": una.total}
    return {
        "label": _("Documentos"),
        "percent": 100 * una.hechos // una.total if una.total else 0,
        "figure": cuanto if una.total else _("en cola"),
    }


def _anclas() -> list[dict[str, str]]:
    """The fingerprints from which a seal is believed here."""
    from auditoria.sello import llaves  # certificates take long to import: only where one is shown

    try:
        confianza = llaves.confianza_del_sello()
    except ImproperlyConfigured:
        return []
    return [{"nombre": uno.subject.human_friendly, "huella": uno.sha256.hex()} for uno in confianza]


@require_safe
def descargar(request: MemberRequest, codigo: str, pk: int) -> FileResponse:
    """One's own copy, to be saved. That it left was logged when it was asked for."""
    expediente = expediente_or_404(request, codigo)
    una = get_object_or_404(
        Copia, pk=pk, expediente=expediente, pedida_por=request.user, lista_at__isnull=False
    )
    try:
        fichero = deposito().open(una.ruta)
    except FileNotFoundError:
        raise Http404 from None
    nombre = f"{expediente.codigo}-{una.pedida_at:%Y-%m-%d}.zip"
    return FileResponse(
        fichero, as_attachment=True, filename=nombre, content_type="application/zip", headers=CABECERAS
    )


@require_safe
def verificador(request: MemberRequest, nombre: str) -> HttpResponse:
    """One of the two programs that verify copies, to be saved: it is never a page of this site."""
    disposicion = {"Content-Disposition": f'attachment; filename="{nombre}"'}
    return HttpResponse(
        de_la_raiz()[nombre], content_type="application/octet-stream", headers=CABECERAS | disposicion
    )

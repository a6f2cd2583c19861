"""Accounts, roles, invitations and mandates of an institution."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from instituciones.forms import invitaciones, roles
from instituciones.forms.base import FormularioDeActo
from instituciones.models import Institucion, TipoDeInstitucion
from instituciones.permissions import administrar_plataforma
from instituciones.queries import fichas
from instituciones.views.formularios import Miga, atender
from instituciones.views.instituciones import marco, migas_de
from instituciones.views.puertas import (
    administrada_or_404,
    concesion_or_404,
    institucion_or_404,
    invitacion_or_404,
    mandato_or_404,
    puede,
)

FORMULARIO = ["GET", "HEAD", "POST"]


@require_safe
def cuentas(request: HttpRequest, pk: int) -> HttpResponse:
    """Who holds which role, and who is invited; for the institution's administration."""
    una = administrada_or_404(request, pk)
    concesiones = list(fichas.concesiones_de(una)[:300])
    hoy, es_plataforma = una.hoy(), puede(administrar_plataforma, una, request)
    contexto = {
        "concesiones": concesiones,
        "retirables": [c for c in concesiones if c.sigue(hoy) and (es_plataforma or not c.es_de_control())],
        "invitaciones": fichas.invitaciones_de(una)[:100],
        "ahora": timezone.now(),
    }
    return render(request, "instituciones/cuentas.html", {**marco(request, una, "cuentas"), **contexto})


@require_safe
def mandatos(request: HttpRequest, pk: int) -> HttpResponse:
    """The mandates of a control body, and who audits under each; for its administration."""
    una = administrada_or_404(request, pk)
    if una.tipo != TipoDeInstitucion.CONTROL:
        raise Http404
    filas = una.mandatos.prefetch_related("concesiones__usuario__persona", "concesiones__grupo__institucion")
    contexto = {"mandatos": filas[:100], "hoy": una.hoy()}
    return render(request, "instituciones/mandatos.html", {**marco(request, una, "mandatos"), **contexto})


def _acto(
    clase: type[FormularioDeActo],
    puerta: Callable[..., Any],
    pagina: str,
    de_quien: Callable[[Any], Institucion],
) -> Callable[..., HttpResponse]:
    @require_http_methods(FORMULARIO)
    def vista(request: HttpRequest, pk: int) -> HttpResponse:
        objeto = puerta(request, pk)
        una = de_quien(objeto)
        href = reverse(f"instituciones:{pagina}", args=[una.pk])
        titulos = {"cuentas": _("Cuentas y roles"), "mandatos": _("Mandatos")}
        migas: list[Miga] = [*migas_de(una), (titulos[pagina], href)]
        return atender(request, clase, objeto, migas=migas, sobre=objeto, volver=lambda _h: href)

    return vista


def _misma(una: Institucion) -> Institucion:
    return una


def _organo_or_404(request: HttpRequest, pk: int) -> Institucion:
    una = institucion_or_404(pk)
    if una.tipo != TipoDeInstitucion.CONTROL:
        raise Http404
    return una


invitar = _acto(invitaciones.Invitar, administrada_or_404, "cuentas", _misma)
conceder = _acto(roles.ConcederRol, administrada_or_404, "cuentas", _misma)
retirar = _acto(roles.RetirarRol, concesion_or_404, "cuentas", lambda concesion: concesion.raiz())
anular_invitacion = _acto(
    invitaciones.AnularInvitacion, invitacion_or_404, "cuentas", lambda invitacion: invitacion.institucion
)
reenviar_invitacion = _acto(
    invitaciones.ReenviarInvitacion, invitacion_or_404, "cuentas", lambda invitacion: invitacion.institucion
)
abrir_mandato = _acto(roles.AbrirMandato, _organo_or_404, "mandatos", _misma)
auditar = _acto(roles.DarAuditoria, mandato_or_404, "mandatos", lambda mandato: mandato.organo)
terminar_mandato = _acto(roles.TerminarMandato, mandato_or_404, "mandatos", lambda mandato: mandato.organo)
liberar = _acto(roles.LiberarLecturas, mandato_or_404, "mandatos", lambda mandato: mandato.organo)

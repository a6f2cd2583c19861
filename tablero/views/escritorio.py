"""`/`: what waits for me, why, since when, until when; and what I wait for from whom."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from expedientes.espera import Espera
from expedientes.permissions import ROLES
from instituciones.models import Usuario
from planes.queries.vistas import Por
from planes.views.vistas import direccion_de_la_vista
from tablero.contactos import Contacto
from tablero.escritorio import escritorio_de
from tablero.pendientes import JUNTAS, Grupo, Pendiente, agrupar
from tablero.queries import controla_por_rol, es_de_una_parte

POR_VENCER = dt.timedelta(days=3)


@require_safe
def escritorio(request: HttpRequest) -> HttpResponse:
    """The desk of the signed-in person."""
    desk = escritorio_de(cast(Usuario, request.user))
    contexto = {
        "de_mi": _por_urgencia(desk.esperan_de_mi, desk.contactos),
        "de_los_mios": _por_urgencia(desk.esperan_de_los_mios, desk.contactos_de_los_mios, de_otro=True),
        "de_otros": _por_urgencia(_sin_plazo(desk.espero_de_otros), [], de_otro=True),
        "hay_mas": desk.hay_mas,
        "planes": [
            {"plan": plan, "vistas": [(por.label, direccion_de_la_vista(plan, por)) for por in Por]}
            for plan in desk.planes
        ],
        "controla": controla_por_rol(cast(Usuario, request.user)),
        "es_de_una_parte": es_de_una_parte(cast(Usuario, request.user)),
    }
    return render(request, "tablero/escritorio.html", contexto)


def _sin_plazo(esperas: Sequence[Espera]) -> list[Espera]:
    """Until when another party has is that party's own matter: neither the order nor what stands alone may tell it."""
    return [replace(e, hasta=None) for e in esperas]


def _por_urgencia(
    esperas: Sequence[Espera], contactos: Sequence[Contacto], *, de_otro: bool = False
) -> list[dict[str, Any]]:
    """One list, soonest due first; what has no date comes last, what waits longest before the rest."""
    juntas: list[Pendiente] = sorted(
        [*esperas, *contactos], key=lambda e: (e.hasta or dt.date.max, e.desde, e.expediente.pk, e.que)
    )
    return [_fila(fila, de_otro=de_otro) for fila in agrupar(juntas)]


def _fila(fila: Pendiente | Grupo, *, de_otro: bool = False) -> dict[str, Any]:
    """A row of `components/task_list.html`: a task, or equal ones with what they have in common said once."""
    if not isinstance(fila, Grupo):
        return _tarea(fila, de_otro=de_otro)
    tareas = [_tarea(p, de_otro=de_otro) for p in fila.pendientes]
    por_que = tareas[0]["why"] if len({t["why"] for t in tareas}) == 1 else ""
    if por_que:
        tareas = [t | {"why": ""} for t in tareas]
    return {
        "what": fila.que,
        "why": por_que,
        "total": len(tareas),
        "first": tareas[:JUNTAS],
        "others": tareas[JUNTAS:],
    }


def _tarea(espera: Pendiente, *, de_otro: bool = False) -> dict[str, Any]:
    """One task; its reason says whose it is where it is not the reader's own."""
    expediente = espera.expediente
    return {
        "what": espera.que,
        "href": espera.url,
        "context": f"{expediente.codigo} · {expediente.titulo}",
        "why": f"{_quien(espera)}. {espera.por_que}" if de_otro else espera.por_que,
        "since": _("Desde el %(dia)s") % {"dia": date_format(espera.desde, "j b Y")},
        "until": _hasta(espera),
        "urgency": _urgencia(espera),
    }


def _quien(espera: Pendiente) -> str:
    if isinstance(espera, Contacto):
        return espera.quien
    return f"{ROLES[espera.rol].etiqueta.en(espera.expediente.pais())} · {espera.institucion}"


def _hasta(espera: Pendiente) -> str:
    return _("Hasta el %(dia)s") % {"dia": date_format(espera.hasta, "j b Y")} if espera.hasta else ""


def _urgencia(espera: Pendiente) -> str:
    """Computed at each look, never stored: «vencido», «por_vencer» or nothing."""
    if espera.hasta is None:
        return ""
    falta = espera.hasta - espera.expediente.hoy()
    return "vencido" if falta.days < 0 else "por_vencer" if falta <= POR_VENCER else ""

"""`/`: what waits for me, why, since when, until when; and what I wait for from whom."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from convenios.queries import Espera
from expedientes.permissions import ROLES
from instituciones.models import Usuario
from tablero.contactos import Contacto
from tablero.escritorio import escritorio_de

POR_VENCER = dt.timedelta(days=3)


@require_safe
def escritorio(request: HttpRequest) -> HttpResponse:
    """The desk of the signed-in person."""
    desk = escritorio_de(cast(Usuario, request.user))
    contexto = {
        "de_mi": _por_urgencia(desk.esperan_de_mi, desk.contactos),
        "de_los_mios": _por_urgencia(desk.esperan_de_los_mios, desk.contactos_de_los_mios, de_otro=True),
        "de_otros": [_tarea(e, de_otro=True, es_ajena=True) for e in desk.espero_de_otros],
        "hay_mas": desk.hay_mas,
    }
    return render(request, "tablero/escritorio.html", contexto)


def _por_urgencia(
    esperas: Sequence[Espera], contactos: Sequence[Contacto], *, de_otro: bool = False
) -> list[dict[str, Any]]:
    """One list, soonest due first; what has no date comes last."""
    juntas: list[Espera | Contacto] = sorted(
        [*esperas, *contactos], key=lambda e: (e.hasta or dt.date.max, e.desde)
    )
    return [_tarea(e, de_otro=de_otro) for e in juntas]


def _tarea(espera: Espera | Contacto, *, de_otro: bool = False, es_ajena: bool = False) -> dict[str, Any]:
    """A row of `components/task_list.html`. Until when another party has is that party's own matter."""
    expediente = espera.expediente
    return {
        "what": espera.que,
        "href": espera.url,
        "context": f"{expediente.codigo} · {expediente.titulo}",
        "why": f"{_quien(espera)}. {espera.por_que}" if de_otro else espera.por_que,
        "since": _("Desde el %(dia)s") % {"dia": date_format(espera.desde, "j b Y")},
        "until": "" if es_ajena else _hasta(espera),
        "urgency": "" if es_ajena else _urgencia(espera),
    }


def _quien(espera: Espera | Contacto) -> str:
    if isinstance(espera, Contacto):
        return espera.quien
    return f"{ROLES[espera.rol].etiqueta.en(espera.expediente.pais())} · {espera.institucion}"


def _hasta(espera: Espera | Contacto) -> str:
    return _("Hasta el %(dia)s") % {"dia": date_format(espera.hasta, "j b Y")} if espera.hasta else ""


def _urgencia(espera: Espera | Contacto) -> str:
    """Computed at each look, never stored: «vencido», «por_vencer» or nothing."""
    if espera.hasta is None:
        return ""
    falta = espera.hasta - espera.expediente.hoy()
    return "vencido" if falta.days < 0 else "por_vencer" if falta <= POR_VENCER else ""

"""Who was in a session, as plain data: part of the content of its acta."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from seguimiento.models import Asistencia, MiembroDeOrgano, Sesion

Llano = dict[str, Any]


def hora(sesion: Sesion, momento: dt.datetime | None) -> str:
    """«2026-11-28 10:05», where the case file lives."""
    return f"{momento.astimezone(ZoneInfo(sesion.expediente.zona_horaria)):%Y-%m-%d %H:%M}" if momento else ""


def miembro_de(miembro: MiembroDeOrgano | None) -> Llano | None:
    if miembro is None:
        return None
    return {
        "miembro": miembro.pk,
        "puesto": miembro.puesto.nombre,
        "institucion": miembro.institucion.nombre,
        "cargo": miembro.cargo,
    }


def asistencia(sesion: Sesion) -> Llano:
    filas = list(sesion.de_su_dia().select_related("institucion").order_by("llega_at", "pk"))
    miembros = sesion.miembros()
    presentes = [m for m in miembros if any(f.miembro_id == m.pk for f in filas)]
    return {
        "miembros": [
            {**(miembro_de(m) or {}), **_calidad(m, miembros), "estancias": _estancias(sesion, filas, m.pk)}
            for m in presentes
        ],
        "ausentes": [miembro_de(m) for m in miembros if m not in presentes and m.suple_a_id is None],
        "invitados": [
            {"fila": f.pk, "cargo": f.cargo, "de": f.procedencia, "estancias": [_estancia(sesion, f)]}
            for f in filas
            if f.miembro_id is None
        ],
    }


def _calidad(miembro: MiembroDeOrgano, miembros: Sequence[MiembroDeOrgano]) -> Llano:
    """Whether it has a vote of its own, or whose seat it takes."""
    titular = next((m for m in miembros if m.pk == miembro.suple_a_id), None)
    return {"vota": miembro.vota, "suple_a": titular.puesto.nombre if titular else ""}


def _estancias(sesion: Sesion, filas: Iterable[Asistencia], miembro: int) -> list[Llano]:
    return [_estancia(sesion, f) for f in filas if f.miembro_id == miembro]


def _estancia(sesion: Sesion, fila: Asistencia) -> Llano:
    return {
        "llega": hora(sesion, fila.llega_at),
        "sale": hora(sesion, fila.sale_at),
        "es_virtual": fila.es_virtual,
    }

"""The bodies of a case file, their sessions, what an agenda is offered first, and who received the call."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from auditoria.models import Asiento
from expedientes.models import Expediente
from instituciones.models import Ocupacion
from seguimiento.models import (
    ABIERTOS,
    EN_SESION,
    POR_CELEBRAR,
    ClaseDePunto,
    EstadoDeSesion,
    Organo,
    ResultadoDePunto,
    Sesion,
)

ACUSAR = "acusar_recibo"


def organos_de(expediente: Expediente) -> list[Organo]:
    """Every body of a case file, with its sessions, the latest first, under `las_sesiones`. Two queries."""
    sesiones = Sesion.objects.select_related("asiento").order_by("-fecha", "-orden")
    filas = expediente.organos.prefetch_related(Prefetch("sesiones", sesiones, to_attr="las_sesiones"))
    organos = list(filas.order_by("numero"))
    for organo in organos:
        organo.expediente = expediente
        for sesion in organo.las_sesiones:  # type: ignore[attr-defined]
            sesion.organo, sesion.expediente = organo, expediente
    return organos


def pendientes(sesiones: Iterable[Sesion]) -> list[Sesion]:
    """Those that are still to be held or run now, the soonest first."""
    vivas = [s for s in sesiones if s.estado in (*POR_CELEBRAR, *EN_SESION)]
    return sorted(vivas, key=lambda s: (s.fecha, s.hora))


@dataclass(frozen=True, kw_only=True)
class PuntoOfrecido:
    """A point that a session would begin with; `clave` names it in the form."""

    clave: str
    titulo: str
    clase: str
    por_que: str


def puntos_ofrecidos(sesion: Sesion) -> list[PuntoOfrecido]:
    """What the agenda of a session begins with, where it does not have it yet: the actas that wait for their approval,
    the state of the commitments, and what the last session deferred."""
    ya = {(p.clase, p.titulo) for p in sesion.puntos.all()}
    todos = [*_actas(sesion), *_compromisos(sesion), *_diferidos(sesion)]
    return [p for p in todos if (p.clase, p.titulo) not in ya]


def _anteriores(sesion: Sesion) -> "list[Sesion]":
    filas = sesion.organo.sesiones.filter(instalada_at__isnull=False, fecha__lte=sesion.fecha)
    return list(filas.exclude(pk=sesion.pk).select_related("acta").order_by("-fecha", "-orden"))


def _actas(sesion: Sesion) -> list[PuntoOfrecido]:
    return [
        PuntoOfrecido(
            clave=f"acta:{anterior.pk}",
            titulo=_("Aprobación del acta de la sesión del %(dia)s")
            % {"dia": date_format(anterior.fecha, "j b Y")},
            clase=ClaseDePunto.ACTA_ANTERIOR,
            por_que=_("Su acta todavía no está aprobada."),
        )
        for anterior in reversed(_anteriores(sesion))
        if anterior.acta_o_nada is not None and not anterior.acta.esta_aprobada
    ]


def _compromisos(sesion: Sesion) -> list[PuntoOfrecido]:
    abiertos = sesion.expediente.compromisos.filter(estado__in=ABIERTOS).count()
    if not abiertos:
        return []
    return [
        PuntoOfrecido(
            clave="compromisos",
            titulo=_("Estado de los compromisos anteriores"),
            clase=ClaseDePunto.COMPROMISOS,
            por_que=_("Compromisos abiertos: %(n)s.") % {"n": abiertos},
        )
    ]


def _diferidos(sesion: Sesion) -> list[PuntoOfrecido]:
    ultima = next(iter(_anteriores(sesion)), None)
    if ultima is None:
        return []
    return [
        PuntoOfrecido(
            clave=f"punto:{punto.pk}",
            titulo=punto.titulo,
            clase=punto.clase,
            por_que=_("La sesión anterior lo difirió: %(motivo)s") % {"motivo": punto.motivo},
        )
        for punto in ultima.puntos.filter(resultado=ResultadoDePunto.DIFERIDO).order_by("orden")
    ]


def acusaron(sesiones: Sequence[Sesion]) -> dict[int, set[int]]:
    """The posts that said that they received the call of each session as it now stands. One query."""
    por_pk = {s.pk: s for s in sesiones if s.estado == EstadoDeSesion.CONVOCADA or s.esta_en_sesion}
    resultado: dict[int, set[int]] = {pk: set() for pk in por_pk}
    if not por_pk:
        return resultado
    filas = Asiento.objects.filter(
        Q(modelo=Sesion._meta.label_lower, accion=ACUSAR), objeto__in=list(por_pk)
    ).values_list("objeto", "cuerpo")
    for objeto, cuerpo in filas:
        datos = json.loads(cuerpo)["datos"]
        if objeto and datos["llamada"] == por_pk[objeto].convocada_el.isoformat():  # type: ignore[union-attr]
            resultado[objeto].add(datos["puesto"])
    return resultado


def nombres_de_hoy(sesion: Sesion) -> dict[int, str]:
    """Who exercises the post of each member on the day of the session. One query."""
    ocupaciones = Ocupacion.objects.efectivas(sesion.fecha).filter(
        puesto__in=[m.puesto_id for m in sesion.miembros()]
    )
    return {o.puesto_id: str(o.persona) for o in ocupaciones.select_related("persona")}

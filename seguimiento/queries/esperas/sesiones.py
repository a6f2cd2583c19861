"""What waits for whom in sessions: to be called, received, attended, ended. For one or for many at the same cost."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from operator import attrgetter

from django.utils.translation import gettext as _

from expedientes.espera import Espera
from expedientes.facultades import partes_vigentes_de
from expedientes.permissions import RolDesignado
from notificaciones.idiomas import frase
from seguimiento.models import EN_SESION, EstadoDeSesion, MiembroDeOrgano, Sesion
from seguimiento.queries.esperas.mesas import mesa_al, sin_mesa
from seguimiento.queries.sesiones import acusaron

TITULAR = RolDesignado.COORDINADOR_TITULAR.value
POR_CONVOCAR = (EstadoDeSesion.PROGRAMADA, EstadoDeSesion.REPROGRAMADA)
ESPERAN = (*POR_CONVOCAR, EstadoDeSesion.CONVOCADA, EstadoDeSesion.SIN_QUORUM, *EN_SESION)
"""The states in which a session waits for somebody."""


def esperas_de_sesiones(sesiones: Sequence[Sesion]) -> list[Espera]:
    """Each with its `expediente`, `organo` and `asiento` read. Three queries at most, whatever there is.

    The secretaría of today (the presidency, where the body has none; any party, where it has neither) calls, records
    attendance and ends; each member of its day says that the call was received: one line for those of an institution
    that have not.
    """
    vivas = [s for s in sesiones if s.estado in ESPERAN]
    if not vivas:
        return []
    miembros, acuses = _miembros(vivas), acusaron(vivas)
    mesas = {s.pk: mesa_al(miembros[s.organo_id], s.expediente.hoy()) for s in vivas}
    partes = partes_vigentes_de(s.expediente for s in vivas if not mesas[s.pk])
    esperas: list[Espera] = []
    for sesion in vivas:
        suyos = [m for m in miembros[sesion.organo_id] if _vigente(m, sesion.fecha)]
        if pide := _de_la_secretaria(sesion):
            esperas += [_espera(sesion, [m], pide) for m in mesas[sesion.pk]]
            if not mesas[sesion.pk]:
                suyas = [p.institucion for p in partes[sesion.expediente_id].values()]
                esperas += sin_mesa(sesion, pide, suyas, desde=sesion.asiento.fecha_hecho)
        if sesion.estado == EstadoDeSesion.CONVOCADA and sesion.fecha >= sesion.expediente.hoy():
            callan = [m for m in suyos if m.puesto_id not in acuses.get(sesion.pk, ())]
            esperas += [
                _espera(sesion, list(de_una), lambda: _("Acusar recibo de la convocatoria"))
                for _pk, de_una in groupby(
                    sorted(callan, key=attrgetter("institucion_id")), attrgetter("institucion_id")
                )
            ]
    return esperas


def _miembros(sesiones: Sequence[Sesion]) -> Mapping[int, list[MiembroDeOrgano]]:
    """The members that each body of these sessions ever had."""
    de_organo: dict[int, list[MiembroDeOrgano]] = defaultdict(list)
    filas = MiembroDeOrgano.objects.filter(organo__in={s.organo_id for s in sesiones})
    for m in filas.select_related("institucion", "puesto").order_by("orden", "pk"):
        de_organo[m.organo_id].append(m)
    return de_organo


def _vigente(miembro: MiembroDeOrgano, dia: dt.date) -> bool:
    return miembro.desde <= dia and (miembro.hasta is None or miembro.hasta >= dia)


def _de_la_secretaria(sesion: Sesion) -> Callable[[], str] | None:
    """What its state and the day ask of the secretaría, as a sentence not written yet."""
    hoy = sesion.expediente.hoy()
    if sesion.estado in POR_CONVOCAR:
        return lambda: _("Convocar la sesión")
    if sesion.estado == EstadoDeSesion.CONVOCADA:
        return (lambda: _("Registrar asistencia e instalar la sesión")) if sesion.fecha <= hoy else None
    if sesion.estado == EstadoDeSesion.SIN_QUORUM:
        return lambda: _("Decir qué sigue de la sesión sin quórum")
    if sesion.estado == EstadoDeSesion.SUSPENDIDA:
        return (lambda: _("Continuar la sesión suspendida")) if (sesion.continua_el or hoy) <= hoy else None
    return lambda: _("Dar por terminada la sesión")


def _espera(sesion: Sesion, miembros: Sequence[MiembroDeOrgano], lo_que: Callable[[], str]) -> Espera:
    """Of members of one institution: once for all of them."""
    return Espera(
        objeto=sesion,
        institucion=miembros[0].institucion,
        rol=TITULAR,
        lo_que=frase(lo_que),
        el_porque=frase(lambda: str(sesion)),
        desde=sesion.asiento.fecha_hecho,
        hasta=sesion.continua_el or sesion.fecha,
        puestos=tuple(m.puesto_id for m in miembros),
    )

"""What waits for whom in sessions: to be called, received, attended, ended. For one or for many at the same cost."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import attrgetter

from django.utils.translation import gettext as _

from expedientes.espera import Espera
from expedientes.permissions import RolDesignado
from notificaciones.idiomas import frase
from seguimiento.models import EN_SESION, EstadoDeSesion, MiembroDeOrgano, Sesion
from seguimiento.permissions import Cargo
from seguimiento.queries.sesiones import acusaron

TITULAR = RolDesignado.COORDINADOR_TITULAR.value
POR_CONVOCAR = (EstadoDeSesion.PROGRAMADA, EstadoDeSesion.REPROGRAMADA)
ESPERAN = (*POR_CONVOCAR, EstadoDeSesion.CONVOCADA, EstadoDeSesion.SIN_QUORUM, *EN_SESION)
"""The states in which a session waits for somebody."""


def esperas_de_sesiones(sesiones: Sequence[Sesion]) -> list[Espera]:
    """Each with its `expediente`, `organo` and `asiento` read. Two queries, whatever there is.

    The secretaría (the presidency, where the body has none) calls, records attendance and ends; each member says that
    the call was received: one line for those of an institution that have not.
    """
    vivas = [s for s in sesiones if s.estado in ESPERAN]
    if not vivas:
        return []
    miembros, acuses = _miembros(vivas), acusaron(vivas)
    esperas: list[Espera] = []
    for sesion in vivas:
        suyos = miembros[sesion.pk]
        if pide := _de_la_secretaria(sesion):
            esperas += [_espera(sesion, [m], *pide) for m in _secretaria(suyos)]
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
    """The members of the body of each session on its day."""
    de_organo: dict[int, list[MiembroDeOrgano]] = defaultdict(list)
    filas = MiembroDeOrgano.objects.filter(organo__in={s.organo_id for s in sesiones})
    for m in filas.select_related("institucion", "puesto").order_by("orden", "pk"):
        de_organo[m.organo_id].append(m)
    return {
        s.pk: [
            m
            for m in de_organo[s.organo_id]
            if m.desde <= s.fecha and (m.hasta is None or m.hasta >= s.fecha)
        ]
        for s in sesiones
    }


def _secretaria(miembros: Sequence[MiembroDeOrgano]) -> list[MiembroDeOrgano]:
    secretaria = [m for m in miembros if m.cargo == Cargo.SECRETARIA]
    return secretaria or [m for m in miembros if m.cargo == Cargo.PRESIDENCIA and m.suple_a_id is None]


def _de_la_secretaria(sesion: Sesion) -> tuple[object] | None:
    """What its state and the day ask of the secretaría, as a sentence not written yet."""
    hoy = sesion.expediente.hoy()
    if sesion.estado in POR_CONVOCAR:
        return (lambda: _("Convocar la sesión"),)
    if sesion.estado == EstadoDeSesion.CONVOCADA:
        return (lambda: _("Registrar asistencia e instalar la sesión"),) if sesion.fecha <= hoy else None
    if sesion.estado == EstadoDeSesion.SIN_QUORUM:
        return (lambda: _("Decir qué sigue de la sesión sin quórum"),)
    if sesion.estado == EstadoDeSesion.SUSPENDIDA:
        return (lambda: _("Continuar la sesión suspendida"),) if (sesion.continua_el or hoy) <= hoy else None
    return (lambda: _("Dar por terminada la sesión"),)


def _espera(sesion: Sesion, miembros: Sequence[MiembroDeOrgano], lo_que: object) -> Espera:
    """Of members of one institution: once for all of them."""
    return Espera(
        objeto=sesion,
        institucion=miembros[0].institucion,
        rol=TITULAR,
        lo_que=frase(lo_que),  # type: ignore[arg-type]
        el_porque=frase(lambda: str(sesion)),
        desde=sesion.asiento.fecha_hecho,
        hasta=sesion.continua_el or sesion.fecha,
        puestos=tuple(m.puesto_id for m in miembros),
    )

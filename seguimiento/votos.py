"""What a vote rests on: who was there when it was taken, and whether that still holds."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from django.utils.translation import gettext as _

from seguimiento.models import Acuerdo, MiembroDeOrgano, Sesion
from seguimiento.quorum import Plaza, Quorum, ocupadas, presentes_en


@dataclass(frozen=True, kw_only=True)
class PlazaOcupada:
    """A seat that is taken at a moment, and who votes in it."""

    plaza: MiembroDeOrgano
    vota: MiembroDeOrgano

    @property
    def suple(self) -> bool:
        return self.plaza.pk != self.vota.pk


@dataclass(frozen=True, kw_only=True)
class Mesa:
    """A session at a moment: its seats, those that are taken, and its quórum."""

    momento: dt.datetime
    plazas: list[Plaza]
    presentes: frozenset[int]
    ocupadas: list[PlazaOcupada]
    vacias: list[MiembroDeOrgano]
    quorum: Quorum

    def tomadas(self) -> Mapping[int, int]:
        """The member who takes each seat, by the seat's titular."""
        return {p.plaza.pk: p.vota.pk for p in self.ocupadas}


def mesa_en(sesion: Sesion, momento: dt.datetime) -> Mesa:
    """Raises DatosInvalidos when the body has no rules for the day of the session."""
    plazas, presentes = sesion.plazas(), presentes_en(sesion.estancias(), momento)
    miembros = {m.pk: m for m in sesion.miembros()}
    tomadas = ocupadas(plazas, presentes)
    return Mesa(
        momento=momento,
        plazas=plazas,
        presentes=presentes,
        ocupadas=[PlazaOcupada(plaza=miembros[p], vota=miembros[m]) for p, m in tomadas.items()],
        vacias=[miembros[p.miembro_id] for p in plazas if p.miembro_id not in tomadas],
        quorum=sesion.quorum_en(momento),
    )


def votos_sin_pie(sesion: Sesion) -> list[str]:
    """One sentence for each vote that was taken by others than those whom the attendance now says were there."""
    acta = sesion.acta_o_nada
    if acta is None:
        return []
    acuerdos = Acuerdo.objects.filter(acta=acta, votado_at__isnull=False, parrafo__retirado=False)
    faltan = []
    for acuerdo in acuerdos.select_related("parrafo").prefetch_related("votos"):
        mesa = mesa_en(sesion, cast(dt.datetime, acuerdo.votado_at))
        votaron = {v.plaza_id: v.miembro_id for v in acuerdo.votos.all()}
        if not mesa.quorum.hay or votaron != mesa.tomadas():
            faltan.append(
                _(
                    "Con esa hora, «%(texto)s» no se habría votado por quienes votaron: quite antes esa votación."
                )
                % {"texto": acuerdo.parrafo.texto[:80]}
            )
    return faltan

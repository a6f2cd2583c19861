"""What the parties do together in a case file, in brief: plans, meetings, bodies, commitments, follow-up reports."""

from collections.abc import Sequence
from dataclasses import dataclass

from expedientes.espera import Espera
from expedientes.models import Expediente, TipoDeExpediente
from expedientes.vacantes import para_quien_queda
from planes.queries import PlanALaVista, planes_a_la_vista
from planes.queries import esperas_de as esperas_de_planes
from seguimiento.models import (
    POR_TERMINAR,
    Acta,
    Compromiso,
    InformeDeSeguimiento,
    ObservacionDeSeguimiento,
    Organo,
    Reunion,
    Sesion,
)
from seguimiento.queries import Cuenta, compromisos_de, cuenta_de, reuniones_de
from seguimiento.queries import esperas_de as esperas_de_seguimiento
from seguimiento.queries.esperas.actas import con_lo_que_espera, esperas_de_actas
from seguimiento.queries.esperas.informes import esperas_de_informes
from seguimiento.queries.informes import Tasas, informes_de, observaciones_de, tasas_de
from seguimiento.queries.sesiones import organos_de, pendientes

EN_BREVE = 5
"""How many meetings and commitments the page of the case file shows."""


@dataclass(frozen=True, kw_only=True)
class Trabajo:
    """The work of one case file at this moment. All its parties see all of it."""

    planes: Sequence[PlanALaVista]
    compromisos: Sequence[Compromiso]
    reuniones: Sequence[Reunion]
    organos: Sequence[Organo]
    actas: Sequence[Acta]
    """Those in which something may wait."""
    cuenta: Cuenta
    informes: Sequence[InformeDeSeguimiento]
    observaciones: Sequence[ObservacionDeSeguimiento]
    tasas: Tasas
    es_programa: bool

    @property
    def proximos(self) -> Sequence[Compromiso]:
        """The open commitments that are due first."""
        return [c for c in self.compromisos if c.esta_abierto][:EN_BREVE]

    @property
    def ultimas(self) -> Sequence[Reunion]:
        return self.reuniones[:EN_BREVE]

    @property
    def informes_en_curso(self) -> Sequence[InformeDeSeguimiento]:
        """The reports that are not over, the earliest cut-off first."""
        en_curso = [i for i in self.informes if i.estado in POR_TERMINAR]
        return en_curso[:EN_BREVE]

    @property
    def sesiones(self) -> Sequence[Sesion]:
        """Of all its bodies, those that are still to be held or run now, the soonest first."""
        return pendientes(s for organo in self.organos for s in organo.las_sesiones)  # type: ignore[attr-defined]

    def esperas(self) -> list[Espera]:
        """What waits for somebody in all of it, soonest due first."""
        de_planes = esperas_de_planes(p.plan for p in self.planes)
        del_resto = esperas_de_seguimiento(self.compromisos, self.reuniones, self.sesiones)
        de_actas = esperas_de_actas(self.actas)
        de_informes = esperas_de_informes(self.informes, self.observaciones)
        suyas = para_quien_queda([*de_planes, *del_resto, *de_actas, *de_informes])
        return sorted(suyas, key=lambda e: e.orden)


def _actas(expediente: Expediente) -> list[Acta]:
    filas = list(con_lo_que_espera(expediente.actas.all()))
    for acta in filas:
        acta.expediente = acta.organo.expediente = acta.sesion.organo.expediente = expediente
    return filas


def leer_trabajo(expediente: Expediente) -> Trabajo:
    """Seven queries, and those of reports, whatever there is."""
    compromisos, informes = compromisos_de(expediente), informes_de(expediente)
    return Trabajo(
        planes=planes_a_la_vista(expediente),
        compromisos=compromisos,
        reuniones=reuniones_de(expediente),
        organos=organos_de(expediente),
        actas=_actas(expediente),
        cuenta=cuenta_de(compromisos, expediente.hoy()),
        informes=informes,
        observaciones=observaciones_de(expediente),
        tasas=tasas_de(informes, expediente.hoy()),
        es_programa=expediente.tipo == TipoDeExpediente.PROGRAMA,
    )

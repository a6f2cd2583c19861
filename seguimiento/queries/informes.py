"""The follow-up reports of a case file, and their rates."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from expedientes.models import Expediente
from seguimiento.models import (
    EstadoDeInforme,
    EstadoDeObservacion,
    InformeDeSeguimiento,
    ObservacionDeSeguimiento,
)


def informes_de(expediente: Expediente) -> list[InformeDeSeguimiento]:
    """Every report of a case file by its cut-off date, as `queries.esperas.informes` takes them. One query."""
    filas = expediente.informes.select_related("asiento", "presenta", "version").defer("cifras")
    informes = list(filas.order_by("corte", "es_final", "numero"))
    for informe in informes:
        informe.expediente = expediente
    return informes


def observaciones_de(expediente: Expediente) -> list[ObservacionDeSeguimiento]:
    """Every observation of a case file: those to be corrected first, soonest due before. One query."""
    filas = list(
        expediente.observaciones_de_seguimiento.select_related(
            "asiento", "informe", "institucion", "responsable", "puesto", "compromiso"
        ).defer("informe__cifras")
    )
    for observacion in filas:
        observacion.expediente = expediente
        if observacion.informe:
            observacion.informe.expediente = expediente
    orden = list(EstadoDeObservacion)
    return sorted(filas, key=lambda o: (orden.index(EstadoDeObservacion(o.estado)), o.vence, o.numero))


@dataclass(frozen=True, kw_only=True)
class Tasas:
    """How many reports came of those that should have come by a day, and of all. What was dispensed with is in none."""

    esperados: int
    presentados_de_los_esperados: int
    total: int
    presentados: int
    extemporaneos: int

    @property
    def a_la_fecha(self) -> str:
        return _con_porcentaje(self.presentados_de_los_esperados, self.esperados)

    @property
    def del_total(self) -> str:
        return _con_porcentaje(self.presentados, self.total)


def _con_porcentaje(n: int, de: int) -> str:
    """«3 de 4 · 75 %»."""
    if not de:
        return _("ninguno todavía")
    return _("%(n)s de %(de)s · %(porcentaje)s %%") % {"n": n, "de": de, "porcentaje": 100 * n // de}


def tasas_de(informes: Iterable[InformeDeSeguimiento], hoy: dt.date) -> Tasas:
    """Counted as of a day. Expected to date is what was due by then, or came before it was."""
    exigibles = [i for i in informes if i.estado != EstadoDeInforme.DISPENSADO]
    presentados = [i for i in exigibles if i.presentado_el]
    esperados = [i for i in exigibles if i.vence < hoy or i.presentado_el]
    return Tasas(
        esperados=len(esperados),
        presentados_de_los_esperados=len(presentados),
        total=len(exigibles),
        presentados=len(presentados),
        extemporaneos=sum(i.es_extemporaneo for i in presentados),
    )

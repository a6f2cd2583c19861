"""What follows the term of an agreement: its schedule of reports, and its final report once it has ended."""

import datetime as dt
from collections.abc import Sequence

from convenios.models import Convenio
from convenios.services import incorporar_papel_final
from documentos.services.firmas.ronda import papel_de_la_ronda
from flujo.acto import SISTEMA, Acto
from flujo.services import asentar_acto
from seguimiento.models import FIRMADOS, CalendarioDeInformes, EstadoDeInforme, InformeDeSeguimiento
from seguimiento.services.calendario import generar

ALARGAR = "alargar_calendario"


def seguir_la_vigencia(convenios: Sequence[Convenio]) -> None:
    """A later end lengthens the schedules that follow it; when an agreement ended, its last final report is its own.

    Called under the locks of their case files, in the transaction of the act that changed their terms.
    """
    por_expediente = {c.expediente_id: c for c in convenios}
    calendarios = CalendarioDeInformes.objects.filter(
        expediente__in=por_expediente, sigue_al_convenio=True
    ).select_related("presenta")
    for calendario in calendarios:
        convenio = por_expediente[calendario.expediente_id]
        calendario.expediente = convenio.expediente
        if convenio.fin_vigente and convenio.fin_vigente > calendario.hasta:
            _alargar(calendario, convenio.fin_vigente)
    incorporar_los_finales(convenios)


def _alargar(calendario: CalendarioDeInformes, hasta: dt.date) -> None:
    """The system does it, and the log says so."""
    acto, antes = Acto(registra=None, institucion_id=calendario.presenta_id), calendario.hasta
    calendario.hasta = hasta
    asentar_acto(calendario, ALARGAR, acto=acto, capacidad=SISTEMA, datos={"antes": antes, "hasta_el": hasta})
    calendario.save(update_fields=["hasta"])
    generar(calendario, acto, SISTEMA)


def incorporar_los_finales(convenios: Sequence[Convenio]) -> None:
    """The paper of the last final report of each becomes the agreement's, once it is signed and that has ended.

    One that was followed by another, since the term was extended, stays the report that it was and closes nothing; one
    that was dispensed with is not counted.
    """
    por_expediente = {c.expediente_id: c for c in convenios}
    finales = InformeDeSeguimiento.objects.filter(expediente__in=por_expediente, es_final=True).exclude(
        estado=EstadoDeInforme.DISPENSADO
    )
    ultimos = finales.order_by("expediente_id", "-corte", "-numero").distinct("expediente_id")
    for informe in ultimos.select_related("expediente"):
        papel = papel_de_la_ronda(informe, "informe") if informe.estado in FIRMADOS else None
        if papel is not None:
            incorporar_papel_final(por_expediente[informe.expediente_id], papel)

"""What follows the term of an agreement: its schedule of reports, and its final report once it has ended."""

import datetime as dt
from collections.abc import Sequence

from convenios.models import Convenio
from convenios.services import incorporar_papel_final
from documentos.services.firmas.ronda import papel_de_la_ronda
from flujo.acto import SISTEMA, Acto
from flujo.services import asentar_acto
from seguimiento.models import FIRMADOS, CalendarioDeInformes, InformeDeSeguimiento
from seguimiento.services.calendario import generar

ALARGAR = "alargar_calendario"


def seguir_la_vigencia(convenios: Sequence[Convenio]) -> None:
    """A later end lengthens the schedules that follow it; when an agreement ended, its signed final report is its own.

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
    finales = InformeDeSeguimiento.objects.filter(
        expediente__in=por_expediente, es_final=True, estado__in=FIRMADOS
    ).order_by("corte")
    for informe in finales.select_related("expediente"):
        incorporar_el_final(informe, por_expediente[informe.expediente_id])


def _alargar(calendario: CalendarioDeInformes, hasta: dt.date) -> None:
    """The system does it, and the log says so."""
    acto, antes = Acto(registra=None, institucion_id=calendario.presenta_id), calendario.hasta
    calendario.hasta = hasta
    asentar_acto(calendario, ALARGAR, acto=acto, capacidad=SISTEMA, datos={"antes": antes, "hasta_el": hasta})
    calendario.save(update_fields=["hasta"])
    generar(calendario, acto, SISTEMA)


def incorporar_el_final(informe: InformeDeSeguimiento, convenio: Convenio) -> None:
    """The paper of a signed final report becomes the agreement's, once that has ended."""
    papel = papel_de_la_ronda(informe, "informe")
    if papel is not None:
        incorporar_papel_final(convenio, papel)

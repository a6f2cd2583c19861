"""What follows the term of an agreement: its schedule of reports, and its final report once it has ended."""

import datetime as dt
from collections.abc import Mapping, Sequence

from convenios.models import Convenio, Estado
from convenios.services import incorporar_papel_final
from documentos.services.firmas.ronda import papel_de_la_ronda
from expedientes.facultades import partes_vigentes
from flujo.acto import SISTEMA, Acto
from flujo.services import asentar_acto
from instituciones.models import Institucion
from notificaciones.reglas.computo import sumar_meses
from seguimiento.models import FIRMADOS, CalendarioDeInformes, EstadoDeInforme, InformeDeSeguimiento
from seguimiento.periodos import UN_DIA, periodos, ultimo_dia_posible
from seguimiento.services.calendario import Terminos, fijar, generar

ALARGAR = "alargar_calendario"
DIAS = 20
"""Business days to present a report where the text says that they are written and not how soon."""
SIN_FIN = 60
"""Months of reports that are expected of an agreement without end; the coordination lengthens its schedule."""


def seguir_la_vigencia(convenios: Sequence[Convenio]) -> None:
    """What a text says of reports becomes the schedule of an agreement in force; a later end lengthens the schedules
    that follow it; when an agreement ended, its last final report is its own.

    Called under the locks of their case files, in the transaction of the act that changed their terms.
    """
    por_expediente = {c.expediente_id: c for c in convenios}
    calendarios = CalendarioDeInformes.objects.filter(
        expediente__in=por_expediente, sigue_al_convenio=True
    ).select_related("presenta")
    for calendario in calendarios:
        convenio = por_expediente[calendario.expediente_id]
        calendario.expediente = convenio.expediente
        hasta = _hasta(convenio, calendario.desde, calendario.meses)
        if convenio.fin_vigente and hasta > calendario.hasta:
            _alargar(calendario, hasta)
    _fijar_los_pactados(convenios)
    incorporar_los_finales(convenios)


def _alargar(calendario: CalendarioDeInformes, hasta: dt.date) -> None:
    """The system does it, and the log says so."""
    acto, antes = _del_sistema(calendario.presenta_id), calendario.hasta
    calendario.hasta = hasta
    asentar_acto(calendario, ALARGAR, acto=acto, capacidad=SISTEMA, datos={"antes": antes, "hasta_el": hasta})
    calendario.save(update_fields=["hasta"])
    generar(calendario, acto, SISTEMA)


def dicho_de_los_informes(convenio: Convenio) -> Mapping[str, int]:
    """What its text says of them, by the fields of `CalendarioDeInformes`."""
    version = convenio.version
    if version is None or not version.informes_meses:
        return {}
    dias = {"dias_para_presentar": version.informes_dias} if version.informes_dias else {}
    return {"meses": version.informes_meses, **dias}


def _fijar_los_pactados(convenios: Sequence[Convenio]) -> None:
    """Whoever proposed the agreement presents them. Registered late, nothing is expected of periods that are over."""
    pactan = [
        c for c in convenios if c.estado == Estado.EN_EJECUCION and dicho_de_los_informes(c) and c.inicio
    ]
    con_calendario = set(
        CalendarioDeInformes.objects.filter(expediente__in=[c.expediente_id for c in pactan]).values_list(
            "expediente", flat=True
        )
    )
    for convenio in pactan:
        partes = list(partes_vigentes(convenio.expediente).values())
        if convenio.expediente_id in con_calendario or len(partes) < 2:
            continue
        presenta = next((p for p in partes if p.es_proponente), partes[0]).institucion
        if terminos := _terminos(convenio, presenta):
            fijar(convenio.expediente, terminos, acto=_del_sistema(presenta.pk), capacidad=SISTEMA)


def _terminos(convenio: Convenio, presenta: Institucion) -> Terminos | None:
    dicho, hoy = dicho_de_los_informes(convenio), convenio.expediente.hoy()
    inicio = convenio.inicio or hoy
    hasta = _hasta(convenio, inicio, dicho["meses"])
    por_venir = (
        [p for p in periodos(inicio, hasta, dicho["meses"]) if p.corte >= hoy] if inicio <= hasta else []
    )
    if not por_venir:
        return None
    return Terminos(
        meses=dicho["meses"],
        desde=por_venir[0].desde,
        hasta=hasta,
        dias_para_presentar=dicho.get("dias_para_presentar", DIAS),
        presenta=presenta,
        con_final=convenio.fin_vigente is not None,
        sigue_al_convenio=True,
    )


def _hasta(convenio: Convenio, desde: dt.date, meses: int) -> dt.date:
    """Its end, or a day that a schedule can reach."""
    fin = convenio.fin_vigente or sumar_meses(max(desde, convenio.expediente.hoy()), SIN_FIN)[0] - UN_DIA
    return min(fin, ultimo_dia_posible(desde, meses))


def _del_sistema(institucion: int) -> Acto:
    return Acto(registra=None, institucion_id=institucion)


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

"""The schedule of reports: set once, lengthened as often as the term is, and never doubled."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max
from django.utils.translation import gettext as _

from expedientes.facultades import partes_vigentes
from expedientes.models import Expediente
from expedientes.permissions import needs
from flujo.acto import Acto, Capacidad
from flujo.errors import DatosInvalidos
from flujo.services import Nuevo, asentar_acto, bloquear, crear_varios, siguiente_id
from flujo.transaccion import en_transaccion
from instituciones.models import Institucion
from instituciones.services.escritura import SIN_VALOR_AUN, exigir_valido, ya_hecho
from notificaciones.reglas import FechaCalculada
from seguimiento.models import CalendarioDeInformes, EstadoDeInforme, InformeDeSeguimiento
from seguimiento.models.informe.informe import PRIMER_ANIO, ULTIMO_ANIO
from seguimiento.periodos import UN_DIA, Periodo, periodos
from seguimiento.plazos import informes as plazos

FIJAR, CORREGIR = "fijar_calendario", "corregir_periodo"


@dataclass(frozen=True, kw_only=True)
class Terminos:
    """What the coordinators agree on: see `CalendarioDeInformes`."""

    meses: int
    desde: dt.date
    hasta: dt.date
    dias_para_presentar: int
    presenta: Institucion
    con_final: bool = True
    sigue_al_convenio: bool = False


@en_transaccion
def fijar_calendario(expediente: Expediente, terminos: Terminos, *, acto: Acto) -> CalendarioDeInformes:
    """Set the schedule of a case file and expect a report of each of its periods, the last one cut at its end.

    Set again it changes who presents, within how many days and until when, of what is still only expected; how often
    and since when stay. The same again changes nothing. Raises SinPermiso or DatosInvalidos.
    """
    expediente = bloquear(expediente)
    if hecho := ya_hecho(CalendarioDeInformes, expediente, FIJAR, acto):
        return hecho
    return fijar(expediente, terminos, acto=acto, capacidad=needs("mover").capacidad(expediente, acto))


def fijar(
    expediente: Expediente, terminos: Terminos, *, acto: Acto, capacidad: Capacidad
) -> CalendarioDeInformes:
    """The same in that capacity. The caller holds the lock of the case file. Raises DatosInvalidos."""
    _exigir_que_se_presente(expediente, terminos.presenta)
    previo = CalendarioDeInformes.objects.filter(expediente=expediente).first()
    calendario = previo or CalendarioDeInformes(id=siguiente_id(CalendarioDeInformes), expediente=expediente)
    if previo:
        _exigir_que_solo_crezca(previo, terminos)
        if all(getattr(previo, campo) == valor for campo, valor in vars(terminos).items()):
            return previo
    for campo, valor in vars(terminos).items():
        setattr(calendario, campo, valor)
    exigir_valido(calendario, excepto=SIN_VALOR_AUN)
    _exigir_periodos(calendario)
    asiento = asentar_acto(
        calendario, FIJAR, acto=acto, capacidad=capacidad, datos=_lo_que_consta(calendario)
    )
    if not previo:
        calendario.asiento = asiento
    calendario.save(force_insert=not previo)
    if previo:
        _poner_al_dia(calendario, acto, capacidad)
    generar(calendario, acto.con(clave=None), capacidad)
    return calendario


def _exigir_que_se_presente(expediente: Expediente, presenta: Institucion) -> None:
    """A party presents it, and there is another one to observe it or to say that it conforms."""
    partes = partes_vigentes(expediente)
    if presenta.pk not in partes:
        raise DatosInvalidos(
            _("%(institucion)s no es parte del expediente: elija una que lo sea.") % {"institucion": presenta}
        )
    if len(partes) == 1:
        raise DatosInvalidos(
            _("Un informe se presenta a las demás partes, y este expediente es de una sola institución.")
        )


def _exigir_que_solo_crezca(previo: CalendarioDeInformes, terminos: Terminos) -> None:
    if (previo.meses, previo.desde) != (terminos.meses, terminos.desde):
        raise DatosInvalidos(
            _(
                "Cada cuántos meses y desde cuándo ya no cambia: hay informes esperados por ese calendario. "
                "Dispense los que no correspondan y agregue los que falten."
            )
        )
    if terminos.hasta < previo.hasta:
        raise DatosInvalidos(_("El calendario solo se alarga. Dispense los informes que ya no correspondan."))
    if previo.con_final and not terminos.con_final:
        raise DatosInvalidos(_("El informe final ya se espera: si no corresponde, dispénselo."))


def _exigir_periodos(calendario: CalendarioDeInformes) -> None:
    try:
        periodos(calendario.desde, calendario.hasta, calendario.meses)
    except ValueError as error:
        raise DatosInvalidos(_("Son demasiados períodos para un calendario: revise las fechas.")) from error


def _lo_que_consta(calendario: CalendarioDeInformes) -> dict[str, object]:
    campos = ("meses", "desde", "hasta", "dias_para_presentar", "con_final", "sigue_al_convenio")
    return {campo: getattr(calendario, campo) for campo in campos} | {"presenta": calendario.presenta_id}


def _poner_al_dia(calendario: CalendarioDeInformes, acto: Acto, capacidad: Capacidad) -> None:
    """Of what is only expected and not yet due, who presents it and until when follow the schedule."""
    hoy = calendario.expediente.hoy()
    for informe in calendario.informes.filter(estado=EstadoDeInforme.ESPERADO, vence__gte=hoy):
        informe.expediente = calendario.expediente
        _corregir(calendario, informe, informe.corte, informe.es_truncado, acto, capacidad)


def generar(calendario: CalendarioDeInformes, acto: Acto, capacidad: Capacidad) -> None:
    """Expect what is not yet there. What exists is kept; a cut period that nobody began is corrected."""
    existentes = list(calendario.informes.order_by("desde", "corte"))
    for informe in existentes:
        informe.expediente = calendario.expediente
    de_periodo = {i.desde: i for i in existentes if not i.es_final}
    nuevos: list[Periodo] = []
    for natural in periodos(calendario.desde, calendario.hasta, calendario.meses):
        inicio = natural.desde
        while (previo := de_periodo.get(inicio)) and previo.corte < natural.corte:
            if previo.estado == EstadoDeInforme.ESPERADO:
                _corregir(
                    calendario,
                    previo,
                    natural.corte,
                    natural.es_truncado or inicio != natural.desde,
                    acto,
                    capacidad,
                )
                break
            inicio = previo.corte + UN_DIA
        else:
            if de_periodo.get(inicio) is None:
                cortado = natural.es_truncado or inicio != natural.desde
                nuevos.append(Periodo(inicio, natural.corte, es_truncado=cortado))
    _esperar(calendario, nuevos, acto, capacidad, es_final=False)
    if calendario.con_final:
        _esperar_el_final(calendario, [i for i in existentes if i.es_final], acto, capacidad)


def _esperar_el_final(
    calendario: CalendarioDeInformes,
    finales: Sequence[InformeDeSeguimiento],
    acto: Acto,
    capacidad: Capacidad,
) -> None:
    """One that nobody began follows the end; when it was begun, a later end asks for another."""
    if any(i.corte >= calendario.hasta for i in finales):
        return
    esperado = next((i for i in finales if i.estado == EstadoDeInforme.ESPERADO), None)
    if esperado:
        _corregir(calendario, esperado, calendario.hasta, False, acto, capacidad)
    else:
        todo = Periodo(calendario.desde, calendario.hasta)
        _esperar(calendario, [todo], acto, capacidad, es_final=True)


def _corregir(
    calendario: CalendarioDeInformes,
    informe: InformeDeSeguimiento,
    corte: dt.date,
    es_truncado: bool,
    acto: Acto,
    capacidad: Capacidad,
) -> None:
    """What is only expected covers another period, or is due on another day: the log says what it was before."""
    calculo = plazos.presentar_hasta(
        calendario.expediente, calendario.presenta, corte, calendario.dias_para_presentar
    )
    nuevo = (corte, calculo.fecha, calendario.presenta_id, es_truncado)
    antes = (informe.corte, informe.vence, informe.presenta_id, informe.es_truncado)
    if nuevo == antes:
        return
    informe.corte, informe.vence, informe.es_truncado = corte, calculo.fecha, es_truncado
    informe.presenta = calendario.presenta
    asiento = asentar_acto(
        informe,
        CORREGIR,
        acto=acto.con(clave=None),
        capacidad=capacidad,
        datos={"numero": informe.numero, "corte_anterior": antes[0], "corte": corte, "vence": informe.vence},
    )
    informe.save(update_fields=["corte", "vence", "es_truncado", "presenta"])
    plazos.mover_informe(informe, calculo, asiento)


def _esperar(
    calendario: CalendarioDeInformes,
    nuevos: Sequence[Periodo],
    acto: Acto,
    capacidad: Capacidad,
    *,
    es_final: bool,
) -> list[InformeDeSeguimiento]:
    """Number and insert the reports of these periods, in the statements of one."""
    ultimo = calendario.expediente.informes.aggregate(n=Max("numero"))["n"] or 0
    calculos = [
        plazos.presentar_hasta(
            calendario.expediente, calendario.presenta, p.corte, calendario.dias_para_presentar
        )
        for p in nuevos
    ]
    informes = [
        InformeDeSeguimiento(
            expediente=calendario.expediente,
            calendario=calendario,
            numero=n,
            desde=p.desde,
            corte=p.corte,
            es_truncado=p.es_truncado,
            es_final=es_final,
            presenta=calendario.presenta,
            vence=calculo.fecha,
        )
        for n, (p, calculo) in enumerate(zip(nuevos, calculos, strict=True), ultimo + 1)
    ]
    return esperar_informes(informes, calculos, acto, capacidad)


def esperar_informes(
    informes: Sequence[InformeDeSeguimiento],
    calculos: Sequence[FechaCalculada],
    acto: Acto,
    capacidad: Capacidad,
) -> list[InformeDeSeguimiento]:
    """Insert them with their log rows and their deadlines. The caller holds the lock of the case file."""
    creados = [
        resultado.objeto
        for resultado in crear_varios(
            [
                Nuevo(
                    objeto=informe,
                    acto=acto,
                    capacidad=capacidad,
                    datos={
                        "numero": informe.numero,
                        "desde_el": informe.desde,
                        "corte": informe.corte,
                        "es_truncado": informe.es_truncado,
                        "es_final": informe.es_final,
                        "presenta": informe.presenta_id,
                        "vence": informe.vence,
                    },
                )
                for informe in informes
            ]
        )
    ]
    plazos.abrir_informes(creados, calculos)
    return creados


@en_transaccion
def agregar_informe(
    expediente: Expediente,
    *,
    desde: dt.date,
    corte: dt.date,
    presenta: Institucion,
    dias_para_presentar: int,
    acto: Acto,
    es_final: bool = False,
) -> InformeDeSeguimiento:
    """Expect one report besides any schedule: of a relation without agreement, or of a period of its own.

    The same act again gives the same report. Raises SinPermiso or DatosInvalidos.
    """
    expediente = bloquear(expediente)
    if hecho := ya_hecho(InformeDeSeguimiento, expediente, "crear", acto):
        return hecho
    capacidad = needs("mover").capacidad(expediente, acto)
    _exigir_que_se_presente(expediente, presenta)
    if corte < desde:
        raise DatosInvalidos(_("El período no puede terminar antes de empezar."))
    if desde.year < PRIMER_ANIO or corte.year > ULTIMO_ANIO:
        raise DatosInvalidos(_("Revise el año del período."))
    calculo = plazos.presentar_hasta(expediente, presenta, corte, dias_para_presentar)
    informe = InformeDeSeguimiento(
        expediente=expediente,
        numero=(expediente.informes.aggregate(n=Max("numero"))["n"] or 0) + 1,
        desde=desde,
        corte=corte,
        es_final=es_final,
        presenta=presenta,
        vence=calculo.fecha,
    )
    exigir_valido(informe, excepto=SIN_VALOR_AUN)
    return esperar_informes([informe], [calculo], acto, capacidad)[0]

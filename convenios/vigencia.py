"""The term of an agreement: when it begins and ends, whether it is in force, and when its renewal must be asked for.

All of it is computed at each look; only the dates are stored.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from django.utils.translation import gettext as _

from convenios.models import Convenio, Estado, UnidadDeAviso
from convenios.plazos import reglas_y_calendarios, reglas_y_lugar
from expedientes.models import Participacion
from expedientes.oficinas import partes_de
from notificaciones.queries import Lugar, calendarios_de
from notificaciones.reglas import (
    Calendario,
    FechaCalculada,
    Lapso,
    Reglas,
    SinCalendario,
    SinReglas,
    ultimo_dia_para,
    vencimiento,
)

UN_DIA = dt.timedelta(days=1)
POR_VENCER = dt.timedelta(days=90)
"""From so long before its end an agreement counts as about to expire."""
CORRE = frozenset({Estado.PENDIENTE_ENTRADA_EN_VIGOR, Estado.EN_EJECUCION, Estado.SUSPENDIDO})


@dataclass(frozen=True)
class Vigencia:
    """Whether an agreement is in force on a day: a key for the page, a word, and how it was told."""

    clave: str
    palabra: str
    formula: str


def vigencia_de(convenio: Convenio, *, dia: dt.date | None = None, con_actividades: bool = False) -> Vigencia:
    """Computed from its dates and its state. `con_actividades`: whether something in it is still being carried out."""
    dia = dia or convenio.expediente.hoy()
    fin, inicio = convenio.fin_vigente, convenio.inicio
    if (
        inicio is None
        or inicio > dia
        or convenio.estado in (Estado.SUSCRITO, Estado.PENDIENTE_ENTRADA_EN_VIGOR)
    ):
        if inicio is None and convenio.estado in CORRE:
            return Vigencia("sin_informacion", _("Sin información"), _("No consta su fecha de inicio."))
        return Vigencia("no_iniciada", _("No iniciada"), _("Todavía no rige."))
    if convenio.concluido_el and convenio.concluido_el <= dia:
        return Vigencia(
            "concluida", _("Concluida"), _("Terminó el %(dia)s.") % {"dia": _dia(convenio.concluido_el)}
        )
    if convenio.es_indefinido:
        return Vigencia("indefinida", _("Indefinida"), _("Rige sin fecha de término."))
    if fin is None:
        return Vigencia("sin_informacion", _("Sin información"), _("No consta hasta cuándo rige."))
    if fin < dia:
        venci = _("Venció el %(dia)s.") % {"dia": _dia(fin)}
        if con_actividades:
            return Vigencia("vencida_con_actividades", _("Vencida con actividades"), venci)
        return Vigencia("vencida", _("Vencida"), venci)
    if fin - dia <= POR_VENCER:
        dias = (fin - dia).days
        return Vigencia(
            "por_vencer",
            _("Por vencer"),
            _("Vence el %(dia)s: faltan %(n)s días.") % {"dia": _dia(fin), "n": dias},
        )
    return Vigencia("vigente", _("Vigente"), _("Rige hasta el %(dia)s.") % {"dia": _dia(fin)})


def inicio_de(convenio: Convenio) -> dt.date:
    """The day on which a signed agreement begins, when nothing else has to happen: signed, or on the agreed date."""
    version = convenio.version
    if version and version.inicio_pactado:
        return version.inicio_pactado
    return convenio.suscrito_el or convenio.expediente.hoy()


def fin_de(convenio: Convenio, inicio: dt.date) -> dt.date | None:
    """The last day of its term: the agreed date, or so many months from the beginning; None when it has no end.

    A term of a year from 15 March ends on 14 March: the day of the beginning counts. The end of a month without such a
    day follows the rules of the case file's country.
    """
    version = convenio.version
    if version is None or version.es_indefinido:
        return None
    if version.fin_pactado:
        return version.fin_pactado
    if not version.plazo_meses:
        return None
    reglas, calendario = _de_aqui(convenio, inicio)
    lapso = Lapso.meses(version.plazo_meses)
    return vencimiento(inicio, lapso, reglas=reglas, calendario=calendario, prorrogar=False).fecha - UN_DIA


def ultimo_dia_de_prorroga(convenio: Convenio) -> FechaCalculada | None:
    """The last day to ask for the renewal, counted back from the present end by the text; None when it says none."""
    partes = {convenio.expediente_id: partes_de(convenio.expediente)}
    return ultimos_dias_de_prorroga([convenio], partes).get(convenio.pk)


def pide_prorroga(convenio: Convenio) -> bool:
    """Whether its text says until when its renewal must be asked for, and it has an end to count that from."""
    version = convenio.version
    return bool(convenio.fin_vigente and version and version.renovacion_dias)


def ultimos_dias_de_prorroga(
    convenios: Iterable[Convenio], partes: Mapping[int, Iterable[Participacion]]
) -> dict[int, FechaCalculada]:
    """The same of many agreements, by their id, without those whose text says none, or that end when no rules or no
    holidays are known. At most one statement.

    `partes` are the parties of each by its case file, with their institutions.
    """
    fines: dict[int, tuple[dt.date, Lapso, Lugar]] = {}
    for convenio in convenios:
        version, fin = convenio.version, convenio.fin_vigente
        if fin is None or version is None or not version.renovacion_dias:
            continue
        proponente = next(p.institucion for p in partes[convenio.expediente_id] if p.es_proponente)
        with suppress(SinReglas):
            _reglas, lugar = reglas_y_lugar(proponente, convenio.expediente.pais_de_reglas, fin)
            fines[convenio.pk] = fin, _lapso(version.renovacion_dias, version.renovacion_unidad), lugar
    calendarios = calendarios_de({lugar for _fin, _dias, lugar in fines.values()}) if fines else {}
    ultimos = {}
    for pk, (fin, lapso, lugar) in fines.items():
        with suppress(SinCalendario):
            ultimos[pk] = ultimo_dia_para(fin, lapso, calendario=calendarios[lugar])
    return ultimos


def efecto_de_la_separacion(convenio: Convenio, recibida_el: dt.date) -> FechaCalculada | None:
    """When a notice of separation received on that day takes effect by the text; None when the text says no term."""
    version = convenio.version
    if version is None or not version.preaviso_dias:
        return None
    reglas, calendario = _de_aqui(convenio, recibida_el)
    return vencimiento(
        recibida_el,
        _lapso(version.preaviso_dias, version.preaviso_unidad),
        reglas=reglas,
        calendario=calendario,
    )


def fin_del_requerimiento(convenio: Convenio, recibido_el: dt.date, dias: int) -> FechaCalculada:
    """The last day to mend a breach, so many business days after the requirement was received."""
    reglas, calendario = _de_aqui(convenio, recibido_el)
    return vencimiento(recibido_el, Lapso.habiles(dias), reglas=reglas, calendario=calendario)


def _de_aqui(convenio: Convenio, dia: dt.date) -> tuple[Reglas, Calendario]:
    """The rules and the calendar of the case file: those of the party that proposes, by its country."""
    expediente = convenio.expediente
    proponente = next(p.institucion for p in partes_de(expediente) if p.es_proponente)
    return reglas_y_calendarios([proponente], expediente.pais_de_reglas, dia)[proponente.pk]


def _lapso(dias: int, unidad: str) -> Lapso:
    return Lapso.habiles(dias) if unidad == UnidadDeAviso.HABILES else Lapso.calendario(dias)


def _dia(fecha: dt.date) -> str:
    return f"{fecha:%d/%m/%Y}"

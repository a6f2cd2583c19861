"""The term of an agreement: when it begins and ends, whether it is in force, and when its renewal must be asked for.

All of it is computed at each look; only the dates are stored.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from convenios.models import Convenio, Estado, UnidadDeAviso
from convenios.plazos import reglas_y_calendarios, reglas_y_lugar
from expedientes.facultades import partes_vigentes
from expedientes.models import Expediente, Participacion
from expedientes.oficinas import partes_de
from flujo.oyentes import Oido
from instituciones.models import Institucion
from notificaciones.idiomas import Dicho, en_cada_idioma
from notificaciones.models import Plazo
from notificaciones.queries import Lugar, calendarios_de
from notificaciones.reglas import (
    Calendario,
    FechaCalculada,
    Lapso,
    Reglas,
    SinCalendario,
    SinReglas,
    fecha_fija,
    ultimo_dia_para,
    vencimiento,
)
from notificaciones.services import abrir_plazos, anular_plazos_de, preparar_plazo

VENCIMIENTO, PRORROGA = "vencimiento", "prorroga"
ASUNTOS = {VENCIMIENTO: _l("Fin del convenio"), PRORROGA: _l("Último día para pedir la prórroga")}
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


def seguir(convenio: Convenio) -> None:
    """Open, for each party that has none, the deadlines of the term as it now is; those of an earlier end, and those of
    a party that leaves before it, are over."""
    seguir_varios([convenio])


_seguidores: list[str] = []


def registrar_seguidor(ruta: str) -> None:
    """Have the function at the dotted path `ruta` be given the agreements whose term may have changed: in the
    transaction of the act and under its lock. What follows the term lives above this layer (the schedule of reports).
    """
    if ruta not in _seguidores:
        _seguidores.append(ruta)


def seguir_varios(convenios: Sequence[Convenio]) -> None:
    """The same of several agreements: what is opened is so in one statement."""
    for ruta in _seguidores:
        import_string(ruta)(convenios)
    modelo = Convenio._meta.label_lower
    abiertos: dict[int, dict[int, dt.date]] = defaultdict(dict)
    for objeto, institucion, vence in (
        Plazo.objects.abiertos()
        .filter(modelo=modelo, objeto__in=[c.pk for c in convenios], tipo=VENCIMIENTO)
        .values_list("objeto", "institucion", "vence")
    ):
        abiertos[objeto][institucion] = vence
    por_abrir: list[tuple[Convenio, Institucion, dt.date]] = []
    for convenio in convenios:
        fin, fines = convenio.fin_vigente if convenio.estado in CORRE else None, abiertos[convenio.pk]
        if any(vence != fin for vence in fines.values()):
            fines = {}
            _anular([convenio.pk], motivo=_("El fin vigente del convenio cambió."))
        if fin is not None:
            hasta_el_fin = _partes_hasta(convenio, fin)
            if salieron := fines.keys() - hasta_el_fin.keys():
                motivo = _("Deja de ser parte antes del fin del convenio.")
                _anular([convenio.pk], motivo=motivo, instituciones=salieron)
            if fin >= convenio.expediente.hoy():
                por_abrir += [(convenio, i, fin) for pk, i in hasta_el_fin.items() if pk not in fines]
    if por_abrir:
        abrir_plazos(_plazos(por_abrir))


def _partes_hasta(convenio: Convenio, fin: dt.date) -> dict[int, Institucion]:
    """Those that do not leave before that end."""
    partes = partes_vigentes(convenio.expediente).values()
    return {p.institucion_id: p.institucion for p in partes if p.hasta is None or p.hasta >= fin}


def _anular(convenios: Collection[int], *, motivo: str, instituciones: Collection[int] | None = None) -> None:
    """The deadlines of their terms are due no more, by anybody or by these."""
    anular_plazos_de(
        Convenio._meta.label_lower,
        convenios,
        (VENCIMIENTO, PRORROGA),
        motivo=motivo,
        instituciones=instituciones,
    )


def al_asentar(oidos: Sequence[Oido]) -> None:
    """The term of an agreement whose case file is annulled is nobody's deadline any more."""
    anulados = [o.objeto for o in oidos if o.asiento.accion == "anular" and isinstance(o.objeto, Expediente)]
    if not anulados:
        return
    convenios = Convenio.objects.filter(expediente__in=anulados).values_list("pk", flat=True)
    _anular(list(convenios), motivo=_("El expediente se anuló."))


def _plazos(por_abrir: Sequence[tuple[Convenio, Institucion, dt.date]]) -> list[Plazo]:
    """Those of each party of an agreement, given with its end. The calendars of a country are read once."""
    de: dict[tuple[str, dt.date], list[tuple[Convenio, Institucion, dt.date]]] = defaultdict(list)
    for convenio, institucion, fin in por_abrir:
        expediente = convenio.expediente
        de[expediente.pais_de_reglas, expediente.hoy()].append((convenio, institucion, fin))
    asuntos = {tipo: en_cada_idioma(asunto) for tipo, asunto in ASUNTOS.items()}
    plazos: list[Plazo] = []
    for (pais, hoy), deben in de.items():
        reglas = reglas_y_calendarios({i.pk: i for _c, i, _f in deben}.values(), pais, hoy)
        for convenio, institucion, fin in deben:
            plazos += _de_la_parte(convenio, institucion, fin, reglas[institucion.pk][1], hoy, asuntos)
    return plazos


def _de_la_parte(
    convenio: Convenio,
    institucion: Institucion,
    fin: dt.date,
    calendario: Calendario,
    hoy: dt.date,
    asuntos: Mapping[str, Dicho],
) -> Iterator[Plazo]:
    expediente = convenio.expediente
    calculos = [(VENCIMIENTO, fecha_fija(fin, calendario=calendario))]
    if ultimo := ultimo_dia_de_prorroga(convenio):
        calculos.append((PRORROGA, ultimo))
    for tipo, calculo in calculos:
        if calculo.fecha >= hoy:
            yield preparar_plazo(
                cadena=expediente.cadena_id,
                modelo=convenio._meta.label_lower,
                objeto=convenio.pk,
                tipo=tipo,
                # with the end: an addendum moves it and leaves the agreement's own row as it was
                ocasion=f"{institucion.pk}:{convenio.asiento_id}:{fin}",
                asunto=asuntos[tipo],
                referencia=str(expediente),
                ruta=convenio.get_absolute_url(),
                institucion_id=institucion.pk,
                zona_horaria=expediente.zona_horaria,
                calculo=calculo,
                calendario=calendario,
            )


def _de_aqui(convenio: Convenio, dia: dt.date) -> tuple[Reglas, Calendario]:
    """The rules and the calendar of the case file: those of the party that proposes, by its country."""
    expediente = convenio.expediente
    proponente = next(p.institucion for p in partes_de(expediente) if p.es_proponente)
    return reglas_y_calendarios([proponente], expediente.pais_de_reglas, dia)[proponente.pk]


def _lapso(dias: int, unidad: str) -> Lapso:
    return Lapso.habiles(dias) if unidad == UnidadDeAviso.HABILES else Lapso.calendario(dias)


def _dia(fecha: dt.date) -> str:
    return f"{fecha:%d/%m/%Y}"

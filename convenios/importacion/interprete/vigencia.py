"""From when until when an agreement runs, and the addenda that its chain of dates tells of."""

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import partial

from django.utils.translation import gettext as _

from convenios.importacion.celdas import Celda
from convenios.importacion.fechas import NotacionDeFechas, leer_cadena
from convenios.importacion.interprete.lector import LectorDeFila
from convenios.importacion.leido import Leido
from convenios.importacion.llano import llano, no_dice_nada
from convenios.importacion.numeros import leer_anio
from convenios.importacion.origenes import Campo
from convenios.importacion.plazos import Plazo, es_indefinido, leer_plazo
from convenios.importacion.registro import AdendaDeRegistro, Fechas, PorRegularizar

NINGUNA = frozenset({"no", "ninguna", "ninguno", "sin adendas", "0"})
ADENDAS_MAXIMAS = 50


@dataclass(frozen=True)
class Vigencia:
    fechas: Fechas
    plazo: Plazo | None
    adendas: tuple[AdendaDeRegistro, ...]
    anio: int | None


def leer_vigencia(lector: LectorDeFila) -> Vigencia:
    suscripcion = _fecha(lector, Campo.SUSCRIPCION, PorRegularizar.SUSCRIPCION)
    inicios = [
        *_cadena(lector, Campo.INICIO, PorRegularizar.INICIO),
        *_cadena(lector, Campo.INICIO_VIGENTE, None),
    ]
    originales = _cadena(lector, Campo.FIN_ORIGINAL, PorRegularizar.FIN_ORIGINAL)
    fines = _sin_repetir([*originales, *_cadena(lector, Campo.FIN_VIGENTE, PorRegularizar.FIN_VIGENTE)])
    if len(fines) > 1 and inicios and fines[0] == inicios[0]:
        fines = fines[1:]  # the chain begins with the day on which it started
    plazo = lector.leer(lector.celda(Campo.PLAZO), leer_plazo)
    indefinida = _dice_indefinida(lector) or bool(plazo and plazo.indefinido)
    adendas = _adendas(lector, inicios, fines)
    fechas = Fechas(
        suscripcion=suscripcion,
        inicio=inicios[0] if inicios else None,
        fin_original=fines[0] if originales or len(fines) > 1 else None,
        fin_vigente=fines[-1] if fines else None,
        publicacion=_fecha(lector, Campo.PUBLICACION, None),
        registro=_fecha(lector, Campo.REGISTRO, None),
        indefinida=indefinida and not fines,
    )
    fechas = _completar(lector, fechas, plazo, adendas)
    return Vigencia(_coherentes(lector, fechas), plazo, adendas, _anio(lector, fechas))


def exigir_fechas(lector: LectorDeFila, fechas: Fechas) -> None:
    """What a signed agreement has and this one does not say."""
    if not fechas.suscripcion:
        lector.regularizar(PorRegularizar.SUSCRIPCION)
    if not fechas.inicio:
        lector.regularizar(PorRegularizar.INICIO)
    if not fechas.fin_vigente and not fechas.indefinida:
        lector.regularizar(PorRegularizar.FIN_VIGENTE)
    if not fechas.fin_original and not fechas.indefinida:
        lector.regularizar(PorRegularizar.FIN_ORIGINAL)


def _leer_cadena(lector: LectorDeFila, celda: Celda) -> Leido[tuple[dt.date, ...]]:
    if es_indefinido(celda.texto):
        return Leido(celda.texto)
    return leer_cadena(celda, lector.plan.fechas.get(celda.columna, NotacionDeFechas()))


def _cadena(lector: LectorDeFila, campo: Campo, falta: PorRegularizar | None) -> list[dt.date]:
    fechas = lector.leer(lector.celda(campo), partial(_leer_cadena, lector), falta)
    return list(fechas or ())


def _fecha(lector: LectorDeFila, campo: Campo, falta: PorRegularizar | None) -> dt.date | None:
    """The first date; that there are more is a doubt, because only terms are renewed."""
    fechas = _cadena(lector, campo, falta)
    if len(fechas) > 1:
        lector.dudar(campo, _("La celda trae varias fechas; se tomó la primera."))
    return fechas[0] if fechas else None


def _dice_indefinida(lector: LectorDeFila) -> bool:
    celdas = (lector.celda(Campo.FIN_ORIGINAL), lector.celda(Campo.FIN_VIGENTE))
    return any(celda and es_indefinido(celda.texto) for celda in celdas)


def _sin_repetir(fechas: list[dt.date]) -> list[dt.date]:
    return list(dict.fromkeys(fechas))


def _adendas(
    lector: LectorDeFila, inicios: list[dt.date], fines: list[dt.date]
) -> tuple[AdendaDeRegistro, ...]:
    """One for each renewal of the chain, and as many more as the register counts."""
    a_la_par = len(inicios) == len(fines)
    adendas = [
        AdendaDeRegistro(n, desde=inicios[n] if a_la_par else None, hasta=fin)
        for n, fin in enumerate(fines[1:], 1)
    ]
    contadas = lector.leer(lector.celda(Campo.ADENDAS), _contar_adendas, PorRegularizar.ADENDAS) or 0
    adendas += [AdendaDeRegistro(n) for n in range(len(adendas) + 1, contadas + 1)]
    if adendas:
        lector.regularizar(PorRegularizar.ADENDAS)
    return tuple(adendas)


def _contar_adendas(celda: Celda) -> Leido[int]:
    texto = llano(celda.texto)
    if no_dice_nada(celda.texto) or texto in NINGUNA:
        return Leido(celda.texto, 0)
    if (cuenta := re.fullmatch(r"(\d{1,2})(?: adendas?)?", texto)) and int(cuenta[1]) <= ADENDAS_MAXIMAS:
        return Leido(celda.texto, int(cuenta[1]))
    return Leido(celda.texto, error=_("No se entiende cuántas adendas son. Escriba solo la cantidad."))


def _completar(
    lector: LectorDeFila, fechas: Fechas, plazo: Plazo | None, adendas: tuple[AdendaDeRegistro, ...]
) -> Fechas:
    """Ends that follow from the start and the term, said as a doubt; and the original end where nothing moved it."""
    desde = fechas.inicio or fechas.suscripcion
    calculado = plazo.fin(desde) if plazo and desde else None
    if calculado and not fechas.fin_vigente and not fechas.indefinida:
        lector.dudar(
            Campo.PLAZO,
            _("El registro no dice la fecha de fin; se calculó %(fin)s desde el %(desde)s.")
            % {"fin": f"{calculado:%d/%m/%Y}", "desde": f"{desde:%d/%m/%Y}"},
        )
        se_renueva = bool(plazo and (plazo.renovado or plazo.renovacion_automatica)) or bool(adendas)
        return replace(fechas, fin_original=calculado, fin_vigente=None if se_renueva else calculado)
    nada_lo_movio = lector.hay_columna(Campo.ADENDAS) and not adendas and not _adendas_ilegibles(lector)
    if fechas.fin_vigente and not fechas.fin_original and (nada_lo_movio or calculado == fechas.fin_vigente):
        return replace(fechas, fin_original=fechas.fin_vigente)
    return fechas


def _adendas_ilegibles(lector: LectorDeFila) -> bool:
    return PorRegularizar.ADENDAS in lector.por_regularizar


def _coherentes(lector: LectorDeFila, fechas: Fechas) -> Fechas:
    """A term that ends before it starts is not taken in; one signed after it began is real, and said."""
    if fechas.inicio and fechas.fin_vigente and fechas.fin_vigente < fechas.inicio:
        clave = Campo.FIN_VIGENTE if lector.celda(Campo.FIN_VIGENTE) else Campo.FIN_ORIGINAL
        lector.rechazar(clave, _("La vigencia termina antes de empezar."), PorRegularizar.FIN_VIGENTE)
        return replace(fechas, fin_original=None, fin_vigente=None)
    if fechas.inicio and fechas.fin_original and fechas.fin_original < fechas.inicio:
        lector.rechazar(
            Campo.FIN_ORIGINAL if lector.celda(Campo.FIN_ORIGINAL) else Campo.FIN_VIGENTE,
            _("El fin original es anterior al inicio."),
            PorRegularizar.FIN_ORIGINAL,
        )
        fechas = replace(fechas, fin_original=None)
    if fechas.inicio and fechas.suscripcion and fechas.suscripcion > fechas.inicio:
        lector.dudar(
            Campo.SUSCRIPCION, _("Se suscribió después de empezar: indique si es una regularización.")
        )
    return fechas


def _anio(lector: LectorDeFila, fechas: Fechas) -> int | None:
    anio = lector.leer(lector.celda(Campo.ANIO), leer_anio)
    if anio and fechas.suscripcion and fechas.suscripcion.year != anio:
        lector.dudar(
            Campo.ANIO, _("La fecha de suscripción es de %(otro)d.") % {"otro": fechas.suscripcion.year}
        )
    return anio or (fechas.suscripcion.year if fechas.suscripcion else None)

"""A computed date as a sentence: «10 días hábiles desde el 12/03/2026; vence el 26/03/2026»."""

import datetime as dt
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from notificaciones.reglas.computo import FechaCalculada, Lapso, Unidad

MOSTRADOS = 12


def de(calculo: "FechaCalculada") -> str:
    """The sentence of a computed date in the active language."""
    return "; ".join(
        parte
        for parte in (_apertura(calculo), _feriados(calculo), _corrida(calculo), _cierre(calculo))
        if parte
    )


def plural(unidad: "Unidad") -> str:
    return {
        "dias_habiles": _("días hábiles"),
        "dias_calendario": _("días calendario"),
        "meses": _("meses"),
        "anios": _("años"),
    }[unidad.value]


def lapso(valor: "Lapso") -> str:
    """«1 día hábil», «10 días hábiles», «3 meses»."""
    n = valor.cantidad
    plantilla = {
        "dias_habiles": ngettext("%(n)s día hábil", "%(n)s días hábiles", n),
        "dias_calendario": ngettext("%(n)s día calendario", "%(n)s días calendario", n),
        "meses": ngettext("%(n)s mes", "%(n)s meses", n),
        "anios": ngettext("%(n)s año", "%(n)s años", n),
    }[valor.unidad.value]
    return plantilla % {"n": n}


def fecha(dia: dt.date) -> str:
    return dia.strftime("%d/%m/%Y")


def _apertura(c: "FechaCalculada") -> str:
    if c.lapso is None:
        return _("Fecha fijada: %s") % fecha(c.desde)
    if c.sentido.value == "atras":
        return _("%(lapso)s antes del %(dia)s") % {"lapso": lapso(c.lapso), "dia": fecha(c.desde)}
    return _("%(lapso)s desde el %(dia)s") % {"lapso": lapso(c.lapso), "dia": fecha(c.desde)}


def _feriados(c: "FechaCalculada") -> str:
    """The holidays left out, with their year only where it is not that of the start."""
    if not c.feriados or c.lapso is None or c.lapso.unidad.value != "dias_habiles":
        return ""
    nombres = [
        f"{dia.day}/{dia:%m}{'' if dia.year == c.desde.year else f'/{dia.year}'} {nombre}"
        for dia, nombre in c.feriados[:MOSTRADOS]
    ]
    if len(c.feriados) > MOSTRADOS:
        nombres.append(_("y %s más") % (len(c.feriados) - MOSTRADOS))
    return _("feriados excluidos: %s") % ", ".join(nombres)


def _corrida(c: "FechaCalculada") -> str:
    """Why the day is not the one that the plain count gives."""
    if c.fin_de_mes and c.fin_de_mes.value == "primer_habil_siguiente":
        return _("ese mes no tiene día igual: pasa al primer día hábil del siguiente")
    partes = [_("ese mes no tiene día igual: cuenta su último día")] if c.fin_de_mes else []
    if c.nominal and c.nominal != c.fecha:
        plantilla = (
            _("el %(dia)s (%(motivo)s) es inhábil y se adelanta al hábil anterior")
            if c.sentido.value == "atras"
            else _("el %(dia)s (%(motivo)s) es inhábil y pasa al siguiente hábil")
        )
        partes.append(plantilla % {"dia": fecha(c.nominal), "motivo": c.motivo_corrida})
    return "; ".join(partes)


def _cierre(c: "FechaCalculada") -> str:
    if c.sentido.value == "fija" and c.fecha == c.desde:
        return ""
    if c.sentido.value == "atras":
        return _("último día: %s") % fecha(c.fecha)
    return _("vence el %s") % fecha(c.fecha)

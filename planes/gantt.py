"""The actions of a plan on the months of its period, as a drawing."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.safestring import SafeString

from planes.estados import CON_FINAL, EstadoDeAccion
from planes.models import AccionConjunta, PlanAnual

DIA_PX, FILA_PX, CABEZA_PX, MARGEN_PX = 2, 26, 28, 44
"""Pixels of a day, of an action, of the names of the months, and of the number of each action at the left."""
CABE_UN_NOMBRE = 24
"""Days: the width of «sep 26»."""
CABE_UN_MES = 14
"""Days: the width of «sep»."""
CABE_EN_LA_PAGINA = 850
"""Pixels: what may be drawn a little narrower than it is and still be read; what is wider scrolls."""


def gantt(plan: PlanAnual, acciones: Sequence[AccionConjunta], hoy: dt.date) -> SafeString:
    """The drawing as SVG, with today and what is overdue. Says nothing that the table of the actions does not say."""
    desde = min([plan.desde, *(a.desde for a in acciones)])
    hasta = max([plan.hasta, *(a.hasta for a in acciones)])
    ancho = _x(hasta, desde) + DIA_PX
    alto = CABEZA_PX + FILA_PX * len(acciones)
    return render_to_string(
        "planes/gantt.svg",
        {
            "ancho": str(ancho),
            "cabe": ancho <= CABE_EN_LA_PAGINA,
            "alto": str(alto),
            "meses": [_mes(mes, desde, hasta, con_anio=n == 0) for n, mes in enumerate(_meses(desde, hasta))],
            "hoy": str(_x(hoy, desde)) if desde <= hoy <= hasta else "",
            "barras": [_barra(a, fila, desde, hoy) for fila, a in enumerate(acciones)],
        },
    )


def _x(dia: dt.date, desde: dt.date) -> int:
    return MARGEN_PX + (dia - desde).days * DIA_PX


def _meses(desde: dt.date, hasta: dt.date) -> list[dt.date]:
    """The first day of each month, and the first day drawn unless its name would stand on that of the next month."""
    meses = [desde]
    while (siguiente := (meses[-1].replace(day=1) + dt.timedelta(days=32)).replace(day=1)) <= hasta:
        meses.append(siguiente)
    return meses[1:] if len(meses) > 1 and (meses[1] - desde).days < CABE_UN_NOMBRE else meses


def _mes(mes: dt.date, desde: dt.date, hasta: dt.date, *, con_anio: bool) -> dict[str, str]:
    """A month with its name, unless that would be cut off where the drawing ends."""
    lleva_anio = mes.month == 1 or con_anio
    nombre = date_format(mes, "M y") if lleva_anio else date_format(mes, "M")
    if (hasta - mes).days < (CABE_UN_NOMBRE if lleva_anio else CABE_UN_MES):
        nombre = ""
    return {"x": str(_x(mes, desde)), "texto_x": str(_x(mes, desde) + 4), "nombre": nombre}


def _barra(accion: AccionConjunta, fila: int, desde: dt.date, hoy: dt.date) -> dict[str, Any]:
    y = CABEZA_PX + fila * FILA_PX
    if accion.estado in CON_FINAL:
        aspecto = "hecha" if accion.estado == EstadoDeAccion.VERIFICADA else "sin-cumplir"
    else:
        aspecto = "vencida" if accion.esta_vencida() else "por-hacer"
    return {
        "numero": str(accion.numero),
        "nombre": str(accion),
        "aspecto": aspecto,
        "x": str(_x(accion.desde, desde)),
        "y": str(y + 5),
        "texto_y": str(y + 18),
        "ancho": str(((accion.hasta - accion.desde).days + 1) * DIA_PX),
    }

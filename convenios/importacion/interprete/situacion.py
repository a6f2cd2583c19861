"""In which state an agreement really is: what its register says, else what its dates do."""

import datetime as dt

from django.utils.translation import gettext as _

from convenios.importacion.celdas import Celda
from convenios.importacion.interprete.lector import LectorDeFila
from convenios.importacion.leido import Leido
from convenios.importacion.llano import llano, no_dice_nada
from convenios.importacion.origenes import Campo
from convenios.importacion.registro import Fechas, PorRegularizar, Situacion

SIN_SUSCRIBIR = frozenset(
    {"contacto", "solicitud", "en_evaluacion", "en_aprobacion", "en_firma", "no_suscrito"}
)


def leer_situacion(lector: LectorDeFila, fechas: Fechas) -> Situacion:
    """The state and cause; what only the dates say is to be confirmed."""
    if estado := lector.plan.asignacion.forma.estado:
        return Situacion(estado)
    dicha = lector.leer(lector.celda(Campo.SITUACION), lambda c: _dicha(lector, c), PorRegularizar.SITUACION)
    if not dicha or not dicha.estado:
        return _por_fechas(lector, fechas)
    if dicha.estado == "no_suscrito" and fechas.suscripcion:
        lector.dudar(Campo.SITUACION, _("Tiene fecha de suscripción: se toma como concluido."))
        dicha = Situacion("concluido", texto=dicha.texto)
    if dicha.estado in {"en_ejecucion", "suscrito"} and _vencida(fechas, lector.plan.hoy):
        lector.dudar(
            Campo.SITUACION,
            _("Dice «%(texto)s», pero su vigencia terminó el %(fin)s.")
            % {"texto": dicha.texto, "fin": f"{fechas.fin_vigente:%d/%m/%Y}"},
        )
    if dicha.estado == "concluido" and not dicha.causa:
        lector.regularizar(PorRegularizar.CAUSA)
    return dicha


def _dicha(lector: LectorDeFila, celda: Celda) -> Leido[Situacion]:
    """By its whole text, else by how it begins: «VIGENTE confimar» is in force, with a doubt."""
    tabla, plano = lector.plan.origen.situaciones, llano(celda.texto)
    if no_dice_nada(celda.texto):
        return Leido(celda.texto)
    if plano in tabla:
        return Leido(celda.texto, Situacion(*tabla[plano], texto=celda.texto.strip()))
    comienzos = [clave for clave in tabla if plano.startswith(f"{clave} ")]
    if not comienzos:
        return Leido(celda.texto, error=_("No se sabe a qué situación corresponde."))
    clave = max(comienzos, key=len)
    return Leido(
        celda.texto,
        Situacion(*tabla[clave], texto=celda.texto.strip()),
        duda=_("Se leyó como «%(clave)s».") % {"clave": clave},
    )


def _por_fechas(lector: LectorDeFila, fechas: Fechas) -> Situacion:
    lector.regularizar(PorRegularizar.SITUACION)
    if _vencida(fechas, lector.plan.hoy):
        return Situacion("concluido", "vencimiento")
    if fechas.inicio and fechas.inicio > lector.plan.hoy:
        return Situacion("suscrito")
    return Situacion("en_ejecucion")


def _vencida(fechas: Fechas, hoy: dt.date) -> bool:
    return bool(fechas.fin_vigente and fechas.fin_vigente < hoy)

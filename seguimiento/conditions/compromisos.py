"""What must be true before a commitment or a meeting moves on, each with its sentence."""

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from flujo.declaracion import condition
from planes.acuerdos import hay_acuerdo
from seguimiento.lineas import leer_compromisos

if TYPE_CHECKING:
    from seguimiento.models import Compromiso, Reunion


def _hasta_cuando(compromiso: "Compromiso") -> list[str]:
    if compromiso.vence is None:
        return [_t("No tiene fecha: fíjela primero, o cancélelo en una reunión.")]
    return [
        _t("Vence el %(dia)s: hasta ese día puede cumplirse.")
        % {"dia": date_format(compromiso.vence, "j b Y")}
    ]


@condition(_("La fecha ya pasó."), falta=_hasta_cuando)
def ya_vencio(compromiso: "Compromiso") -> bool:
    return compromiso.vence is not None and compromiso.vence < compromiso.expediente.hoy()


def _reuniones_que_lo_cancelarian(compromiso: "Compromiso") -> list[str]:
    return [
        _t(
            "Un compromiso se cancela en una reunión posterior o por un acuerdo de acta: registre primero dónde "
            "se decidió, en este mismo expediente."
        )
    ]


@condition(
    _("Hubo una reunión posterior, o un acuerdo de acta que lo cancela."), falta=_reuniones_que_lo_cancelarian
)
def hubo_reunion_posterior(compromiso: "Compromiso") -> bool:
    return compromiso.reuniones_posteriores().exists() or hay_acuerdo(compromiso, "cancelar")


def _desde_cuando(compromiso: "Compromiso") -> list[str]:
    if compromiso.verificar_hasta is None:
        return [_t("Todavía no se pidió la verificación.")]
    return [
        _t("La verificación se pidió y tiene plazo hasta el %(dia)s.")
        % {"dia": date_format(compromiso.verificar_hasta, "j b Y")}
    ]


@condition(_("La verificación se pidió y su plazo pasó sin respuesta."), falta=_desde_cuando)
def nadie_verifico(compromiso: "Compromiso") -> bool:
    hasta = compromiso.verificar_hasta
    return hasta is not None and hasta < compromiso.expediente.hoy()


@condition(_("La reunión ya ocurrió."))
def ya_ocurrio(reunion: "Reunion") -> bool:
    return reunion.fecha <= reunion.expediente.hoy()


@condition(_("La ayuda memoria dice quién estuvo."))
def hay_asistentes(reunion: "Reunion") -> bool:
    return reunion.asistentes.exists()


@condition(_("La ayuda memoria dice qué se trató."))
def hay_puntos(reunion: "Reunion") -> bool:
    return reunion.puntos.exists()


def _lineas_que_no_se_entienden(reunion: "Reunion") -> list[str]:
    return [error for linea in leer_compromisos(reunion) for error in linea.errores]


@condition(_("Cada compromiso dice qué, quién y cuándo."), falta=_lineas_que_no_se_entienden)
def compromisos_claros(reunion: "Reunion") -> bool:
    return not _lineas_que_no_se_entienden(reunion)


@condition(_("En ella no se canceló ningún compromiso."))
def nada_se_decidio_en_ella(reunion: "Reunion") -> bool:
    return not reunion.compromisos_cancelados.exists()

"""What must be true before a follow-up report or an observation on it moves on, each with its sentence."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db.models import F
from django.utils.formats import date_format
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from convenios.models import Reserva
from expedientes.facultades import partes_vigentes
from expedientes.models import Clase
from expedientes.queries import aprobaciones_vigentes
from flujo.declaracion import condition
from instituciones.fechas import hoy_en
from instituciones.models import Institucion

if TYPE_CHECKING:
    from seguimiento.models import InformeDeSeguimiento, ObservacionDeSeguimiento


def _desde_cuando(informe: "InformeDeSeguimiento") -> list[str]:
    return [
        _t("El período empieza el %(dia)s: desde ese día se elabora su informe.")
        % {"dia": date_format(informe.desde, "j b Y")}
    ]


@condition(_("El período empezó."), falta=_desde_cuando)
def empezo_el_periodo(informe: "InformeDeSeguimiento") -> bool:
    return informe.desde <= informe.expediente.hoy()


def _hasta_cuando(informe: "InformeDeSeguimiento") -> list[str]:
    return [
        _t("El período termina el %(dia)s: se presenta desde el día siguiente.")
        % {"dia": date_format(informe.corte, "j b Y")}
    ]


@condition(_("El período terminó."), falta=_hasta_cuando)
def termino_el_periodo(informe: "InformeDeSeguimiento") -> bool:
    return informe.corte < informe.expediente.hoy()


@condition(_("Las cifras están tomadas a la fecha de corte."))
def cifras_tomadas(informe: "InformeDeSeguimiento") -> bool:
    return bool(informe.cifras_hash)


@condition(_("El informe tiene un resumen."))
def hay_resumen(informe: "InformeDeSeguimiento") -> bool:
    return bool(informe.resumen)


def _sin_responder(informe: "InformeDeSeguimiento") -> list[str]:
    n = informe.observaciones.filter(estado="abierta").count()
    return [
        ngettext("Queda %(n)s observación sin atender.", "Quedan %(n)s observaciones sin atender.", n)
        % {"n": n}
    ]


@condition(_("Cada observación tiene su acción correctiva."), falta=_sin_responder)
def observaciones_atendidas(informe: "InformeDeSeguimiento") -> bool:
    return not informe.observaciones.filter(estado="abierta").exists()


@condition(_("Hay una observación sin atender sobre lo presentado."))
def hay_observacion(informe: "InformeDeSeguimiento") -> bool:
    return informe.observaciones.filter(estado="abierta", version=informe.version_id).exists()


def partes_sin(informe: "InformeDeSeguimiento", clase: str) -> list[Institucion]:
    """The parties whose conformity with the report as it now is is missing, or whose signature: of the former, that of
    the party that presents it is never asked for."""
    dadas = set(aprobaciones_vigentes(informe, clase).values_list("institucion_id", flat=True))
    return [
        parte.institucion
        for pk, parte in partes_vigentes(informe.expediente).items()
        if pk not in dadas and not (clase == Clase.APROBACION and pk == informe.presenta_id)
    ]


def _faltan(clase: str, plantilla: str, informe: "InformeDeSeguimiento") -> list[str]:
    return [plantilla % {"institucion": institucion} for institucion in partes_sin(informe, clase)]


@condition(
    _("Cada una de las demás partes dio su conformidad a lo presentado."),
    falta=lambda informe: _faltan(Clase.APROBACION, _t("Falta la conformidad de %(institucion)s."), informe),
)
def partes_conformes(informe: "InformeDeSeguimiento") -> bool:
    return not partes_sin(informe, Clase.APROBACION)


@condition(
    _("Firmó la coordinación de cada parte."),
    falta=lambda informe: _faltan(Clase.FIRMA, _t("Falta la firma de %(institucion)s."), informe),
)
def partes_firmaron(informe: "InformeDeSeguimiento") -> bool:
    return not partes_sin(informe, Clase.FIRMA)


def _plazo_por_correr(informe: "InformeDeSeguimiento") -> list[str]:
    return [_t("Puede presentarse hasta el %(dia)s.") % {"dia": date_format(informe.vence, "j b Y")}]


@condition(_("El plazo para presentarlo pasó."), falta=_plazo_por_correr)
def paso_el_plazo(informe: "InformeDeSeguimiento") -> bool:
    return informe.vence < informe.expediente.hoy()


def reservados(expedientes: Collection[int]) -> set[int]:
    """Those of these case files whose agreement some party keeps from the public today. One query."""
    de_hoy = Reserva.objects.vigentes(hoy_en(F("convenio__expediente__zona_horaria")))
    filas = de_hoy.filter(convenio__expediente__in=expedientes).order_by()
    return set(filas.values_list("convenio__expediente", flat=True))


@condition(_("Ninguna parte reservó el convenio: lo reservado no se publica."))
def no_esta_reservado(informe: "InformeDeSeguimiento") -> bool:
    return not reservados([informe.expediente_id])


@condition(_("Ninguna otra parte del expediente puede verificar la corrección."))
def nadie_puede_verificarla(observacion: "ObservacionDeSeguimiento") -> bool:
    return not partes_vigentes(observacion.expediente).keys() - {observacion.responsable_id}


@condition(_("La corrección se ve: en el informe, en un documento o en un enlace."))
def hay_evidencia(observacion: "ObservacionDeSeguimiento") -> bool:
    return bool(observacion.informe_id or observacion.documento_id or observacion.enlace)

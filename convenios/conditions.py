"""What must be true before an agreement moves on, each with its sentence."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from expedientes.oficinas import oficinas_de, partes_de
from expedientes.permissions import RolDesignado
from flujo.declaracion import condition

if TYPE_CHECKING:
    from convenios.models import Convenio


@condition(_("Hay un texto compartido con las partes."))
def texto_compartido(convenio: "Convenio") -> bool:
    return convenio.version_id is not None


@condition(_("Intervienen al menos dos instituciones."))
def dos_partes(convenio: "Convenio") -> bool:
    return len(partes_de(convenio.expediente)) >= 2


def _partes_sin_requisitos(convenio: "Convenio") -> list[str]:
    completos = {(r.institucion_id, r.tipo) for r in convenio.requisitos.all()}
    nombres = dict(convenio.requisitos.model.Tipo.choices)
    return [
        _t("Falta adjuntar, o declarar pendiente con fecha, «%(requisito)s» de %(institucion)s.")
        % {"requisito": nombre, "institucion": participacion.institucion}
        for participacion in partes_de(convenio.expediente)
        for tipo, nombre in nombres.items()
        if (participacion.institucion_id, tipo) not in completos
    ]


@condition(
    _("Cada parte acredita personería y facultad de firma, o declara hasta cuándo las presentará."),
    falta=_partes_sin_requisitos,
)
def requisitos_declarados(convenio: "Convenio") -> bool:
    partes = len(partes_de(convenio.expediente))
    return convenio.requisitos.count() == partes * len(convenio.requisitos.model.Tipo)


def _partes_sin_coordinacion(convenio: "Convenio") -> list[str]:
    con = _instituciones_con_coordinacion(convenio)
    return [
        _t("Falta proponer el puesto que coordina por %(institucion)s.") % {"institucion": p.institucion}
        for p in partes_de(convenio.expediente)
        if p.institucion_id not in con
    ]


def _instituciones_con_coordinacion(convenio: "Convenio") -> set[int]:
    return {
        oficina.institucion_id
        for oficina in oficinas_de(convenio.expediente)
        if oficina.rol == RolDesignado.COORDINADOR_TITULAR
    }


@condition(_("Cada parte propuso el puesto que coordina."), falta=_partes_sin_coordinacion)
def coordinaciones_propuestas(convenio: "Convenio") -> bool:
    partes = {p.institucion_id for p in partes_de(convenio.expediente)}
    return partes <= _instituciones_con_coordinacion(convenio)


@condition(_("Hay al menos una observación sin responder."))
def hay_observacion_abierta(convenio: "Convenio") -> bool:
    return convenio.observaciones.abiertas().exists()


def _observaciones_abiertas(convenio: "Convenio") -> list[str]:
    cuantas = convenio.observaciones.abiertas().count()
    return [_t("Faltan respuestas a %(n)s observación(es).") % {"n": cuantas}]


@condition(_("Cada observación tiene respuesta."), falta=_observaciones_abiertas)
def observaciones_respondidas(convenio: "Convenio") -> bool:
    return not convenio.observaciones.abiertas().exists()

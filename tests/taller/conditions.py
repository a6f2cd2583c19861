"""What must be true before a workpiece moves on."""

from typing import TYPE_CHECKING

from expedientes.oficinas import partes_de
from expedientes.queries import aprobaciones_vigentes
from flujo.declaracion import condition

if TYPE_CHECKING:
    from tests.taller.models import Pieza


@condition("La pieza tiene texto.")
def con_texto(pieza: "Pieza") -> bool:
    return bool(pieza.texto)


@condition("La pieza dice sus medidas.", desde_version=2)
def con_medidas(pieza: "Pieza") -> bool:
    return bool(pieza.medidas)


def partes_sin(pieza: "Pieza", clase: str) -> list[str]:
    """The parties that have not pronounced themselves in favour of the text as it is."""
    favorables = {a.institucion_id for a in aprobaciones_vigentes(pieza, clase) if a.es_favorable}
    return [str(p.institucion) for p in partes_de(pieza.expediente) if p.institucion_id not in favorables]


def _sin_aprobar(pieza: "Pieza") -> list[str]:
    return [f"Falta que {parte} apruebe este texto." for parte in partes_sin(pieza, "aprobacion")]


@condition("Cada parte aprobó este mismo texto.", falta=_sin_aprobar)
def aprobada_por_cada_parte(pieza: "Pieza") -> bool:
    return not partes_sin(pieza, "aprobacion")


def _sin_firmar(pieza: "Pieza") -> list[str]:
    return [f"Falta la firma de {parte} en este texto." for parte in partes_sin(pieza, "firma")]


@condition("Cada parte firmó este mismo texto.", falta=_sin_firmar)
def firmada_por_cada_parte(pieza: "Pieza") -> bool:
    return not partes_sin(pieza, "firma")

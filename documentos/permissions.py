"""Who may bring a paper into a case file, and who may show it to the other parties."""

from typing import Any

from expedientes.models import Visibilidad
from expedientes.permissions import needs
from flujo.acto import Acto, Capacidad
from flujo.errors import SinPermiso

incorporar = needs("incorporar_documento")
compartir = needs("compartir")
custodiar = needs("custodiar")
"""The register shares what it records from the paper of a party without accounts."""


def capacidad_de_incorporar(expediente: Any, visibilidad: str, acto: Acto) -> Capacidad:
    """In which capacity a paper comes in; sharing it at once takes what sharing it later would. Raises SinPermiso."""
    capacidad = incorporar.capacidad(expediente, acto)
    if visibilidad == Visibilidad.COMPARTIDA:
        return capacidad_de_compartir(expediente, acto)
    return capacidad


def capacidad_de_compartir(objeto: Any, acto: Acto) -> Capacidad:
    """Raises SinPermiso."""
    try:
        return compartir.capacidad(objeto, acto)
    except SinPermiso as negativa:
        try:
            return custodiar.capacidad(objeto, acto)
        except SinPermiso:
            raise negativa from None

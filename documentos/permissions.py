"""Who may bring a paper into a case file, and who may show it to the other parties."""

from collections.abc import Callable
from typing import Any

from expedientes.models import Visibilidad
from expedientes.permissions import needs
from flujo.acto import Acto, Capacidad
from flujo.errors import SinPermiso

incorporar = needs("incorporar_documento")
compartir = needs("compartir")
custodiar = needs("custodiar")
"""The register shares what it records from the paper of a party without accounts."""


Presenta = Callable[[Acto], Capacidad]
"""In which capacity somebody does the act by which a paper is shown to every party: presenting it as evidence."""


def capacidad_de_incorporar(
    expediente: Any, visibilidad: str, acto: Acto, presenta: Presenta | None = None
) -> Capacidad:
    """In which capacity a paper comes in; sharing it at once takes what sharing it later would, unless the very act for
    which it comes in shows it. Raises SinPermiso."""
    capacidad = incorporar.capacidad(expediente, acto)
    if presenta is not None:
        return presenta(acto)
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

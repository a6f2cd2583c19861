"""Which opinion each designated office gives; who designates posts, for the pages."""

from dataclasses import dataclass
from typing import Any

from expedientes.oficinas import partes_de
from expedientes.permissions import Needs, RolDesignado, needs
from expedientes.services import capacidad_de_designar
from flujo.acto import Acto, Capacidad
from flujo.errors import SinPermiso
from instituciones.models import TipoDeOpinion

OFICINA: dict[str, str] = {
    TipoDeOpinion.TECNICA: RolDesignado.UNIDAD_TECNICA,
    TipoDeOpinion.PRESUPUESTAL: RolDesignado.PRESUPUESTO,
    TipoDeOpinion.JURIDICA: RolDesignado.ASESORIA_JURIDICA,
    TipoDeOpinion.AUTORIZACION: RolDesignado.ORGANO_COLEGIADO,
}
"""The role of the post that gives each opinion."""


def opinar(tipo: str) -> Needs:
    """Open to the office that gives that opinion."""
    return needs(f"opinar:{tipo}")


@dataclass(frozen=True)
class Designar(Needs):
    """The permission of the page: as that of the service, of the act's party or of any of them."""

    acto: str = "designar"

    def capacidad(self, objeto: Any, acto: Acto, /) -> Capacidad:
        negativa: SinPermiso | None = None
        for parte in partes_de(objeto.raiz()):
            if acto.institucion_id in (None, parte.institucion_id):
                try:
                    return capacidad_de_designar(objeto.raiz(), parte.institucion, acto)
                except SinPermiso as error:
                    negativa = negativa or error
        raise negativa or SinPermiso(self.frase)

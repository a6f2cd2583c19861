"""Which opinion each designated office gives."""

from expedientes.permissions import Needs, RolDesignado, needs
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

"""Who does what with plans and resources."""

from typing import TYPE_CHECKING

from expedientes.permissions import Needs, needs

if TYPE_CHECKING:
    from planes.models import PlanEstrategico

prepara = needs("editar")
"""Writes a plan until it is published; says what serves an initiative."""
publica = needs("mover")
"""Publishes a plan, and changes what is published."""
comparte = needs("compartir")
"""Lets others use what is its institution's."""


def quien_cambia(plan: "PlanEstrategico") -> Needs:
    """Whoever prepares it, until it is published."""
    return publica if plan.publicado_el else prepara

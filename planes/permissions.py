"""Who does what with plans and resources, and what an agreement of an acta does by itself."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _t

from expedientes.permissions import Needs, RolDesignado, needs
from flujo.acto import Acto, Capacidad
from flujo.errors import SinPermiso
from planes.acuerdos import hay_acuerdo

if TYPE_CHECKING:
    from planes.models import PlanEstrategico

prepara = needs("editar")
"""Writes a plan until it is published; says what serves an initiative."""
publica = needs("mover")
"""Publishes a plan, and changes what is published."""
comparte = needs("compartir")
"""Lets others use what is its institution's."""


@dataclass(frozen=True)
class PorAcuerdo(Needs):
    """Satisfied when an acta that may be executed agreed on `que` for the object, or on approving what `sobre` gives of
    it: the authority is the agreement, and whoever works in the case file only records it. Without one, it is open to
    whoever holds `acto`, if anybody does.
    """

    acto: str = ""
    que: str = ""
    sobre: Callable[[Any], Any] | None = None

    @property
    def roles(self) -> frozenset[str]:
        return super().roles if self.acto else frozenset({*RolDesignado.values, "asistente", "registro"})

    @property
    def frase(self) -> str:
        dicho = _t("un acuerdo de acta")
        return (
            _t("%(quien)s, o %(acuerdo)s") % {"quien": super().frase, "acuerdo": dicho}
            if self.acto
            else dicho
        )

    def capacidad(self, objeto: Any, acto: Acto, /) -> Capacidad:
        """Raises SinPermiso when there is no such agreement and the person has not the act either."""
        if self._acordado(objeto):
            return quien_registra(objeto.raiz(), acto)
        if self.acto:
            return super().capacidad(objeto, acto)
        raise SinPermiso(_t("Esto lo hace un acuerdo de un acta aprobada, y no hay ninguno por ejecutar."))

    def _acordado(self, objeto: Any) -> bool:
        if self.que and hay_acuerdo(objeto, self.que):
            return True
        otro = self.sobre(objeto) if self.sobre else None
        return otro is not None and bool(
            objeto.raiz().recordado(  # the same for each of the many actions of a plan
                f"acordado:{otro._meta.label_lower}:{otro.pk}", lambda: hay_acuerdo(otro, "aprobar")
            )
        )


def quien_registra(expediente: Any, acto: Acto) -> Capacidad:
    """In which capacity the account works in the case file: what an agreement does, anybody of it records.

    Raises SinPermiso for whoever has none.
    """
    from expedientes.facultades import facultades_de

    if acto.registra is not None:
        for facultad in facultades_de(acto.registra, expediente):
            if not facultad.impedimento:
                return facultad.capacidad()
    raise SinPermiso(_t("Lo registra quien trabaja en el expediente por una de sus partes."))


def quien_cambia(plan: "PlanEstrategico") -> Needs:
    """Whoever prepares it, until it is published."""
    return publica if plan.publicado_el else prepara

"""What must be true of a case file before a step of its own."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from flujo.declaracion import condition


@condition(
    _("Entró con un registro importado, y desde entonces nadie ha hecho nada en él."),
)
def intacto_desde_que_entro(expediente: Any) -> bool:
    """Every row of its chain came with the import: what somebody worked on is closed or archived, never annulled."""
    return expediente.entro_con is not None and expediente.asientos() <= expediente.entro_con

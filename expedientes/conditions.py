"""What must be true of a case file before a step of its own."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from auditoria.models import Asiento
from flujo.declaracion import condition


@condition(
    _("Entró con un registro importado, y desde entonces nadie ha hecho nada en él."),
)
def intacto_desde_que_entro(expediente: Any) -> bool:
    """Every row of its chain came with the import: what somebody worked on is closed or archived, never annulled."""
    if expediente.entro_con is None:
        return False
    return not Asiento.objects.filter(cadena=expediente.cadena_id, n__gt=expediente.entro_con).exists()

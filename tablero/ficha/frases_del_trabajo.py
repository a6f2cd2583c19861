"""What the log rows of annual plans, meetings and commitments say, where no step of a lifecycle says it."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from auditoria.models import Asiento
from tablero.ficha.frases_de_actas import FRASES_DE_ACTAS
from tablero.ficha.frases_de_organos import FRASES_DE_ORGANOS

if TYPE_CHECKING:
    from tablero.ficha.frases import Nombres

Datos = Mapping[str, Any]


def _dicho(plantilla: Callable[[], str]) -> "Callable[[Datos, Nombres, Asiento], str]":
    def frase(datos: Datos, nombres: "Nombres", asiento: Asiento) -> str:
        return plantilla() % {**datos, "institucion": nombres.institucion(asiento.institucion_id)}

    return frase


FRASES_DEL_TRABAJO = {
    **FRASES_DE_ORGANOS,
    **FRASES_DE_ACTAS,
    ("planes.plananual", "crear"): _dicho(lambda: _("%(institucion)s empezó a preparar un plan anual.")),
    ("planes.plananual", "cambiar_plan"): _dicho(
        lambda: _("%(institucion)s cambió los datos del plan anual.")
    ),
    ("planes.plananual", "aprobar"): _dicho(lambda: _("%(institucion)s aprobó el plan anual.")),
    ("planes.versiondeplan", "fijar_version"): _dicho(
        lambda: _("Quedó fijada la versión %(n)s del plan anual.")
    ),
    ("planes.observaciondeplan", "observar"): _dicho(lambda: _("%(institucion)s observó el plan anual.")),
    ("planes.observaciondeplan", "responder"): _dicho(
        lambda: _("%(institucion)s respondió una observación del plan anual.")
    ),
    ("planes.accionconjunta", "crear"): _dicho(
        lambda: _("%(institucion)s escribió la acción %(numero)s del plan anual.")
    ),
    ("planes.accionconjunta", "cambiar_accion"): _dicho(
        lambda: _("%(institucion)s cambió una acción del plan anual.")
    ),
    ("planes.accionconjunta", "ajustar"): _dicho(
        lambda: _("%(institucion)s ajustó una acción dentro de la tolerancia: versión %(version)s del plan.")
    ),
    ("planes.accionconjunta", "pedir_verificacion"): _dicho(
        lambda: _("%(institucion)s pidió la verificación de una acción: %(dias)s días hábiles.")
    ),
    ("planes.mediodeverificacion", "crear"): _dicho(
        lambda: _("%(institucion)s presentó un medio de verificación.")
    ),
    ("planes.reprogramacion", "crear"): _dicho(
        lambda: _("%(institucion)s empezó a preparar la reprogramación %(n)s del plan.")
    ),
    ("planes.reprogramacion", "guardar_cambio"): _dicho(
        lambda: _("%(institucion)s escribió en la reprogramación qué cambia de la acción %(numero)s.")
    ),
    ("planes.reprogramacion", "actualizar_base"): _dicho(
        lambda: _("%(institucion)s puso la reprogramación sobre la versión %(base)s del plan.")
    ),
    ("planes.reprogramacion", "aprobar"): _dicho(
        lambda: _("%(institucion)s aprobó la reprogramación del plan.")
    ),
    ("seguimiento.reunion", "crear"): _dicho(lambda: _("%(institucion)s programó la reunión %(numero)s.")),
    ("seguimiento.reunion", "guardar_ayuda_memoria"): _dicho(
        lambda: _("%(institucion)s escribió en la ayuda memoria de una reunión.")
    ),
    ("seguimiento.compromiso", "crear"): _dicho(lambda: _("%(institucion)s anotó el compromiso %(numero)s.")),
    ("seguimiento.evidencia", "presentar_evidencia"): _dicho(
        lambda: _("%(institucion)s presentó una evidencia del compromiso %(compromiso)s.")
    ),
}

"""What the log rows of actas and of their agreements say, where no step of a lifecycle says it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from auditoria.models import Asiento

if TYPE_CHECKING:
    from tablero.ficha.frases import Nombres


def _dicho(plantilla: Callable[[], str]) -> "Callable[[Any, Nombres, Asiento], str]":
    def frase(datos: Any, nombres: "Nombres", asiento: Asiento) -> str:
        return plantilla() % {**datos, "institucion": nombres.institucion(asiento.institucion_id)}

    return frase


FRASES_DE_ACTAS = {
    ("seguimiento.acta", "aprobar"): _dicho(lambda: _("%(institucion)s aprobó el acta que circulaba.")),
    ("seguimiento.acta", "firmar"): _dicho(lambda: _("%(institucion)s firmó un acta.")),
    ("seguimiento.acta", "pedir_firma"): _dicho(lambda: _("%(institucion)s pidió firmar un acta.")),
    ("seguimiento.acta", "fijar_efecto"): _dicho(
        lambda: _("%(institucion)s dijo qué hace un acuerdo, antes de votarlo.")
    ),
    ("seguimiento.acta", "anotar_compromisos"): _dicho(
        lambda: _("%(institucion)s anotó compromisos de un acta: %(cuantos)s.")
    ),
    ("seguimiento.acta", "decir_por_que_va_antes"): _dicho(
        lambda: _("%(institucion)s dijo por qué un acta se aprueba antes que una anterior.")
    ),
    ("seguimiento.acta", "preparar_copia_para_invitados"): _dicho(
        lambda: _(
            "%(institucion)s eligió lo que omite la copia de un acta para invitados: %(omitidos)s párrafos."
        )
    ),
    ("seguimiento.acta", "rectificar"): _dicho(lambda: _("Un acta posterior rectificó un acta.")),
    ("seguimiento.versiondeacta", "fijar_version"): _dicho(
        lambda: _("Quedó fijada la versión %(n)s de un acta.")
    ),
    ("seguimiento.observaciondeacta", "observar"): _dicho(lambda: _("%(institucion)s observó un acta.")),
    ("seguimiento.observaciondeacta", "responder"): _dicho(
        lambda: _("%(institucion)s resolvió una observación de un acta.")
    ),
}

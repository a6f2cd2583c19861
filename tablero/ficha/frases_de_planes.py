"""What the log rows of plans and shared resources say."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from auditoria.models import Asiento
from tablero.ficha.personales import personales

if TYPE_CHECKING:
    from tablero.ficha.frases import Nombres

Datos = Mapping[str, Any]


def _dicho(
    plantilla: Callable[[], str], sin_nombre: Callable[[], str] | None = None
) -> "Callable[[Datos, Nombres, Asiento], str]":
    """A sentence with what the row's erasable part says; `sin_nombre` once that was erased, where it says something."""

    def frase(datos: Datos, nombres: "Nombres", asiento: Asiento) -> str:
        dicho = personales(asiento)
        que = next((dicho[clave] for clave in ("nombre", "titulo", "que", "plan") if dicho.get(clave)), "")
        valores = {**datos, "que": que, "institucion": nombres.institucion(asiento.institucion_id)}
        return (plantilla if que or sin_nombre is None else sin_nombre)() % valores

    return frase


FRASES_DE_PLANES = {
    ("planes.planestrategico", "crear_plan_estrategico"): _dicho(
        lambda: _("Empezó a prepararse el plan estratégico «%(que)s»."),
        lambda: _("Empezó a prepararse un plan estratégico."),
    ),
    ("planes.planestrategico", "publicar_plan_estrategico"): _dicho(
        lambda: _("Se publicó el plan estratégico «%(que)s»."), lambda: _("Se publicó un plan estratégico.")
    ),
    ("planes.objetivo", "agregar_objetivo"): _dicho(
        lambda: _("Se agregó al plan estratégico el objetivo %(numero)s, «%(que)s»."),
        lambda: _("Se agregó al plan estratégico el objetivo %(numero)s."),
    ),
    ("planes.iniciativa", "agregar_iniciativa"): _dicho(
        lambda: _("Se agregó al plan estratégico la iniciativa %(codigo)s.")
    ),
    **{
        (modelo, "rectificar"): _dicho(
            lambda: _("Se corrigió el plan estratégico: «%(que)s»."),
            lambda: _("Se corrigió el plan estratégico."),
        )
        for modelo in ("planes.planestrategico", "planes.objetivo", "planes.iniciativa")
    },
    ("planes.alineacion", "alinear"): _dicho(
        lambda: _("%(institucion)s alineó el expediente a la iniciativa %(codigo)s de «%(que)s»."),
        lambda: _("%(institucion)s alineó el expediente a la iniciativa %(codigo)s de un plan estratégico."),
    ),
    ("planes.alineacion", "retirar_alineacion"): _dicho(
        lambda: _("%(institucion)s retiró la alineación a la iniciativa %(codigo)s de «%(que)s»."),
        lambda: _("%(institucion)s retiró la alineación a la iniciativa %(codigo)s de un plan estratégico."),
    ),
    ("planes.recurso", "compartir_recurso"): _dicho(
        lambda: _("%(institucion)s compartió el recurso «%(que)s»."),
        lambda: _("%(institucion)s compartió un recurso."),
    ),
    ("planes.recurso", "cambiar_recurso"): _dicho(
        lambda: _("%(institucion)s puso al día el recurso «%(que)s»."),
        lambda: _("%(institucion)s puso al día un recurso."),
    ),
    ("planes.recurso", "retirar_recurso"): _dicho(
        lambda: _("%(institucion)s retiró el recurso «%(que)s»."),
        lambda: _("%(institucion)s retiró un recurso."),
    ),
}

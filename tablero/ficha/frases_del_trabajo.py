"""What the log rows of annual plans, meetings and commitments say, where no step of a lifecycle says it."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from auditoria.models import Asiento
from tablero.ficha.frases_de_actas import FRASES_DE_ACTAS
from tablero.ficha.frases_de_informes import FRASES_DE_INFORMES
from tablero.ficha.frases_de_organos import FRASES_DE_ORGANOS

if TYPE_CHECKING:
    from tablero.ficha.frases import Nombres

Datos = Mapping[str, Any]


def _dicho(plantilla: Callable[[], str]) -> "Callable[[Datos, Nombres, Asiento], str]":
    def frase(datos: Datos, nombres: "Nombres", asiento: Asiento) -> str:
        return plantilla() % {**datos, "institucion": nombres.institucion(asiento.institucion_id)}

    return frase


def _contado(campo: str, plantilla: Callable[[int], str]) -> "Callable[[Datos, Nombres, Asiento], str]":
    """The same, in the number of what a field counts."""

    def frase(datos: Datos, nombres: "Nombres", asiento: Asiento) -> str:
        return _dicho(lambda: plantilla(int(datos[campo])))(datos, nombres, asiento)

    return frase


def _con_foto(dice: "Callable[[Datos, Nombres, Asiento], str]") -> "Callable[[Datos, Nombres, Asiento], str]":
    """The same, and what was done with where a photograph says that it was taken."""

    def frase(datos: Datos, nombres: "Nombres", asiento: Asiento) -> str:
        dicho = dice(datos, nombres, asiento)
        match datos.get("ubicacion"):
            case "quitada":
                return f"{dicho} {_('A la fotografía se le quitó el lugar en que se tomó.')}"
            case "conservada":
                return f"{dicho} {_('La fotografía conserva el lugar en que se tomó.')}"
            case _:
                return dicho

    return frase


def _con_dia(campo: str, plantilla: Callable[[], str]) -> "Callable[[Datos, Nombres, Asiento], str]":
    """The same, with a day as people write it."""

    def frase(datos: Datos, nombres: "Nombres", asiento: Asiento) -> str:
        dia = date_format(dt.date.fromisoformat(datos[campo]), "SHORT_DATE_FORMAT")
        return _dicho(plantilla)({**datos, campo: dia}, nombres, asiento)

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
    ("planes.accionconjunta", "pedir_verificacion"): _contado(
        "dias",
        lambda n: ngettext(
            "%(institucion)s pidió la verificación de una acción: %(dias)s día hábil.",
            "%(institucion)s pidió la verificación de una acción: %(dias)s días hábiles.",
            n,
        ),
    ),
    ("planes.mediodeverificacion", "crear"): _con_foto(
        _dicho(lambda: _("%(institucion)s presentó un medio de verificación."))
    ),
    ("planes.trimestredeplan", "fijar_trimestre"): _con_dia(
        "cierra", lambda: _("El trimestre %(n)s del plan anual se mide hasta el %(cierra)s.")
    ),
    ("planes.medicion", "crear"): _con_foto(
        _dicho(
            lambda: _("%(institucion)s midió un indicador de la acción %(numero)s: trimestre %(trimestre)s.")
        )
    ),
    ("planes.conteo", "contar_participantes"): _con_foto(
        _contado(
            "total",
            lambda n: ngettext(
                "%(institucion)s contó a %(total)s participante de la acción %(numero)s.",
                "%(institucion)s contó a %(total)s participantes de la acción %(numero)s.",
                n,
            ),
        )
    ),
    ("planes.reprogramacion", "crear"): _dicho(
        lambda: _("%(institucion)s empezó a preparar la reprogramación %(n)s del plan.")
    ),
    ("planes.reprogramacion", "guardar_cambio"): _dicho(
        lambda: _("%(institucion)s escribió en la reprogramación qué cambia de la acción %(numero)s.")
    ),
    ("planes.reprogramacion", "guardar_nueva"): _dicho(
        lambda: _("%(institucion)s escribió en la reprogramación una acción que se agregaría.")
    ),
    ("planes.reprogramacion", "guardar_planilla"): _dicho(
        lambda: _("%(institucion)s escribió en la planilla lo que la reprogramación cambia.")
    ),
    ("planes.plananual", "ajustar_planilla"): _contado(
        "ajustadas",
        lambda n: ngettext(
            "%(institucion)s ajustó %(ajustadas)s acción dentro de la tolerancia: versión %(version)s del plan.",
            "%(institucion)s ajustó %(ajustadas)s acciones dentro de la tolerancia: versión %(version)s del plan.",
            n,
        ),
    ),
    ("planes.plananual", "guardar_planilla"): _dicho(
        lambda: _(
            "%(institucion)s guardó la planilla del plan. Acciones agregadas: %(agregadas)s; cambiadas: %(cambiadas)s; "
            "retiradas: %(retiradas)s."
        )
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
    **FRASES_DE_INFORMES,
}

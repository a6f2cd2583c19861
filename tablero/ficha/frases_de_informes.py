"""What the log rows of follow-up reports and observations say, where no step of a lifecycle says it."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from auditoria.models import Asiento

if TYPE_CHECKING:
    from tablero.ficha.frases import Nombres

Datos = Mapping[str, Any]
FECHAS = ("hasta", "antes", "hasta_el", "corte", "corte_anterior")


def _dicho(plantilla: Callable[[], str]) -> "Callable[[Datos, Nombres, Asiento], str]":
    def frase(datos: Datos, nombres: "Nombres", asiento: Asiento) -> str:
        dias = {clave: _dia(datos[clave]) for clave in FECHAS if datos.get(clave)}
        return plantilla() % {**datos, **dias, "institucion": nombres.institucion(asiento.institucion_id)}

    return frase


def _dia(iso: str) -> str:
    return date_format(dt.date.fromisoformat(iso), "j b Y")


FRASES_DE_INFORMES = {
    ("seguimiento.calendariodeinformes", "fijar_calendario"): _dicho(
        lambda: _("%(institucion)s fijó el calendario de informes: cada %(meses)s meses, hasta el %(hasta)s.")
    ),
    ("seguimiento.calendariodeinformes", "alargar_calendario"): _dicho(
        lambda: _("El calendario de informes se alargó con el convenio: del %(antes)s al %(hasta_el)s.")
    ),
    ("seguimiento.umbraldesemaforo", "fijar_umbral"): _dicho(
        lambda: _("%(institucion)s fijó los umbrales de un semáforo: %(semaforo)s, %(verde)s y %(ambar)s.")
    ),
    ("seguimiento.informedeseguimiento", "crear"): _dicho(
        lambda: _("Se espera el informe %(numero)s, con corte el %(corte)s.")
    ),
    ("seguimiento.informedeseguimiento", "corregir_periodo"): _dicho(
        lambda: _(
            "El informe %(numero)s, que nadie había empezado, pasó a tener corte el %(corte)s; era el "
            "%(corte_anterior)s."
        )
    ),
    ("seguimiento.informedeseguimiento", "tomar_cifras"): _dicho(
        lambda: _("%(institucion)s tomó las cifras del informe %(numero)s, con corte el %(corte)s.")
    ),
    ("seguimiento.informedeseguimiento", "escribir_informe"): _dicho(
        lambda: _("%(institucion)s escribió en el informe %(numero)s.")
    ),
    ("seguimiento.informedeseguimiento", "aprobar"): _dicho(
        lambda: _("%(institucion)s dio su conformidad a un informe de seguimiento.")
    ),
    ("seguimiento.informedeseguimiento", "firmar"): _dicho(
        lambda: _("%(institucion)s firmó un informe de seguimiento.")
    ),
    ("seguimiento.versiondeinforme", "fijar_version"): _dicho(
        lambda: _("Quedó fijada la presentación %(n)s del informe %(informe)s.")
    ),
    ("seguimiento.observaciondeseguimiento", "crear"): _dicho(
        lambda: _("%(institucion)s anotó la observación %(numero)s.")
    ),
    ("seguimiento.observaciondeseguimiento", "comprometer"): _dicho(
        lambda: _("%(institucion)s anotó el compromiso %(compromiso)s por la observación %(numero)s.")
    ),
}

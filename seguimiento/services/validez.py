"""What services of bodies ask before they log and write, in sentences."""

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from expedientes.models import Expediente
from flujo.errors import CondicionesIncumplidas, DatosInvalidos
from instituciones.services.escritura import releer
from seguimiento.models import Organo
from seguimiento.models.reunion.reunion import PRIMER_ANIO, ULTIMO_ANIO


def en_funciones(organo: Organo, expediente: Expediente) -> Organo:
    """The body as it is now that its case file is locked. Raises CondicionesIncumplidas when it was dissolved."""
    actual = releer(organo)
    actual.expediente = expediente
    if actual.disuelto_el:
        raise CondicionesIncumplidas(
            _("El órgano se disolvió el %(dia)s: ya no cambia.")
            % {"dia": date_format(actual.disuelto_el, "j b Y")}
        )
    return actual


def exigir_ano_posible(dia: dt.date) -> None:
    """What begins or ends in a year that nobody means stays in the way of what comes after. Raises DatosInvalidos."""
    if not PRIMER_ANIO <= dia.year <= ULTIMO_ANIO:
        raise DatosInvalidos(_("Revise el año."))


def exigir_despues_de_lo_celebrado(organo: Organo, desde: dt.date) -> None:
    """What was held was held by the rules and members of its day. Raises DatosInvalidos."""
    ultima = organo.sesiones.filter(instalada_at__isnull=False, fecha__gte=desde).order_by("-fecha").first()
    if ultima:
        raise DatosInvalidos(
            _("El %(dia)s ya se celebró una sesión con lo que regía ese día: indique un día posterior.")
            % {"dia": date_format(ultima.fecha, "j b Y")}
        )

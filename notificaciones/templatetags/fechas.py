"""Dates as mails say them."""

import datetime as dt

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from notificaciones.models import Plazo

register = template.Library()


@register.filter
def fecha(dia: dt.date | str) -> str:
    """«26 de marzo de 2026», also of a date that went through JSON."""
    return date_format(dt.date.fromisoformat(dia) if isinstance(dia, str) else dia, "DATE_FORMAT")


@register.filter
def faltan(plazo: Plazo) -> str:
    """«vence hoy», «vence mañana», «vence en 5 días», «venció hace 2 días», in the time zone of the case."""
    dias = plazo.dias_que_faltan()
    if dias < 0:
        return ngettext("venció ayer", "venció hace %(n)s días", -dias) % {"n": -dias}
    if dias == 0:
        return _("vence hoy")
    return ngettext("vence mañana", "vence en %(n)s días", dias) % {"n": dias}

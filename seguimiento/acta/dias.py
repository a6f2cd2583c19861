"""Days and hours of an acta, in words."""

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext as _


def dia(iso: str | None) -> str:
    return date_format(dt.date.fromisoformat(iso[:10]), "DATE_FORMAT") if iso else ""


def momento(hora: str) -> str:
    """«10:05 del 28 de noviembre de 2026»."""
    return _("%(hora)s del %(dia)s") % {"hora": hora[11:], "dia": dia(hora)} if hora else ""

"""«Today» where an institution lives, computed by the database so that one query serves many time zones."""

from typing import Any

from django.db.models import DateField, Func, Value
from django.utils import timezone


def hoy_en(zona: Any) -> Func:
    """The date that it is now in the time zone that the expression or field `zona` names."""
    return dia_en(Value(timezone.now()), zona)


def dia_en(momento: Any, zona: Any) -> Func:
    """The date on which a moment (expression or field) is in that time zone."""
    return Func(zona, momento, template="(timezone(%(expressions)s))::date", output_field=DateField())

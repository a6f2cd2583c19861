"""«Today» where an institution lives, computed by the database so that one query serves many time zones."""

from typing import Any

from django.db.models import DateField, F, Func, IntegerField, Value
from django.utils import timezone


def hoy_en(zona: Any) -> Func:
    """The date that it is now in the time zone that the expression or field `zona` names."""
    return dia_en(Value(timezone.now()), zona)


def dia_en(momento: Any, zona: Any) -> Func:
    """The date on which a moment (expression or field) is in that time zone."""
    return Func(zona, momento, template="(timezone(%(expressions)s))::date", output_field=DateField())


def dias_entre(desde: Any, hasta: Any) -> Func:
    """How many days lie between two dates (fields or expressions)."""
    fechas = [F(fecha) if isinstance(fecha, str) else fecha for fecha in (hasta, desde)]
    return Func(*fechas, arg_joiner=" - ", template="(%(expressions)s)", output_field=IntegerField())


def meses_despues(desde: Any, meses: Any) -> Func:
    """The date so many months after another, the last day of the month where it has no such day."""
    return Func(
        F(desde) if isinstance(desde, str) else desde,
        F(meses) if isinstance(meses, str) else meses,
        arg_joiner=" + make_interval(months => ",
        template="(%(expressions)s))::date",
        output_field=DateField(),
    )

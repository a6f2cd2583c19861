"""Addresses of an agreement or an addendum, for templates."""

from typing import Any

from django import template

from convenios.direcciones import direccion as direccion_de
from convenios.models import Instrumento

register = template.Library()


@register.simple_tag
def direccion(instrumento: Instrumento, nombre: str, *args: Any) -> str:
    """The address of a page that an agreement and its addenda both have: ``{% direccion adenda "version" 2 %}``."""
    return direccion_de(instrumento, nombre, *args)

"""Addresses of what is done to an agreement or to one of its addenda: the same pages, under the addendum's ordinal."""

from typing import Any

from django.urls import reverse

from convenios.models import Adenda, Instrumento


def direccion(instrumento: Instrumento, nombre: str, *args: Any) -> str:
    """The address of a page of `convenios.urls.INSTRUMENTO` for this very instrument."""
    codigo = instrumento.expediente.codigo
    if isinstance(instrumento, Adenda):
        return reverse(f"convenios:adenda:{nombre}", args=[codigo, instrumento.ordinal, *args])
    return reverse(f"convenios:{nombre}", args=[codigo, *args])

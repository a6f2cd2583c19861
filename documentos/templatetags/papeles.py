"""How the data of a paper is written on it. Data is plain: days as ISO 8601, amounts as decimal strings."""

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django import template
from django.utils.formats import date_format, number_format

from documentos.composicion.parrafos import Parrafo
from documentos.composicion.parrafos import parrafos as lineas_de
from documentos.verificacion.frases import frase
from documentos.verificacion.frases import titular as titular_de

register = template.Library()


@register.filter
def frases_de_firma(codigos: Sequence[str]) -> list[str]:
    """The sentences of what was found of a signature."""
    return [frase(codigo) for codigo in codigos]


@register.filter
def titular(quien: str) -> str:
    """Whose certificate it is, by name."""
    return titular_de(quien)


@register.filter
def dia(iso: str | None) -> str:
    """«28 de septiembre de 2015»; nothing for no day."""
    return date_format(dt.date.fromisoformat(iso[:10]), "DATE_FORMAT") if iso else ""


@register.filter
def dia_corto(iso: str | None) -> str:
    """«28/09/2015», for the columns of a table."""
    return date_format(dt.date.fromisoformat(iso[:10]), "SHORT_DATE_FORMAT") if iso else ""


@register.filter
def monto(cantidad: str) -> str:
    """«1.250.000,00», as the language writes it."""
    return number_format(Decimal(cantidad), 2, use_l10n=True, force_grouping=True)


@register.filter
def parrafos(texto: str) -> Iterator[Parrafo]:
    return lineas_de(texto)


@register.filter
def de_a_dos(lista: Sequence[Any]) -> list[Sequence[Any]]:
    """The signatures of a paper as they stand in its rows."""
    return [lista[n : n + 2] for n in range(0, len(lista), 2)]

"""A new row of a case file, with the log row that says so."""

from collections.abc import Collection, Mapping
from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext as _

from flujo.acto import Acto, Capacidad
from flujo.errors import DatosInvalidos
from flujo.services import asentar_acto, siguiente_id
from instituciones.services.escritura import SIN_VALOR_AUN, exigir_valido, limpiar_textos

M = TypeVar("M", bound=models.Model)


def inscribir(
    objeto: M,
    accion: str,
    *,
    acto: Acto,
    capacidad: Capacidad,
    datos: Mapping[str, Any],
    excepto: Collection[str] = (),
    **personal: Any,
) -> M:
    """Validate a new object, the fields in `excepto` apart, log it and insert it. The caller holds the lock of its case
    file. Raises DatosInvalidos."""
    objeto.pk = siguiente_id(type(objeto))
    limpiar_textos(objeto)
    exigir_valido(objeto, excepto=(*SIN_VALOR_AUN, *excepto))
    objeto.asiento = asentar_acto(  # type: ignore[attr-defined]
        objeto, accion, acto=acto, capacidad=capacidad, datos=datos, personal=personal
    )
    objeto.save(force_insert=True)
    return objeto


def de_quien(acto: Acto, capacidad: Capacidad) -> int:
    """The institution for which it is done. Raises DatosInvalidos when nothing says so."""
    de = acto.institucion_id or capacidad.institucion_id
    if de is None:
        raise DatosInvalidos(_("Diga por qué institución lo hace."))
    return de

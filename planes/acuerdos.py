"""What an agreement of an acta decides about an action: who keeps the actas answers, from a layer above."""

from collections.abc import Callable
from typing import Any

from django.utils.module_loading import import_string

_RESPONDEN: list[str] = []


def registrar_acuerdos(ruta: str) -> None:
    """`ruta` is the dotted path of ``f(objeto, que) -> bool``: whether an approved acta agreed that on that object.

    `que` is the step that the agreement takes («verificar», «cancelar»).
    """
    if ruta not in _RESPONDEN:
        _RESPONDEN.append(ruta)


def hay_acuerdo(objeto: Any, que: str) -> bool:
    """Whether some acta agreed on that step; never while nobody keeps actas."""
    responden: list[Callable[[Any, str], bool]] = [import_string(ruta) for ruta in _RESPONDEN]
    return any(responde(objeto, que) for responde in responden)

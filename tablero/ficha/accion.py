"""A button of «Qué sigue» and what is said beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify

from convenios.direcciones import direccion
from convenios.models import Instrumento


@dataclass(frozen=True, kw_only=True)
class Accion:
    """A button and what is said beside it; without `href` it cannot be used, and `reason` or `checks` say why."""

    text: str
    href: str = ""
    kind: str = ""
    icon: str = ""
    note: str = ""
    reason: str = ""
    checks: Sequence[Mapping[str, Any]] = ()

    @property
    def id(self) -> str:
        """For the reason's element: the words of a button name it on its page."""
        return f"por-que-no-{slugify(self.text)}"


Clasificada = tuple[str, Accion]
"""In which group it stands: «tarea», «bloqueada», «accion» or «ajena»."""


def accion_sobre(
    instrumento: Instrumento, texto: str, nombre: str, *args: Any, icon: str = "", note: str = ""
) -> Accion:
    """A button that leads to a page of an agreement or of an addendum."""
    return Accion(text=texto, href=direccion(instrumento, nombre, *args), icon=icon, note=note)

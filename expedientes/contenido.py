"""What counts as content: one declared table per model. A change of anything else voids no approval.

A person's name never is content: posts and institutions bind, people come and go.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from auditoria.canonico import huella


@dataclass(frozen=True)
class Contenido:
    """The terms of a model: its own fields, and rows below it, each with their fields, in a fixed order."""

    campos: Sequence[str]
    hijos: Mapping[str, tuple[Callable[[Any], Any], Sequence[str]]] = field(default_factory=dict)

    def datos(self, objeto: Any) -> dict[str, Any]:
        """What is hashed, as plain data: also what a comparison shows."""
        propios = {campo: getattr(objeto, campo) for campo in self.campos}
        de_hijos = {
            nombre: [{campo: getattr(fila, campo) for campo in campos} for fila in filas(objeto)]
            for nombre, (filas, campos) in self.hijos.items()
        }
        return {"modelo": str(objeto._meta.label_lower), **propios, **de_hijos}

    def hash(self, objeto: Any) -> str:
        return huella(self.datos(objeto))

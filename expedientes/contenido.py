"""What counts as content: one declared table per model. A change of anything else voids no approval.

A person's name never is content: posts and institutions bind, people come and go.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from auditoria.canonico import huella


@dataclass(frozen=True)
class Contenido:
    """The terms of a model: its own fields, and rows below it, in a fixed order: of each, the fields that are named, or
    its own content with the rows below it.

    `opcionales` are fields that are left out while they are empty: one that is added later changes no hash of what was
    approved without it.
    """

    campos: Sequence[str]
    hijos: Mapping[str, tuple[Callable[[Any], Any], "Sequence[str] | Contenido"]] = field(
        default_factory=dict
    )
    opcionales: Sequence[str] = ()

    def datos(self, objeto: Any) -> dict[str, Any]:
        """What is hashed, as plain data: also what a comparison shows."""
        return {"modelo": str(objeto._meta.label_lower), **self._fila(objeto)}

    def _fila(self, objeto: Any) -> dict[str, Any]:
        propios = {campo: getattr(objeto, campo) for campo in self.campos}
        propios |= {c: valor for c in self.opcionales if (valor := getattr(objeto, c)) is not None}
        for nombre, (filas, de) in self.hijos.items():
            contenido = de if isinstance(de, Contenido) else Contenido(campos=de)
            propios[nombre] = [contenido._fila(fila) for fila in filas(objeto)]
        return propios

    def hash(self, objeto: Any) -> str:
        return huella(self.datos(objeto))

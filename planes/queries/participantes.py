"""How many people took part in the actions of a plan."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from planes.models import SEXOS, AccionConjunta, Edad, suma_de


@dataclass(frozen=True)
class Participantes:
    """The rows of the counts that stand, one count of each action that has one, not yet put together."""

    filas: Sequence[Mapping[str, Any]]

    @property
    def total(self) -> int:
        return sum(map(suma_de, self.filas))

    @property
    def por_sexo(self) -> list[tuple[str, int]]:
        return [(str(nombre), sum(fila[sexo] for fila in self.filas)) for sexo, nombre in SEXOS.items()]

    @property
    def por_edad(self) -> list[tuple[str, int]]:
        """The bands that somebody is in."""
        suman: Counter[str] = Counter()
        for fila in self.filas:
            suman[fila["edad"]] += suma_de(fila)
        return [(str(edad.label), suman[edad.value]) for edad in Edad if suman[edad.value]]

    @property
    def por_departamento(self) -> list[tuple[str, int]]:
        """By their names, those of which nobody said where they come from last."""
        suman: Counter[str] = Counter()
        for fila in self.filas:
            suman[fila["departamento"]] += suma_de(fila)
        return [
            (nombre or _("No se registró"), n)
            for nombre, n in sorted(suman.items(), key=lambda par: (not par[0], par[0]))
        ]

    @property
    def cuadros(self) -> list[tuple[str, list[tuple[str, int]]]]:
        """Each way of parting them with its title; every one of them adds up to the total."""
        return [
            (_("Por sexo"), self.por_sexo),
            (_("Por edad"), self.por_edad),
            (_("Por departamento"), self.por_departamento),
        ]


def participantes_de(acciones: Iterable[AccionConjunta]) -> Participantes:
    """Who took part in these actions, as `acciones_a_la_vista` reads them."""
    return Participantes([fila for accion in acciones for fila in accion.filas_de_conteo or ()])  # type: ignore[attr-defined]

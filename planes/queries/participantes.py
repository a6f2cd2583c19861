"""How many people took part in the actions of a plan."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from planes.models import SEXOS, AccionConjunta, Conteo, Edad, suma_de


@dataclass(frozen=True)
class Participantes:
    """The counts that stand, one of each action that has one."""

    conteos: Sequence[Conteo]

    @property
    def total(self) -> int:
        return sum(conteo.total for conteo in self.conteos)

    @property
    def filas(self) -> list[dict[str, Any]]:
        """All rows of all counts, not yet put together."""
        return [fila for conteo in self.conteos for fila in conteo.filas]

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
    """The last count of each of these actions. One query."""
    por_pk = {accion.pk: accion for accion in acciones}
    ultimos = Conteo.objects.filter(accion__in=por_pk).order_by("accion_id", "-n").distinct("accion_id")
    conteos = sorted(ultimos.select_related("lista"), key=lambda conteo: por_pk[conteo.accion_id].numero)
    for conteo in conteos:
        conteo.accion = por_pk[conteo.accion_id]
    return Participantes(conteos)

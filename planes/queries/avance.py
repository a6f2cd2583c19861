"""How far a plan has come: verified actions of all, what was not met counted apart; and what each party puts in."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import ngettext

from instituciones.models import Institucion
from planes.estados import NO_CUMPLIDAS, EstadoDeAccion
from planes.models import AccionConjunta, LoQuePone


@dataclass(frozen=True)
class Avance:
    """Counts of actions by their state; those that were taken out of the plan are none."""

    por_estado: Mapping[str, int]

    @property
    def acciones(self) -> int:
        return sum(self.por_estado.values())

    @property
    def verificadas(self) -> int:
        return self.por_estado.get(EstadoDeAccion.VERIFICADA.value, 0)

    @property
    def porcentaje(self) -> int:
        return self.verificadas * 100 // self.acciones if self.acciones else 0

    @property
    def formula(self) -> str:
        return ngettext(
            "%(verificadas)s acción verificada de %(acciones)s · %(porcentaje)s %%",
            "%(verificadas)s acciones verificadas de %(acciones)s · %(porcentaje)s %%",
            self.verificadas,
        ) % {"verificadas": self.verificadas, "acciones": self.acciones, "porcentaje": self.porcentaje}

    @property
    def aparte(self) -> str:
        """What did not come to be, each by its name; empty when nothing."""
        return ", ".join(
            f"{self.por_estado[estado.value]} {str(estado.label).lower()}"
            for estado in NO_CUMPLIDAS
            if self.por_estado.get(estado.value)
        )


def avance_de(acciones: Iterable[AccionConjunta]) -> Avance:
    """The progress of these actions of one plan."""
    return Avance(Counter(a.estado for a in acciones if a.estado != EstadoDeAccion.RETIRADA))


@dataclass(frozen=True)
class TotalDeParte:
    """What one party puts in, in one currency: in money and in kind, by quarter."""

    institucion: Institucion
    moneda: str
    dinero: Decimal
    especie: Decimal
    trimestres: Sequence[Decimal]

    @property
    def total(self) -> Decimal:
        return self.dinero + self.especie


def totales_por_parte(partidas: Iterable[LoQuePone]) -> list[TotalDeParte]:
    """What each party puts in, by what it puts into each action; as `acciones_a_la_vista` reads it."""
    sumas: dict[tuple[int, str], dict[str, Any]] = defaultdict(
        lambda: {"dinero": Decimal(0), "especie": Decimal(0), "trimestres": [Decimal(0)] * 4}
    )
    instituciones: dict[int, Institucion] = {}
    for partida in partidas:
        instituciones[partida.institucion.pk] = partida.institucion
        suma = sumas[partida.institucion.pk, partida.moneda]
        suma["especie" if partida.es_en_especie else "dinero"] += partida.monto
        suma["trimestres"][partida.trimestre - 1] += partida.monto
    return [
        TotalDeParte(instituciones[institucion], moneda, **suma)
        for (institucion, moneda), suma in sorted(sumas.items())
    ]

"""What the indicators of a plan came to: each against its target, and all of them by their weights."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, TextField
from django.db.models.functions import Cast, JSONObject
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from planes.estados import NO_CUMPLIDAS, EstadoDeAccion
from planes.models import VIVAS, AccionConjunta, EstadoDeMedicion, Indicador, Medicion, Meta, TrimestreDePlan

CIENTO = Decimal(100)
SE_MIDEN = frozenset(EstadoDeAccion.values) - {
    EstadoDeAccion.PROPUESTA.value,
    EstadoDeAccion.RETIRADA.value,
    EstadoDeAccion.NO_EJECUTADA.value,
    EstadoDeAccion.CANCELADA.value,
}
"""The states of an action whose indicators are measured."""


@dataclass(frozen=True)
class Medida:
    """An indicator of an action with its targets and what stands measured of it, by quarter."""

    accion: AccionConjunta
    indicador: Indicador
    metas: Mapping[int, Decimal]
    mediciones: Mapping[int, Medicion]

    @property
    def por_trimestre(self) -> list[dict[str, Medicion | Decimal | None]]:
        """Of each of the four, what it was to reach and what stands measured."""
        return [{"meta": self.metas.get(n), "medicion": self.mediciones.get(n)} for n in (1, 2, 3, 4)]

    @property
    def meta(self) -> Decimal | None:
        """What it is to reach in the period: its last target."""
        return self.metas[max(self.metas)] if self.metas else None

    @property
    def ultima(self) -> Medicion | None:
        """What was validated last."""
        validadas = [n for n, m in self.mediciones.items() if m.estado == EstadoDeMedicion.VALIDADA]
        return self.mediciones[max(validadas)] if validadas else None

    @property
    def fraccion(self) -> Decimal:
        """How much of the way from its baseline to its target was validated, from 0 to 1."""
        if self.meta is None or self.ultima is None:
            return Decimal(0)
        base = self.indicador.linea_base or Decimal(0)
        camino, andado = self.meta - base, self.ultima.valor - base
        if not camino:
            return Decimal(self.ultima.valor >= self.meta)
        return min(max(andado / camino, Decimal(0)), Decimal(1))

    @property
    def porcentaje(self) -> int:
        return int(self.fraccion * CIENTO)

    @property
    def formula(self) -> str:
        """Its progress in numbers; in words where there is nothing to count with."""
        if self.meta is None:
            return _("Sin meta: no cuenta en el avance.")
        if self.ultima is None:
            return _("Sin medición validada: cuenta 0 %.")
        base = self.indicador.linea_base
        datos = {
            "valor": cifra(self.ultima.valor),
            "meta": cifra(self.meta),
            "base": cifra(base or Decimal(0)),
            "porcentaje": self.porcentaje,
        }
        if base:
            return _("(%(valor)s − %(base)s) ÷ (%(meta)s − %(base)s) = %(porcentaje)s %%") % datos
        return _("%(valor)s ÷ %(meta)s = %(porcentaje)s %%") % datos

    @property
    def de_lo_no_cumplido(self) -> bool:
        """Whether its action did not come to be."""
        return self.accion.estado in NO_CUMPLIDAS

    def falta_medir(self, n: int) -> bool:
        """Whether that quarter has a target and nobody said yet what was reached."""
        return n in self.metas and n not in self.mediciones and self.accion.estado in SE_MIDEN


def cifra(valor: Decimal) -> str:
    """A value without decimals that say nothing."""
    entero = valor == valor.to_integral_value()
    return number_format(valor.quantize(Decimal(1) if entero else Decimal("0.01")), force_grouping=True)


def medidas_de(acciones: Sequence[AccionConjunta]) -> list[Medida]:
    """The indicators of these actions, with what stands measured of each. One query, whatever their number."""
    por_pk = {accion.pk: accion for accion in acciones if accion.estado != EstadoDeAccion.RETIRADA}
    indicadores = Indicador.objects.filter(accion__in=por_pk).annotate(
        sus_metas=ArraySubquery(
            Meta.objects.filter(indicador=OuterRef("pk")).values(
                fila=JSONObject(n="trimestre", valor=Cast("valor", TextField()))
            )
        ),
        sus_mediciones=ArraySubquery(
            Medicion.objects.filter(
                accion=OuterRef("accion"),
                indicador=OuterRef("nombre"),
                unidad=OuterRef("unidad"),
                estado__in=VIVAS,
            ).values(
                fila=JSONObject(
                    n="trimestre__n",
                    pk="pk",
                    trimestre_id="trimestre",
                    institucion_id="institucion",
                    estado="estado",
                    valor=Cast("valor", TextField()),
                    fecha="fecha",
                )
            )
        ),
    )
    return [
        _medida(por_pk[uno.accion_id], uno)
        for uno in indicadores.order_by("accion__plan", "accion__numero", "id")
    ]


def _medida(accion: AccionConjunta, indicador: Any) -> Medida:
    """An indicator with what was read beside it."""
    return Medida(
        accion,
        indicador,
        {meta["n"]: Decimal(meta["valor"]) for meta in indicador.sus_metas},
        {fila["n"]: _medicion(accion, indicador, fila) for fila in indicador.sus_mediciones},
    )


def _medicion(accion: AccionConjunta, indicador: Indicador, fila: Mapping[str, Any]) -> Medicion:
    propios = {campo: fila[campo] for campo in ("pk", "trimestre_id", "institucion_id", "estado")}
    return Medicion(
        accion=accion,
        indicador=indicador.nombre,
        unidad=indicador.unidad,
        valor=Decimal(fila["valor"]),
        fecha=dt.date.fromisoformat(fila["fecha"]),
        **propios,
    )


def por_medir(
    medidas: Iterable[Medida], trimestres: Iterable[TrimestreDePlan]
) -> Iterator[tuple[AccionConjunta, TrimestreDePlan, list[Medida]]]:
    """The actions and the quarters not closed yet of which some indicator is still to be measured."""
    de: dict[AccionConjunta, list[Medida]] = defaultdict(list)
    for medida in medidas:
        de[medida.accion].append(medida)
    for trimestre in trimestres:
        if trimestre.esta_cerrado():
            continue
        for accion, suyas in de.items():
            faltan = [m for m in suyas if accion.plan_id == trimestre.plan_id and m.falta_medir(trimestre.n)]
            if faltan:
                yield accion, trimestre, faltan


@dataclass(frozen=True)
class AvanceDeIndicadores:
    """How far the indicators of a plan came, by their weights. Those without a target count for nothing."""

    medidas: Sequence[Medida]

    @property
    def con_meta(self) -> list[Medida]:
        return [medida for medida in self.medidas if medida.meta is not None]

    @property
    def peso(self) -> Decimal:
        return sum((m.indicador.peso for m in self.con_meta), Decimal(0))

    @property
    def alcanzado(self) -> Decimal:
        """The sum of the weight of each by its progress."""
        return sum((m.indicador.peso * m.fraccion for m in self.con_meta), Decimal(0))

    @property
    def porcentaje(self) -> int:
        return int(self.alcanzado * CIENTO / self.peso) if self.peso else 0

    @property
    def formula(self) -> str:
        """In words and numbers; empty where there is no target."""
        if not self.peso:
            return ""
        alcanzado = self.alcanzado.quantize(Decimal("0.01"), ROUND_HALF_UP)
        return _(
            "%(alcanzado)s de %(peso)s de peso · %(porcentaje)s %%: la suma de cada indicador, su peso por lo que "
            "avanzó, entre la suma de los pesos"
        ) % {"alcanzado": cifra(alcanzado), "peso": cifra(self.peso), "porcentaje": self.porcentaje}

    @property
    def aparte(self) -> list[str]:
        """What the figure cannot say: how many were not measured, and how many are of what was not met."""
        sin_medir = sum(1 for m in self.con_meta if m.ultima is None)
        sin_meta = len(self.medidas) - len(self.con_meta)
        de_lo_no_cumplido = sum(1 for m in self.con_meta if m.de_lo_no_cumplido)
        frases = (
            (
                sin_medir,
                ngettext(
                    "%(n)s indicador sin medición validada cuenta 0 %%",
                    "%(n)s indicadores sin medición validada cuentan 0 %%",
                    sin_medir,
                ),
            ),
            (
                de_lo_no_cumplido,
                ngettext(
                    "%(n)s indicador es de una acción que no se cumplió",
                    "%(n)s indicadores son de acciones que no se cumplieron",
                    de_lo_no_cumplido,
                ),
            ),
            (
                sin_meta,
                ngettext(
                    "%(n)s indicador no tiene meta y no cuenta",
                    "%(n)s indicadores no tienen meta y no cuentan",
                    sin_meta,
                ),
            ),
        )
        return [frase % {"n": n} for n, frase in frases if n]

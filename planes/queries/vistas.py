"""The actions of a plan in groups: by party, objective, ODS, territory, responsible post; each with its progress and
budget."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from instituciones.models import Puesto
from planes.models import AccionConjunta, Alineacion, Iniciativa, LoQuePone, Ods, PlanAnual
from planes.queries.avance import Avance, avance_de
from planes.queries.mediciones import AvanceDeIndicadores, Medida, medidas_de


class Por(TextChoices):
    """What the actions of a plan are grouped by."""

    PARTE = "parte", _l("Por parte")
    RESPONSABLE = "responsable", _l("Por responsable")
    OBJETIVO = "objetivo", _l("Por objetivo")
    ODS = "ods", _l("Por ODS")
    TERRITORIO = "territorio", _l("Por territorio")


SIN_GRUPO = "-"
"""The key of the group of those of which nothing is said."""


@dataclass(frozen=True)
class Clave:
    """The key of a group in an address, by which groups are the same; what it is called, and where it stands."""

    codigo: str
    titulo: str = field(compare=False)
    orden: tuple[Any, ...] = field(compare=False)


@dataclass(frozen=True)
class Grupo:
    """Some actions with how far they came, and what is put into them by currency."""

    clave: Clave
    acciones: Sequence[AccionConjunta]
    avance: Avance
    indicadores: AvanceDeIndicadores
    presupuesto: Mapping[str, tuple[Decimal, Decimal]]
    """Of each currency: money, and what is put in kind."""


@dataclass(frozen=True)
class _Nombres:
    """What is read at once for all the groups."""

    puestos: Mapping[int, Puesto]
    iniciativas: Mapping[int, Iniciativa]
    del_expediente: Sequence[Iniciativa]


def grupos_de(plan: PlanAnual, acciones: Sequence[AccionConjunta], por: Por) -> list[Grupo]:
    """The actions, as `acciones_a_la_vista` reads them, in their groups. Constant queries, whatever their number.

    An action stands in every group that it is of. By party, the budget is what that party puts in.
    """
    nombres, medidas = _leer(plan, acciones, por), medidas_de(acciones)
    suyas: dict[Clave, list[AccionConjunta]] = defaultdict(list)
    for accion in acciones:
        for clave in dict.fromkeys(CLAVES[por](accion, nombres)) or [_sin_grupo(por)]:
            suyas[clave].append(accion)
    return [
        _grupo(clave, suyas[clave], medidas, por) for clave in sorted(suyas, key=lambda clave: clave.orden)
    ]


def _grupo(clave: Clave, acciones: Sequence[AccionConjunta], medidas: Sequence[Medida], por: Por) -> Grupo:
    numeros = {accion.pk for accion in acciones}
    return Grupo(
        clave,
        acciones,
        avance_de(acciones),
        AvanceDeIndicadores([m for m in medidas if m.accion.pk in numeros]),
        _presupuesto(
            partida
            for accion in acciones
            for partida in accion.aportes
            if por != Por.PARTE or str(partida.institucion.pk) == clave.codigo
        ),
    )


def _presupuesto(partidas: Iterable[LoQuePone]) -> dict[str, tuple[Decimal, Decimal]]:
    sumas: dict[str, tuple[Decimal, Decimal]] = {}
    for partida in partidas:
        dinero, especie = sumas.get(partida.moneda, (Decimal(0), Decimal(0)))
        if partida.es_en_especie:
            especie += partida.monto
        else:
            dinero += partida.monto
        sumas[partida.moneda] = dinero, especie
    return dict(sorted(sumas.items()))


def _leer(plan: PlanAnual, acciones: Sequence[AccionConjunta], por: Por) -> _Nombres:
    """Only what that way of grouping asks for."""
    puestos: Mapping[int, Puesto] = {}
    iniciativas: Mapping[int, Iniciativa] = {}
    del_expediente: list[Iniciativa] = []
    if por == Por.RESPONSABLE:
        ids = {r.puesto_id for a in acciones for r in a.responden if r.puesto_id}
        puestos = Puesto.objects.in_bulk(ids)
    if por == Por.OBJETIVO:
        propias = {a.iniciativa_id for a in acciones if a.iniciativa_id}
        con_plan = Iniciativa.objects.select_related("objetivo__plan")
        iniciativas = con_plan.in_bulk(propias)
        del_expediente = list(
            con_plan.filter(
                pk__in=Alineacion.objects.vigentes().filter(expediente=plan.expediente).values("iniciativa")
            )
        )
    return _Nombres(puestos, iniciativas, del_expediente)


def _sin_grupo(por: Por) -> Clave:
    titulos = {
        Por.PARTE: _("Sin responsable ni aporte"),
        Por.RESPONSABLE: _("Sin responsable"),
        Por.OBJETIVO: _("Sin alinear a ningún objetivo"),
        Por.ODS: _("Sin ODS"),
        Por.TERRITORIO: _("Sin territorio"),
    }
    return Clave(SIN_GRUPO, titulos[por], (1,))


def _por_parte(accion: AccionConjunta, nombres: _Nombres) -> Iterator[Clave]:
    de_ella = [r.institucion for r in accion.responden]
    for institucion in [*de_ella, *(p.institucion for p in accion.aportes)]:
        yield Clave(str(institucion.pk), str(institucion), (0, str(institucion)))


def _por_responsable(accion: AccionConjunta, nombres: _Nombres) -> Iterator[Clave]:
    for responsable in accion.responden:
        quien = str(responsable.institucion)
        puesto = nombres.puestos.get(responsable.puesto_id or 0)
        if puesto:
            yield Clave(f"p{puesto.pk}", f"{puesto.nombre} · {quien}", (0, quien, 1, puesto.nombre))
        else:
            titulo = _("La coordinación · %(institucion)s") % {"institucion": quien}
            yield Clave(f"i{responsable.institucion.pk}", titulo, (0, quien, 0, ""))


def _por_objetivo(accion: AccionConjunta, nombres: _Nombres) -> Iterator[Clave]:
    """The initiative that the action says; without one, those that its case file is aligned to."""
    propia = nombres.iniciativas.get(accion.iniciativa_id or 0)
    for una in [propia] if propia else nombres.del_expediente:
        objetivo = una.objetivo
        yield Clave(
            str(una.pk),
            f"{una.codigo} · {objetivo.nombre} · {objetivo.plan}",
            (0, str(objetivo.plan), objetivo.plan_id, objetivo.numero, una.letra),
        )


def _por_ods(accion: AccionConjunta, nombres: _Nombres) -> Iterator[Clave]:
    for numero in accion.ods:
        yield Clave(str(numero), str(Ods(numero).con_numero), (0, numero))


def _por_territorio(accion: AccionConjunta, nombres: _Nombres) -> Iterator[Clave]:
    """Places are written freely: one place in capitals and another in small letters is the same."""
    if territorio := " ".join(accion.territorio.split()):
        yield Clave(
            territorio.casefold(), territorio[:1].upper() + territorio[1:], (0, territorio.casefold())
        )


CLAVES: Mapping[Por, Callable[[AccionConjunta, _Nombres], Iterator[Clave]]] = {
    Por.PARTE: _por_parte,
    Por.RESPONSABLE: _por_responsable,
    Por.OBJETIVO: _por_objetivo,
    Por.ODS: _por_ods,
    Por.TERRITORIO: _por_territorio,
}

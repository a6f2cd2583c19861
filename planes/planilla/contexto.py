"""What the cells of a plan may name: its parties and their posts, initiatives, actions of earlier plans."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from convenios.importacion.llano import llano
from expedientes.oficinas import partes_de
from instituciones.models import Puesto
from planes.estados import EstadoDeAccion
from planes.models import AccionConjunta, PlanAnual
from planes.planilla.columnas import frecuencias, monedas, si_o_no
from planes.queries import alineaciones_de


@dataclass(frozen=True)
class Catalogo:
    """Things that a cell names, by id, each under a name of its own; and the other names that are understood."""

    nombres: Mapping[int, str]
    otros: Mapping[str, int]
    vigentes: frozenset[int]
    """Those that may be named anew; the rest is only written as it is."""

    def nombre(self, pk: int | None) -> str:
        return self.nombres.get(pk, "") if pk else ""

    def hallar(self, texto: str) -> int | None:
        return self.otros.get(llano(texto))

    @property
    def ofrecidos(self) -> list[str]:
        return [nombre for pk, nombre in self.nombres.items() if pk in self.vigentes]


def catalogo(
    filas: Iterable[tuple[int, str, tuple[str, ...]]], vigentes: Iterable[int] | None = None
) -> Catalogo:
    """Of rows of id, name and other names. A name that two share says which by its id; another name that two share is
    none."""
    lista = list(filas)
    veces = Counter(llano(nombre) for _pk, nombre, _otros in lista)
    nombres = {
        pk: nombre if veces[llano(nombre)] == 1 else f"{nombre} (n.º {pk})" for pk, nombre, _o in lista
    }
    dichos = Counter(llano(otro) for _pk, _nombre, otros in lista for otro in set(otros))
    hallados = {llano(otro): pk for pk, _nombre, otros in lista for otro in otros if dichos[llano(otro)] == 1}
    hallados |= {llano(nombre): pk for pk, nombre in nombres.items()}
    return Catalogo(nombres, hallados, frozenset(nombres if vigentes is None else vigentes))


@dataclass(frozen=True)
class Contexto:
    """What the cells of one plan may name."""

    plan: PlanAnual
    partes: Catalogo
    puestos: Mapping[int, Catalogo]
    """By institution."""
    iniciativas: Catalogo
    anteriores: Catalogo
    desde_otro: bool = False
    """Whether the plan is approved: then what is written is a difference to it."""

    def opciones(self) -> dict[str, list[str]]:
        """The values that each column of values allows, by its key."""
        return {
            "institucion": self.partes.ofrecidos,
            "trimestre": ["1", "2", "3", "4"],
            "moneda": monedas(),
            "especie": list(si_o_no()),
            "frecuencia": list(frecuencias()),
            "iniciativa": self.iniciativas.ofrecidos,
            "continua": self.anteriores.ofrecidos,
        }


def contexto_de(plan: PlanAnual, contenido: Mapping[str, Any]) -> Contexto:
    """Three statements besides that of the parties, whatever the plan holds."""
    expediente, hoy = plan.expediente, plan.expediente.hoy()
    partes = partes_de(expediente)
    puestos = _puestos(plan, contenido)
    de_quien = {p.institucion_id: p.institucion for p in partes}
    return Contexto(
        plan=plan,
        partes=catalogo(
            ((pk, str(i), (i.nombre, i.sigla) if i.sigla else (i.nombre,)) for pk, i in de_quien.items()),
            vigentes=[p.institucion_id for p in partes if p.desde <= hoy and (not p.hasta or p.hasta >= hoy)],
        ),
        puestos={
            de: catalogo((p.pk, p.nombre, ()) for p in puestos if p.institucion_id == de) for de in de_quien
        },
        iniciativas=_iniciativas(plan, contenido),
        anteriores=catalogo((a.pk, f"{a.numero} · {a.plan}", ()) for a in _anteriores(plan, contenido)),
        desde_otro=not plan.admite_cambios,
    )


def _puestos(plan: PlanAnual, contenido: Mapping[str, Any]) -> list[Puesto]:
    """Those designated in the case file, and those that the plan names already."""
    dichos = {r["puesto_id"] for a in contenido["acciones"] for r in a["responsables"]} - {None}
    designados = plan.expediente.designaciones.values("puesto")
    return list(Puesto.objects.filter(Q(pk__in=designados) | Q(pk__in=dichos)).order_by("nombre", "pk"))


def _iniciativas(plan: PlanAnual, contenido: Mapping[str, Any]) -> Catalogo:
    alineaciones = alineaciones_de(plan.expediente)
    iniciativas = {a.iniciativa_id: a.iniciativa for a in alineaciones}
    return catalogo(
        ((pk, i.codigo, (str(i), f"{i.codigo} {i.objetivo.plan}")) for pk, i in iniciativas.items()),
        vigentes={a.iniciativa_id for a in alineaciones if not a.retirada_el},
    )


def _anteriores(plan: PlanAnual, contenido: Mapping[str, Any]) -> list[AccionConjunta]:
    dichas = {a["continua_id"] for a in contenido["acciones"]} - {None}
    filas = AccionConjunta.objects.filter(plan__expediente=plan.expediente_id, plan__desde__lt=plan.desde)
    return [
        fila
        for fila in filas.select_related("plan").order_by("plan__desde", "numero")
        if fila.pk in dichas or fila.estado not in SIN_CONTINUAR
    ]


SIN_CONTINUAR = frozenset(
    {EstadoDeAccion.VERIFICADA.value, EstadoDeAccion.RETIRADA.value, EstadoDeAccion.PROPUESTA.value}
)
"""What nobody carries on."""

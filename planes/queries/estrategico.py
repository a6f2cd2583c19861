"""A strategic plan as one person sees it: what serves each initiative, by goal and by year."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from expedientes.models import Expediente
from expedientes.visibilidad import expedientes_visibles
from instituciones.models import Usuario
from planes.estados import EstadoDeAccion
from planes.models import AccionConjunta, Alineacion, Iniciativa, Objetivo, Ods, PlanEstrategico


@dataclass(frozen=True, kw_only=True)
class IniciativaVista:
    """An initiative, and what serves it of what the reader may see."""

    iniciativa: Iniciativa
    ods: Sequence[Ods]
    alineadas: Sequence[Alineacion]
    acciones: Sequence[AccionConjunta]
    """Joint actions that serve it, of every plan that the reader may see."""


@dataclass(frozen=True, kw_only=True)
class ObjetivoVisto:
    """An objective with its initiatives in their order."""

    objetivo: Objetivo
    iniciativas: Sequence[IniciativaVista]


@dataclass(frozen=True, kw_only=True)
class PlanVisto:
    """A plan with all that the reader may see of it."""

    plan: PlanEstrategico
    objetivos: Sequence[ObjetivoVisto]

    @property
    def iniciativas(self) -> list[IniciativaVista]:
        return [iniciativa for objetivo in self.objetivos for iniciativa in objetivo.iniciativas]

    @property
    def con_alineadas(self) -> int:
        """How many initiatives something serves."""
        return sum(bool(vista.alineadas or vista.acciones) for vista in self.iniciativas)

    @property
    def por_ano(self) -> list[tuple[int, list[IniciativaVista]]]:
        """For each year of the plan, what has priority in it."""
        return [
            (ano, [v for v in self.iniciativas if ano in v.iniciativa.prioridad]) for ano in self.plan.anos
        ]

    @property
    def por_ods(self) -> list[tuple[Ods, list[IniciativaVista]]]:
        """Each goal that an initiative names, with those that do."""
        todos = [(ods, [v for v in self.iniciativas if ods in v.ods]) for ods in Ods]
        return [(ods, vistas) for ods, vistas in todos if vistas]

    @property
    def dice_anos(self) -> bool:
        return any(vista.iniciativa.prioridad for vista in self.iniciativas)


def planes_estrategicos_de(expediente: Expediente) -> list[PlanEstrategico]:
    """The strategic plans of a programme, the latest years first."""
    planes = list(expediente.planes_estrategicos.all())
    for plan in planes:
        plan.expediente = expediente
    return planes


def plan_a_la_vista(plan: PlanEstrategico, usuario: Usuario) -> PlanVisto:
    """The plan as the account sees it. Of what it may not see nothing is told, nor how much there is. Four statements
    besides that of what the account holds, whatever their number."""
    objetivos = list(plan.objetivos.all())
    por_objetivo: dict[int, list[IniciativaVista]] = defaultdict(list)
    de_objetivo = {objetivo.pk: objetivo for objetivo in objetivos}
    alineadas, acciones = _alineadas(plan, usuario), _acciones(plan, usuario)
    for iniciativa in Iniciativa.objects.filter(objetivo__plan=plan).order_by("objetivo__numero", "letra"):
        iniciativa.objetivo = de_objetivo[iniciativa.objetivo_id]
        iniciativa.objetivo.plan = plan
        por_objetivo[iniciativa.objetivo_id].append(
            IniciativaVista(
                iniciativa=iniciativa,
                ods=[Ods(n) for n in iniciativa.ods],
                alineadas=alineadas[iniciativa.pk],
                acciones=acciones[iniciativa.pk],
            )
        )
    return PlanVisto(
        plan=plan,
        objetivos=[ObjetivoVisto(objetivo=o, iniciativas=por_objetivo[o.pk]) for o in objetivos],
    )


def _alineadas(plan: PlanEstrategico, usuario: Usuario) -> dict[int, list[Alineacion]]:
    filas = (
        Alineacion.objects.vigentes()
        .filter(expedientes_visibles(usuario, "expediente__"), iniciativa__objetivo__plan=plan)
        .select_related("expediente", "institucion", "puesto", "dicha_por__persona")
        .defer("expediente__busqueda", "expediente__texto_buscable")
        .order_by("expediente__codigo", "id")
    )
    por_iniciativa: dict[int, list[Alineacion]] = defaultdict(list)
    for fila in filas:
        por_iniciativa[fila.iniciativa_id].append(fila)
    return por_iniciativa


def _acciones(plan: PlanEstrategico, usuario: Usuario) -> dict[int, list[AccionConjunta]]:
    filas = (
        AccionConjunta.objects.filter(
            expedientes_visibles(usuario, "plan__expediente__"), iniciativa__objetivo__plan=plan
        )
        .exclude(estado=EstadoDeAccion.RETIRADA)
        .select_related("plan__expediente")
        .defer("plan__expediente__busqueda", "plan__expediente__texto_buscable")
        .order_by("plan__expediente__codigo", "plan__desde", "numero")
    )
    por_iniciativa: dict[int, list[AccionConjunta]] = defaultdict(list)
    for fila in filas:
        por_iniciativa[fila.iniciativa_id or 0].append(fila)
    return por_iniciativa

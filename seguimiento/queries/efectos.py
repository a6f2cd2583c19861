"""On what an agreement of an acta may have an effect now, each with the hash that is then voted on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from expedientes.facultades import partes_vigentes
from planes.estados import SE_REPROGRAMA, EstadoDeAccion, EstadoDePlan
from planes.models import AccionConjunta, EstadoDeReprogramacion, PlanAnual, Reprogramacion
from seguimiento.models import POR_CUMPLIR, Acta, Efecto, EstadoDeActa
from seguimiento.services.acuerdos import hash_de


@dataclass(frozen=True, kw_only=True)
class Posible:
    """One effect on one thing as it is now."""

    efecto: str
    objeto: Any
    nombre: str
    hash: str

    @property
    def clave(self) -> str:
        return f"{self.efecto}:{self.objeto.pk}:{self.hash}"

    @property
    def dicho(self) -> str:
        return f"{self.nombre} · {self.hash[:12]}" if self.hash else self.nombre


def posibles(acta: Acta) -> Iterator[tuple[Efecto, list[Posible]]]:
    """By effect, those for which there is something. A fixed number of queries."""
    de: dict[Efecto, Iterable[tuple[Any, str]]] = {
        Efecto.APROBAR_PLAN: _planes(acta),
        Efecto.REPROGRAMAR: _reprogramaciones(acta),
        Efecto.VERIFICAR_ACCION: _acciones(acta, [EstadoDeAccion.CONCLUIDA], de_todas=True),
        Efecto.CANCELAR_ACCION: _acciones(acta, sorted(SE_REPROGRAMA)),
        Efecto.CANCELAR_COMPROMISO: _compromisos(acta),
        Efecto.SEPARAR_PARTE: _partes(acta),
        Efecto.APROBAR_ACTA: _actas_por_aprobar(acta),
        Efecto.RECTIFICAR_ACTA: _actas_aprobadas(acta),
    }
    for efecto, objetos in de.items():
        suyos = [
            Posible(efecto=efecto.value, objeto=o, nombre=nombre, hash=hash_de(acta, efecto, o))
            for o, nombre in objetos
        ]
        if suyos:
            yield efecto, suyos


def _planes(acta: Acta) -> Iterator[tuple[Any, str]]:
    for plan in PlanAnual.objects.filter(expediente=acta.expediente_id, estado=EstadoDePlan.PROPUESTO):
        yield plan, plan.titulo


def _reprogramaciones(acta: Acta) -> Iterator[tuple[Any, str]]:
    filas = Reprogramacion.objects.filter(
        plan__expediente=acta.expediente_id, estado=EstadoDeReprogramacion.PROPUESTA
    ).select_related("plan")
    for una in filas:
        yield una, f"{una} · {una.plan}"


def _acciones(acta: Acta, estados: list[Any], *, de_todas: bool = False) -> Iterator[tuple[Any, str]]:
    filas = (
        AccionConjunta.objects.filter(plan__expediente=acta.expediente_id, estado__in=estados)
        .select_related("plan__expediente")
        .prefetch_related("responsables", "medios")
        .order_by("plan", "numero")
    )
    partes = set(partes_vigentes(acta.expediente))
    for accion in filas[:500]:
        if not de_todas or partes <= accion.la_hicieron():
            yield accion, f"{accion.numero}. {accion.nombre} · {accion.plan}"


def _compromisos(acta: Acta) -> Iterator[tuple[Any, str]]:
    filas = acta.expediente.compromisos.filter(estado__in=POR_CUMPLIR).order_by("numero")
    for compromiso in filas.select_related("expediente")[:500]:
        yield compromiso, f"{compromiso.numero}. {' '.join(compromiso.texto.split())[:100]}"


def _partes(acta: Acta) -> Iterator[tuple[Any, str]]:
    partes = partes_vigentes(acta.expediente)
    if len(partes) > 2:
        yield from ((p, str(p.institucion)) for p in partes.values())


def _actas_por_aprobar(acta: Acta) -> Iterator[tuple[Any, str]]:
    yield acta, str(acta)
    for otra in _otras(acta).filter(estado=EstadoDeActa.CIRCULADA):
        yield otra, str(otra)


def _actas_aprobadas(acta: Acta) -> Iterator[tuple[Any, str]]:
    for otra in _otras(acta).filter(numero__isnull=False):
        yield otra, f"{otra} · {otra.sesion.nombre}"


def _otras(acta: Acta) -> Any:
    return (
        Acta.objects.filter(organo=acta.organo_id)
        .exclude(pk=acta.pk)
        .select_related("organo", "sesion__organo", "expediente")
        .order_by("-sesion__fecha", "-pk")
    )

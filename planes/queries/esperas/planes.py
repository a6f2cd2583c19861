"""What waits for whom in plans, from the draft to the closing, and in their actions; in constant queries."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from typing import Any

from django.db.models import Max, OuterRef, Prefetch, Q, Subquery
from django.utils.translation import gettext as _

from documentos.models import Firma
from expedientes.espera import Espera
from expedientes.facultades import partes_vigentes_de
from expedientes.models import Aprobacion, Clase, Expediente, esta_contestada
from expedientes.permissions import RolDesignado
from instituciones.models import Institucion
from notificaciones.idiomas import frase
from notificaciones.queries import plazos_por_parte
from planes.estados import SE_REPROGRAMA, EstadoDeAccion, EstadoDePlan
from planes.models import (
    AccionConjunta,
    EstadoDeReprogramacion,
    MedioDeVerificacion,
    OrigenDeVersion,
    PlanAnual,
    Reprogramacion,
    VersionDePlan,
)
from planes.queries.esperas.acciones import de_la_accion
from planes.queries.esperas.mediciones import esperas_de_medicion
from planes.verificacion import VERIFICACION

DEL_PLAN, EVALUACION = "plan_anual", "evaluacion_de_plan"
"""The kinds of paper that say a plan as it was approved, and what came of it."""
CERRAR = "cerrar"
"""What tells, of the waits in a plan, that of closing it once all signed its evaluation."""
FIRMAR = "firmar"
"""What tells, of the waits in a plan, those of signing what was approved: they stop nothing."""
SE_FIRMA = (EstadoDePlan.APROBADO.value, EstadoDePlan.EN_EJECUCION.value)
TITULAR = RolDesignado.COORDINADOR_TITULAR.value


@dataclass(frozen=True)
class _Leido:
    """What is read at once for all the plans."""

    partes: Mapping[int, Mapping[int, Any]]
    aprobaron: Mapping[tuple[str, int, str], set[int]]
    firmaron: Mapping[int, set[int]]


def esperas_de(planes: Iterable[PlanAnual]) -> list[Espera]:
    """Everything that waits for somebody in these plans, soonest due first."""
    lista = list(planes)
    reprogramaciones = _reprogramaciones(lista)
    acciones = _acciones(lista)
    leido = _Leido(
        partes=partes_vigentes_de(p.expediente for p in lista),
        aprobaron=_aprobaron([*lista, *reprogramaciones]),
        firmaron=_firmaron(lista),
    )
    esperas = [e for plan in lista for e in _del_plan(plan, leido)]
    esperas += [e for r in reprogramaciones for e in _de_la_reprogramacion(r, leido)]
    por_verificar = plazos_por_parte(acciones, VERIFICACION)
    esperas += [
        e for a in acciones for e in de_la_accion(a, list(_vigentes(a.expediente, leido)), por_verificar)
    ]
    esperas += esperas_de_medicion(lista, partial(_vigentes, leido=leido))
    return sorted(esperas, key=attrgetter("orden"))


def _reprogramaciones(planes: Sequence[PlanAnual]) -> list[Reprogramacion]:
    de = {p.pk: p for p in planes}
    filas = (
        Reprogramacion.objects.filter(plan__in=de)
        .exclude(estado__in=(EstadoDeReprogramacion.APROBADA, EstadoDeReprogramacion.RETIRADA))
        .select_related("propuesta_por", "asiento")
    )
    return [_en_su_plan(fila, de) for fila in filas]


def _acciones(planes: Sequence[PlanAnual]) -> list[AccionConjunta]:
    de = {p.pk: p for p in planes if p.estado in (EstadoDePlan.EN_EJECUCION, EstadoDePlan.EN_EVALUACION)}
    filas = AccionConjunta.objects.filter(
        plan__in=de, estado__in=SE_REPROGRAMA | {EstadoDeAccion.CONCLUIDA.value}
    ).select_related("asiento")
    de_mas = [f"asiento__{c}" for c in ("cuerpo", "nonce", "nonce_personal", "anterior", "interno", "hash")]
    medios = Prefetch("medios", MedioDeVerificacion.objects.select_related("asiento").defer(*de_mas))
    return [_en_su_plan(fila, de) for fila in filas.prefetch_related("responsables__institucion", medios)]


def _en_su_plan(fila: Any, planes: Mapping[int, PlanAnual]) -> Any:
    fila.plan = planes[fila.plan_id]
    return fila


def _aprobaron(objetos: Sequence[Any]) -> dict[tuple[str, int, str], set[int]]:
    """The institutions whose last word on an object is a yes, by object and content."""
    aprobaron: dict[tuple[str, int, str], set[int]] = defaultdict(set)
    for modelo in {o._meta.label_lower for o in objetos}:
        suyos = [o.pk for o in objetos if o._meta.label_lower == modelo]
        filas = Aprobacion.objects.filter(modelo=modelo, objeto__in=suyos, clase=Clase.APROBACION)
        ultimas = filas.values("objeto", "institucion", "puesto").annotate(ultima=Max("pk"))
        for dada in Aprobacion.objects.filter(
            ~esta_contestada(), pk__in=ultimas.values("ultima"), es_favorable=True
        ):
            aprobaron[modelo, dada.objeto, dada.hash_contenido].add(dada.institucion_id)
    return aprobaron


def _firmaron(planes: Sequence[PlanAnual]) -> dict[int, set[int]]:
    """The institutions that signed each of these plans as it was last approved; of one that is evaluated, what came of
    it."""
    firmaron: dict[int, set[int]] = defaultdict(set)
    evaluados = [p for p in planes if p.estado == EstadoDePlan.EVALUADO]
    vigentes = [p.pk for p in planes if p.estado in SE_FIRMA]
    if not evaluados and not vigentes:
        return firmaron
    aprobadas = VersionDePlan.objects.filter(plan=OuterRef("papel__objeto")).exclude(
        origen=OrigenDeVersion.TOLERANCIA
    )
    del_plan = Q(
        papel__clase=DEL_PLAN,
        papel__objeto__in=vigentes,
        papel__contenido_hash=Subquery(aprobadas.order_by("-n").values("hash")[:1]),
    )
    de_la_evaluacion = Q(
        papel__clase=EVALUACION,
        papel__objeto__in=[p.pk for p in evaluados],
        papel__contenido_hash__in=[p.hash_de_la_evaluacion() for p in evaluados],
    )
    firmas = Firma.objects.filter(del_plan | de_la_evaluacion)
    for plan, institucion in firmas.values_list("papel__objeto", "institucion"):
        firmaron[plan].add(institucion)
    return firmaron


def _vigentes(expediente: Expediente, leido: _Leido) -> Iterator[Institucion]:
    for parte in leido.partes[expediente.pk].values():
        yield parte.institucion


def _por_aprobar(objeto: Any, leido: _Leido) -> list[Institucion]:
    """The parties that did not approve it; all, when the last that was missing left: any of them completes it."""
    clave = (objeto._meta.label_lower, objeto.pk, objeto.contenido_hash)
    partes = list(_vigentes(objeto.expediente, leido))
    return [p for p in partes if p.pk not in leido.aprobaron.get(clave, ())] or partes


def _del_plan(plan: PlanAnual, leido: _Leido) -> Iterator[Espera]:
    titulo, desde, hoy = plan.titulo, plan.asiento.fecha_hecho, plan.expediente.hoy()
    if plan.estado in SE_FIRMA:
        yield from _por_firmar(plan, leido)
    if plan.estado == EstadoDePlan.PROPUESTO:
        for institucion in _por_aprobar(plan, leido):
            yield Espera(
                objeto=plan,
                institucion=institucion,
                rol=TITULAR,
                lo_que=frase(lambda: _("Aprobar el plan «%(titulo)s»") % {"titulo": titulo}),
                el_porque=frase(lambda: _("Rige cuando todas las partes aprueban la misma versión.")),
                desde=desde,
                clase=Clase.APROBACION,
            )
    elif plan.estado == EstadoDePlan.EVALUADO and (faltan := _sin_firmar(plan, leido)):
        for institucion in faltan:
            yield Espera(
                objeto=plan,
                institucion=institucion,
                rol=TITULAR,
                lo_que=frase(lambda: _("Firmar la evaluación del plan «%(titulo)s»") % {"titulo": titulo}),
                el_porque=frase(lambda: _("La firma quien coordina por cada parte; no detiene su cierre.")),
                desde=desde,
                ruta=f"{plan.get_absolute_url()}firmar/",
            )
    elif que := _de_quien_lo_lleva(plan, hoy):
        for institucion in _lo_llevan(plan, leido):
            yield Espera(
                objeto=plan,
                institucion=institucion,
                rol=TITULAR,
                lo_que=que[0],
                el_porque=que[1],
                desde=max(desde, plan.desde) if plan.estado == EstadoDePlan.APROBADO else desde,
                materia=CERRAR if plan.estado == EstadoDePlan.EVALUADO else "",
            )


def _por_firmar(plan: PlanAnual, leido: _Leido) -> Iterator[Espera]:
    titulo = plan.titulo
    for institucion in _sin_firmar(plan, leido):
        yield Espera(
            objeto=plan,
            institucion=institucion,
            rol=TITULAR,
            lo_que=frase(lambda: _("Firmar el plan «%(titulo)s»") % {"titulo": titulo}),
            el_porque=frase(
                lambda: _("Está aprobado: lo firma quien coordina por cada parte. No detiene su ejecución.")
            ),
            desde=plan.asiento.fecha_hecho,
            materia=FIRMAR,
            ruta=f"{plan.get_absolute_url()}firmar/",
        )


def _sin_firmar(plan: PlanAnual, leido: _Leido) -> list[Institucion]:
    firmaron = leido.firmaron.get(plan.pk, set())
    return [p for p in _vigentes(plan.expediente, leido) if p.pk not in firmaron]


def _lo_llevan(plan: PlanAnual, leido: _Leido) -> list[Institucion]:
    """The party that proposed it, of a draft the one that opened it; all, when that one left or is not known."""
    quien = plan.propuesto_por_id or plan.asiento.institucion_id
    partes = list(_vigentes(plan.expediente, leido))
    return [p for p in partes if p.pk == quien] or partes


def _de_quien_lo_lleva(plan: PlanAnual, hoy: dt.date) -> tuple[object, object] | None:
    """What the party that carries it along has to do next; nothing while it waits for a day."""
    titulo = plan.titulo
    if plan.estado == EstadoDePlan.BORRADOR:
        return (
            frase(lambda: _("Completar y proponer el plan «%(titulo)s»") % {"titulo": titulo}),
            frase(lambda: _("Está en borrador: las demás partes lo aprueban cuando se les propone.")),
        )
    if plan.estado == EstadoDePlan.OBSERVADO:
        return (
            frase(lambda: _("Atender las observaciones del plan «%(titulo)s»") % {"titulo": titulo}),
            frase(lambda: _("Cada observación lleva respuesta antes de proponerlo otra vez.")),
        )
    if plan.estado == EstadoDePlan.APROBADO and plan.desde <= hoy:
        return (
            frase(lambda: _("Poner en ejecución el plan «%(titulo)s»") % {"titulo": titulo}),
            frase(lambda: _("Está aprobado y su período ya empezó.")),
        )
    if plan.estado == EstadoDePlan.EN_EJECUCION and plan.hasta < hoy:
        return (
            frase(lambda: _("Iniciar la evaluación del plan «%(titulo)s»") % {"titulo": titulo}),
            frase(lambda: _("Su período terminó.")),
        )
    if plan.estado == EstadoDePlan.EN_EVALUACION:
        return (
            frase(lambda: _("Dar por evaluado el plan «%(titulo)s»") % {"titulo": titulo}),
            frase(lambda: _("Cada acción llega a algún final y consta lo que resultó.")),
        )
    if plan.estado == EstadoDePlan.EVALUADO:
        return (
            frase(lambda: _("Cerrar el plan «%(titulo)s»") % {"titulo": titulo}),
            frase(lambda: _("Todas las partes firmaron su evaluación.")),
        )
    return None


def _de_la_reprogramacion(reprogramacion: Reprogramacion, leido: _Leido) -> Iterator[Espera]:
    n, titulo = reprogramacion.n, reprogramacion.plan.titulo
    desde = reprogramacion.asiento.fecha_hecho
    if reprogramacion.estado == EstadoDeReprogramacion.PROPUESTA:
        for institucion in _por_aprobar(reprogramacion, leido):
            yield Espera(
                objeto=reprogramacion,
                institucion=institucion,
                rol=TITULAR,
                lo_que=frase(
                    lambda: _("Aprobar la reprogramación %(n)s de «%(titulo)s»") % {"n": n, "titulo": titulo}
                ),
                el_porque=frase(lambda: _("El plan cambia cuando todas las partes aprueban lo mismo.")),
                desde=desde,
                clase=Clase.APROBACION,
            )
    else:
        observada = reprogramacion.estado == EstadoDeReprogramacion.OBSERVADA
        yield Espera(
            objeto=reprogramacion,
            institucion=reprogramacion.propuesta_por,
            rol=TITULAR,
            lo_que=frase(
                lambda: (
                    (
                        _("Corregir la reprogramación %(n)s de «%(titulo)s»")
                        if observada
                        else _("Proponer la reprogramación %(n)s de «%(titulo)s»")
                    )
                    % {"n": n, "titulo": titulo}
                )
            ),
            el_porque=frase(
                lambda: (
                    _("Otra parte la observó.")
                    if observada
                    else _("Está en borrador: propóngala a las partes o retírela.")
                )
            ),
            desde=desde,
        )

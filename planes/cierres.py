"""Until when each quarter of a plan is measured, and who is reminded of it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import reduce
from operator import or_

from django.utils.translation import gettext as _

from auditoria.insercion import insertar, numerar
from expedientes.facultades import partes_vigentes
from flujo.acto import SISTEMA, Acto
from flujo.services import Apunte, asentar_actos
from notificaciones.idiomas import frase
from notificaciones.models import Plazo
from notificaciones.reglas import Calendario, FechaCalculada, Lapso, reglas_de, vencimiento
from notificaciones.services import abrir_plazos, anular_plazo, cumplir_plazo, preparar_plazo
from planes.estados import EstadoDePlan
from planes.models import (
    AccionConjunta,
    Indicador,
    PlanAnual,
    Responsable,
    TrimestreDePlan,
)
from planes.plazos import dias_habiles_de
from planes.queries.mediciones import medidas_de, por_medir
from planes.trimestres import Tramo, tramos

DIAS_PARA_MEDIR = 10
"""Business days after its last day in which a quarter is measured and corrected, the same for every plan: figures of
one register are compared only when all of them were closed by one rule. Two weeks are what offices take to close a
month, and what a plan gives, unless it says otherwise, to verify an action."""
MEDICION = "medicion"
MODELO = str(AccionConjunta._meta.label_lower)
SE_MIDE = frozenset({EstadoDePlan.EN_EJECUCION.value, EstadoDePlan.EN_EVALUACION.value})


def fijar_trimestres(plan: PlanAnual) -> list[TrimestreDePlan]:
    """Write down, once, until when each quarter of a plan is measured; those that there are come back.

    Counted by the rules of the case file's country from the last day of the quarter, or from today when that has
    passed (a plan that is approved late); a day that any of its parties does not work does not count.
    """
    if escritos := list(plan.trimestres.all()):
        return _de(plan, escritos)
    calendario = _calendario_de_todas(plan)
    trimestres = []
    for tramo in tramos(plan.desde, plan.hasta):
        calculo = vencimiento(
            max(tramo.hasta, plan.expediente.hoy()),
            Lapso.habiles(DIAS_PARA_MEDIR),
            reglas=reglas_de(plan.pais(), al=tramo.hasta),
            calendario=calendario,
        )
        trimestres.append(
            TrimestreDePlan(plan=plan, **tramo._asdict(), cierra=calculo.fecha, calculo=calculo.a_json())
        )
    numerar(trimestres)
    apuntes = [
        Apunte(
            trimestre,
            "fijar_trimestre",
            acto=Acto(registra=None),
            capacidad=SISTEMA,
            datos={"plan": plan.pk, "n": trimestre.n, "hasta": trimestre.hasta, "cierra": trimestre.cierra},
        )
        for trimestre in trimestres
    ]
    for trimestre, asiento in zip(trimestres, asentar_actos(apuntes), strict=True):
        trimestre.asiento = asiento
    insertar(trimestres)
    return trimestres


def tramos_abiertos(plan: PlanAnual) -> list[TrimestreDePlan | Tramo]:
    """The quarters that began and did not close: those of which something can be measured today. Writes nothing."""
    hoy = plan.expediente.hoy()
    escritos = _de(plan, list(plan.trimestres.all()))
    if escritos:
        return [t for t in escritos if t.desde <= hoy and not t.esta_cerrado()]
    return [t for t in tramos(plan.desde, plan.hasta) if t.desde <= hoy]


def _de(plan: PlanAnual, trimestres: list[TrimestreDePlan]) -> list[TrimestreDePlan]:
    for trimestre in trimestres:
        trimestre.plan = plan
    return trimestres


def _calendario_de_todas(plan: PlanAnual) -> Calendario:
    partes = [p.institucion for p in partes_vigentes(plan.expediente).values()]
    return reduce(or_, dias_habiles_de(partes).values())


def seguir_mediciones(plan: PlanAnual, acciones: Sequence[AccionConjunta] | None = None) -> None:
    """Let what falls due say what is still to be measured: opened, met or annulled. The same again changes nothing.

    `acciones` are all of the plan unless said.
    """
    suyas = list(plan.acciones.all()) if acciones is None else list(acciones)
    for accion in suyas:
        accion.plan = plan
    abiertos: dict[tuple[int, int], list[Plazo]] = defaultdict(list)
    for plazo in Plazo.objects.abiertos().filter(
        modelo=MODELO, objeto__in=[a.pk for a in suyas], tipo=MEDICION
    ):
        abiertos[plazo.objeto, _trimestre_de(plazo)].append(plazo)
    se_mide = plan.estado in SE_MIDE
    faltan: Mapping[tuple[int, int], frozenset[int]] = {}
    if se_mide and Indicador.objects.filter(accion__in=suyas, metas__isnull=False).exists():
        faltan = _abrir_lo_que_falta(plan, suyas, abiertos)
    for clave, plazos in abiertos.items():
        for plazo in plazos:
            if plazo.institucion_id not in faltan.get(clave, ()):
                _cerrar(plazo, se_mide=se_mide, falta=clave in faltan)


def _abrir_lo_que_falta(
    plan: PlanAnual,
    acciones: Sequence[AccionConjunta],
    abiertos: Mapping[tuple[int, int], Sequence[Plazo]],
) -> dict[tuple[int, int], frozenset[int]]:
    """Open a deadline for what is still to be measured and has none; who is to measure it, by action and quarter."""
    trimestres, medidas = fijar_trimestres(plan), medidas_de(acciones)
    responsables, veces = _responsables(acciones), _veces(acciones)
    calendarios = dias_habiles_de(r.institucion for suyos in responsables.values() for r in suyos)
    nuevos = []
    for accion, trimestre, _faltan in por_medir(medidas, trimestres):
        clave = (accion.pk, trimestre.n)
        tienen = {plazo.institucion_id for plazo in abiertos.get(clave, ())}
        nuevos += [
            _plazo(accion, trimestre, r, veces[*clave, r.institucion_id], calendarios[r.institucion_id])
            for r in responsables[accion.pk]
            if r.institucion_id not in tienen
        ]
    abrir_plazos(nuevos)
    return {
        (m.accion.pk, t.n): frozenset(r.institucion_id for r in responsables[m.accion.pk])
        for m in medidas
        for t in trimestres
        if m.falta_medir(t.n)
    }


def _responsables(acciones: Sequence[AccionConjunta]) -> dict[int, list[Responsable]]:
    responsables: dict[int, list[Responsable]] = defaultdict(list)
    for responsable in Responsable.objects.filter(accion__in=acciones).select_related("institucion"):
        responsables[responsable.accion_id].append(responsable)
    return responsables


def _veces(acciones: Sequence[AccionConjunta]) -> Counter[tuple[int, int, int]]:
    """How often each party already had to measure a quarter of an action. It has to again when what was measured is
    returned, or when what is to be measured is changed: each time is an occasion of its own."""
    filas = Plazo.objects.filter(modelo=MODELO, objeto__in=[a.pk for a in acciones], tipo=MEDICION)
    return Counter(
        (objeto, int(ocasion.partition(":")[0]), institucion)
        for objeto, ocasion, institucion in filas.values_list("objeto", "ocasion", "institucion")
    )


def _plazo(
    accion: AccionConjunta,
    trimestre: TrimestreDePlan,
    responsable: Responsable,
    vez: int,
    calendario: Calendario,
) -> Plazo:
    expediente = accion.expediente
    datos = {"n": accion.numero, "nombre": accion.nombre[:120], "trimestre": trimestre.n}
    return preparar_plazo(
        cadena=expediente.cadena_id,
        modelo=MODELO,
        objeto=accion.pk,
        tipo=MEDICION,
        ocasion=f"{trimestre.n}:{responsable.institucion_id}:{vez}",
        asunto=frase(lambda: _("Medir el trimestre %(trimestre)s de la acción %(n)s: %(nombre)s") % datos),
        referencia=str(expediente),
        ruta=accion.get_absolute_url(),
        institucion_id=responsable.institucion_id,
        puesto_id=responsable.puesto_id,
        visibilidad="compartida",
        zona_horaria=expediente.zona_horaria,
        calculo=FechaCalculada.de_json(trimestre.calculo),
        calendario=calendario,
    )


def _trimestre_de(plazo: Plazo) -> int:
    """The quarter of which it is, as its occasion begins."""
    return int(plazo.ocasion.partition(":")[0])


def _cerrar(plazo: Plazo, *, se_mide: bool, falta: bool) -> None:
    """That party has nothing of its quarter to measure any more: it was measured, others answer for it, or nobody
    expects it."""
    if se_mide and not falta:
        cumplir_plazo(plazo)
    else:
        anular_plazo(
            plazo, motivo=_("Ya no responde por la acción.") if se_mide else _("El plan ya no se mide.")
        )

"""The pages that show plans, actions, versions and reprogrammings."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from expedientes.facultades import partes_vigentes
from expedientes.models import Clase
from expedientes.permissions import needs
from expedientes.puerta import MemberRequest, expediente_or_404
from expedientes.queries import aprobaciones_vigentes
from flujo.acto import Acto
from flujo.queries import Paso, pasos
from planes.contenido import Cambio, acciones_de, aplicar, comparar, leer_una_vez, orden_de_nueva
from planes.estados import SE_REPROGRAMA, EstadoDeAccion, EstadoDePlan
from planes.gantt import gantt
from planes.lectura import cambios_en_palabras, motivo_de
from planes.models import AccionConjunta, PlanAnual, Reprogramacion, VersionDePlan
from planes.queries import (
    AvanceDeIndicadores,
    acciones_a_la_vista,
    avance_de,
    medidas_de,
    participantes_de,
    planes_a_la_vista,
    totales_por_parte,
)
from planes.services.accion import siguiente_numero
from planes.views import que_sigue
from planes.views.puerta import accion_or_404, leido, plan_or_404, reprogramacion_or_404


@require_safe
def lista(request: MemberRequest, codigo: str) -> HttpResponse:
    """The plans of a case file."""
    expediente = expediente_or_404(request, codigo)
    leido(request, expediente)
    contexto = {
        "expediente": expediente,
        "planes": planes_a_la_vista(expediente),
        "puede_abrir": needs("editar")(expediente, Acto(registra=request.user)),
    }
    return render(request, "planes/planes.html", contexto)


@require_safe
def plan(request: MemberRequest, codigo: str, plan: int) -> HttpResponse:
    """A plan: its actions as a table and on the months, what each party puts in, its versions and observations."""
    uno = plan_or_404(request, codigo, plan)
    leido(request, uno)
    se_propone = uno.estado == EstadoDePlan.PROPUESTO or uno.admite_cambios
    with uno.expediente.recordando():
        acciones = acciones_a_la_vista(uno)
        contexto = {
            "expediente": uno.expediente,
            "plan": uno,
            "acciones": acciones,
            "gantt": gantt(uno, acciones, uno.expediente.hoy()) if acciones else "",
            "avance": avance_de(acciones),
            "indicadores": AvanceDeIndicadores(medidas_de(acciones)),
            "participantes": participantes_de(acciones),
            "totales": totales_por_parte(p for a in acciones for p in a.aportes),
            "versiones": list(uno.versiones.defer("contenido").order_by("-n")) if uno.version_id else [],
            "observaciones": list(
                uno.observaciones.select_related("institucion", "accion", "version").defer(
                    "version__contenido"
                )
            ),
            "reprogramaciones": list(uno.reprogramaciones.order_by("-n")) if not se_propone else [],
            "aprobaciones": _aprobaciones(uno) if uno.estado == EstadoDePlan.PROPUESTO else {},
            "que_sigue": que_sigue.del_plan(request, uno),
            "responde": needs("editar")(uno, Acto(registra=request.user)),
        }
    return render(request, "planes/plan.html", contexto)


def _aprobaciones(objeto: PlanAnual | Reprogramacion) -> dict[str, object]:
    """Who approved the present content, and who has not."""
    favorables = aprobaciones_vigentes(objeto, Clase.APROBACION).filter(es_favorable=True)
    dadas = list(favorables.select_related("institucion", "puesto"))
    aprobaron = {dada.institucion_id for dada in dadas}
    partes = partes_vigentes(objeto.raiz()).values()
    return {
        "dadas": dadas,
        "faltan": [parte.institucion for parte in partes if parte.institucion_id not in aprobaron],
    }


@require_safe
def accion(request: MemberRequest, codigo: str, plan: int, numero: int) -> HttpResponse:
    """An action: its facts, its budget and indicators, what shows that it was done, and what can be done with it."""
    una = accion_or_404(request, codigo, plan, numero)
    leido(request, una)
    with una.expediente.recordando():
        contexto = {
            "expediente": una.expediente,
            "plan": una.plan,
            "accion": una,
            "motivo": motivo_de(una),
            "continuan": _la_continuan(una),
            "responsables": list(una.responsables.select_related("institucion", "puesto")),
            "partidas": list(una.partidas.select_related("institucion")),
            "medios": [
                {"medio": medio, "pasos": _pasos_de_medio(request, medio), "motivo": motivo_de(medio)}
                for medio in una.medios.select_related("documento", "institucion", "asiento")
            ],
            "observaciones": list(una.observaciones.select_related("institucion")),
            "medidas": medidas_de([una]),
            "conteo": una.conteos.select_related("lista", "institucion").last(),
            "que_sigue": que_sigue.de_la_accion(request, una),
        }
    return render(request, "planes/accion.html", contexto)


def _la_continuan(una: AccionConjunta) -> list[AccionConjunta]:
    """The actions of later plans that carry it on."""
    return list(
        una.continuaciones.exclude(estado=EstadoDeAccion.RETIRADA)
        .select_related("plan")
        .order_by("plan__desde", "numero")
    )


def _pasos_de_medio(request: MemberRequest, medio: object) -> list[Paso]:
    return [p for p in pasos(medio, Acto(registra=request.user)) if p.esta_listo]  # type: ignore[arg-type]


@require_safe
def version(request: MemberRequest, codigo: str, plan: int, n: int) -> HttpResponse:
    """A version of a plan: what it says, and what changed since another one, the one before unless said."""
    uno = plan_or_404(request, codigo, plan)
    leido(request, uno)
    una: VersionDePlan = get_object_or_404(uno.versiones, n=n)
    con = _con_cual(request, uno, una)
    contexto = {
        "expediente": uno.expediente,
        "plan": uno,
        "version": una,
        "con": con,
        "otras": [v for v in uno.versiones.order_by("n") if v.pk != una.pk],
        "cambios": cambios_en_palabras(comparar(con.datos, una.datos), uno.expediente) if con else [],
        "acciones": una.datos["acciones"],
    }
    return render(request, "planes/version.html", contexto)


def _con_cual(request: MemberRequest, uno: PlanAnual, una: VersionDePlan) -> VersionDePlan | None:
    pedida = request.GET.get("con", "")
    if not pedida:
        return uno.versiones.filter(n__lt=una.n).order_by("-n").first()
    if not (pedida.isascii() and pedida.isdigit() and len(pedida) < 7):
        raise Http404
    return get_object_or_404(uno.versiones, n=int(pedida))


@require_safe
def reprogramacion(request: MemberRequest, codigo: str, plan: int, n: int) -> HttpResponse:
    """A reprogramming: what would change of each action, why, and who approved it."""
    una = reprogramacion_or_404(request, codigo, plan, n)
    leido(request, una)
    with una.expediente.recordando():
        prepara = una.admite_cambios and needs("editar")(una, Acto(registra=request.user))
        contexto = {
            "expediente": una.expediente,
            "plan": una.plan,
            "reprogramacion": una,
            "cambios": lo_que_cambia(una),
            "aprobaciones": _aprobaciones(una),
            "acciones": [
                {"accion": a, "esta": a.numero in una.numeros}
                for a in una.plan.acciones.filter(estado__in=SE_REPROGRAMA)
            ]
            if prepara
            else [],
            "nuevas": [
                {"nombre": una.cambios[clave]["nombre"], "orden": orden_de_nueva(clave)}
                for clave in (una.nuevas if prepara else ())
            ],
            "prepara": prepara,
            "que_sigue": que_sigue.de_la_reprogramacion(request, una),
        }
    return render(request, "planes/reprogramacion.html", contexto)


def lo_que_cambia(una: Reprogramacion) -> list[dict[str, object]]:
    """What it changes of the version on which it stands, in words."""
    base = una.base.datos
    siguiente = una.resultado.primera_desde(base) if una.resultado else siguiente_numero(una.plan)
    despues = aplicar(base, una.cambios, siguiente=siguiente)
    cambios = cambios_en_palabras(comparar(base, despues), una.expediente)
    por_cancelar = [acciones_de(base)[n] for n in una.por_cancelar]
    return cambios + [
        {"titulo": f"{a['numero']}. {a['nombre']}", "que": _("Se cancela"), "filas": []} for a in por_cancelar
    ]


def cambios_desde_la_anterior(uno: PlanAnual) -> list[Cambio]:
    """What the version that is proposed changed since the one before, or while the plan is written what it would now
    change of the last one; nothing of the first."""
    if uno.version is None:
        return []
    if uno.admite_cambios:
        return comparar(uno.version.datos, leer_una_vez(uno))
    anterior = uno.versiones.filter(n__lt=uno.version.n).order_by("-n").first()
    return comparar(anterior.datos, uno.version.datos) if anterior else []


def direccion_de_los_planes(codigo: str) -> str:
    return reverse("planes:planes", args=[codigo])

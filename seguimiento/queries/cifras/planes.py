"""What a report counts of the annual plans: actions, indicators and budget, from the version in force at its end."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from auditoria.queries import Corte, estados_al
from expedientes.models import Expediente
from expedientes.oficinas import partes_de
from notificaciones.reglas.computo import sumar_meses
from planes.estados import POR_HACER, EstadoDeAccion, EstadoDePlan
from planes.models import AccionConjunta, PlanAnual, VersionDePlan
from seguimiento.queries.mediciones import Medido, mediciones_al

Llano = dict[str, Any]
SIN_APROBAR = frozenset({EstadoDePlan.BORRADOR, EstadoDePlan.PROPUESTO, EstadoDePlan.OBSERVADO})
NO_EXIGIBLES = frozenset({EstadoDeAccion.CANCELADA.value, EstadoDeAccion.PROPUESTA.value})
TRIMESTRES = (1, 2, 3, 4)


@dataclass(frozen=True)
class AccionAlCorte:
    """One action as the plan said it at the cut-off, with its state then."""

    pk: int
    plan: PlanAnual
    datos: Mapping[str, Any]
    estado: str

    @property
    def hasta(self) -> dt.date:
        return dt.date.fromisoformat(self.datos["hasta"])


def del_plan(expediente: Expediente, desde: dt.date, corte: Corte) -> Llano:
    """Of every plan whose period touches the report's and that was approved by the cut-off. At most six statements."""
    planes = {
        p.pk: p
        for p in PlanAnual.objects.filter(expediente=expediente, desde__lte=corte.dia, hasta__gte=desde)
    }
    estados = estados_al(PlanAnual._meta.label_lower, planes, corte)
    vigentes = [p for pk, p in planes.items() if estados.get(pk, EstadoDePlan.BORRADOR) not in SIN_APROBAR]
    versiones = _versiones_al(vigentes, corte)
    acciones = list(_acciones(vigentes, versiones, corte))
    nombres = {p.institucion_id: str(p.institucion) for p in partes_de(expediente)}
    return {
        "planes": [
            {"titulo": p.titulo, "desde": p.desde, "hasta": p.hasta, "version": v.n, "hash": v.hash}
            for p in vigentes
            if (v := versiones.get(p.pk))
        ],
        "planes_sin_aprobar": len(planes) - len(vigentes),
        "acciones": _de_las_acciones(acciones, nombres, corte.dia),
        "indicadores": _de_los_indicadores(acciones, corte),
        "presupuesto": _del_presupuesto(acciones, nombres, corte),
    }


def _versiones_al(planes: Sequence[PlanAnual], corte: Corte) -> dict[int, VersionDePlan]:
    """The last version of each that was fixed by the cut-off."""
    filas = VersionDePlan.objects.filter(plan__in=planes, asiento__fecha_hecho__lte=corte.dia)
    return {v.plan_id: v for v in filas.order_by("plan_id", "-n").distinct("plan_id")}


def _acciones(
    planes: Sequence[PlanAnual], versiones: Mapping[int, VersionDePlan], corte: Corte
) -> Iterator[AccionAlCorte]:
    filas = AccionConjunta.objects.filter(plan__in=planes).values_list("plan_id", "numero", "pk")
    pks = {(plan, numero): pk for plan, numero, pk in filas}
    estados = estados_al(AccionConjunta._meta.label_lower, list(pks.values()), corte)
    for plan in sorted(planes, key=lambda p: p.desde):
        if version := versiones.get(plan.pk):
            for datos in version.datos["acciones"]:
                pk = pks[plan.pk, datos["numero"]]
                estado = estados.get(pk, EstadoDeAccion.PROPUESTA.value)
                if estado != EstadoDeAccion.RETIRADA:
                    yield AccionAlCorte(pk, plan, datos, estado)


def _de_las_acciones(acciones: Sequence[AccionAlCorte], nombres: Mapping[int, str], corte: dt.date) -> Llano:
    n = Counter(a.estado for a in acciones)
    return {
        "total": len(acciones),
        "por_estado": [
            {"estado": e.value, "etiqueta": str(e.label), "n": n[e.value]}
            for e in EstadoDeAccion
            if n[e.value]
        ],
        "filas": [
            {
                "plan": a.plan.titulo,
                "numero": a.datos["numero"],
                "nombre": a.datos["nombre"],
                "responsables": ", ".join(
                    nombres.get(r["institucion_id"], "") for r in a.datos["responsables"]
                ),
                "hasta": a.datos["hasta"],
                "estado": a.estado,
                "etiqueta": str(EstadoDeAccion(a.estado).label),
                "vencida": a.estado in POR_HACER and a.hasta < corte,
                "exigible": a.estado not in NO_EXIGIBLES and a.hasta <= corte,
            }
            for a in acciones
        ],
    }


def _de_los_indicadores(acciones: Sequence[AccionAlCorte], corte: Corte) -> list[Llano]:
    medidos = mediciones_al([a.pk for a in acciones], corte)
    return [
        _indicador(a, indicador, medidos.get((a.pk, indicador["nombre"])), corte.dia)
        for a in acciones
        for indicador in a.datos["indicadores"]
    ]


def _indicador(
    accion: AccionAlCorte, indicador: Mapping[str, Any], medido: Medido | None, corte: dt.date
) -> Llano:
    """Against the target of the last quarter that had ended; `logro` in whole percent of it, a hundred at most."""
    terminados = [t for t in TRIMESTRES if _fin_de_trimestre(accion.plan, t) <= corte]
    metas = {m["trimestre"]: Decimal(m["valor"]) for m in indicador["metas"]}
    meta = next((metas[t] for t in reversed(terminados) if t in metas), None)
    logro = None
    if medido and meta:
        logro = max(0, min(100, int(100 * medido.valor / meta)))
    return {
        "plan": accion.plan.titulo,
        "accion": accion.datos["numero"],
        "nombre": indicador["nombre"],
        "unidad": indicador["unidad"],
        "peso": indicador["peso"],
        "linea_base": indicador["linea_base"],
        "meta": meta,
        "medido": medido.valor if medido else None,
        "trimestre": medido.trimestre if medido else None,
        "logro": logro,
    }


def _del_presupuesto(
    acciones: Sequence[AccionAlCorte], nombres: Mapping[int, str], corte: Corte
) -> list[Llano]:
    """By party, source and currency: money and in kind of the whole plan, and what of it falls into quarters that had
    begun by the cut-off."""
    sumas: dict[tuple[int, str, str], dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for a in acciones:
        if a.estado == EstadoDeAccion.CANCELADA:
            continue
        for p in a.datos["partidas"]:
            suma = sumas[p["institucion_id"], p["fuente"], p["moneda"]]
            suma["especie" if p["es_en_especie"] else "dinero"] += Decimal(p["monto"])
            if _inicio_de_trimestre(a.plan, p["trimestre"]) <= corte.dia:
                suma["al_corte"] += Decimal(p["monto"])
    return [
        {
            "institucion": nombres.get(institucion, ""),
            "fuente": fuente,
            "moneda": moneda,
            "dinero": _centimos(suma["dinero"]),
            "especie": _centimos(suma["especie"]),
            "al_corte": _centimos(suma["al_corte"]),
        }
        for (institucion, fuente, moneda), suma in sorted(
            sumas.items(), key=lambda f: (nombres.get(f[0][0], ""), *f[0][1:])
        )
    ]


def _centimos(monto: Decimal) -> Decimal:
    return monto.quantize(Decimal("0.01"))


def _inicio_de_trimestre(plan: PlanAnual, trimestre: int) -> dt.date:
    return sumar_meses(plan.desde, 3 * (trimestre - 1))[0]


def _fin_de_trimestre(plan: PlanAnual, trimestre: int) -> dt.date:
    """The fourth ends with the plan, however long that is."""
    if trimestre == TRIMESTRES[-1]:
        return plan.hasta
    return min(plan.hasta, sumar_meses(plan.desde, 3 * trimestre)[0] - dt.timedelta(days=1))

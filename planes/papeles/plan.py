"""The plan as its parties approved it: read from the version that they were shown, not from what moved since."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.formats import date_format
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from convenios.papeles.texto import decidio, identificacion
from documentos.papeles import Clase, registrar_clase
from documentos.permissions import incorporar
from expedientes.models import Aprobacion, Expediente, Metodo, esta_contestada
from expedientes.models import Clase as ClaseDeAprobacion
from expedientes.oficinas import partes_de
from planes.estados import SE_ESCRIBE, SE_TRABAJA, EstadoDePlan
from planes.lectura import Nombres, nombres_de
from planes.models import Iniciativa, Ods, OrigenDeVersion, PlanAnual, Reprogramacion, VersionDePlan
from planes.papeles.firmantes import ENTRADA, coordinaciones, de_las_partes, firmable, momento_de
from planes.queries.esperas.planes import DEL_PLAN
from planes.services.cambios import ultima_aprobada

Llano = Mapping[str, Any]
COLUMNAS = 18
"""Of the schedule at most: what is longer stands by quarters of a year."""
CENTIMO = Decimal("0.01")


def planes_con_version(expediente: Expediente) -> QuerySet[PlanAnual]:
    return (
        PlanAnual.objects.filter(expediente=expediente, versiones__isnull=False)
        .distinct()
        .select_related("expediente", "asiento", "version")
    )


def _datos(plan: PlanAnual) -> dict[str, Any]:
    version = ultima_aprobada(plan)
    contenido = version.datos
    acciones = contenido["acciones"]
    nombres = nombres_de(plan.expediente, (a["continua_id"] for a in acciones))
    iniciativas = Iniciativa.objects.in_bulk({a["iniciativa_id"] for a in acciones if a.get("iniciativa_id")})
    return {
        "desde": contenido["desde"],
        "hasta": contenido["hasta"],
        "version": version.n,
        "contenido_hash": version.hash,
        "motivo": version.motivo,
        "sustento": contenido["sustento"] if contenido["es_regularizacion"] else "",
        "tolerancia": _tolerancia(contenido),
        "partes": [{**identificacion(p.institucion), "firman": []} for p in partes_de(plan.expediente)],
        "aprobaciones": [_aprobacion(una) for una in _aprobaciones(plan, version)],
        "acciones": [_accion(accion, nombres, iniciativas) for accion in acciones],
        **calendario(acciones, contenido["desde"], contenido["hasta"]),
        **presupuesto(acciones, nombres),
        "indicadores": [_indicador(accion, uno) for accion in acciones for uno in accion["indicadores"]],
        "ods": _ods(acciones),
    }


def _tolerancia(contenido: Llano) -> str:
    partes = []
    if contenido["tolerancia_dias"]:
        partes.append(f"{contenido['tolerancia_dias']} días")
    if contenido["tolerancia_porcentaje"]:
        partes.append(f"{contenido['tolerancia_porcentaje']} % del presupuesto de cada acción")
    return " y ".join(partes)


def _aprobaciones(plan: PlanAnual, version: VersionDePlan) -> list[Aprobacion]:
    """Who said yes to it: to the version, or to the difference that made it."""
    que: PlanAnual | Reprogramacion = plan
    hash_ = version.hash
    if version.origen == OrigenDeVersion.REPROGRAMACION:
        que = Reprogramacion.objects.get(resultado=version)
        hash_ = que.contenido_hash
    dadas = Aprobacion.objects.filter(
        ~esta_contestada(),
        modelo=que._meta.label_lower,
        objeto=que.pk,
        clase=ClaseDeAprobacion.APROBACION,
        es_favorable=True,
        hash_contenido=hash_,
    )
    return list(dadas.select_related("institucion", "puesto", "asiento"))


def _aprobacion(una: Aprobacion) -> dict[str, Any]:
    por_documento = una.metodo == Metodo.POR_DOCUMENTO
    return {
        "institucion": str(una.institucion),
        "puesto": str(una.puesto or ""),
        "fecha": una.fecha_hecho,
        "hash": una.hash_contenido,
        "por_documento": decidio(una.asiento) if por_documento else "",
        "papel": una.documento_sha256 if por_documento else "",
    }


def _accion(accion: Llano, nombres: Nombres, iniciativas: Mapping[int, Iniciativa]) -> dict[str, Any]:
    sirve_a = iniciativas.get(accion.get("iniciativa_id") or 0)
    return {
        "numero": accion["numero"],
        "nombre": accion["nombre"],
        "descripcion": accion["descripcion"],
        "desde": accion["desde"],
        "hasta": accion["hasta"],
        "territorio": accion["territorio"],
        "responsables": [nombres.responsable(fila) for fila in accion["responsables"]],
        "sirve_a": str(sirve_a) if sirve_a else "",
        "continua": nombres.continuadas.get(accion["continua_id"] or 0, ""),
    }


def calendario(acciones: Sequence[Llano], desde: str, hasta: str) -> dict[str, Any]:
    """The schedule as a table: a column for each month, or for every three where the period is long, and of each
    action whether it runs then."""
    dia = dt.date.fromisoformat
    fin = max(dia(hasta), *(dia(a["hasta"]) for a in acciones)) if acciones else dia(hasta)
    meses = _meses(dia(desde), fin)
    paso = 1 if len(meses) <= COLUMNAS else 3
    tramos = [meses[n : n + paso] for n in range(0, len(meses), paso)]
    columnas = [
        {
            "nombre": date_format(tramo[0], "M"),
            "anio": str(tramo[0].year) if n == 0 or tramo[0].year != tramos[n - 1][0].year else "",
        }
        for n, tramo in enumerate(tramos)
    ]
    return {
        "columnas": columnas,
        "barras": [
            {
                "numero": a["numero"],
                "nombre": a["nombre"],
                "corre": [
                    dia(a["desde"]) < _siguiente(tramo[-1]) and dia(a["hasta"]) >= tramo[0]
                    for tramo in tramos
                ],
            }
            for a in acciones
        ],
    }


def _siguiente(mes: dt.date) -> dt.date:
    return (mes + dt.timedelta(days=32)).replace(day=1)


def _meses(desde: dt.date, hasta: dt.date) -> list[dt.date]:
    meses = [desde.replace(day=1)]
    while (siguiente := _siguiente(meses[-1])) <= hasta:
        meses.append(siguiente)
    return meses


def presupuesto(acciones: Sequence[Llano], nombres: Nombres) -> dict[str, Any]:
    """Who puts what, from which source and in which quarter, what is in kind beside money; and the sum by currency."""
    filas: dict[tuple[str, str, str, bool], list[Decimal]] = defaultdict(lambda: [Decimal(0)] * 4)
    valorizaciones: dict[tuple[str, str, str, bool], list[str]] = defaultdict(list)
    for partida in (p for accion in acciones for p in accion["partidas"]):
        clave = (
            nombres.instituciones.get(partida["institucion_id"], ""),
            partida["moneda"],
            partida["fuente"],
            partida["es_en_especie"],
        )
        filas[clave] = [
            suma + (Decimal(partida["monto"]) if n == partida["trimestre"] else Decimal(0))
            for n, suma in enumerate(filas[clave], 1)
        ]
        if partida["valorizacion"] and partida["valorizacion"] not in valorizaciones[clave]:
            valorizaciones[clave].append(partida["valorizacion"])
    totales: dict[str, Decimal] = defaultdict(Decimal)
    for clave, sumas in filas.items():
        totales[clave[1]] += sum(sumas, Decimal(0))
    return {
        "presupuesto": [
            {
                "institucion": clave[0],
                "moneda": clave[1],
                "fuente": clave[2],
                "en_especie": "; ".join(valorizaciones[clave]) if clave[3] else "",
                "es_en_especie": clave[3],
                "trimestres": [_monto(suma) for suma in filas[clave]],
                "total": _monto(sum(filas[clave], Decimal(0))),
            }
            for clave in sorted(filas)
        ],
        "totales": [{"moneda": moneda, "monto": _monto(totales[moneda])} for moneda in sorted(totales)],
    }


def _monto(suma: Decimal) -> str:
    return str(suma.quantize(CENTIMO))


def _indicador(accion: Llano, uno: Llano) -> dict[str, Any]:
    metas = {meta["trimestre"]: meta["valor"] for meta in uno["metas"]}
    return {
        "accion": accion["numero"],
        **{
            campo: uno[campo]
            for campo in (
                *("nombre", "unidad", "peso", "linea_base", "anio_base", "fuente"),
                *("formula", "medio_de_verificacion", "area_responsable"),
            )
        },
        "metas": [metas.get(n) for n in (1, 2, 3, 4)],
    }


def _ods(acciones: Sequence[Llano]) -> list[dict[str, Any]]:
    """Each goal with the numbers of the actions that contribute to it."""
    return [
        {"ods": str(uno.con_numero), "acciones": [a["numero"] for a in acciones if uno.value in a["ods"]]}
        for uno in Ods
        if any(uno.value in a["ods"] for a in acciones)
    ]


def _momento(plan: PlanAnual) -> dt.datetime:
    version = ultima_aprobada(plan)
    return momento_de(
        version.asiento.registrado_at, *(u.asiento.registrado_at for u in _aprobaciones(plan, version))
    )


def _hash(plan: PlanAnual) -> str | None:
    """Of the version that was approved: what is only tolerated since then is signed by nobody anew."""
    return plan.hash_aprobado or ultima_aprobada(plan).hash


def _por_firmar() -> Iterator[PlanAnual]:
    """Every plan that is worked on, with the hash of what was approved of it: one query for all of them."""
    aprobadas = VersionDePlan.objects.filter(plan=OuterRef("pk")).exclude(origen=OrigenDeVersion.TOLERANCIA)
    planes = (
        PlanAnual.objects.filter(estado__in=SE_TRABAJA)
        .annotate(hash_leido=Subquery(aprobadas.order_by("-n").values("hash")[:1]))
        .select_related("expediente")
    )
    for plan in planes:
        plan.hash_aprobado = plan.hash_leido
        yield plan


def _por_que_no(plan: PlanAnual) -> str:
    if plan.estado in SE_ESCRIBE or plan.estado == EstadoDePlan.PROPUESTO:
        return _t("Se firma cuando todas las partes aprobaron el plan.")
    return ""


registrar_clase(
    Clase(
        clave=DEL_PLAN,
        nombre=_("Plan anual"),
        descripcion=_(
            "El plan como todas las partes lo aprobaron: acciones, cronograma, presupuesto e indicadores."
        ),
        plantilla="papeles/plan_anual.html",
        objetos=planes_con_version,
        rotulo=str,
        titulo=lambda plan: plan.titulo,
        datos=_datos,
        momento=_momento,
        de_quien=de_las_partes,
        pide=incorporar,
        es_borrador=lambda plan: bool(_por_que_no(plan)),
        firmantes=coordinaciones,
        firmable=firmable(
            contenido=_hash,
            por_que_no=_por_que_no,
            por_firmar=_por_firmar,
            motivo="Aprobación del plan",
        ),
        entrada_de_firmas=ENTRADA,
    )
)

"""The work: a plan of 300 actions against the bare queries and the same templates, a board of 10 000 commitments.

What is measured of the work is one function here for each thing: `medir` goes through them.
"""

import datetime as dt
import statistics
from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.medidas import Promesa, cronometrar, por_turnos
from demo.sembrar_trabajo import sembrar_compromisos, sembrar_plan
from expedientes.permissions import RolDesignado
from flujo.acto import Acto
from instituciones.models import Institucion, Usuario
from instituciones.services.roles import conceder_rol
from planes.gantt import CABEZA_PX, DIA_PX, FILA_PX, MARGEN_PX, gantt
from planes.models import PlanAnual
from planes.queries import acciones_a_la_vista

VUELTAS = 20
MUCHAS, POCAS = 300, 10
MUCHOS, POCOS = 10_000, 100

ACCIONES = """
select a.id, a.numero, a.nombre, a.territorio, a.desde, a.hasta, a.estado, a.reprogramaciones, a.hasta_original
from planes_accionconjunta a where a.plan_id = %s and a.estado <> 'retirada' order by a.numero
"""
RESPONSABLES = """
select r.accion_id, i.nombre from planes_responsable r join planes_accionconjunta a on a.id = r.accion_id
join instituciones_institucion i on i.id = r.institucion_id where a.plan_id = %s order by r.accion_id, r.institucion_id
"""
PARTIDAS = """
select p.accion_id, p.moneda, p.monto, p.es_en_especie from planes_partida p
join planes_accionconjunta a on a.id = p.accion_id where a.plan_id = %s order by p.accion_id, p.trimestre, p.id
"""


def medir() -> Iterator[Promesa]:
    """Every measured promise of the work."""
    yield from _plan()
    yield from _compromisos()


# -- a plan


def _plan() -> Iterator[Promesa]:
    grande, pequeno = sembrar_plan(MUCHAS), sembrar_plan(POCAS)
    de_muchas, de_pocas = (
        _sentencias(_pagina(_quien_coordina(p), p.get_absolute_url())) for p in (grande, pequeno)
    )
    yield Promesa(f"plan de {MUCHAS} acciones: sentencias", de_muchas, 15, "toda la página")
    yield Promesa(
        f"plan: sentencias con {MUCHAS} / con {POCAS} acciones",
        de_muchas / de_pocas,
        1,
        f"{de_muchas} y {de_pocas}",
    )
    nuestra, a_secas = por_turnos(lambda: _tabla_y_gantt(grande), lambda: _a_secas(grande), vueltas=VUELTAS)
    yield Promesa(
        f"plan de {MUCHAS} acciones: su tabla y su Gantt / consultas a mano y las mismas plantillas",
        nuestra / a_secas,
        1.5,
        f"{nuestra * 1000:.1f} ms y {a_secas * 1000:.1f} ms",
    )


def _quien_coordina(plan: PlanAnual) -> Usuario:
    puesto = (
        plan.expediente.designaciones.filter(rol=RolDesignado.COORDINADOR_TITULAR).order_by("id")[0].puesto_id
    )
    return Usuario.objects.get(persona__ocupaciones__puesto=puesto)


def _tabla_y_gantt(plan: PlanAnual) -> None:
    with plan.expediente.recordando():
        acciones = acciones_a_la_vista(plan)
        render_to_string("planes/_acciones.html", {"acciones": acciones})
        gantt(plan, acciones, plan.expediente.hoy())


def _a_secas(plan: PlanAnual) -> None:
    """The three statements by hand, and their rows, as they come, in the same two templates."""
    hoy, base = plan.expediente.hoy(), plan.get_absolute_url()
    responsables, partidas = _por_accion(RESPONSABLES, plan), _por_accion(PARTIDAS, plan)
    acciones = [
        {
            "get_absolute_url": f"{base}acciones/{numero}/",
            "numero": numero,
            "nombre": nombre,
            "territorio": territorio,
            "responden": [{"institucion": de} for (de,) in responsables.get(pk, ())],
            "aportes": [
                {"moneda": moneda, "monto": monto, "es_en_especie": es_en_especie}
                for moneda, monto, es_en_especie in partidas.get(pk, ())
            ],
            "desde": desde,
            "hasta": hasta,
            "esta_vencida": hasta < hoy,
            "reprogramaciones": veces,
            "hasta_original": original,
            "estado": estado,
            "etiqueta": estado,
        }
        for pk, numero, nombre, territorio, desde, hasta, estado, veces, original in _filas(ACCIONES, plan)
    ]
    render_to_string("planes/_acciones.html", {"acciones": acciones})
    render_to_string("planes/gantt.svg", _dibujo(acciones, plan.desde))


def _dibujo(acciones: list[dict[str, Any]], desde: dt.date) -> dict[str, Any]:
    return {
        "ancho": "800",
        "alto": str(CABEZA_PX + FILA_PX * len(acciones)),
        "meses": [{"x": str(60 * n), "texto_x": str(60 * n + 4), "nombre": "ene"} for n in range(12)],
        "hoy": "200",
        "barras": [
            {
                "numero": str(accion["numero"]),
                "nombre": accion["nombre"],
                "aspecto": "por-hacer",
                "x": str(MARGEN_PX + (accion["desde"] - desde).days * DIA_PX),
                "y": str(CABEZA_PX + fila * FILA_PX),
                "texto_y": str(CABEZA_PX + fila * FILA_PX + 18),
                "ancho": str((accion["hasta"] - accion["desde"]).days * DIA_PX),
            }
            for fila, accion in enumerate(acciones)
        ],
    }


def _filas(sql: str, plan: PlanAnual) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [plan.pk])
        return list(cursor.fetchall())


def _por_accion(sql: str, plan: PlanAnual) -> dict[int, list[tuple[Any, ...]]]:
    resultado: dict[int, list[tuple[Any, ...]]] = {}
    for accion, *resto in _filas(sql, plan):
        resultado.setdefault(accion, []).append(tuple(resto))
    return resultado


# -- commitments


def _compromisos() -> Iterator[Promesa]:
    lector = _lector()
    pedir = _pagina(lector, "/compromisos/")
    con_pocos, de_pocos = _sembrados(POCOS, pedir)
    con_muchos, de_muchos = _sembrados(MUCHOS, pedir)
    yield Promesa(
        f"compromisos: la página con {MUCHOS:,} abiertos / con {POCOS}",
        con_muchos / con_pocos,
        1.3,
        f"mediana: {con_muchos * 1000:.1f} ms y {con_pocos * 1000:.1f} ms",
    )
    yield Promesa(
        f"compromisos: sentencias con {MUCHOS:,} / con {POCOS}",
        de_muchos / de_pocos,
        1,
        f"{de_muchos} y {de_pocos}",
    )


def _sembrados(cuantos: int, pedir: Callable[[], None]) -> tuple[float, int]:
    """Median seconds and statements of the page once so many commitments are open."""
    for _hecho in sembrar_compromisos(cuantos):
        pass
    sentencias = _sentencias(pedir)
    return statistics.median(cronometrar(pedir) for _ in range(VUELTAS)), sentencias


def _lector() -> Usuario:
    """An account of the staff of every synthetic institution: it sees all of them as somebody of a party."""
    lector = Usuario.objects.filter(correo__startswith="sintetica").earliest("id")
    de = set(lector.concesiones.values_list("grupo__institucion", flat=True))
    for institucion in Institucion.objects.filter(sigla__regex=r"^SEM[0-9]+$").exclude(pk__in=de - {None}):
        conceder_rol(institucion, lector, "personal", acto=Acto(registra=None))
    return lector


def _pagina(usuario: Usuario, direccion: str) -> Callable[[], None]:
    cliente = Client(headers={"host": "localhost"})
    cliente.force_login(usuario)

    def pedir() -> None:
        if (estado := cliente.get(direccion).status_code) != 200:
            raise RuntimeError(f"{direccion} answered {estado}")

    return pedir


def _sentencias(pedir: Callable[[], None]) -> int:
    pedir()
    with CaptureQueriesContext(connection) as hechas:
        pedir()
    return len(hechas)

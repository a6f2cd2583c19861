"""Synthetic work in the synthetic case files: a plan of many actions, and open commitments, to be measured and tried.

The plan is made by the services themselves, which take a list in the statements of one; the commitments by the
database, as the case files are. No notice is written and no deadline opened for a commitment.
"""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from django.db import connection, transaction
from django.db.models import Count, Q

from demo.escenario import SIN_VALOR
from demo.sembrar import TANDA, asentar_tanda, ejecutar, sembrar
from expedientes.models import Expediente
from expedientes.permissions import RolDesignado
from flujo.acto import Acto
from flujo.services import perform
from instituciones.models import Usuario
from planes import services as planes
from planes.models import PlanAnual
from planes.services import DatosDeAccion, DatosDeIndicador, DatosDePartida, DatosDeResponsable
from seguimiento.models import Compromiso

UN_DIA = dt.timedelta(days=1)
CASOS = 1_000
"""Over how many case files the commitments are spread, at most."""


def sembrar_plan(acciones: int) -> PlanAnual:
    """A plan of so many actions, approved by both parties and being carried out, in a synthetic case file without one.

    Case files are sown when there is none. Asked again for as many actions, it is the plan that there is.
    """
    titulo = f"Plan sintético de {acciones} acciones"
    if hecho := PlanAnual.objects.filter(titulo=titulo).first():
        return hecho
    expediente = _sin_plan()
    coordinan = _coordinan(expediente)
    partes = [institucion for institucion, _quien in coordinan]
    with transaction.atomic():
        hoy = expediente.hoy()
        primero = Acto(registra=coordinan[0][1])
        plan = planes.abrir_plan(
            expediente, titulo=titulo, desde=hoy - 90 * UN_DIA, hasta=hoy + 270 * UN_DIA, acto=primero
        )
        if acciones:
            planes.agregar_acciones(plan, [_accion(n, plan, partes) for n in range(acciones)], acto=primero)
            _aprobar(plan, [quien for _institucion, quien in coordinan])
    return _vivo(plan)


def sembrar_compromisos(compromisos: int) -> Iterator[tuple[int, int]]:
    """Grow the open synthetic commitments up to `compromisos`; yields (made, wanted) after each slice.

    Case files are sown when there are none. Running it again goes on where it stopped.
    """
    sinteticos = Expediente.objects.filter(codigo__startswith="SEM-")
    if compromisos and not sinteticos.exists():
        yield from ((0, compromisos) for _hecho in sembrar(max(1, min(CASOS, compromisos // 10))))
    hechos = Compromiso.objects.abiertos().filter(referencia=SIN_VALOR).count()
    while hechos < compromisos:
        hasta = min(hechos + TANDA, compromisos)
        with transaction.atomic():
            _tanda_de_compromisos(hechos, hasta)
        hechos = hasta
        yield hechos, compromisos
    with connection.cursor() as cursor:
        cursor.execute("analyze seguimiento_compromiso")


def _sin_plan() -> Expediente:
    """The first synthetic case file of two parties that has no plan."""
    libres = (
        Expediente.objects.filter(codigo__startswith="SEM-", planes=None)
        .annotate(partes=Count("participaciones", distinct=True))
        .filter(partes=2)
        .order_by("id")
    )
    if (libre := libres.first()) is None:
        cuantos = Expediente.objects.filter(codigo__startswith="SEM-").count()
        for _hecho in sembrar(cuantos + 3):
            pass
        libre = libres.first()
    if libre is None:
        raise RuntimeError("no synthetic case file of two parties was sown")
    return libre


def _coordinan(expediente: Expediente) -> list[tuple[int, Usuario]]:
    """Each party with the account of its coordination, the proposing one first."""
    titulares = expediente.designaciones.filter(rol=RolDesignado.COORDINADOR_TITULAR)
    propone = Q(institucion__participaciones__expediente=expediente)
    filas = titulares.filter(propone).order_by("-institucion__participaciones__es_proponente", "id")
    return [
        (d.institucion_id, Usuario.objects.get(persona__ocupaciones__puesto=d.puesto_id))
        for d in filas.distinct()
    ]


def _accion(n: int, plan: PlanAnual, partes: list[int]) -> DatosDeAccion:
    de = partes if n % 5 == 0 else [partes[n % len(partes)]]
    return DatosDeAccion(
        nombre=f"Acción sintética {n + 1}",
        desde=plan.desde + n % 180 * UN_DIA,
        hasta=plan.desde + (n % 180 + 30 + n % 100) * UN_DIA,
        territorio=("Lima", "Cusco", "Puno", "Piura")[n % 4],
        ods=(8, 17),
        responsables=[DatosDeResponsable(institucion_id=pk, unidad="Unidad sintética") for pk in de],
        partidas=[
            DatosDePartida(
                institucion_id=pk,
                trimestre=trimestre,
                monto=Decimal(1_000 + n),
                moneda="PEN",
                fuente="Recursos ordinarios",
            )
            for pk in de
            for trimestre in (1, 2)
        ],
        indicadores=[
            DatosDeIndicador(
                nombre=f"Indicador sintético {n + 1}",
                unidad="personas",
                metas={1: Decimal(10), 2: Decimal(20)},
            )
        ],
    )


def _vivo(plan: PlanAnual) -> PlanAnual:
    return PlanAnual.objects.select_related("expediente", "version").get(pk=plan.pk)


def _aprobar(plan: PlanAnual, coordinan: list[Usuario]) -> None:
    mostrado = _vivo(plan).contenido_hash
    planes.proponer(_vivo(plan), acto=Acto(registra=coordinan[0], hash_mostrado=mostrado))
    for quien in coordinan:
        planes.aprobar(_vivo(plan), acto=Acto(registra=quien, hash_mostrado=mostrado))
    perform(_vivo(plan), "poner_en_ejecucion", acto=Acto(registra=coordinan[0]))


def _tanda_de_compromisos(desde: int, hasta: int) -> None:
    """Commitments number `desde` + 1 to `hasta`, one after another in each case file, due around today."""
    ejecutar(
        "create temporary table tanda as select g, e.id, e.a,"
        " nextval(pg_get_serial_sequence('seguimiento_compromiso', 'id')) as compromiso,"
        " coalesce((select max(numero) from seguimiento_compromiso c where c.expediente_id = e.id), 0)"
        "  + row_number() over (partition by e.id order by g) as numero"
        " from generate_series(%s, %s) g join"
        " (select x.id, p.institucion_id as a, row_number() over (order by x.id) - 1 as k, count(*) over () as n"
        "  from (select id from expedientes_expediente where codigo like 'SEM-%%' order by id limit %s) x"
        "  join expedientes_participacion p on p.expediente_id = x.id and p.es_proponente) e on g %% e.n = e.k",
        desde,
        hasta - 1,
        CASOS,
    )
    asentar_tanda("seguimiento.compromiso", "t.compromiso", "pendiente")
    ejecutar(
        "insert into seguimiento_compromiso (id, asiento_id, flujo_version, expediente_id, numero, texto,"
        " institucion_id, responsable, anotado_por_id, origen, referencia, anotado_el, estado, vence, vence_original,"
        " reprogramaciones, motivo, resultado)"
        " select t.compromiso, s.id, 1, t.id, t.numero, 'Compromiso sintético ' || t.g || ': enviar el informe', t.a,"
        " '', t.a, 'a_mano', %s, date '2020-01-01', 'pendiente', current_date + (t.g %% 400 - 100)::int,"
        " current_date + (t.g %% 400 - 100)::int, 0, '', ''"
        " from tanda t join auditoria_asiento s on s.modelo = 'seguimiento.compromiso' and s.objeto = t.compromiso",
        SIN_VALOR,
    )
    ejecutar("drop table tanda")

"""The list of case files at 100 000, against the hand-written SQL for the same rows.

The hand-written statement gives at once all that the page shows of the list: the rows with their agreement and parties,
and the bounded count. The page takes four statements for that; what the session and the account take is counted apart.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.test import Client

from bench.medidas import Accion, Promesa, cronometrar, por_turnos
from expedientes.services import abrir_expediente
from flujo.acto import Acto
from instituciones.models import Institucion, Usuario
from instituciones.services.instituciones import crear_institucion
from instituciones.services.roles import abrir_mandato, conceder_rol

VUELTAS = 40
TABLAS_DE_LA_LISTA = ("expedientes_expediente", "expedientes_participacion", "convenios_convenio")
FIJOS = 100

FILAS = """
select e.id, e.codigo, e.titulo, e.tipo, e.estado, e.movido_at, c.estado,
  (select string_agg(coalesce(nullif(i.sigla, ''), i.nombre), ', ' order by p.es_proponente desc, p.id)
   from expedientes_participacion p join instituciones_institucion i on i.id = p.institucion_id
   where p.expediente_id = e.id),
  (select count(*) from (select 1 from expedientes_expediente e {donde} limit 1001) n)
from (select * from expedientes_expediente e {donde} order by movido_at desc, id desc limit 26) e
left join convenios_convenio c on c.expediente_id = e.id
order by e.movido_at desc, e.id desc
"""
DESIGNADOS = """
select d.expediente_id from expedientes_designacion d join expedientes_expediente x on x.id = d.expediente_id
join instituciones_ocupacion o on o.puesto_id = d.puesto_id
join instituciones_puesto q on q.id = o.puesto_id join instituciones_institucion i on i.id = q.institucion_id
where o.persona_id = %(persona)s and o.calidad <> 'vacante'
  and o.desde <= (now() at time zone i.zona_horaria)::date
  and (o.hasta is null or o.hasta >= (now() at time zone i.zona_horaria)::date)
  and (o.calidad <> 'titular' or not exists (
    select 1 from instituciones_ocupacion r where r.puesto_id = o.puesto_id
    and r.calidad in ('encargado', 'subrogante') and r.desde <= (now() at time zone i.zona_horaria)::date
    and (r.hasta is null or r.hasta >= (now() at time zone i.zona_horaria)::date)))
  and d.desde <= (now() at time zone x.zona_horaria)::date
  and (d.hasta is null or d.hasta >= (now() at time zone x.zona_horaria)::date)
"""
POR_GRUPO = """
select v.content_object_id from expedientes_expedientegroupobjectpermission v
join instituciones_grupoinstitucional g on g.grupo_id = v.group_id
join instituciones_concesion k on k.grupo_id = g.id join instituciones_institucion i on i.id = g.institucion_id
where k.usuario_id = %(usuario)s and k.anulada_at is null
  and k.desde <= (now() at time zone i.zona_horaria)::date
  and (k.hasta is null or k.hasta >= (now() at time zone i.zona_horaria)::date)
  and v.permission_id = (select p.id from auth_permission p join django_content_type t on t.id = p.content_type_id
    where t.app_label = 'expedientes' and p.codename = 'view_expediente')
"""
A_MANO = FILAS.format(donde=f"where e.id in ({DESIGNADOS} union {POR_GRUPO})")
A_MANO_TODO = FILAS.format(donde="")


def preparar() -> Usuario:
    """An account that sees the same case files however many others there are."""
    previa = Institucion.objects.filter(sigla="FIJA").first()
    if previa is None:
        previa = crear_institucion(
            nombre="Institución fija", sigla="FIJA", tipo="agencia", pais="PE", acto=Acto(registra=None)
        )
        for n in range(FIJOS):
            abrir_expediente(
                titulo=f"Expediente fijo {n}", tipo="relacion", proponente=previa, acto=Acto(registra=None)
            )
    usuario = Usuario.objects.filter(correo__startswith="sintetica").latest("id")
    if not usuario.concesiones.filter(grupo__institucion=previa).exists():
        conceder_rol(previa, usuario, "personal", acto=Acto(registra=None))
    return usuario


def pagina_de(usuario: Usuario) -> float:
    """Median seconds of the whole page for an account."""
    pedir = _peticion(usuario)
    pedir()
    return statistics.median(cronometrar(pedir) for _ in range(VUELTAS))


def medir() -> Iterator[Promesa]:
    """The three kinds of reader."""
    sinteticas = Usuario.objects.filter(correo__startswith="sintetica")
    personal = sinteticas.filter(concesiones__grupo__rol="personal").earliest("id")
    coordina = sinteticas.filter(concesiones__isnull=True).earliest("id")
    yield from _de("coordinación", coordina, A_MANO)
    yield from _de("personal de la institución", personal, A_MANO)
    yield from _de("auditor de todo", _auditor(), A_MANO_TODO)


def _de(quien: str, usuario: Usuario, a_mano: str) -> Iterator[Promesa]:
    personas = {"usuario": usuario.pk, "persona": usuario.persona_id}
    sentencias = _sentencias_de_la_lista(usuario)
    nuestra, manual = por_turnos(
        lambda: [_ejecutar(*sentencia) for sentencia in sentencias],
        lambda: _ejecutar(a_mano, personas),
        vueltas=VUELTAS,
    )
    yield Promesa(
        f"lista de {quien}: su consulta / SQL a mano",
        nuestra / manual,
        2,
        f"{nuestra * 1000:.2f} ms y {manual * 1000:.2f} ms",
    )
    otras, manual, cuantas = _otras_sentencias(usuario, lambda: _ejecutar(a_mano, personas))
    yield Promesa(
        f"lista de {quien}: las demás sentencias / SQL a mano",
        otras / manual,
        1,
        f"{otras * 1000:.2f} ms y {manual * 1000:.2f} ms",
    )
    yield Promesa(f"lista de {quien}: sentencias", cuantas, 12, "toda la página")


def _ejecutar(sql: str, valores: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, valores)
        return list(cursor.fetchall())


def _sentencias_de_la_lista(usuario: Usuario) -> list[tuple[str, Any]]:
    """The statements of the page that fetch the list, as it runs them."""
    pedir = _peticion(usuario)
    pedir()
    with _cronometradas() as tiempos:
        pedir()
    return [(sql, valores) for sql, valores, _t in tiempos if _es_de_la_lista(sql)]


def _es_de_la_lista(sql: str) -> bool:
    return any(f'FROM "{tabla}"' in sql for tabla in TABLAS_DE_LA_LISTA)


def _otras_sentencias(usuario: Usuario, a_mano: Accion) -> tuple[float, float, int]:
    """Median seconds of all statements of the page but the list's own, those of the hand-written one in turns with
    them, and how many statements the page takes in all."""
    pedir = _peticion(usuario)
    pedir()
    sumas, manuales, cuantas = [], [], 0
    for _ in range(VUELTAS):
        with _cronometradas() as tiempos:
            pedir()
        sumas.append(sum(t for sql, _v, t in tiempos if not _es_de_la_lista(sql)))
        manuales.append(cronometrar(a_mano))
        cuantas = len(tiempos)
    return statistics.median(sumas), statistics.median(manuales), cuantas


@contextmanager
def _cronometradas() -> Iterator[list[tuple[str, Any, float]]]:
    """Every statement with its values and the seconds that it took."""
    tiempos: list[tuple[str, Any, float]] = []

    def envoltura(ejecutar: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        inicio = time.perf_counter()
        try:
            return ejecutar(sql, params, many, context)
        finally:
            tiempos.append((sql, params, time.perf_counter() - inicio))

    with connection.execute_wrapper(envoltura):
        yield tiempos


def _peticion(usuario: Usuario) -> Callable[[], None]:
    client = Client(headers={"host": "localhost"})
    client.force_login(usuario)

    def pedir() -> None:
        respuesta = client.get("/expedientes/")
        if respuesta.status_code != 200:
            raise RuntimeError(f"the list answered {respuesta.status_code}")

    return pedir


def _auditor() -> Usuario:
    usuario = Usuario.objects.filter(correo__startswith="sintetica", concesiones__isnull=True).latest("id")
    organo = crear_institucion(
        nombre="Órgano de control sintético", sigla="", tipo="control", pais="PE", acto=Acto(registra=None)
    )
    mandato = abrir_mandato(organo, documento="Oficio", desde=organo.hoy(), acto=Acto(registra=None))
    conceder_rol(None, usuario, "auditor", mandato=mandato, acto=Acto(registra=None))
    return usuario

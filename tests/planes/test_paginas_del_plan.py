"""The pages: what they show to whom, and whole lives driven by forms."""

import datetime as dt
import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from expedientes.models import Expediente
from flujo.acto import Acto
from planes import services as planes
from planes.gantt import gantt
from planes.models import AccionConjunta, PlanAnual
from tests.factories import hoy
from tests.planes.caso import DIA, CasoDePlan, vencer_la_verificacion

pytestmark = pytest.mark.django_db

SIN_FILAS = {
    f"{prefijo}-{campo}": valor
    for prefijo in ("partidas", "indicadores")
    for campo, valor in (
        ("TOTAL_FORMS", 0),
        ("INITIAL_FORMS", 0),
        ("MIN_NUM_FORMS", 0),
        ("MAX_NUM_FORMS", 60),
    )
}


def entrar(quien: Any) -> Client:
    cliente = Client()
    cliente.force_login(quien)
    return cliente


def enviar(quien: Any, direccion: str, objeto: Any = None, **datos: Any) -> Any:
    actual = type(objeto)._base_manager.get(pk=objeto.pk) if objeto is not None else None
    visto = {"hash_mostrado": actual.hash_de_contenido() or ""} if actual is not None else {}
    return entrar(quien).post(direccion, {"clave": str(uuid4()), **visto, **datos})


def de_accion(caso: CasoDePlan, **campos: Any) -> dict[str, Any]:
    return {
        "nombre": "Capacitar",
        "desde": caso.plan.desde.isoformat(),
        "hasta": (caso.plan.desde + 30 * DIA).isoformat(),
        "responsables": [caso.propone.pk],
        **SIN_FILAS,
        **campos,
    }


def test_a_plan_is_opened_and_written_by_its_forms():
    caso = CasoDePlan()
    base = f"/expedientes/{caso.expediente.codigo}/planes/"
    desde = caso.plan.hasta + DIA
    datos = {"titulo": "Segundo", "desde": desde.isoformat(), "hasta": (desde + 30 * DIA).isoformat()}
    respuesta = enviar(caso.equipo, f"{base}nuevo/", dias_para_verificar=10, **datos)
    plan = PlanAnual.objects.get(titulo="Segundo")
    assert respuesta["Location"] == plan.get_absolute_url()
    partida = {
        "partidas-TOTAL_FORMS": 1,
        "partidas-0-institucion_id": caso.otra.pk,
        "partidas-0-trimestre": 2,
        "partidas-0-monto": "120.50",
        "partidas-0-moneda": "PEN",
    }
    indicador = {
        "indicadores-TOTAL_FORMS": 1,
        "indicadores-0-nombre": "Personas",
        "indicadores-0-unidad": "personas",
        "indicadores-0-peso": "1",
        "indicadores-0-frecuencia": "anual",
        "indicadores-0-meta_2": "30",
    }
    escrita = de_accion(caso, desde=desde.isoformat(), hasta=desde.isoformat())
    respuesta = enviar(
        caso.equipo, f"{plan.get_absolute_url()}acciones/nueva/", **(escrita | partida | indicador)
    )
    assert respuesta.status_code == 302, respuesta.content.decode()[:3000]
    accion = AccionConjunta.objects.get(plan=plan)
    assert [(p.institucion, str(p.monto)) for p in accion.partidas.all()] == [(caso.otra, "120.50")]
    assert [str(m.valor) for m in accion.indicadores.get().metas.all()] == ["30.00"]
    otra = enviar(
        caso.equipo,
        f"{accion.get_absolute_url()}cambiar/",
        **(escrita | {"nombre": "Capacitar mejor", "visto": ""}),
    )
    assert otra.status_code == 302
    assert AccionConjunta.objects.get(plan=plan).nombre == "Capacitar mejor"


def test_the_rows_that_nobody_touched_are_none():
    caso = CasoDePlan()
    intactas = {
        "partidas-TOTAL_FORMS": 2,
        **{f"partidas-{n}-{c}": v for n in (0, 1) for c, v in (("trimestre", 1), ("moneda", "PEN"))},
        "indicadores-TOTAL_FORMS": 1,
        "indicadores-0-peso": 1,
        "indicadores-0-frecuencia": "trimestral",
    }
    nueva = f"{caso.plan.get_absolute_url()}acciones/nueva/"
    assert enviar(caso.equipo, nueva, **(de_accion(caso) | intactas)).status_code == 302
    assert caso.accion(4).partidas.count() == caso.accion(4).indicadores.count() == 0


def test_what_cannot_be_says_so_beside_it():
    caso = CasoDePlan()
    nueva = f"{caso.plan.get_absolute_url()}acciones/nueva/"
    mala = enviar(caso.equipo, nueva, **de_accion(caso, hasta=(caso.plan.desde - DIA).isoformat()))
    assert mala.status_code == 422
    assert "no puede terminar antes de empezar" in mala.content.decode()
    fila = {
        "partidas-TOTAL_FORMS": 1,
        "partidas-0-institucion_id": caso.otra.pk,
        "partidas-0-trimestre": 1,
        "partidas-0-monto": "10",
        "partidas-0-moneda": "PEN",
        "partidas-0-es_en_especie": "on",
    }
    sin_valorizar = enviar(caso.equipo, nueva, **(de_accion(caso) | fila))
    assert sin_valorizar.status_code == 422
    assert "en qué consiste y cómo se valorizó" in sin_valorizar.content.decode()
    sin_gestion = enviar(caso.equipo, nueva, nombre="Una")
    assert sin_gestion.status_code == 422


def test_a_plan_goes_by_its_pages_from_draft_to_work():
    caso = CasoDePlan()
    base = caso.plan.get_absolute_url()
    assert enviar(caso.titular, f"{base}paso/proponer/", caso.plan).status_code == 302
    observada = enviar(caso.contraparte, f"{base}paso/observar/", caso.plan, texto="Falta un taller.")
    assert (observada.status_code, caso.vivo().estado) == (302, "observado")
    observacion = caso.plan.observaciones.get()
    enviar(caso.titular, f"{base}observaciones/{observacion.pk}/responder/", respuesta="Se agregará.")
    enviar(caso.titular, f"{base}paso/proponer/", caso.plan)
    for quien in (caso.titular, caso.contraparte):
        assert "Aprobar el plan" in entrar(quien).get(base).content.decode()
        assert enviar(quien, f"{base}paso/dar_por_aprobado/", caso.plan).status_code == 302
    assert caso.vivo().estado == "aprobado"
    assert enviar(caso.titular, f"{base}paso/poner_en_ejecucion/", caso.plan).status_code == 302
    accion = caso.accion(1).get_absolute_url()
    enviar(caso.equipo, f"{accion}paso/iniciar/")
    medio = {
        "tipo": "informe",
        "descripcion": "Informe",
        "enlace": "https://demo.invalid/x",
        "fecha": hoy().isoformat(),
    }
    assert enviar(caso.equipo, f"{accion}medios/nuevo/", **medio).status_code == 302
    enviar(caso.equipo, f"{accion}paso/concluir/", caso.accion(1))
    assert caso.accion(1).estado == "concluida"
    propia = enviar(caso.titular, f"{accion}paso/verificar/", caso.accion(1))
    assert (propia.status_code, caso.accion(1).estado) == (403, "concluida")
    assert "Informe" in entrar(caso.contraparte).get(f"{accion}paso/verificar/").content.decode()
    enviar(caso.contraparte, f"{accion}paso/verificar/", caso.accion(1))
    assert caso.accion(1).estado == "verificada"


def test_the_history_and_the_case_file_tell_of_it():
    caso = CasoDePlan("en_ejecucion")
    caso.concluir(1, caso.equipo)
    pagina = caso.accion(1).get_absolute_url()
    assert "Pedir otra vez la verificación" not in entrar(caso.titular).get(pagina).content.decode()
    vencer_la_verificacion()
    assert "Pedir otra vez la verificación" in entrar(caso.titular).get(pagina).content.decode()
    enviar(caso.titular, f"{pagina}verificacion/")
    assert "Pedir otra vez la verificación" not in entrar(caso.titular).get(pagina).content.decode()
    caso.aprobar_reprogramacion(caso.reprogramar(2, None))
    base = caso.expediente.get_absolute_url()
    historia = entrar(caso.titular).get(f"{base}historia/").content.decode()
    for frase in (
        "aprobó el plan anual",
        "presentó un medio de verificación",
        "pidió la verificación de una acción",
    ):
        assert frase in historia
    for pagina in ("", "linea/"):
        assert entrar(caso.titular).get(f"{base}{pagina}").status_code == 200
    assert entrar(caso.titular).get("/").status_code == 200


def test_who_saw_another_version_is_shown_the_present_one_and_asked_again():
    caso = CasoDePlan("propuesto")
    respuesta = enviar(
        caso.contraparte, f"{caso.plan.get_absolute_url()}paso/dar_por_aprobado/", hash_mostrado="0" * 64
    )
    assert respuesta.status_code == 409
    assert caso.vivo().estado == "propuesto"


def test_a_reprogramming_goes_by_its_pages_with_what_changes_shown():
    caso = CasoDePlan("en_ejecucion")
    base = caso.plan.get_absolute_url()
    una = enviar(caso.titular, f"{base}reprogramaciones/nueva/", motivo="Se atrasó.")["Location"]
    era = caso.accion(1)
    escrita = de_accion(
        caso, nombre=era.nombre, desde=era.desde.isoformat(), hasta=(era.hasta + 9 * DIA).isoformat()
    )
    assert enviar(caso.titular, f"{una}acciones/1/", **escrita).status_code == 302
    assert enviar(caso.titular, f"{una}acciones/2/cancelar/").status_code == 302
    una_viva = caso.plan.reprogramaciones.get()
    assert enviar(caso.titular, f"{una}paso/proponer/", una_viva).status_code == 302
    aprobar = f"{una}paso/dar_por_aprobada/"
    pagina = entrar(caso.contraparte).get(aprobar).content.decode()
    assert "Se cancela" in pagina
    assert "<ins>" in pagina
    for quien in (caso.titular, caso.contraparte):
        assert enviar(quien, aprobar, una_viva).status_code == 302
    assert [caso.accion(n).estado for n in (1, 2)] == ["reprogramada", "cancelada"]
    assert entrar(caso.personal).get(f"{base}versiones/2/").status_code == 200


PAGINAS = ["", "acciones/1/", "acciones/2/", "versiones/1/", "cambiar/", "copiar/", "acciones/1/cambiar/"]


@pytest.mark.parametrize("estado", ["borrador", "propuesto", "en_ejecucion"])
def test_every_page_opens_for_whoever_reads_and_exists_for_nobody_else(estado):
    caso = CasoDePlan(estado)
    for pagina in PAGINAS:
        direccion = f"{caso.plan.get_absolute_url()}{pagina}"
        assert entrar(caso.ajeno).get(direccion).status_code == 404
        for quien in (caso.titular, caso.equipo_de_otra, caso.personal):
            assert entrar(quien).get(direccion).status_code in (200, 403, 404, 409), (direccion, quien)


def test_the_page_of_a_plan_costs_the_same_with_three_actions_and_with_thirty(django_assert_max_num_queries):
    caso = CasoDePlan("en_ejecucion")
    otro = CasoDePlan()
    planes.agregar_acciones(
        otro.vivo(), [otro.datos(otro.propone) for _ in range(27)], acto=Acto(registra=otro.equipo)
    )
    otro.hasta_plan("en_ejecucion")
    for uno in (caso, otro):
        cliente = entrar(uno.titular)
        cliente.get(uno.plan.get_absolute_url())
        with django_assert_max_num_queries(15):
            assert cliente.get(uno.plan.get_absolute_url()).status_code == 200


def test_a_month_is_not_named_where_its_name_would_be_cut_off():
    caso = CasoDePlan()
    caso.plan.desde, caso.plan.hasta = dt.date(2026, 1, 1), dt.date(2026, 12, 5)
    dibujo = gantt(caso.plan, [], dt.date(2026, 6, 15))
    assert "Nov</text>" in dibujo
    assert "Dic</text>" not in dibujo
    assert 'class="hoy"' in dibujo
    assert 'class="hoy"' not in gantt(caso.plan, [], dt.date(2027, 6, 15))


@pytest.mark.parametrize(
    ("estado", "dias", "aspecto"),
    [
        ("aprobada", 0, "por-hacer"),
        *((e, -1, "vencida") for e in ("aprobada", "reprogramada", "en_ejecucion", "observada")),
        *((e, -1, "por-hacer") for e in ("suspendida", "concluida")),
        ("verificada", -1, "hecha"),
        *((e, -1, "sin-cumplir") for e in ("no_ejecutada", "cancelada", "verificacion_no_obtenida")),
    ],
)
def test_the_drawing_tells_what_is_overdue_from_what_is_done_and_what_was_not_met(estado, dias, aspecto):
    expediente = Expediente(codigo="X", pais_de_reglas="PE", zona_horaria="America/Lima")
    plan = PlanAnual(expediente=expediente, desde=hoy() - 100 * DIA, hasta=hoy() + 100 * DIA)
    una = AccionConjunta(
        plan=plan, numero=1, nombre="Capacitar", estado=estado, desde=plan.desde, hasta=hoy() + dias * DIA
    )
    assert aspectos(gantt(plan, [una], hoy())) == [aspecto]


def aspectos(dibujo: str) -> list[str]:
    return re.findall(r'data-aspecto="([a-z-]+)"', dibujo)


def test_an_action_is_overdue_the_day_after_its_last_and_table_drawing_and_page_say_so():
    caso = CasoDePlan()
    for hasta in (hoy() - DIA, hoy()):
        planes.agregar_accion(
            caso.vivo(), caso.datos(caso.propone, hasta=hasta), acto=Acto(registra=caso.equipo)
        )
    caso.hasta_plan("en_ejecucion")
    pagina = entrar(caso.titular).get(caso.plan.get_absolute_url()).content.decode()
    assert aspectos(pagina) == ["por-hacer", "por-hacer", "por-hacer", "vencida", "por-hacer"]
    tabla = pagina[pagina.index('id="tabla-de-acciones"') :]
    filas = re.findall(r"<tr>.*?</tr>", tabla[: tabla.index("</table>")], re.DOTALL)[1:]
    assert ["<small>Vencida</small>" in fila for fila in filas] == [False, False, False, True, False]
    assert [
        "<small>Vencida</small>"
        in entrar(caso.titular).get(caso.accion(n).get_absolute_url()).content.decode()
        for n in (4, 5)
    ] == [True, False]

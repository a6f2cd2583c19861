"""The figures of a report are those of its cut-off: what happened later changes none of them."""

import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from auditoria.canonico import huella
from auditoria.queries import Corte
from expedientes.services import registrar_gestion
from flujo.acto import Acto
from flujo.errors import CondicionesIncumplidas, DatosInvalidos, TextoCambiado
from flujo.services import perform
from planes import services as planes
from planes.services import DatosDeIndicador
from seguimiento.models import InformeDeSeguimiento
from seguimiento.queries.cifras.cifras import cifras_de
from seguimiento.queries.cifras.planes import del_plan
from seguimiento.semaforos import POR_CLAVE, SEMAFOROS, encender
from seguimiento.services.calendario import agregar_informe
from seguimiento.services.informes import (
    conformar_informe,
    elaborar_informe,
    escribir_informe,
    tomar_cifras,
)
from seguimiento.services.umbrales import fijar_umbral
from tests.factories import hoy, por_documento
from tests.planes.caso import CasoDePlan
from tests.seguimiento.caso import DIA
from tests.seguimiento.caso_de_informes import CasoDeInformes
from tests.seguimiento.organo import CasoDeOrgano

HOY = hoy()


def dia(n: int) -> dt.date:
    """So many days from today, whatever the clock of a test says."""
    return HOY + n * DIA


def el_dia(n: int) -> time_machine.travel:
    """Noon of that day in Lima. What is done in several goes forward: the log knows no other way."""
    return time_machine.travel(dt.datetime.combine(dia(n), dt.time(17), tzinfo=dt.UTC), tick=False)


@pytest.fixture
def caso(db: None) -> CasoDeInformes:
    """A case file that has been open for long."""
    with el_dia(-260):
        return CasoDeInformes()


def cifras(caso: Any, *, desde: int = -90, corte: int = -10) -> dict[str, Any]:
    informe = InformeDeSeguimiento(expediente=caso.expediente, desde=dia(desde), corte=dia(corte))
    return json.loads(json.dumps(cifras_de(informe, HOY), default=str))  # type: ignore[no-any-return]


def cuentas(caso: CasoDeInformes, **tramo: int) -> dict[str, int]:
    """Those that are not zero."""
    return {k: n for k, n in cifras(caso, **tramo)["compromisos"]["cuentas"].items() if n}


# -- commitments


def test_what_was_verified_after_the_cut_off_is_open_at_it(caso: CasoDeInformes):
    with el_dia(-40):
        compromiso = caso.anotar(vence=dia(-20))
    with el_dia(-5):
        cumplido = caso.cumplir(compromiso)
        caso.mover(cumplido, "verificar", caso.contraparte)
    assert cuentas(caso) == {"total": 1, "abiertos": 1, "vencidos": 1, "exigibles": 1}
    assert cuentas(caso, corte=-1) == {
        "total": 1,
        "verificados": 1,
        "con_retraso": 1,
        "exigibles": 1,
        "exigibles_verificados": 1,
    }


def test_a_date_that_was_moved_later_is_still_the_first_one_at_the_cut_off(caso: CasoDeInformes):
    with el_dia(-40):
        compromiso = caso.anotar(vence=dia(20))
    with el_dia(-15):
        caso.mover(compromiso, "reprogramar", motivo="Falta un dato.", vence=dia(30))
    fila = cifras(caso, corte=-16)["compromisos"]["filas"][0]
    assert (fila["veces_movido"], fila["estado"]) == (0, "pendiente")
    despues = cifras(caso, corte=-10)["compromisos"]["filas"][0]
    assert (despues["veces_movido"], despues["estado"]) == (1, "reprogramado")
    assert despues["vence"] != fila["vence"] == fila["vence_original"]


def test_what_was_undertaken_after_the_cut_off_is_not_in_it(caso: CasoDeInformes):
    with el_dia(-5):
        caso.anotar(vence=dia(20))
    assert cuentas(caso) == {}


def test_what_ended_before_the_period_is_not_of_it_and_each_ending_is_counted_by_itself(
    caso: CasoDeInformes,
):
    with el_dia(-200):
        viejo = caso.cumplir(caso.anotar(vence=dia(-190)))
        caso.mover(viejo, "verificar", caso.contraparte)
    with el_dia(-60):
        perdido, a_medias, dicho = (caso.anotar(vence=dia(-55)) for _n in range(3))
        caso.cumplir(dicho)
    with el_dia(-30):
        caso.mover(perdido, "dar_por_no_cumplido", motivo="No se hizo.")
        caso.mover(a_medias, "dar_por_cumplido_en_parte", motivo="La mitad.")
    assert cuentas(caso) == {
        "total": 3,
        "abiertos": 1,
        "sin_verificar": 1,
        "cumplidos_en_parte": 1,
        "no_cumplidos": 1,
        "exigibles": 3,
    }
    assert cuentas(caso, desde=-250)["verificados"] == 1


def test_what_had_happened_and_was_recorded_late_counts_when_the_figures_are_taken(caso: CasoDeInformes):
    """From a paper, before the figures: it is of the day on which it happened."""
    with el_dia(-40):
        cumplido = caso.cumplir(caso.anotar(vence=dia(-20)))
    acto = Acto(
        registra=caso.su_asistente,
        institucion_id=caso.otra.pk,
        documento=por_documento(),
        fecha_hecho=dia(-20),
    )
    perform(cumplido, "verificar", acto=acto)
    assert cuentas(caso)["verificados"] == 1


# -- meetings, gestiones


def test_meetings_and_gestiones_of_the_period_and_the_days_without_movement(caso: CasoDeInformes):
    with el_dia(-30):
        caso.cerrar(caso.escribir(caso.programar(fecha=dia(-30))))
        registrar_gestion(
            caso.expediente,
            medio="llamada",
            con="Mesa",
            resumen="Se llamó",
            visibilidad="compartida",
            acto=Acto(registra=caso.titular),
        )
        registrar_gestion(
            caso.expediente, medio="llamada", con="Mesa", resumen="Interna", acto=Acto(registra=caso.titular)
        )
        caso.programar(fecha=dia(-20))
    dichas = cifras(caso)
    assert (dichas["reuniones"]["celebradas"], dichas["reuniones"]["por_cerrar"]) == (1, 1)
    assert dichas["gestiones"]["total"] == 1
    assert dichas["gestiones"]["dias_sin_movimiento"] == 20


# -- plans


@pytest.mark.django_db
def test_actions_budget_and_indicators_are_those_of_the_version_and_the_states_of_the_cut_off():
    with el_dia(-60):
        caso = CasoDePlan("en_ejecucion", desde=dia(-150), hasta=dia(200))
        caso.concluir(1, caso.equipo)
    with el_dia(-5):
        caso.mover_accion(1, "verificar", caso.contraparte)
    dichas = cifras(caso)
    assert [(f["numero"], f["estado"]) for f in dichas["acciones"]["filas"]] == [
        (1, "concluida"),
        (2, "aprobada"),
        (3, "aprobada"),
    ]
    assert cifras(caso, corte=-1)["acciones"]["filas"][0]["estado"] == "verificada"
    assert [(p["institucion"], p["dinero"]) for p in dichas["presupuesto"]] == [
        ("CONF", "2000.00"),
        ("MIN", "2000.00"),
    ]
    assert dichas["planes"][0]["version"] == 1


@pytest.mark.django_db
def test_a_session_counts_by_the_day_on_which_it_ended():
    caso = CasoDeOrgano()
    caso.terminada(fecha=dia(-20))
    assert [cifras(caso, corte=n)["reuniones"]["sesiones"] for n in (-21, -20, -1)] == [0, 1, 1]


@pytest.mark.django_db
def test_a_plan_that_was_not_approved_at_the_cut_off_has_no_actions_in_it():
    with el_dia(-5):
        caso = CasoDePlan("en_ejecucion", desde=dia(-100))
    dichas = cifras(caso)
    assert (dichas["acciones"]["total"], dichas["planes_sin_aprobar"]) == (0, 1)


@pytest.mark.django_db
def test_an_indicator_is_held_against_the_target_of_the_last_quarter_that_had_ended():
    with el_dia(-190):
        caso = CasoDePlan(desde=dia(-190))
        indicador = DatosDeIndicador(
            nombre="Funcionarios capacitados", unidad="personas", metas={1: Decimal(10), 2: Decimal(25)}
        )
        planes.agregar_accion(
            caso.vivo(), caso.datos(caso.propone, indicadores=[indicador]), acto=Acto(registra=caso.equipo)
        )
        caso.hasta_plan("aprobado")
    fila = cifras(caso, desde=-190, corte=-60)["indicadores"][0]
    assert (fila["meta"], fila["medido"], fila["logro"]) == ("10.00", None, None)
    assert cifras(caso, desde=-190, corte=-1)["indicadores"][0]["meta"] == "25.00"
    assert cifras(caso, desde=-190, corte=-170)["indicadores"][0]["meta"] is None


# -- the snapshot


def test_once_taken_they_are_kept_whatever_happens(caso: CasoDeInformes):
    with el_dia(-40):
        cumplido = caso.cumplir(caso.anotar(vence=dia(-20)))
    informe = caso.hasta("presentado", corte=dia(-10))
    antes = informe.cifras
    caso.mover(cumplido, "verificar", caso.contraparte)
    caso.anotar()
    vivo = caso.vivo(informe)
    assert (vivo.cifras, vivo.cifras_hash) == (antes, huella(json.loads(antes)))
    with pytest.raises(CondicionesIncumplidas, match="ya no cambian"):
        tomar_cifras(informe, acto=Acto(registra=caso.tecnico))


def test_a_report_observed_after_its_cut_off_keeps_its_figures_and_changes_its_words(caso: CasoDeInformes):
    with el_dia(-40):
        cumplido = caso.cumplir(caso.anotar(vence=dia(-20)))
    informe = caso.hasta("presentado", corte=dia(-10))
    primera = informe.version
    assert primera is not None
    observacion = caso.observar(informe, "El cuadro no dice qué se verificó.")
    caso.mover(cumplido, "verificar", caso.contraparte)
    observado = caso.vivo(informe)
    assert observado.estado == "observado"
    with pytest.raises(CondicionesIncumplidas, match="sin atender"):
        caso.presentar(observado)
    caso.atender(observacion)
    caso.escribir_en(observado, resumen="En el período las partes intercambiaron dos herramientas.")
    otra = caso.presentar(observado)
    assert (otra.presentaciones, otra.cifras_hash) == (2, informe.cifras_hash)
    assert otra.cifras == informe.cifras
    assert otra.presentado_el == informe.presentado_el
    assert otra.version is not None
    assert otra.version.datos["resumen"] != primera.datos["resumen"]
    assert otra.version.datos["cifras_hash"] == primera.datos["cifras_hash"]


def test_a_conformity_is_of_one_presentation(caso: CasoDeInformes):
    informe = caso.hasta("conforme")
    caso.atender(caso.observar(informe))
    otra = caso.presentar(caso.vivo(informe))
    assert otra.estado == "presentado"
    with pytest.raises(TextoCambiado):
        conformar_informe(
            otra, acto=Acto(registra=caso.contraparte, hash_mostrado=informe.hash_de_contenido())
        )
    caso.conformar(otra)
    assert caso.vivo(otra).estado == "conforme"


def test_before_the_period_is_over_it_is_written_without_figures_and_not_presented(caso: CasoDeInformes):
    informe = elaborar_informe(caso.esperado(corte=dia(5)), acto=Acto(registra=caso.tecnico))
    assert informe.cifras == ""
    caso.escribir_en(informe, resumen="Va bien.")
    with pytest.raises(CondicionesIncumplidas):
        tomar_cifras(informe, acto=Acto(registra=caso.tecnico))
    with pytest.raises(DatosInvalidos, match="después de su fecha de corte"):
        caso.presentar(caso.vivo(informe))


def test_two_who_write_at_once_do_not_write_over_one_another(caso: CasoDeInformes):
    informe = caso.hasta("en_elaboracion")
    visto = caso.ante(informe, caso.alterno)
    caso.escribir_en(informe, logros="Uno")
    with pytest.raises(TextoCambiado):
        escribir_informe(informe, {"logros": "Otro"}, acto=visto)
    assert caso.vivo(informe).logros == "Uno"


# -- traffic lights


def test_each_light_carries_its_formula_its_threshold_and_its_cut_off(caso: CasoDeInformes):
    luces = caso.hasta("en_elaboracion").datos_de_cifras["semaforos"]
    assert [luz["clave"] for luz in luces] == [s.clave for s in SEMAFOROS]
    assert {luz["corte"] for luz in luces} == {(hoy() - DIA).isoformat()}
    assert all(luz["formula"] and luz["regla"] for luz in luces)


@pytest.mark.parametrize(
    ("clave", "valor", "color"),
    [
        ("acciones", 70, "verde"),
        ("acciones", 69, "ambar"),
        ("acciones", 39, "rojo"),
        ("vencidos", 5, "verde"),
        ("vencidos", 20, "ambar"),
        ("vencidos", 21, "rojo"),
        ("movimiento", 61, "rojo"),
    ],
)
def test_the_default_thresholds(clave: str, valor: int, color: str):
    semaforo = POR_CLAVE[clave]
    assert semaforo.color(valor, semaforo.verde, semaforo.ambar) == color


def test_without_anything_to_count_a_light_says_so(caso: CasoDeInformes):
    luces = {luz["clave"]: luz["color"] for luz in encender(cifras(caso), {}, hoy())}
    assert luces["compromisos"] == luces["acciones"] == luces["indicadores"] == "sin_datos"


def test_thresholds_of_the_case_file_count_from_then_on(caso: CasoDeInformes):
    antes = caso.hasta("en_elaboracion")
    fijar_umbral(caso.expediente, "movimiento", verde=0, ambar=0, acto=Acto(registra=caso.titular))
    despues = caso.hasta("en_elaboracion", desde=dia(-50))
    for informe, verde in ((antes, 30), (despues, 0)):
        luz = next(x for x in caso.vivo(informe).datos_de_cifras["semaforos"] if x["clave"] == "movimiento")
        assert luz["verde"] == verde
    with pytest.raises(DatosInvalidos, match="el verde es mejor"):
        fijar_umbral(caso.expediente, "acciones", verde=30, ambar=60, acto=Acto(registra=caso.titular))


# -- cost


def test_counting_thirty_costs_what_counting_one_costs(caso: CasoDeInformes):
    with el_dia(-30):
        caso.anotar()
        caso.programar()
    with CaptureQueriesContext(connection) as una:
        cifras(caso)
    with el_dia(-30):
        for _n in range(29):
            caso.anotar()
            caso.programar()
    with CaptureQueriesContext(connection) as treinta:
        assert cifras(caso)["compromisos"]["cuentas"]["total"] == 30
    assert len(treinta) == len(una) <= 16


def test_no_plan_costs_nothing_and_says_nothing(caso: CasoDeInformes):
    vacio = del_plan(caso.expediente, hoy(), Corte(hoy(), "hecho", "America/Lima"))
    assert (vacio["acciones"]["total"], vacio["indicadores"], vacio["presupuesto"]) == (0, [], [])


def test_the_same_act_adds_one_report(caso: CasoDeInformes):
    acto = Acto(registra=caso.titular, clave="una-vez")
    datos: dict[str, Any] = {
        "desde": dia(-30),
        "corte": hoy(),
        "presenta": caso.propone,
        "dias_para_presentar": 10,
    }
    assert agregar_informe(caso.expediente, acto=acto, **datos) == agregar_informe(
        caso.expediente, acto=acto, **datos
    )
    assert InformeDeSeguimiento.objects.count() == 1

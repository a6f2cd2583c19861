"""The figures of a report at their edges: the very day of the cut-off, the first of the period, what comes after."""

from decimal import Decimal
from typing import Any

import pytest

from expedientes.services import registrar_gestion
from flujo.acto import Acto
from flujo.errors import DatosInvalidos
from planes import services as planes
from planes.services import DatosDePartida
from seguimiento.services import finalizar, resolver_punto
from seguimiento.services.umbrales import fijar_umbral
from tests.planes.caso import CasoDePlan
from tests.planes.medidas import DEMORA, PERSONAS, CasoMedido
from tests.seguimiento.caso_de_informes import CasoDeInformes
from tests.seguimiento.organo import CasoDeOrgano, a_las
from tests.seguimiento.test_cifras_de_informes import cifras, cuentas, dia, el_dia


@pytest.fixture
def caso(db: None) -> CasoDeInformes:
    """A case file that has been open for long."""
    with el_dia(-260):
        return CasoDeInformes()


# -- commitments


def test_a_commitment_is_due_on_its_day_and_overdue_the_day_after(caso: CasoDeInformes):
    with el_dia(-40):
        caso.anotar(vence=dia(-10))
    filas = [cifras(caso, corte=n)["compromisos"]["filas"][0] for n in (-11, -10, -9)]
    assert [(f["exigible"], f["vencido"]) for f in filas] == [(False, False), (True, False), (True, True)]


@pytest.mark.parametrize(("cumplido", "retraso"), [(-20, 0), (-19, 1)])
def test_what_is_done_on_its_day_is_in_time(caso: CasoDeInformes, cumplido: int, retraso: int):
    with el_dia(-40):
        compromiso = caso.anotar(vence=dia(-20))
    with el_dia(cumplido):
        caso.cumplir(compromiso, cumplido_el=dia(cumplido))
    assert cifras(caso)["compromisos"]["cuentas"]["con_retraso"] == retraso


def test_what_was_cancelled_is_not_due(caso: CasoDeInformes):
    with el_dia(-40):
        compromiso = caso.anotar(vence=dia(-20))
    with el_dia(-30):
        caso.mover(compromiso, "cancelar", motivo="x", reunion=caso.programar(fecha=dia(-30)))
    assert cuentas(caso) == {"total": 1, "cancelados": 1}


def test_the_day_on_which_it_was_done_is_the_one_said_by_the_cut_off(caso: CasoDeInformes):
    with el_dia(-40):
        compromiso = caso.anotar(vence=dia(-20))
    with el_dia(-30):
        cumplido = caso.cumplir(compromiso, cumplido_el=dia(-30))
    with el_dia(-25):
        devuelto = caso.mover(cumplido, "devolver", caso.contraparte, motivo="Falta.")
    with el_dia(-5):
        caso.cumplir(devuelto, cumplido_el=dia(-5))
    dichos = [cifras(caso, corte=n)["compromisos"]["filas"][0]["cumplido_el"] for n in (-29, -10, -1)]
    assert dichos == [str(dia(-30)), None, str(dia(-5))]


# -- meetings, sessions and gestiones


def test_a_meeting_is_of_the_period_by_the_day_that_was_known_at_the_cut_off(caso: CasoDeInformes):
    with el_dia(-150):
        caso.programar(fecha=dia(-91))
        caso.programar(fecha=dia(-90))
    with el_dia(-40):
        movida = caso.programar(fecha=dia(-10))
    with el_dia(-9):
        caso.mover(movida, "reprogramar", motivo="x", fecha=dia(3))
    fechas = [f["fecha"] for f in cifras(caso)["reuniones"]["filas"]]
    assert fechas == [str(dia(-90)), str(dia(-10))]
    assert [f["fecha"] for f in cifras(caso, corte=-1)["reuniones"]["filas"]] == [str(dia(-90))]


def test_a_session_that_ends_at_night_is_of_that_night_where_the_case_file_lives(db: None):
    caso = CasoDeOrgano()
    sesion = caso.en_curso()
    resolver_punto(caso.punto(sesion), resultado="diferido", motivo="Se hizo tarde.", acto=caso.acto())
    finalizar(sesion, terminada_at=a_las("23:30"), acto=caso.acto())
    assert [cifras(caso, corte=n)["reuniones"]["sesiones"] for n in (-2, -1)] == [0, 1]


def test_gestiones_are_those_of_the_period_and_what_is_internal_moves_nothing(caso: CasoDeInformes):
    for cuando, visibilidad in (
        (-91, "compartida"),
        (-30, "compartida"),
        (-20, "interna"),
        (-5, "compartida"),
    ):
        with el_dia(cuando):
            registrar_gestion(
                caso.expediente,
                medio="llamada",
                con="Mesa",
                resumen="Se llamó",
                visibilidad=visibilidad,
                acto=Acto(registra=caso.titular),
            )
    dichas = cifras(caso)["gestiones"]
    assert (dichas["total"], dichas["ultimo_movimiento"], dichas["dias_sin_movimiento"]) == (
        1,
        str(dia(-30)),
        20,
    )


def test_where_less_is_better_green_does_not_go_beyond_amber(caso: CasoDeInformes):
    with pytest.raises(DatosInvalidos, match="el verde es mejor"):
        fijar_umbral(caso.expediente, "movimiento", verde=60, ambar=30, acto=Acto(registra=caso.titular))


# -- plans


def test_a_target_counts_from_the_last_day_of_its_quarter(db: None):
    with el_dia(-50):
        caso = CasoMedido(desde=dia(-100))
    fin = (caso.al_cierre(1) - dia(0)).days
    metas = [cifras(caso, desde=-100, corte=fin + n)["indicadores"][0]["meta"] for n in (-1, 0)]
    assert metas == [None, "10.00"]


def test_an_achievement_is_a_hundred_at_most_and_only_what_was_validated(db: None):
    caso = CasoMedido()
    caso.juzgar(caso.medir(1, caso.equipo, 400), "validar", caso.contraparte)
    caso.medir(2, caso.equipo_de_otra, 5)
    filas = cifras(caso, desde=-100, corte=0)["indicadores"]
    assert [(f["accion"], f["nombre"], f["logro"]) for f in filas] == [
        (1, PERSONAS.nombre, 100),
        (1, DEMORA.nombre, None),
        (2, PERSONAS.nombre, None),
        (3, PERSONAS.nombre, None),
    ]


def test_what_counts_is_what_was_validated_of_the_last_quarter(db: None):
    caso = CasoMedido(desde=dia(-190))
    for trimestre, valor in ((2, 12), (1, 5)):
        medicion = caso.medir(1, caso.equipo, valor, trimestre=trimestre)
        caso.juzgar(medicion, "validar", caso.contraparte)
    fila = cifras(caso, desde=-190, corte=0)["indicadores"][0]
    assert (Decimal(fila["medido"]), fila["trimestre"], fila["logro"]) == (Decimal(12), 2, 60)


def test_an_action_is_due_on_its_last_day_and_overdue_the_day_after(db: None):
    with el_dia(-100):
        caso = CasoDePlan("en_ejecucion", desde=dia(-130), hasta=dia(200))
    hasta = -20
    filas = [cifras(caso, corte=hasta + n)["acciones"]["filas"][0] for n in (-1, 0, 1)]
    assert [(f["exigible"], f["vencida"]) for f in filas] == [(False, False), (True, False), (True, True)]


def test_a_plan_of_another_period_is_not_of_the_report(db: None):
    with el_dia(-280):
        caso = CasoDePlan("en_ejecucion", desde=dia(-290), hasta=dia(-91))
    assert (cifras(caso)["planes"], cifras(caso)["acciones"]["total"]) == ([], 0)
    assert len(cifras(caso, desde=-91)["planes"]) == 1


def test_what_was_agreed_after_the_cut_off_is_not_in_it(db: None):
    with el_dia(-60):
        caso = CasoDePlan("en_ejecucion", desde=dia(-150), hasta=dia(200))
    with el_dia(-5):
        caso.aprobar_reprogramacion(caso.reprogramar(1, caso.datos(caso.propone, nombre="Otra")))
        caso.aprobar_reprogramacion(caso.reprogramar(2, None))
    antes, despues = cifras(caso), cifras(caso, corte=-1)
    assert [d["planes"][0]["version"] for d in (antes, despues)] == [1, 2]
    assert [f["exigible"] for f in despues["acciones"]["filas"]] == [True, False, True]
    assert [(p["institucion"], p["dinero"]) for p in despues["presupuesto"]] == [
        ("CONF", "1000.00"),
        ("MIN", "2000.00"),
    ]


def test_the_budget_tells_money_from_kind_and_what_has_begun_from_what_has_not(db: None):
    with el_dia(-60):
        caso = CasoDePlan(desde=dia(-100), hasta=dia(264))
        suyas: dict[str, Any] = {"institucion_id": caso.propone.pk, "moneda": "USD"}
        partidas = [
            DatosDePartida(**suyas, trimestre=1, monto=Decimal(10)),
            DatosDePartida(
                **suyas, trimestre=1, monto=Decimal(5), es_en_especie=True, valorizacion="Una sala."
            ),
            DatosDePartida(**suyas, trimestre=4, monto=Decimal(100)),
        ]
        datos = caso.datos(caso.propone, partidas=partidas)
        planes.agregar_accion(caso.vivo(), datos, acto=Acto(registra=caso.equipo))
        caso.hasta_plan("aprobado")
    (suya,) = [p for p in cifras(caso)["presupuesto"] if p["moneda"] == "USD"]
    assert (suya["dinero"], suya["especie"], suya["al_corte"]) == ("110.00", "5.00", "15.00")

"""Measurements that nobody validates: no plan is evaluated over them, and each comes to some end that is told."""

import pytest
from django.db import IntegrityError, transaction

from expedientes.models import Participacion
from flujo.acto import Acto, Capacidad
from flujo.errors import CondicionesIncumplidas, DatosInvalidos, SinPermiso
from flujo.services import asentar_acto
from planes.models import Medicion, PlanAnual
from planes.queries import esperas_de
from tests.factories import hoy
from tests.planes.caso import DIA
from tests.planes.medidas import CasoMedido
from tests.planes.test_mediciones import alcance, en

pytestmark = pytest.mark.django_db

CERRAR = "cerrar_sin_validar"


def por_evaluar(caso: CasoMedido) -> None:
    for n, quien in ((1, caso.titular), (2, caso.contraparte), (3, caso.titular)):
        caso.mover_accion(n, "dar_por_no_ejecutada", quien, motivo="x")
    caso.mover_plan("iniciar_evaluacion")


def sola(caso: CasoMedido) -> None:
    """Today is the last day of the other party."""
    Participacion.objects.filter(institucion=caso.otra).update(hasta=hoy())


def que_esperan(caso: CasoMedido) -> set[tuple[str, str]]:
    return {(str(e.institucion), e.que) for e in esperas_de([caso.vivo()]) if isinstance(e.objeto, Medicion)}


def test_a_plan_is_not_evaluated_while_something_measured_waits_and_says_what():
    caso = CasoMedido()
    medicion = caso.medir(1, caso.equipo)
    por_evaluar(caso)
    with pytest.raises(CondicionesIncumplidas, match="acción 1, trimestre 1: «Personas formadas»"):
        caso.mover_plan("dar_por_evaluado", resultado="Poco.")
    caso.juzgar(medicion, "validar", caso.contraparte)
    assert caso.mover_plan("dar_por_evaluado", resultado="Poco.").estado == "evaluado"


def test_nobody_but_whoever_measured_closes_it_and_once_its_quarter_closed():
    caso = CasoMedido()
    medicion = caso.medir(1, caso.equipo)
    with pytest.raises(CondicionesIncumplidas, match="Otra parte puede validarla"):
        caso.juzgar(medicion, CERRAR, caso.titular, motivo="Nadie contestó.")
    with en(caso.plan.trimestres.get(n=1).cierra + DIA):
        for quien in (caso.contraparte, caso.equipo):
            with pytest.raises(SinPermiso):
                caso.juzgar(medicion, CERRAR, quien, motivo="Nadie contestó.")
        cerrada = caso.juzgar(medicion, CERRAR, caso.titular, motivo="Nadie contestó.")
        assert cerrada.estado == "validacion_no_obtenida"
        assert que_esperan(caso) == set()
        assert alcance(caso).alcanzado == 0
        por_evaluar(caso)
        assert caso.mover_plan("dar_por_evaluado", resultado="Poco.").estado == "evaluado"


def test_where_no_other_party_is_left_it_waits_for_whoever_measured_to_close_it():
    caso = CasoMedido()
    medicion = caso.medir(1, caso.equipo)
    que = "medición de «Personas formadas», trimestre 1"
    assert que_esperan(caso) == {(str(caso.otra), f"Validar la {que}")}
    sola(caso)
    with en(hoy() + DIA):
        assert que_esperan(caso) == {(str(caso.propone), f"Cerrar sin validar la {que}")}
        caso.juzgar(medicion, CERRAR, caso.titular, motivo="No hay otra parte.")
        assert que_esperan(caso) == set()
        with pytest.raises(DatosInvalidos, match="se cerró sin validar"):
            caso.medir(1, caso.equipo, 9)


def test_what_was_measured_of_an_indicator_that_the_plan_has_no_longer_waits_too():
    caso = CasoMedido()
    caso.medir(1, caso.equipo)
    datos = caso.datos(caso.propone, indicadores=[])
    caso.aprobar_reprogramacion(caso.reprogramar(1, datos))
    assert {quien for quien, _que in que_esperan(caso)} == {str(caso.otra)}


def test_the_database_refuses_to_evaluate_over_it():
    caso = CasoMedido()
    caso.medir(1, caso.equipo)
    por_evaluar(caso)
    with pytest.raises(IntegrityError, match="cada medición llegó a algún final"), transaction.atomic():
        a_mano(caso)


def test_the_database_refuses_that_another_party_closes_what_this_one_measured():
    caso = CasoMedido()
    medicion = caso.medir(1, caso.equipo)
    assert medicion.institucion == caso.propone
    asiento = asentar_acto(
        medicion,
        CERRAR,
        acto=Acto(registra=caso.contraparte),
        capacidad=Capacidad(rol="coordinador_titular", institucion_id=caso.otra.pk),
        desde="presentada",
        hasta="validacion_no_obtenida",
    )
    with pytest.raises(IntegrityError, match="la parte que midió"), transaction.atomic():
        Medicion.objects.filter(pk=medicion.pk).update(estado="validacion_no_obtenida", asiento=asiento)


def a_mano(caso: CasoMedido) -> None:
    """Write that the plan is evaluated, as somebody with the password of the database could."""
    asiento = asentar_acto(
        caso.vivo(),
        "dar_por_evaluado",
        acto=Acto(registra=caso.titular),
        capacidad=Capacidad(rol="coordinador_titular", institucion_id=caso.propone.pk),
        desde="en_evaluacion",
        hasta="evaluado",
    )
    PlanAnual.objects.filter(pk=caso.plan.pk).update(estado="evaluado", asiento=asiento)

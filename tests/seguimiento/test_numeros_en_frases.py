"""One of something is said as one: votes, days, observations, readings of a report."""

import pytest

from planes import services as planes
from planes.conditions import _observaciones_abiertas
from planes.queries.avance import Avance
from seguimiento.queries.redaccion import votacion_dicha
from seguimiento.quorum import Quorum
from seguimiento.semaforos import _dias, _movimiento
from tests.planes.caso import CasoDePlan
from tests.seguimiento.organo import CasoDeOrgano


def test_one_abstention_is_one(organo: CasoDeOrgano):
    sesion = organo.en_curso()
    una = {organo.m_titular.pk: "a_favor", organo.m_contraparte.pk: "abstencion"}
    dos = {organo.m_titular.pk: "abstencion", organo.m_contraparte.pk: "abstencion"}
    ninguna = {organo.m_titular.pk: "a_favor", organo.m_contraparte.pk: "en_contra"}
    for votos, dicho in (
        (una, "1 a favor, 0 en contra, 1 abstención"),
        (dos, "0 a favor, 0 en contra, 2 abstenciones"),
        (ninguna, "1 a favor, 1 en contra, 0 abstenciones"),
    ):
        assert dicho in votacion_dicha(organo.votar(organo.acuerdo(sesion), votos=votos))


def test_one_that_is_required_is_required():
    assert Quorum(presentes=1, plazas=2, requeridos=1).frase == "1 de 2 con voto; se requiere 1"
    assert Quorum(presentes=1, plazas=2, requeridos=2).frase == "1 de 2 con voto; se requieren 2"


def test_one_action_one_day_one_call():
    assert Avance({"verificada": 1, "concluida": 1}).formula == "1 acción verificada de 2 · 50 %"
    assert Avance({"concluida": 2}).formula == "0 acciones verificadas de 2 · 0 %"
    assert [_dias(n) for n in (0, 1, 2)] == ["días", "día", "días"]
    gestiones = {"dias_sin_movimiento": 3, "total": 1}
    assert _movimiento({"gestiones": gestiones}) == (3, "1 gestión en el período")


@pytest.mark.django_db
def test_one_observation_of_a_plan_lacks_one_answer():
    caso = CasoDePlan("propuesto")
    planes.observar(caso.vivo(), "Falta la meta.", acto=caso.ante(caso.plan, caso.contraparte))
    assert _observaciones_abiertas(caso.vivo()) == ["Falta la respuesta a 1 observación."]

"""What a plan carries on of an earlier one is said on both sides, and in the papers."""

from copy import copy

import pytest

from flujo.acto import Acto
from planes import services as planes
from tests.factories import hoy
from tests.planes.caso import DIA, CasoDePlan
from tests.planes.test_motivos import pagina
from tests.planes.test_papeles import EVALUACION, PLAN, datos, pedir

pytestmark = pytest.mark.django_db

NOMBRE = "Intercambiar herramientas"


def con_segundo() -> tuple[CasoDePlan, CasoDePlan]:
    """The case at its first plan, of which nothing was done, and at the second, which carries all of it on."""
    desde = hoy() - 500 * DIA
    caso = CasoDePlan(
        "en_ejecucion", titulo="Primero", desde=desde, es_regularizacion=True, sustento="Tarde."
    )
    segundo = copy(caso)
    segundo.plan = planes.copiar_plan(
        caso.vivo(),
        titulo="Segundo",
        desde=caso.plan.hasta + DIA,
        hasta=caso.plan.hasta + 365 * DIA,
        solo_pendientes=True,
        acto=Acto(registra=caso.titular),
    )
    return caso, segundo


def test_an_action_leads_to_the_one_that_it_carries_on_and_back():
    primero, segundo = con_segundo()
    antes, despues = primero.accion(1), segundo.accion(1)
    de_antes = f'<a href="{antes.get_absolute_url()}">1. {NOMBRE}</a><small>Primero</small>'
    de_despues = f'<a href="{despues.get_absolute_url()}">1. {NOMBRE}</a><small>Segundo</small>'
    quien = primero.contraparte
    assert f"<dt>Continúa</dt><dd>{de_antes}" in pagina(quien, despues)
    assert f"<dt>La continúa</dt><dd>{de_despues}" in pagina(quien, antes)
    assert "La continúa" not in pagina(quien, despues)
    assert "<dt>Continúa" not in pagina(quien, antes)
    planes.retirar_accion(despues, acto=Acto(registra=primero.equipo))
    assert "La continúa" not in pagina(quien, antes), "what was taken out carries nothing on"


def test_the_plan_and_its_evaluation_say_on_paper_what_they_carry_on():
    _primero, caso = con_segundo()
    planes.agregar_accion(caso.vivo(), caso.datos(caso.propone), acto=Acto(registra=caso.equipo))
    caso.hasta_plan("en_ejecucion")
    continuan = [*(f"Primero · {n}. {NOMBRE}" for n in (1, 2, 3)), ""]
    assert [a["continua"] for a in datos(pedir(caso, PLAN))["acciones"]] == continuan
    for n, quien in ((1, caso.titular), (2, caso.contraparte), (3, caso.titular), (4, caso.titular)):
        caso.mover_accion(n, "dar_por_no_ejecutada", quien, motivo="No hubo sede.")
    caso.mover_plan("iniciar_evaluacion")
    assert [a["continua"] for a in datos(pedir(caso, EVALUACION))["acciones"]] == continuan

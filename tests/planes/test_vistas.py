"""The actions of a plan by the objective that they serve."""

import pytest

from flujo.acto import Acto
from planes import services as planes
from planes.models import Iniciativa
from planes.queries import acciones_a_la_vista
from planes.queries.vistas import Por, grupos_de
from tests.planes.caso import CasoDePlan
from tests.planes.programa import Programa

pytestmark = pytest.mark.django_db


def _programa_con_tres(caso: CasoDePlan) -> tuple[Iniciativa, Iniciativa, Iniciativa]:
    """Initiatives 1.A, 1.B and 2.A of a published plan that the team of the case file reads."""
    programa = Programa(caso.propone)
    plan = programa.plan()
    primero, segundo = programa.objetivo(plan), programa.objetivo(plan, numero=2, nombre="Formación")
    tres = (
        programa.iniciativa(primero),
        programa.iniciativa(primero, letra="B", texto="Abrir mercados."),
        programa.iniciativa(segundo, texto="Formar dirigentes."),
    )
    planes.publicar_plan_estrategico(plan, acto=programa.acto())
    programa.leer_a(caso.equipo)
    return tres


def _alinear(caso: CasoDePlan, *iniciativas: Iniciativa) -> None:
    for una in iniciativas:
        planes.alinear(caso.expediente_vivo(), una, sustento="La difunde.", acto=Acto(registra=caso.equipo))


def _por_objetivo(caso: CasoDePlan) -> list[tuple[str, list[int]]]:
    grupos = grupos_de(caso.vivo(), acciones_a_la_vista(caso.vivo()), Por.OBJETIVO)
    return [(g.clave.titulo, [a.numero for a in g.acciones]) for g in grupos]


def test_an_action_stands_under_its_own_initiative_and_the_rest_under_those_of_their_case_file():
    caso = CasoDePlan()
    alianzas, mercados, formacion = _programa_con_tres(caso)
    _alinear(caso, formacion, alianzas)
    assert _por_objetivo(caso) == [
        ("1.A · Identidad · Plan 2020-2023", [1, 2, 3]),
        ("2.A · Formación · Plan 2020-2023", [1, 2, 3]),
    ]
    _alinear(caso, mercados)
    propia = caso.datos(caso.otra, iniciativa_id=mercados.pk)
    planes.cambiar_accion(caso.accion(2), propia, acto=Acto(registra=caso.equipo))
    assert _por_objetivo(caso) == [
        ("1.A · Identidad · Plan 2020-2023", [1, 3]),
        ("1.B · Identidad · Plan 2020-2023", [1, 2, 3]),
        ("2.A · Formación · Plan 2020-2023", [1, 3]),
    ]


def test_what_was_aligned_and_taken_back_is_no_group_any_more():
    caso = CasoDePlan()
    alianzas, _mercados, _formacion = _programa_con_tres(caso)
    _alinear(caso, alianzas)
    assert _por_objetivo(caso) == [("1.A · Identidad · Plan 2020-2023", [1, 2, 3])]
    planes.retirar_alineacion(
        caso.expediente.alineaciones.get(), motivo="No la difunde.", acto=Acto(registra=caso.equipo)
    )
    assert _por_objetivo(caso) == [("Sin alinear a ningún objetivo", [1, 2, 3])]

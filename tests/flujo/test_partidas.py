"""Random people play against every lifecycle.

Longer, before something large is merged: `PARTIDAS=20 pytest tests/flujo/test_partidas.py` plays twenty times as many.
"""

import os
from typing import Any, cast

import pytest
from django.db import connection
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from flujo.declaracion import MAQUINAS
from tests.flujo.partidas import DE_VARIOS, JUEGOS, TABLAS
from tests.flujo.partidas.partida_de_organo import PartidaDeOrgano

VECES = int(os.environ.get("PARTIDAS", "1"))
COMO = settings(deadline=None, suppress_health_check=list(HealthCheck))
DE_UNO = settings(COMO, max_examples=15 * VECES, stateful_step_count=25)
LARGAS = settings(COMO, max_examples=8 * VECES, stateful_step_count=40, phases=[Phase.reuse, Phase.generate])
"""Several objects take longer to come to something: fewer games, and longer ones. To shorten one takes minutes."""
DEL_ORGANO = settings(LARGAS, max_examples=5 * VECES, stateful_step_count=20)
"""Each game begins with a body that has met already: fewer and shorter ones go as deep."""


def test_every_lifecycle_has_its_board() -> None:
    assert TABLAS.keys() == MAQUINAS.keys()


@pytest.mark.parametrize("nombre", sorted(TABLAS))
def test_the_declared_transitions_are_exactly_the_board_s(nombre: str) -> None:
    maquina = MAQUINAS[nombre]
    declaradas = {(e, t.name): t.target for e in maquina.estados.values for t in maquina.salidas(e)}
    al_salir_de_lo_cerrado = {e for e in maquina.estados.values if not maquina.fichas[e].abierto_a_entrada}
    assert {
        paso: destino for paso, destino in declaradas.items() if paso[0] not in al_salir_de_lo_cerrado
    } == TABLAS[nombre]


@pytest.mark.parametrize("nombre", sorted(DE_VARIOS))
def test_the_boards_say_who_takes_every_step(nombre: str) -> None:
    partida = DE_VARIOS[nombre]
    pasos = {(modelo, paso) for modelo, tabla in partida.TABLAS.items() for _de, paso in tabla}
    assert pasos == {que for que in partida.QUE if que[0] in partida.TABLAS}


@pytest.mark.lento
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("comienzo", "partida"), [(c, p) for _n, c, p in JUEGOS], ids=[f"{n}-{c}" for n, c, _p in JUEGOS]
)
def test_whoever_plays_whatever(comienzo: str, partida: Any) -> None:
    mesa = partida.mesa_nueva(comienzo)
    connection.check_constraints()  # once, and not again at the end of each game
    de_varios = DEL_ORGANO if partida is PartidaDeOrgano else LARGAS
    run_state_machine_as_test(
        cast(Any, lambda: partida(mesa)), settings=de_varios if partida in DE_VARIOS.values() else DE_UNO
    )

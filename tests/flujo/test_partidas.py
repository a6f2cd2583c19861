"""Random people play against every lifecycle."""

from typing import Any, cast

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from flujo.declaracion import MAQUINAS
from tests.flujo.partidas import PARTIDAS

AJUSTES = settings(
    max_examples=15, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)


SIN_JUGAR = {
    "planes.plananual",
    "planes.accionconjunta",
    "planes.mediodeverificacion",
    "planes.reprogramacion",
    "seguimiento.compromiso",
    "seguimiento.reunion",
    "seguimiento.sesion",
    "seguimiento.acta",
}
"""The work: its boards come with its actas (issue 5, §6), which verify and cancel too. Until then literal tables alone,
in tests/planes/test_flujo.py, tests/seguimiento/test_flujo.py and test_flujo_de_organos.py."""


def test_every_lifecycle_has_its_board() -> None:
    assert PARTIDAS.keys() | SIN_JUGAR == MAQUINAS.keys()
    assert not PARTIDAS.keys() & SIN_JUGAR


@pytest.mark.parametrize("nombre", sorted(PARTIDAS))
def test_the_declared_transitions_are_exactly_the_board_s(nombre: str) -> None:
    maquina = MAQUINAS[nombre]
    declaradas = {(e, t.name): t.target for e in maquina.estados.values for t in maquina.salidas(e)}
    al_salir_de_lo_cerrado = {e for e in maquina.estados.values if not maquina.fichas[e].abierto_a_entrada}
    assert {
        paso: destino for paso, destino in declaradas.items() if paso[0] not in al_salir_de_lo_cerrado
    } == PARTIDAS[nombre].PASOS


COMIENZOS = [
    (nombre, comienzo) for nombre, partida in sorted(PARTIDAS.items()) for comienzo in partida.COMIENZOS
]


@pytest.mark.lento
@pytest.mark.django_db
@pytest.mark.parametrize(("nombre", "comienzo"), COMIENZOS)
def test_whoever_plays_whatever(nombre: str, comienzo: str) -> None:
    partida = PARTIDAS[nombre]
    mesa = partida.mesa_nueva(comienzo)
    run_state_machine_as_test(cast(Any, lambda: partida(mesa)), settings=AJUSTES)

"""What each light of a report counts, without rows: figures made by hand, and a value that only its formula gives."""

from typing import Any

import pytest

from seguimiento.semaforos import SEMAFOROS, encender


def _accion(estado: str, *, exigible: bool) -> dict[str, Any]:
    return {"estado": estado, "exigible": exigible}


def _indicador(peso: str, meta: str | None, medido: str | None, logro: int | None) -> dict[str, Any]:
    return {"peso": peso, "meta": meta, "medido": medido, "logro": logro}


CIFRAS: dict[str, Any] = {
    "acciones": {
        "filas": [
            _accion("verificada", exigible=True),
            _accion("verificada", exigible=True),
            _accion("concluida", exigible=True),
            _accion("verificada", exigible=False),
            _accion("aprobada", exigible=False),
        ]
    },
    "indicadores": [
        _indicador("3", "10", "8", 80),
        _indicador("1", "10", "2", 20),
        _indicador("1", "10", None, None),
        _indicador("5", None, "4", None),
    ],
    "compromisos": {
        "cuentas": {
            "total": 20,
            "abiertos": 8,
            "verificados": 9,
            "vencidos": 1,
            "exigibles": 9,
            "exigibles_verificados": 6,
        }
    },
    "gestiones": {"total": 4, "dias_sin_movimiento": 31},
}


def luces(**umbrales: tuple[int, int]) -> dict[str, tuple[int | None, str, str]]:
    return {x["clave"]: (x["valor"], x["contado"], x["color"]) for x in encender(CIFRAS, umbrales, "corte")}


def test_each_light_counts_what_its_formula_says():
    assert luces() == {
        "acciones": (66, "2 de 3", "ambar"),
        "indicadores": (52, "2 indicadores medidos de 3 con meta", "rojo"),
        "compromisos": (66, "6 de 9", "ambar"),
        "vencidos": (12, "1 de 8", "ambar"),
        "movimiento": (31, "4 gestiones en el período", "ambar"),
    }


def test_the_thresholds_of_the_case_file_are_those_that_count():
    assert luces(acciones=(66, 10))["acciones"][2] == "verde"
    assert luces(acciones=(90, 67))["acciones"][2] == "rojo"
    assert luces(movimiento=(31, 40))["movimiento"][2] == "verde"


@pytest.mark.parametrize(
    ("clave", "umbrales"),
    [
        ("acciones", (70, 40)),
        ("indicadores", (90, 70)),
        ("compromisos", (70, 40)),
        ("vencidos", (5, 20)),
        ("movimiento", (30, 60)),
    ],
)
def test_each_light_turns_at_its_default_thresholds(clave: str, umbrales: tuple[int, int]):
    semaforo = next(s for s in SEMAFOROS if s.clave == clave)
    assert (semaforo.verde, semaforo.ambar) == umbrales
    peor = 1 if semaforo.menos_es_mejor else -1
    assert [semaforo.color(n, *umbrales) for n in (umbrales[0], umbrales[0] + peor)] == ["verde", "ambar"]
    assert [semaforo.color(n, *umbrales) for n in (umbrales[1], umbrales[1] + peor)] == ["ambar", "rojo"]

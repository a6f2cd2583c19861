"""The edges of what the parties tolerate, and of what an indicator comes to."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from flujo.acto import Acto
from flujo.errors import DatosInvalidos
from planes import services as planes
from planes.queries import AvanceDeIndicadores, medidas_de
from tests.planes.caso import DIA, CasoDePlan
from tests.planes.medidas import DEMORA, PERSONAS, CasoMedido

pytestmark = pytest.mark.django_db


def ajustar(caso: CasoDePlan, **campos: Any) -> None:
    datos = caso.datos(caso.propone, **campos)
    planes.ajustar(caso.accion(1), datos, motivo="Así.", acto=Acto(registra=caso.equipo))


def test_so_many_days_are_tolerated_and_one_more_is_not():
    caso = CasoDePlan("aprobado", tolerancia_dias=15)
    hasta = caso.accion(1).hasta
    with pytest.raises(DatosInvalidos, match="Se movería 16 días de lo aprobado; la tolerancia es de 15"):
        ajustar(caso, hasta=hasta + 16 * DIA)
    ajustar(caso, hasta=hasta + 15 * DIA)
    assert caso.accion(1).hasta == hasta + 15 * DIA


def test_so_much_of_the_budget_is_tolerated_and_a_cent_more_is_not():
    caso = CasoDePlan("aprobado", tolerancia_porcentaje=10)
    with pytest.raises(DatosInvalidos, match="más del 10 %"):
        ajustar(caso, monto=Decimal("1100.01"))
    ajustar(caso, monto=Decimal("1100.00"))
    assert caso.accion(1).partidas.get().monto == Decimal("1100.00")


def test_a_tolerance_of_days_is_none_of_money():
    caso = CasoDePlan("aprobado", tolerancia_dias=15)
    with pytest.raises(DatosInvalidos, match="ninguna tolerancia de presupuesto"):
        ajustar(caso, monto=Decimal("1000.01"))


def con_indicadores(*indicadores: Any) -> CasoMedido:
    """The indicators of its first action are others, agreed by all."""
    caso = CasoMedido()
    caso.aprobar_reprogramacion(caso.reprogramar(1, caso.datos(caso.propone, indicadores=list(indicadores))))
    return caso


@pytest.mark.parametrize(("valor", "porcentaje"), [(39, 0), (40, 100), (41, 100)])
def test_what_is_to_stay_as_it_was_is_reached_or_not(valor: int, porcentaje: int):
    caso = con_indicadores(replace(PERSONAS, linea_base=Decimal(40), anio_base=2025))
    caso.juzgar(caso.medir(1, caso.equipo, valor), "validar", caso.contraparte)
    assert medidas_de([caso.accion(1)])[0].porcentaje == porcentaje


def test_an_indicator_without_a_target_weighs_nothing():
    caso = con_indicadores(PERSONAS, replace(DEMORA, metas={}))
    avance = AvanceDeIndicadores(medidas_de([caso.accion(1)]))
    assert (len(avance.medidas), len(avance.con_meta), avance.peso) == (2, 1, Decimal(2))

"""Whatever the rows, the pages of a list that go by key lose none and repeat none, forwards and back."""

import datetime as dt
import random
from itertools import chain
from typing import Any

import pytest
from django.test import Client

from tablero.cartera import FiltrosDeCartera, filtrada
from tablero.forms import CarteraForm
from tablero.transparencia.formulario import TransparenciaForm
from tablero.transparencia.publicados import publicados
from tests.convenios.vida import DIA
from tests.factories import hoy
from tests.tablero.test_cartera import Mesa, entrar
from tests.tablero.test_transparencia import publicar

pytestmark = pytest.mark.django_db

SEMILLAS = [1, 2, 3]
FINES = [None, -400, -1, 0, 1, 89, 90, 91, 400, 4000]
"""Days until the end: without one, over, near by the limit, and far away."""


def recorrido(
    client: Client, camino: str, consulta: str, clave: str
) -> tuple[list[list[Any]], list[list[Any]]]:
    """The rows of every page, going to the last one and back to the first."""

    def rastro(direccion: str, hacia: str) -> list[list[Any]]:
        paginas = []
        while direccion:
            contexto = client.get(f"{camino}{direccion}").context
            paginas.append([_id(fila, clave) for fila in contexto["filas"]])
            ultima[:] = [direccion]
            direccion = contexto[hacia]
        return paginas

    ultima: list[str] = []
    ida = rastro(f"?{consulta}", "siguiente")
    return ida, rastro(ultima[0], "anterior")[::-1]


def _id(fila: Any, clave: str) -> Any:
    return fila[clave] if isinstance(fila, dict) else next(c.valor for c in fila if c.columna.clave == clave)


def sembrar(mesa: Mesa, azar: random.Random, cuantos: int) -> None:
    """Agreements with every mix of what a list is ordered by; many alike."""
    for n in range(cuantos):
        fin = azar.choice(FINES)
        suscrito = azar.choice([None, hoy() - 800 * DIA, hoy() - 799 * DIA, dt.date(1950, 1, 1)])
        inicio = min(filter(None, (suscrito, hoy() - 800 * DIA)))
        convenio = mesa.convenio(
            f"Convenio {n}", fin=fin, renovacion=azar.choice([None, 30]), suscrito_el=suscrito, inicio=inicio
        )
        if azar.random() < 0.4:
            contacto = azar.choice([None, hoy(), hoy() + DIA, hoy() + 300 * DIA])
            mesa.gestion(
                convenio,
                azar.choice([mesa.asistente, mesa.contraparte]),
                con="Quien sea",
                fecha=hoy() - azar.randrange(3) * DIA,
                proximo_contacto=contacto,
            )


@pytest.mark.parametrize("semilla", SEMILLAS)
def test_the_portfolio_loses_and_repeats_no_row(semilla: int, monkeypatch: pytest.MonkeyPatch):
    mesa = Mesa()
    sembrar(mesa, random.Random(semilla), 14)  # noqa: S311 - repeatable
    monkeypatch.setattr(CarteraForm, "filas", 3)
    for quien in (mesa.asistente, mesa.contraparte):
        orden = [e.codigo for e in filtrada(quien, FiltrosDeCartera(estado="todos"))]
        ida, vuelta = recorrido(entrar(quien), "/cartera/", "estado=todos", "codigo")
        assert len(orden) == 14
        assert [*chain(*ida)] == orden
        assert vuelta == ida


@pytest.mark.parametrize("semilla", SEMILLAS)
def test_the_public_list_loses_and_repeats_no_row(semilla: int, monkeypatch: pytest.MonkeyPatch):
    mesa = Mesa()
    publicar(mesa.propone)
    publicar(mesa.otra, "consiente")
    sembrar(mesa, random.Random(semilla), 14)  # noqa: S311 - repeatable
    monkeypatch.setattr(TransparenciaForm, "filas", 3)
    orden = [c.expediente.titulo for c in publicados()]
    ida, vuelta = recorrido(Client(), "/transparencia/", "", "titulo")
    assert len(orden) == 14
    assert [*chain(*ida)] == orden
    assert vuelta == ida

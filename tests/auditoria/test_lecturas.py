"""Reading the log, and logging that somebody read."""

import datetime as dt
import json

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from time_machine import travel

from auditoria.models import Asiento
from auditoria.queries import Corte, de_cadena, estado_al
from auditoria.services import asentar, registrar_lectura
from tests.auditoria.conftest import DIA, cadena, hecho, sano

pytestmark = pytest.mark.django_db

LIMA = "America/Lima"


def test_an_auditors_reading_is_the_controls_until_it_is_released() -> None:
    de = cadena()
    asiento = registrar_lectura(
        de.pk,
        modelo="expedientes.expediente",
        objeto=5,
        que="historia",
        fecha_hecho=DIA,
        registra=3,
        institucion=8,
        mandato=2,
        quien="Auditora",
    )
    assert (asiento.accion, asiento.visibilidad, asiento.registra_id) == ("leer", "control", 3)
    assert json.loads(asiento.cuerpo)["datos"] == {"que": "historia", "mandato": 2}
    assert json.loads(asiento.personal or "") == {"quien": "Auditora"}


def test_an_administrators_reading_is_seen_by_the_parties() -> None:
    asiento = registrar_lectura(
        cadena().pk, modelo="convenios.opinion", objeto=1, que="opinion", fecha_hecho=DIA, registra=3
    )
    assert asiento.visibilidad == "compartida"
    assert sano()


def test_pages_go_from_the_newest_to_the_first_without_gap_or_repetition() -> None:
    de = cadena(7)
    cadena(3)
    vistos, antes_de, paginas = [], None, 0
    while True:
        pagina = de_cadena(de.pk, antes_de=antes_de, tamano=3)
        vistos += [a.n for a in pagina.asientos]
        paginas += 1
        if pagina.siguiente is None:
            break
        antes_de = pagina.siguiente
    assert (vistos, paginas) == ([7, 6, 5, 4, 3, 2, 1], 3)


def test_a_full_last_page_has_no_next_one() -> None:
    assert de_cadena(cadena(3).pk, tamano=3).siguiente is None


def test_rows_come_as_far_as_the_reader_may_see() -> None:
    de = cadena()
    for i, visibilidad in enumerate(["compartida", "interna", "control", "interna"]):
        asentar(de.pk, hecho(visibilidad=visibilidad, institucion=i % 2))
    visibles = Q(visibilidad="compartida") | Q(visibilidad="interna", institucion_id=1)
    assert [a.n for a in de_cadena(de.pk, visibles=visibles).asientos] == [4, 2, 1]


@pytest.mark.parametrize("tamano", [0, -1, 501])
def test_a_page_has_a_size(tamano: int) -> None:
    with pytest.raises(ValueError, match="1 to 500"):
        de_cadena(cadena().pk, tamano=tamano)


def test_one_statement_however_long_the_chain() -> None:
    de = cadena(12)
    with CaptureQueriesContext(
        connection,
    ) as consultas:
        de_cadena(de.pk, tamano=5)
    assert len(consultas) == 1


@pytest.fixture
def tardio() -> int:
    """Moved on the 1st, on the 10th, and on the 5th, which was recorded on the 12th only; all at 23:30 in Lima."""
    de = cadena()
    pasos = [("", "a", 1, 1), ("a", "b", 10, 10), ("b", "c", 5, 12)]
    for desde, hasta, fue, se_asento in pasos:
        with travel(dt.datetime(2016, 5, se_asento + 1, 4, 30, tzinfo=dt.UTC), tick=False):
            asentar(de.pk, hecho("mover", desde=desde, hasta=hasta, fecha_hecho=dt.date(2016, 5, fue)))
    return de.pk


READINGS = [
    # as of    what had happened          what had been recorded
    (30, 4, [], None, [], None),
    (1, 5, [1], "a", [1], "a"),
    (4, 5, [1], "a", [1], "a"),
    (5, 5, [3, 1], "c", [1], "a"),
    (10, 5, [3, 2, 1], "c", [2, 1], "b"),
    (11, 5, [3, 2, 1], "c", [2, 1], "b"),
    (12, 5, [3, 2, 1], "c", [3, 2, 1], "c"),
]


@pytest.mark.parametrize(("dia", "mes", "hechos", "segun_hecho", "registros", "segun_registro"), READINGS)
def test_as_of_a_day_by_either_reading(
    tardio: int,
    dia: int,
    mes: int,
    hechos: list[int],
    segun_hecho: str | None,
    registros: list[int],
    segun_registro: str | None,
) -> None:
    fecha = dt.date(2016, mes, dia)
    hecho_, registro = Corte(fecha, "hecho", LIMA), Corte(fecha, "registro", LIMA)
    assert [a.n for a in de_cadena(tardio, corte=hecho_).asientos] == hechos
    assert [a.n for a in de_cadena(tardio, corte=registro).asientos] == registros
    assert estado_al("pruebas.cosa", 7, hecho_) == segun_hecho
    assert estado_al("pruebas.cosa", 7, registro) == segun_registro


def test_the_newest_rows_are_found_by_index() -> None:
    de = cadena(1)
    filas = Asiento.objects.filter(cadena_id=de.pk, n__lt=50).order_by("-n")[:51]
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        cursor.execute("set local enable_sort = off")
    plan = filas.explain()
    assert "asiento_numero_unico_en_su_cadena" in plan
    assert "Sort" not in plan

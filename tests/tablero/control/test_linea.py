"""The line of time of a case file: each fact against its entry, late ones first, gaps in sight, as page and file."""

import csv
import datetime as dt
import io
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from convenios.models import Estado
from convenios.services import opinar
from instituciones.models import Usuario
from tests.convenios.vida import DIA, abrir, con_efecto, vencido
from tests.factories import Caso, auditor, cuenta, hoy, por_documento
from tests.tablero.test_cartera import entrar

pytestmark = pytest.mark.django_db


@pytest.fixture
def caso() -> Caso:
    """An agreement in evaluation; an opinion of the ministry was given in 2016 and entered today from its paper."""
    caso = Caso(Estado.EN_EVALUACION)
    acto = caso.acto(
        caso.asistente,
        documento=por_documento("Rosa Quispe"),
        fecha_hecho=dt.date(2016, 5, 2),
        institucion_id=caso.propone.pk,
    )
    opinar(caso.actual(), "tecnica", es_favorable=True, fundamento="", acto=acto)
    return caso


def linea(caso: Caso, quien: Usuario, **consulta: Any) -> Any:
    respuesta = entrar(quien).get(f"/expedientes/{caso.expediente.codigo}/linea/", consulta)
    assert respuesta.status_code == 200
    return respuesta


def test_each_fact_has_both_dates_and_how_long_it_took(caso: Caso):
    renglones = linea(caso, caso.titular).context["renglones"]
    tardio = renglones[-1]
    assert (tardio.ocurrido, tardio.registrado_el) == (dt.date(2016, 5, 2), hoy())
    assert tardio.tarde == (hoy() - dt.date(2016, 5, 2)).days
    assert (tardio.x, tardio.ancho) == (0, 100)
    assert {(r.ocurrido, r.tarde, r.ancho) for r in renglones[:-1]} == {(hoy(), 0, 0)}


def test_late_entries_come_first_if_one_asks_and_alone_if_one_asks(caso: Caso):
    primero = linea(caso, caso.titular, orden="tarde").context["renglones"]
    assert (primero[0].asiento.accion, primero[0].ocurrido) == ("opinar", dt.date(2016, 5, 2))
    assert len(primero) == len(linea(caso, caso.titular).context["renglones"]) > 5
    solo = linea(caso, caso.titular, solo="tarde").context["renglones"]
    assert [r.asiento.accion for r in solo] == ["opinar"]


def test_who_decided_and_who_typed_by_which_document(caso: Caso):
    respuesta = linea(caso, caso.titular, solo="tarde")
    [tardio] = respuesta.context["renglones"]
    assert (tardio.decidio, tardio.registro, tardio.referencia) == (
        "Rosa Quispe",
        "Asistente",
        "Oficio 1-2026",
    )
    assert "Por documento:" in respuesta.content.decode()


def test_what_is_internal_to_a_party_is_not_on_the_line_of_the_others(caso: Caso):
    assert len(linea(caso, auditor(caso.otra), solo="tarde").context["renglones"]) == 1
    assert linea(caso, caso.contraparte, solo="tarde").context["renglones"] == []
    assert linea(caso, caso.contraparte).context["eje"].desde == hoy()  # nor does the drawing tell of it


def test_an_auditors_reading_is_logged_and_nobody_elses(caso: Caso):
    leidas = caso.expediente.lecturas.asientos
    linea(caso, caso.titular)
    assert leidas.count() == 0
    linea(caso, auditor(caso.propone))
    assert list(leidas.values_list("accion", "visibilidad")) == [("leer", "control")]


def test_the_pages_lose_and_repeat_nothing_in_either_order(caso: Caso):
    client, camino = entrar(caso.titular), f"/expedientes/{caso.expediente.codigo}/linea/"
    for orden in ("", "tarde"):
        todos = [r.asiento.n for r in linea(caso, caso.titular, orden=orden, n=100).context["renglones"]]
        vistos, direccion = [], f"?orden={orden}&n=25"
        while direccion:
            contexto = client.get(f"{camino}{direccion}").context
            vistos += [r.asiento.n for r in contexto["renglones"]]
            direccion = contexto["siguiente"]
        assert vistos == todos
    with CaptureQueriesContext(connection) as pocas:
        linea(caso, caso.titular, solo="tarde")
    with CaptureQueriesContext(connection) as muchas:
        linea(caso, caso.titular, orden="tarde")
    assert len(muchas) <= len(pocas) + 2  # the institutions and posts that more rows speak of


def test_a_gap_of_the_term_is_drawn_and_says_which_addendum_regularizes_it():
    caso = vencido(60)
    adenda = abrir(
        caso,
        "prorroga",
        fin_nuevo=hoy() + 300 * DIA,
        efecto_desde=hoy() - 59 * DIA,
        es_regularizacion=True,
        base_legal="Cláusula novena",
    )
    con_efecto(caso, adenda)
    respuesta = linea(caso, caso.titular)
    [hueco] = respuesta.context["huecos"]
    assert (hueco["adenda"], hueco["base"]) == (adenda, "Cláusula novena")
    pagina = respuesta.content.decode()
    assert "Sin texto firmado" in pagina
    assert "La adenda 1 lo regulariza: Cláusula novena." in pagina
    assert {r.regularizacion for r in respuesta.context["renglones"]} == {"", "Cláusula novena"}


def test_it_is_exported_with_who_decided_and_who_typed(caso: Caso):
    client, camino = entrar(caso.titular), f"/expedientes/{caso.expediente.codigo}/linea/exportar"
    en_csv = client.get(f"{camino}/csv/", {"orden": "tarde"}).getvalue().decode("utf-8-sig")
    filas = list(csv.DictReader(io.StringIO(en_csv)))
    assert len(filas) == len(linea(caso, caso.titular).context["renglones"])
    assert {
        k: filas[0][k] for k in ("Fecha del hecho", "Registrado el", "Quién decidió", "Quién registró")
    } == {
        "Fecha del hecho": "2016-05-02",
        "Registrado el": hoy().isoformat(),
        "Quién decidió": "Rosa Quispe",
        "Quién registró": "Asistente",
    }
    hoja = load_workbook(io.BytesIO(client.get(f"{camino}/xlsx/").getvalue())).active
    assert hoja.max_row == len(filas) + 1


def test_whoever_does_not_see_the_case_file_does_not_see_its_line(caso: Caso):
    for camino in ("", "exportar/csv/"):
        respuesta = entrar(cuenta()).get(f"/expedientes/{caso.expediente.codigo}/linea/{camino}")
        assert respuesta.status_code == 404


@pytest.mark.parametrize(
    "disparate",
    [
        {"orden": "otro"},
        {"solo": "nada"},
        {"despues": "x"},
        {"despues": "WyJ4IiwxXQ", "orden": "tarde"},
        {"despues": "WyI5OTk5OTk5OTk5OTk5IiwxXQ", "orden": "tarde"},
        {"antes": "WyIyMDIwLTAxLTAxIiwwXQ"},
        {"n": "1"},
        {"x": "1"},
    ],
    ids=str,
)
def test_nonsense_is_told_in_words(caso: Caso, disparate: dict[str, str]):
    for camino in ("", "exportar/csv/"):
        direccion = f"/expedientes/{caso.expediente.codigo}/linea/{camino}"
        assert entrar(caso.titular).get(direccion, disparate).status_code == 400

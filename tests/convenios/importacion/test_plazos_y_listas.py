"""Terms in words, lists in a cell, names of parties and numbers of agreements."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convenios.importacion.celdas import Celda
from convenios.importacion.listas import Nombre, leer_lista, leer_parte, leer_partes, sin_contacto
from convenios.importacion.numeros import leer_anio, leer_numero
from convenios.importacion.plazos import Plazo, leer_plazo
from tests.convenios.importacion.leer import celda, en_excel


@pytest.mark.parametrize(
    ("texto", "plazo"),
    [
        ("5 años", Plazo(60)),
        ("5 AÑOS", Plazo(60)),
        ("5 anos", Plazo(60)),
        ("4 anys", Plazo(48)),
        ("un año", Plazo(12)),
        ("cinco (05) años", Plazo(60)),
        ("18 meses", Plazo(18)),
        ("1 año y 6 meses", Plazo(18)),
        ("365 días", Plazo(dias=365)),
        ("5 años (Renovación Automática)", Plazo(60, renovacion_automatica=True)),
        ("10 años (Renovacion vigente con otro si)", Plazo(120, renovado=True)),
        ("indefinida", Plazo(indefinido=True)),
        ("Plazo Indeterminado", Plazo(indefinido=True)),
        ("NO_DEFINIDO", None),
        ("", None),
    ],
)
def test_these_are_terms(texto, plazo):
    leido = leer_plazo(celda(texto))
    assert (leido.valor, leido.error) == (plazo, "")


@pytest.mark.parametrize(
    ("texto", "frase"),
    [
        ("5", "No se entiende como plazo. Escríbalo como «5 años» o «18 meses»."),
        ("hasta que se cumpla", "No se entiende como plazo. Escríbalo como «5 años» o «18 meses»."),
        ("cinco (06) años", "El plazo en letras y el plazo en cifras no son el mismo."),
        ("900 años", "El plazo no puede ser cero ni pasar de cien años."),
        ("0 meses", "El plazo no puede ser cero ni pasar de cien años."),
    ],
)
def test_what_is_no_term_is_refused_with_its_reason(texto, frase):
    leido = leer_plazo(celda(texto))
    assert (leido.valor, leido.error) == (None, frase)


def test_a_term_that_runs_by_a_renewal_asks_for_the_addendum():
    assert "regístrela como adenda" in leer_plazo(celda("10 años (Renovacion vigente con otro si)")).duda


def test_a_term_is_counted_from_date_to_date():
    assert Plazo(60).fin(dt.date(2014, 7, 24)) == dt.date(2019, 7, 24)
    assert Plazo(12).fin(dt.date(2024, 2, 29)) == dt.date(2025, 2, 28)
    assert Plazo(dias=365).fin(dt.date(2015, 1, 1)) == dt.date(2016, 1, 1)
    assert Plazo(indefinido=True).fin(dt.date(2015, 1, 1)) is None


@given(st.dates(dt.date(1950, 1, 1), dt.date(2100, 1, 1)), st.integers(1, 1200))
def test_a_term_ends_on_the_same_day_or_on_the_last_of_its_month(inicio, meses):
    fin = Plazo(meses).fin(inicio)
    assert fin is not None
    assert (fin.year * 12 + fin.month) - (inicio.year * 12 + inicio.month) == meses
    assert fin.day == inicio.day or (fin + dt.timedelta(days=1)).day == 1


def test_a_list_is_cut_at_semicolons_or_else_at_lines():
    assert leer_lista(celda("uno; dos\nlargo ;;tres")).valor == ("uno", "dos largo", "tres")
    assert leer_lista(celda("uno\ndos")).valor == ("uno", "dos")
    assert leer_lista(celda(" ; ;")).valor is None
    assert leer_lista(celda("Uno; UNO")).valor == ("Uno",)
    assert leer_lista(celda("Uno; UNO")).duda == "La celda repite lo mismo; se tomó una vez."


def test_a_party_comes_with_its_short_name_and_tax_id():
    leidas = leer_partes(
        celda("Ministerio de la Producción (PRODUCE); Cooperativa Los Andes, RUC 20131368829; Municipio")
    )
    assert leidas.valor == (
        Nombre("Ministerio de la Producción", "PRODUCE"),
        Nombre("Cooperativa Los Andes", id_fiscal="20131368829"),
        Nombre("Municipio"),
    )


def test_the_one_party_of_a_cell_may_take_several_lines():
    assert leer_parte(celda("Universidad Nacional\nde la Sierra")).valor == (
        Nombre("Universidad Nacional de la Sierra"),
    )


def test_a_name_too_long_for_an_institution_is_refused():
    assert (
        leer_partes(celda("a" * 301)).error
        == "Un nombre pasa de 300 caracteres: no es el de una institución."
    )


def test_posts_lose_the_contacts_of_people_and_keep_resolutions():
    assert sin_contacto("Directora de Cooperación, 01 616-2222, d@produce.example") == (
        "Directora de Cooperación",
        True,
    )
    assert sin_contacto("Jefe (RD 052-2008-EF/76.01)") == ("Jefe (RD 052-2008-EF/76.01", False)


@pytest.mark.parametrize(
    ("una", "otra"), [("2020/0028", "28/2020"), ("Convenio N° 28-2020", "2020-28"), ("7aaeud", "7AAEUD")]
)
def test_two_masks_of_a_number_are_one_number(una, otra):
    assert leer_numero(celda(una)).valor.clave == leer_numero(celda(otra)).valor.clave


def test_numbers_of_two_registers_are_two_numbers():
    assert (
        leer_numero(celda("012-2015-PRODUCE")).valor.clave
        != leer_numero(celda("012-2015-MIDAGRI")).valor.clave
    )


def test_a_number_that_excel_made_a_date_of_is_refused():
    leido = leer_numero(Celda(1, "2015-01-01", en_excel(2015, 1, 1)))
    assert leido.error.startswith("Excel convirtió el número en una fecha (2015-01-01).")


def test_years_have_four_figures():
    assert leer_anio(celda("2015")).valor == 2015
    assert leer_anio(Celda(1, "2015-01-01", en_excel(2015, 1, 1))).valor == 2015
    assert leer_anio(celda("15")).error == "No es un año de cuatro cifras."

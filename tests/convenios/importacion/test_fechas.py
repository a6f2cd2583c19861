"""Dates in every notation that registers write them: read, or refused with the reason; never guessed in silence."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convenios.importacion.celdas import Celda
from convenios.importacion.fechas import NotacionDeFechas, Orden, PruebasDeFechas, leer_cadena, leer_fecha
from tests.convenios.importacion.leer import celda, en_excel

AGOSTO = dt.date(2014, 8, 4)
DIAS = st.dates(dt.date(1905, 1, 1), dt.date(2069, 12, 31))


@pytest.mark.parametrize(
    "texto",
    [
        "04/08/2014",
        "4/8/2014",
        " 04/08/ 2014",
        "04-08-2014",
        "04.08.2014",
        "4 8 2014",
        "2014-08-04",
        "2014/08/04",
        "20140804",
        "2014-08-04 00:00:00",
        "2014-08-04T10:30:00Z",
        "04/08/2014 12:30 p.m.",
        "4 de agosto de 2014",
        "4 DE AGOSTO DEL 2014",
        "lunes, 4 de agosto de 2014",
        "4 d'agost de 2014",
        "4 d’agost de 2014",
        "4º de agosto de 2014",
        "04-ago-2014",
        "4 ago. 2014",
        "August 4, 2014",
    ],
)
def test_these_are_all_the_fourth_of_august_without_a_doubt(texto):
    leida = leer_fecha(celda(texto))
    assert (leida.valor, leida.duda, leida.error, leida.original) == (AGOSTO, "", "", texto)


@pytest.mark.parametrize(
    "texto", ["04-dic-2014", "4 diciembre 2014", "4 de dic. de 2014", "4 desembre 2014", "4dediciembre2014"]
)
def test_the_letter_with_which_december_begins_is_not_taken_for_a_word_of_its_own(texto):
    assert leer_fecha(celda(texto)).valor == dt.date(2014, 12, 4)


@pytest.mark.parametrize(
    ("texto", "fecha", "duda"),
    [
        ("04//08/2014", AGOSTO, "Está escrita con separadores de más; se leyó 04/08/2014."),
        ("07/11/ de 2017", dt.date(2017, 11, 7), "Está escrita con separadores de más; se leyó 07/11/2017."),
        ("2705/ 2009", dt.date(2009, 5, 27), "Falta un separador; se leyó 27/05/2009."),
        ("27/052009", dt.date(2009, 5, 27), "Falta un separador; se leyó 27/05/2009."),
        ("04/08/14", AGOSTO, "El año tiene dos cifras; se leyó 2014."),
        ("04/08/69", dt.date(2069, 8, 4), "El año tiene dos cifras; se leyó 2069."),
        ("04/08/70", dt.date(1970, 8, 4), "El año tiene dos cifras; se leyó 1970."),
    ],
)
def test_a_dirty_date_is_read_and_the_doubt_says_as_what(texto, fecha, duda):
    leida = leer_fecha(celda(texto))
    assert (leida.valor, leida.duda, leida.error) == (fecha, duda, "")


@pytest.mark.parametrize(
    "texto",
    [
        "",
        "-",
        "#N/D",
        "#N/A",
        "#¡REF!",
        "s/f",
        "NO_DEFINIDO",
        "Sin fecha",
        "00/00/0000",
        "0000-00-00",
        "por definir",
    ],
)
def test_a_date_that_is_not_known_is_neither_read_nor_refused(texto):
    leida = leer_fecha(celda(texto))
    assert (leida.valor, leida.error) == (None, "")


@pytest.mark.parametrize(
    ("texto", "frase"),
    [
        ("31/02/2014", "Ese día no existe en el calendario."),
        ("13/13/2014", "Ese día no existe en el calendario."),
        ("2014-13-05", "Ese día no existe en el calendario."),
        ("2014", "Dice solo el año; falta el día y el mes."),
        ("agosto 2014", "Dice el mes y el año; falta el día."),
        ("08/2014", "Dice el mes y el año; falta el día."),
        ("04/08/2914", "El año 2914 no puede ser."),
        ("4 de brumario de 2014", "No se entiende como fecha. Escríbala como 04/08/2014."),
        ("a la firma", "No dice una fecha."),
        ("04/08/20114", "No se entiende como fecha. Escríbala como 04/08/2014."),
    ],
)
def test_what_is_no_date_is_refused_with_its_reason(texto, frase):
    leida = leer_fecha(celda(texto))
    assert (leida.valor, leida.error, leida.original) == (None, frase, texto)


def test_what_the_spreadsheet_typed_is_believed():
    assert leer_fecha(Celda(1, "2014-08-04", en_excel(2014, 8, 4))).valor == AGOSTO
    assert leer_fecha(Celda(1, "41855", 41855)).valor == AGOSTO
    assert leer_fecha(Celda(1, "41855.0", 41855.5)).valor == AGOSTO
    assert leer_fecha(celda("41855")).como == "Es un número de día de hoja de cálculo; se leyó 04/08/2014."
    assert leer_fecha(Celda(1, "40393", 40393), NotacionDeFechas(desde_1904=True)).valor == AGOSTO


def test_the_date_of_an_empty_cell_is_not_a_date():
    leida = leer_fecha(Celda(1, "1899-12-30", en_excel(1899, 12, 30)))
    assert leida.valor is None
    assert "celda vacía" in leida.duda


def test_hours_and_truths_are_no_dates():
    assert leer_fecha(Celda(1, "10:30", dt.time(10, 30))).error == "La celda tiene una hora, no una fecha."
    assert leer_fecha(Celda(1, "Sí", True)).error == "La celda dice sí o no, no una fecha."


def notacion(*textos: str, supuesto: Orden = Orden.DIA_MES) -> NotacionDeFechas:
    pruebas = PruebasDeFechas()
    for texto in textos:
        pruebas.mirar(celda(texto))
    return pruebas.notacion(supuesto=supuesto)


def test_one_date_proves_the_order_of_its_column():
    assert notacion("04/08/2014", "13/08/2014", supuesto=Orden.MES_DIA) == NotacionDeFechas(Orden.DIA_MES)
    norteamericana = notacion("04/08/2014", "08/13/2014")
    assert norteamericana == NotacionDeFechas(Orden.MES_DIA)
    assert leer_fecha(celda("08/04/2014"), norteamericana).valor == AGOSTO
    assert leer_fecha(celda("08/04/2014"), norteamericana).como == "Se leyó mes/día."


def test_a_column_that_proves_nothing_says_how_it_was_read():
    assert notacion("04/08/2014", "05/06/2015").duda == (
        "Ninguna fecha de la columna prueba si el día va primero; se leyeron día/mes."
    )
    assert notacion("05/05/2014", "2014-08-04", "4 de agosto de 2014").duda == ""


def test_in_a_mixed_column_each_date_that_could_be_both_is_in_doubt():
    mezclada = notacion("13/08/2014", "08/13/2014", "04/08/2014")
    assert "mezcla fechas día/mes (1) y mes/día (1)" in mezclada.duda
    assert leer_fecha(celda("04/08/2014"), mezclada).duda == (
        "El día y el mes podrían estar invertidos; se leyó 04/08/2014."
    )
    assert leer_fecha(celda("08/13/2014"), mezclada).valor == dt.date(2014, 8, 13)


def test_days_and_months_that_excel_swapped_are_suspected():
    pruebas = PruebasDeFechas()
    for dia in range(1, 7):
        pruebas.mirar(Celda(1, "", en_excel(2014, 8, dia)))
    assert pruebas.notacion().duda == ""
    pruebas.mirar(celda("13/08/2014"))
    assert "Excel haya invertido el día y el mes" in pruebas.notacion().duda


def test_a_chain_of_renewals_in_one_cell_is_a_list_of_dates():
    leida = leer_cadena(celda("24/07/2014\n24/07/2019\r\n24/07/2024"))
    assert leida.valor == (dt.date(2014, 7, 24), dt.date(2019, 7, 24), dt.date(2024, 7, 24))
    assert (leida.como, leida.duda, leida.error) == ("La celda trae 3 fechas, una por línea.", "", "")


def test_a_chain_says_which_line_is_no_date_and_when_it_goes_backwards():
    assert leer_cadena(celda("24/07/2014\nvigente")).error == "«vigente»: No dice una fecha."
    assert "no van de la más antigua" in leer_cadena(celda("24/07/2019\n24/07/2014")).duda


@given(
    DIAS,
    st.sampled_from(
        ["%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d", "%d/%m/ %Y", "%d//%m/%Y", "%d/%m/ de %Y", "%d%m/%Y"]
    ),
)
def test_any_day_is_read_back_from_any_notation(dia, formato):
    assert leer_fecha(celda(dia.strftime(formato))).valor == dia


@given(DIAS)
def test_month_first_is_read_back_once_the_column_proves_it(dia):
    en_ese_orden = notacion("12/31/2014")
    assert leer_fecha(celda(dia.strftime("%m/%d/%Y")), en_ese_orden).valor == dia


@given(st.text(max_size=60) | st.text("0123456789/-. de\n", max_size=30))
def test_whatever_a_cell_holds_it_is_a_date_unknown_or_refused(texto):
    for leida in (leer_fecha(celda(texto)), leer_cadena(celda(texto))):
        assert leida.original == texto
        assert not (leida.valor and leida.error)

"""Amounts in every notation that registers write them, to the cent; what could be two amounts is said."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convenios.importacion.celdas import Celda
from convenios.importacion.montos import Monto, NotacionDeMontos, PruebasDeMontos, leer_monto, moneda_de
from tests.convenios.importacion.leer import celda

CANTIDADES = st.decimals(0, 10**12, places=2, allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("texto", "cantidad"),
    [
        ("14.391.975,71", "14391975.71"),
        ("14,391,975.71", "14391975.71"),
        ("14391975,71", "14391975.71"),
        ("14391975.71", "14391975.71"),
        ("14 391 975,71", "14391975.71"),
        ("14\u00a0391\u00a0975,71", "14391975.71"),
        ("1'234,567.89", "1234567.89"),
        ("1’234.567,89", "1234567.89"),
        ("1.234.567", "1234567.00"),
        ("1,234,567", "1234567.00"),
        ("12", "12.00"),
        ("0.5", "0.50"),
        ("150000.00 (ciento cincuenta mil con 00/100)", "150000.00"),
        (" -   ", "0.00"),
        ("–", "0.00"),
        ("-.--", "0.00"),
        ("S/ -", "0.00"),
        ("No irroga gasto", "0.00"),
    ],
)
def test_these_are_amounts(texto, cantidad):
    leido = leer_monto(celda(texto), NotacionDeMontos(",", "PEN"))
    assert (leido.valor, leido.duda, leido.error) == (Monto(Decimal(cantidad), "PEN"), "", "")


@pytest.mark.parametrize(
    ("texto", "moneda"),
    [
        ("S/ 12,50", "PEN"),
        ("S/. 12,50", "PEN"),
        ("R$ 12,50", "BRL"),
        ("12,50 €", "EUR"),
        ("US$ 12,50", "USD"),
        ("$ 12,50", ""),
    ],
)
def test_a_cell_may_name_its_currency(texto, moneda):
    assert leer_monto(celda(texto)).valor == Monto(Decimal("12.50"), moneda)


def test_a_currency_other_than_the_columns_is_in_doubt():
    leido = leer_monto(celda("US$ 1,000.00"), NotacionDeMontos(".", "PEN"))
    assert leido.valor == Monto(Decimal("1000.00"), "USD")
    assert leido.duda == "La celda dice USD y la columna cuenta en PEN; se leyó USD."


def test_a_header_may_name_the_currency():
    assert [moneda_de(t) for t in ("Presupuesto (S/.)", "Monto US$", "Valor R$", "Importe (€)", "Monto")] == [
        "PEN",
        "USD",
        "BRL",
        "EUR",
        "",
    ]


@pytest.mark.parametrize("texto", ["", "#N/D", "#N/A", "NO_DEFINIDO", "por definir"])
def test_an_amount_that_is_not_known_is_not_zero(texto):
    leido = leer_monto(celda(texto))
    assert (leido.valor, leido.error) == (None, "")


@pytest.mark.parametrize(
    ("texto", "frase"),
    [
        ("1.23.456", "Los separadores de miles no van de tres en tres cifras: no se sabe qué monto es."),
        ("1.2 millones", "No se entiende como monto. Escríbalo como 14.391.975,71."),
        ("30%", "No se entiende como monto. Escríbalo como 14.391.975,71."),
        ("12,", "El monto termina en un signo suelto."),
        ("(1.000,00)", "El monto es negativo."),
        ("-5", "El monto es negativo."),
        ("9" * 16, "El monto es demasiado grande para ser cierto."),
    ],
)
def test_what_is_no_amount_is_refused_with_its_reason(texto, frase):
    leido = leer_monto(celda(texto))
    assert (leido.valor, leido.error, leido.original) == (None, frase, texto)


def test_numbers_of_a_spreadsheet_are_taken_to_the_cent():
    assert leer_monto(Celda(1, "10.1", 10.1)).valor == Monto(Decimal("10.10"))
    assert leer_monto(Celda(1, "0.30000000000000004", 0.1 + 0.2)).valor == Monto(Decimal("0.30"))
    assert leer_monto(Celda(1, "Sí", True)).error != ""


def notacion(*textos: str) -> NotacionDeMontos:
    pruebas = PruebasDeMontos()
    for texto in textos:
        pruebas.mirar(celda(texto))
    return pruebas.notacion(supuesto=",")


def test_the_column_decides_what_a_cell_alone_cannot():
    assert leer_monto(celda("1.234"), notacion("1.234")).valor == Monto(Decimal("1234.00"))
    con_punto = notacion("1.234", "10.5")
    assert con_punto == NotacionDeMontos(".", probada=True)
    leido = leer_monto(celda("1.234"), con_punto)
    assert leido.valor == Monto(Decimal("1.23"))
    assert leido.duda == "Trae tres decimales; compruebe que «1.234» no sean miles."


def test_three_figures_behind_the_decimal_mark_are_thousands_with_a_doubt():
    leido = leer_monto(celda("100,000"))
    assert leido.valor == Monto(Decimal("100000.00"))
    assert leido.duda == "«100,000» podría llevar tres decimales; se leyó como miles."


def con_miles(cantidad: Decimal, miles: str, decimal: str) -> str:
    return f"{cantidad:,.2f}".replace(",", "_").replace(".", decimal).replace("_", miles)


@given(CANTIDADES, st.sampled_from([(".", ","), (",", "."), (" ", ","), ("'", "."), ("", ","), ("", ".")]))
def test_any_amount_is_read_back_from_any_notation(cantidad, signos):
    texto = con_miles(cantidad, *signos)
    assert leer_monto(celda(f"S/ {texto}")).valor == Monto(cantidad, "PEN")


@given(st.text(max_size=40) | st.text("0123456789.,'- ()S/$", max_size=25))
def test_whatever_a_cell_holds_it_is_an_amount_unknown_or_refused(texto):
    leido = leer_monto(celda(texto))
    assert leido.original == texto
    assert not (leido.valor and leido.error)
    assert leido.valor is None or leido.valor.cantidad >= 0

"""What people write reaches a spreadsheet as text, by whichever separator the spreadsheet reads the file."""

import csv
import io
import time

import pytest

from flujo.textos import inofensivo
from tablero.columnas import Columna
from tablero.exportacion import en_csv

SIGNOS = "=+-@＝＋－＠"
COLUMNAS = [Columna[str](clave=c, titulo=c, ancho=9, valor=lambda texto: texto) for c in "ab"]

ATAQUES = [
    *(f"{signo}1+1" for signo in SIGNOS),
    *("\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "\u00a0=1+1", '"=1+1'),
    *(
        "Convenio;=1+1",
        "Convenio; =1+1;",
        'Convenio;"=1+1";fin',
        "Convenio,=1+1",
        "Convenio\n=1+1;",
        "a\t@SUM(1)",
    ),
    *("Convenio;＝1+1", ";;-1", 'a";=1+1;"'),
]


def leidas(texto: str, separador: str, *, entiende_comillas: bool) -> list[str]:
    """The cells that a spreadsheet makes of the file."""
    fichero = b"".join(en_csv(COLUMNAS, [texto])).decode("utf-8-sig")
    filas = csv.reader(
        io.StringIO(fichero, newline=""),
        delimiter=separador,
        quoting=csv.QUOTE_MINIMAL if entiende_comillas else csv.QUOTE_NONE,
    )
    return [celda for fila in filas for celda in fila]


@pytest.mark.parametrize("separador", [",", ";", "\t"])
@pytest.mark.parametrize("texto", ATAQUES, ids=ascii)
def test_no_cell_of_a_csv_begins_as_a_formula(texto: str, separador: str):
    celdas = leidas(texto, separador, entiende_comillas=separador == ",")
    assert [c for c in celdas if c.strip(' "\t\r\n\u00a0').startswith(tuple(SIGNOS))] == []


@pytest.mark.parametrize("texto", [a for a in ATAQUES if a.strip(' "\t\r\n\u00a0')[0] in SIGNOS], ids=ascii)
def test_no_cell_of_a_workbook_begins_as_a_formula(texto: str):
    assert inofensivo(texto) == f"'{texto}"


@pytest.mark.parametrize(
    "texto", ["Convenio marco", "2026-11-27", "a - b; c", "I. Objeto:\n- uno", "", "x=1"]
)
def test_what_is_no_formula_stays_as_it_is_in_a_workbook(texto: str):
    assert inofensivo(texto) == texto


def test_a_long_text_of_nothing_takes_no_time():
    antes = time.perf_counter()
    for nada in (" " * 100_000, "\n" * 100_000, "; " * 50_000, '"' * 100_000):
        leidas(f"x{nada}", ",", entiende_comillas=True)
    assert time.perf_counter() - antes < 2

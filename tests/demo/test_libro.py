"""The workbook of the register is made of the same bytes each time, and holds every dirt that was seen in real ones."""

import io
from datetime import datetime
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from demo.escenario import SIN_VALOR
from demo.registro import libro as hacer

celda_de_fecha = datetime.fromisoformat
SUCIEDADES = {
    # one day, in every notation
    celda_de_fecha("2021-02-01"),
    celda_de_fecha("2021-08-25 10:30"),
    44296,
    "45690",
    "15/05/2021",
    "  04/03/2021 ",
    "16/05/ 2021",
    "09//01/2021",
    "1004/ 2025",
    "20/11/ de 2024",
    "04.03.2024",
    "2022-05-16",
    "20190719",
    "03/06/25",
    "25-ago-26",
    "19 de noviembre de 2021",
    "3 DE MARZO 2021",
    "martes, 9 de enero del 2024",
    "August 10, 2021",
    "03/25/2023",
    # what is no day, or more than one
    "31/02/2019",
    "29/02/2027",
    "15/03/2204",
    "s/f",
    2020,
    "marzo 2021",
    "por definir",
    celda_de_fecha("1900-01-01"),
    "01/03/2021 - 28/02/2023",
    "24/07/2021\n24/07/2024\n24/07/2031",
    # terms
    "Indefinido",
    "Sin plazo",
    "1 año",
    "36 meses",
    "TRES (03) AÑOS",
    "5 años (Renovación Automática)",
    # amounts
    21500,
    105500.5,
    "S/ 333,500.00",
    "S/. 77.500,00",
    "S/ 14,000.00 (según presupuesto)",
    "US$ 119,000.00",
    "USD 47000",
    "€ 101.500,50",
    "$ 25,500.00",
    "1'178,500.00",
    "132 000",
    "109000 soles",
    " -   ",
    "#N/D",
    "No irroga gasto",
    "aprox. veinte mil",
    "(500.00)",
    "12,00,000",
    "=15000*2",
    celda_de_fecha("2023-03-01"),
    # numbers
    "CONVENIO N° 002-2021-UNIDEMO",
    "2021/0003",
    " 004-2021-UNIDEMO ",
    "5/2021",
    "203-2021-UNIDEMO (ex 045-2020)",
    "S/N",
    celda_de_fecha("2022-05-01"),
    # states
    "VIGENTE confirmar",
    "vigente ",
    "Vencido (sin renovación)",
    "Culminado",
    "Concluido por separación de la contraparte",
    "SUSPENDIDO por acuerdo de las partes",
    "Resciliado",
    "En trámite",
    "En firma",
    "Desistido",
    "En consulta con el área",
    # one institution by several names, several in one cell, and a person
    "FED5",
    "FEDERACIÓN DE DEMOSTRACIÓN 1",
    "Federación de demostración 2 – FED2",
    "Federación de demostración 6 (FED6)",
    " Asociación de demostración de Productores de Quinua  ",
    "Cooperativa agraria de demostracion El Molle",
    "Federasión de demostración 1",
    "FED1; Federación de demostración 2; MINDEMO",
    "Federación de demostración 5\nFEDERACIÓN DE DEMOSTRACIÓN 6",
    "10******001",
    # the rest
    "MARCo",
    "Otros",
    "Otrosí",
    "dos firmadas",
    "Decanato\njefatura@demo.invalid",
    "Convenio de difusión \u202econ la Federación de demostración 4 (DEMOSTRACIÓN, sin valor)",
    "TOTAL 2021",
    "=SUM(M7:M71)",
    "(*) Los montos en otra moneda no se suman. DEMOSTRACIÓN, sin valor",
    "(**) Los convenios de 2018 están en el archivo físico. DEMOSTRACIÓN, sin valor.",
}
"""Each as a cell holds it."""


@pytest.fixture(scope="module")
def libro() -> Workbook:
    return load_workbook(io.BytesIO(hacer()))


def celdas(hoja: Worksheet) -> set[Any]:
    return {celda.value for fila in hoja.iter_rows() for celda in fila if celda.value is not None}


def test_the_workbook_is_the_same_bytes_each_time():
    assert hacer() == hacer()


def test_its_sheets_are_by_year_with_a_note_an_empty_one_and_a_hidden_one(libro: Workbook):
    assert {h.title: (h.max_row > 20, h.sheet_state) for h in libro.worksheets} == {
        "LÉAME": (False, "visible"),
        "2019-2020": (True, "visible"),
        "2021": (True, "visible"),
        "2022": (True, "visible"),
        "2023": (True, "visible"),
        "2024": (True, "visible"),
        "2025 (actualizado)": (True, "visible"),
        "Hoja1": (False, "visible"),
        "Listas": (False, "hidden"),
    }


def test_every_dirt_stands_in_it_at_least_once(libro: Workbook):
    assert SUCIEDADES - set().union(*map(celdas, libro.worksheets)) == set()


def test_titles_and_data_have_merged_cells_and_the_header_repeats_a_name(libro: Workbook):
    hoja = libro["2023"]
    combinadas = ["A1:B1", "A2:T2", "C1:T1", "E16:E17", "E21:E22", "I6:J6", "O21:O22"]
    assert sorted(str(rango) for rango in hoja.merged_cells.ranges) == combinadas
    assert [c.value for c in hoja[7]].count("VIGENCIA HASTA") == 2


def test_every_sheet_says_that_it_is_a_demonstration(libro: Workbook):
    dicen = {h.title for h in libro.worksheets if any(SIN_VALOR in str(valor) for valor in celdas(h))}
    assert dicen == set(libro.sheetnames) - {"Hoja1", "Listas"}

"""The dry run: every fault in its cell, and the same row never twice."""

import contextlib
import io
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convenios.importacion.lectura import ArchivoIlegible, abrir
from convenios.importacion.seco import como_datos
from tests.convenios.importacion.ficheros import PCC, UNIVERSIDAD, en_csv, en_xlsx, fila_pcc, fila_universidad
from tests.convenios.importacion.leer import dichos, filas, informe


def test_every_error_says_its_sheet_row_column_value_and_sentence():
    visto = informe(
        en_xlsx(Lista=[["Título"], PCC, fila_pcc(), fila_pcc(numero="013-2024", firma="31/02/2024")])
    )
    assert (visto.filas, visto.entran, visto.entro_todo) == (2, 2, False)
    assert [como_datos(h) for h in visto.errores] == [
        {
            "hoja": "Lista",
            "fila": 4,
            "columna": "J",
            "encabezado": "Fecha de firma",
            "valor": "31/02/2024",
            "frase": "Ese día no existe en el calendario.",
        }
    ]


def test_a_row_that_repeats_another_enters_once():
    visto = informe(en_csv([PCC, fila_pcc(), fila_pcc(dias="729")]))
    assert (visto.filas, visto.entran, visto.excluidas, dichos(visto)) == (2, 1, 1, [])
    assert [h.frase for h in visto.omisiones] == ["Repite la fila 2 de «registro.csv»."]


def test_two_agreements_with_one_number_are_an_error():
    visto = informe(en_csv([PCC, fila_pcc(), fila_pcc(numero="2024-12", region="Lima")]))
    assert (visto.entran, visto.impedidas) == (1, 1)
    assert dichos(visto) == [
        (
            "registro.csv",
            3,
            "",
            "",
            "El número 2024-12 ya está en la fila 2 de «registro.csv» con otros datos.",
        )
    ]


def test_one_number_in_two_years_is_two_agreements():
    visto = informe(
        en_csv([PCC, fila_pcc(numero="12"), fila_pcc(numero="12", anio="2023", firma="15/03/2023")])
    )
    assert (visto.entran, dichos(visto)) == (2, [])


def test_totals_notes_and_repeated_headers_are_no_agreements():
    total = ["TOTAL", *[""] * 15, "300,000.00", "", "", ""]
    visto = informe(en_csv([PCC, fila_pcc(), PCC, total, ["Fuente: OPP"]]))
    assert (visto.entran, visto.excluidas, dichos(visto)) == (1, 3, [])
    assert [h.frase for h in visto.omisiones] == [
        "Repite el encabezado.",
        "Es la fila de los totales.",
        "Tiene una sola celda: se toma por una nota.",
    ]


def test_a_row_that_nothing_names_is_an_error():
    fila = fila_pcc(numero="", institucion="")
    assert [frase for *_donde, frase in dichos(informe(en_csv([PCC, fila])))] == [
        "No trae número, título, objeto ni partes: no se sabe qué convenio es."
    ]


def test_a_cell_too_many_in_a_csv_is_an_error_of_its_row():
    contenido = en_csv([PCC, [*fila_pcc(), "sobra"]])
    assert dichos(informe(contenido)) == [
        (
            "registro.csv",
            2,
            "",
            "",
            "La fila tiene 21 celdas y el encabezado 20: sobra un separador o falta una comilla.",
        )
    ]


def test_a_file_that_breaks_half_way_is_told_with_what_was_read_before():
    contenido = en_csv([PCC, fila_pcc()]) + b'013-2024;"sin cerrar\r\n'
    visto = informe(contenido)
    assert "La fila 3 abre unas comillas" in visto.errores[0].frase


def test_formulas_without_result_are_errors_where_they_matter():
    visto = informe(en_xlsx(Lista=[PCC, fila_pcc(conclusion="=J2+365")]), "lista.xlsx")
    assert [(h.columna, h.valor) for h in visto.errores] == [("K", "=J2+365")]
    assert visto.errores[0].frase.startswith("La celda tiene una fórmula sin resultado guardado.")
    assert informe(en_xlsx(Lista=[UNIVERSIDAD, fila_universidad(hoy="=TODAY()")]), "lista.xlsx").entro_todo


def test_what_could_not_be_known_of_a_column_is_said_once():
    visto = informe(
        en_csv([PCC, *[fila_pcc(numero=f"{n}-2024", firma=f"0{n}/03/2024") for n in range(1, 6)]])
    )
    assert [(h.fila, h.columna, h.frase) for h in visto.dudas] == [
        (0, "J", "Ninguna fecha de la columna prueba si el día va primero; se leyeron día/mes.")
    ]


def test_the_report_says_what_became_of_each_column():
    visto = informe(en_csv([[*PCC, "Color"], [*fila_pcc(), "rojo"]]))
    notas = {c.nombre: (c.letra, c.clave, c.nota) for c in visto.hojas[0].columnas}
    assert notas["Color"] == ("U", "", "Nadie la conoce: se conserva con la fila, sin usarse.")
    assert notas["Fecha de firma"] == ("J", "suscripcion", "Fechas día/mes.")
    assert filas(en_csv([[*PCC, "Color"], [*fila_pcc(), "rojo"]]))[0].original["Color"] == "rojo"


def test_the_same_rows_have_the_same_fingerprint_with_their_columns_in_any_order():
    una = filas(en_csv([PCC, fila_pcc()]))[0]
    otra = filas(en_csv([PCC[::-1], fila_pcc(dias="3")[::-1]]), origen="pcc")[0]
    assert una.huella == otra.huella
    assert una.huella != filas(en_csv([PCC, fila_pcc(region="Lima")]))[0].huella


@pytest.mark.lento
def test_thousands_of_rows_are_read_without_holding_them():
    contenido = en_csv([PCC, *[fila_pcc(numero=f"{n}-2024", acciones="x" * 500) for n in range(4_000)]])
    tracemalloc.start()
    visto = informe(contenido)
    _ahora, pico = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (visto.filas, visto.entran) == (4_000, 4_000)
    assert pico < 2 * len(contenido)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.text(max_size=20), min_size=20, max_size=20), max_size=4))
def test_whatever_the_cells_hold_each_row_is_counted_and_nothing_breaks(cosas):
    contenido = en_csv([PCC, fila_pcc(), *cosas]).replace(b"\0", b"")
    visto = informe(contenido, origen="pcc")
    assert visto.filas == visto.entran + visto.impedidas + visto.excluidas
    assert visto.filas >= 1


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_whatever_bytes_come_they_are_read_or_refused(basura):
    with contextlib.suppress(ArchivoIlegible), abrir(io.BytesIO(basura), "x") as libro:
        for hoja in libro.hojas:
            assert all(fila.celdas for fila in hoja.filas())

"""Files as they come: every encoding, separator and bad habit is read, or refused in a sentence."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from convenios.importacion.lectura import TAMANO_MAXIMO, ArchivoIlegible, abrir
from convenios.importacion.lectura.excel import CELDAS_MAXIMAS
from tests.convenios.importacion.ficheros import de_libro, en_csv, en_xlsx, en_zip
from tests.convenios.importacion.leer import en_excel, hojas, textos

FILAS = [["Número", "Año", "Situación"], ["7AAEUD", "2014", "Em execução — ñandú"]]


@pytest.mark.parametrize("codificacion", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "cp850"])
def test_every_encoding_gives_the_same_text(codificacion):
    filas = [[celda.replace("—", "-") for celda in fila] for fila in FILAS * 20]
    assert textos(en_csv(filas, codificacion=codificacion)) == filas


def test_latin_1_is_read_where_windows_has_no_letter():
    filas = [["Número", "Situação"], *[["1", "em execução: informação à União \x81"]] * 3]
    assert textos(en_csv(filas, codificacion="latin-1")) == filas


@pytest.mark.parametrize("separador", list(";,\t|"))
def test_every_separator_is_found_though_cells_hold_the_others(separador):
    filas = [["Número", "Objeto", "Monto"], *[[str(n), "uno; dos, tres | cuatro", "1,5"] for n in range(5)]]
    assert textos(en_csv(filas, separador=separador)) == filas


def test_excel_may_say_the_separator_in_the_first_line():
    assert textos(b"sep=|\r\na|b;c;d\r\n1|2;3;4\r\n") == [["a", "b;c;d"], ["1", "2;3;4"]]


@pytest.mark.parametrize("fin", ["\n", "\r\n"])
def test_a_quoted_cell_keeps_its_lines_and_rows_keep_their_numbers(fin):
    contenido = en_csv([["Nº", "Objeto"], ["1", "uno\ndos"], ["", ""], ["2", "tres"]], fin=fin)
    filas = hojas(contenido)["registro.csv"]
    assert [(f.numero, [c.texto for c in f.celdas.values()]) for f in filas] == [
        (1, ["Nº", "Objeto"]),
        (2, ["1", "uno\ndos"]),
        (4, ["2", "tres"]),
    ]


def test_what_some_exporters_end_lines_with_is_no_cell():
    assert textos(b"  N\xba   ;  OBJETO  ;*\r\n1; x ;*\r\n2;;*\r\n") == [
        ["  Nº   ", "  OBJETO  "],
        ["1", " x "],
        ["2"],
    ]


def test_a_text_that_excel_was_forced_to_keep_loses_only_the_force():
    assert textos(b'a;b\r\n="00123";x\r\n') == [["a", "b"], ["00123", "x"]]


def test_a_quotation_mark_never_closed_is_told_with_its_row():
    with pytest.raises(ArchivoIlegible, match="La fila 3 abre unas comillas que no se cierran"):
        textos(b'a;b\r\n1;2\r\n3;"cuatro\r\n5;6\r\n7;8\r\n')


def test_a_mark_within_a_text_is_text():
    assert textos(b'a;b\r\n1;El "Plan" anual\r\n') == [["a", "b"], ["1", 'El "Plan" anual']]


def test_a_zip_with_one_csv_is_that_csv():
    with abrir(io.BytesIO(en_zip(siconv__csv=en_csv(FILAS))), "siconv.zip") as libro:
        assert (libro.nombre, libro.separador, libro.codificacion) == (
            "siconv.zip › siconv.csv",
            ";",
            "utf-8",
        )
        assert [[c.texto for c in f.celdas.values()] for f in libro.hojas[0].filas()] == FILAS


@pytest.mark.parametrize(
    ("contenido", "frase"),
    [
        (b"", "El archivo está vacío."),
        (b"%PDF-1.7", "Es un PDF."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Excel antiguo"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "página web"),
        (b"\x7fELF" + bytes(range(256)) * 4, "no es texto ni hoja de cálculo"),
        (b"PK\x03\x04 y nada mas", "está dañado"),
        (en_zip(leame__md=b"nada"), "no trae ningún CSV"),
        (en_zip(uno__csv=b"a;b", dos__csv=b"a;b"), "varios CSV (uno.csv, dos.csv)"),
    ],
)
def test_what_is_no_register_is_refused_in_a_sentence(contenido, frase):
    with pytest.raises(ArchivoIlegible) as negativa, abrir(io.BytesIO(contenido), "registro"):
        pass
    assert frase in str(negativa.value)


class _Enorme(io.BytesIO):
    def seek(self, donde: int, desde: int = 0) -> int:
        return super().seek(donde, desde) if desde == 0 else 200_000_000


def test_a_file_of_200_megabytes_is_refused_before_it_is_read():
    with (
        pytest.raises(ArchivoIlegible, match="pesa 200 MB y se admiten 50 MB"),
        abrir(_Enorme(), "registro.csv"),
    ):
        pass
    assert TAMANO_MAXIMO == 50_000_000


@pytest.mark.lento
def test_a_bomb_is_refused_by_what_it_would_unpack_to():
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as archivo:
        for n in range(4):
            archivo.writestr(f"{n}.csv", b"\0" * 80_000_000)
    with pytest.raises(ArchivoIlegible, match="pasaría de 300 MB"), abrir(salida, "bomba.zip"):
        pass


def test_a_workbook_gives_what_its_cells_are():
    filas = hojas(
        en_xlsx(
            Hoja_1=[
                ["Título"],
                [],
                ["Nº", "Fecha", "Monto", "Vigente"],
                [28.0, en_excel(2014, 8, 4), 10.5, True],
            ]
        )
    )["Hoja 1"]
    assert [(f.numero, [(c.columna, c.texto, c.valor) for c in f.celdas.values()]) for f in filas[2:]] == [
        (4, [(1, "28", 28), (2, "2014-08-04", en_excel(2014, 8, 4)), (3, "10.5", 10.5), (4, "Sí", True)])
    ]
    assert filas[1].numero == 3


def test_a_formula_without_result_is_not_taken_for_an_empty_cell():
    filas = hojas(en_xlsx(Hoja=[["Nº", "=TODAY()"], [1, "=A2+1"]]))["Hoja"]
    assert [[(c.texto, c.formula_sin_resultado) for c in f.celdas.values()] for f in filas] == [
        [("Nº", False), ("=TODAY()", True)],
        [("1", False), ("=A2+1", True)],
    ]


def test_hidden_sheets_are_told():
    libro = Workbook()
    libro.active.append(["a", "b"])
    libro.create_sheet("Oculta").sheet_state = "hidden"
    with abrir(io.BytesIO(de_libro(libro)), "libro.xlsx") as abierto:
        assert [(h.nombre, h.oculta) for h in abierto.hojas] == [("Sheet", False), ("Oculta", True)]


def _con_parte(parte: str, xml: str) -> bytes:
    """A workbook of one sheet with one of its parts written by hand."""
    entrada, salida = io.BytesIO(en_xlsx(Hoja=[["x"]])), io.BytesIO()
    with zipfile.ZipFile(entrada) as de, zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as a:
        for nombre in de.namelist():
            a.writestr(nombre, xml.encode() if nombre == parte else de.read(nombre))
    return salida.getvalue()


def _con_hoja(xml_de_filas: str, dimension: str) -> bytes:
    """A workbook whose only sheet holds these rows and declares that size."""
    return _con_parte(
        "xl/worksheets/sheet1.xml",
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<dimension ref="{dimension}"/><sheetData>{xml_de_filas}</sheetData></worksheet>',
    )


def test_a_sheet_that_declares_a_million_rows_has_those_that_it_has():
    xml = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"/></row><row r="900000"><c r="B900000"><v>2</v></c></row>'
    filas = hojas(_con_hoja(xml, "A1:XFD1048576"))["Hoja"]
    assert [(f.numero, [(c.columna, c.texto) for c in f.celdas.values()]) for f in filas] == [
        (1, [(1, "1")]),
        (900000, [(2, "2")]),
    ]


def test_a_sheet_that_declares_less_than_it_has_loses_nothing():
    xml = (
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2"><c r="B2"><v>3</v></c></row>'
    )
    filas = hojas(_con_hoja(xml, "A1:A1"))["Hoja"]
    assert [[c.texto for c in f.celdas.values()] for f in filas] == [["1", "2"], ["3"]]


@pytest.mark.lento
def test_a_sheet_of_millions_of_empty_cells_is_refused():
    xml = "".join(f'<row r="{n}"><c r="XFD{n}"/></row>' for n in range(1, CELDAS_MAXIMAS // 16384 + 3))
    with pytest.raises(ArchivoIlegible, match="«Hoja» tiene formato en millones de celdas vacías"):
        hojas(_con_hoja(xml, "A1:B2"))


@pytest.mark.lento
def test_a_row_beyond_what_a_spreadsheet_can_have_is_not_walked_to():
    with pytest.raises(ArchivoIlegible, match="libro de Excel está dañado"):
        hojas(_con_hoja('<row r="99999999999"><c r="A1"><v>1</v></c></row>', "A1:A2"))


BOMBA = '<!DOCTYPE x [<!ENTITY a "jajaja">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)


@pytest.mark.parametrize("parte", ["xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"])
@pytest.mark.parametrize("xml", ["<a>", "no es XML", f"{BOMBA}]><a>&j;</a>"])
def test_a_part_that_is_no_xml_or_a_bomb_is_told(parte, xml):
    with pytest.raises(ArchivoIlegible, match="libro de Excel está dañado"):
        hojas(_con_parte(parte, xml))


@pytest.mark.parametrize(
    "xml", ['<row r="1"><c r="A1" t="s"><v>99</v></c></row>', '<row r="1"><c r="A1"><v>1</v></c>']
)
def test_a_workbook_damaged_further_down_is_told(xml):
    with pytest.raises(ArchivoIlegible, match="libro de Excel está dañado"):
        hojas(_con_hoja(xml, "A1:B2"))

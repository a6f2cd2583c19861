"""The header is found below the titles; a column that is missing is named, and never zero rows."""

import pytest

from convenios.importacion.encabezado import ULTIMA_FILA, Encabezado
from convenios.importacion.llano import llano
from convenios.importacion.mapeo import asignar, mapeo_de
from convenios.importacion.origenes import ORIGENES
from tests.convenios.importacion.ficheros import (
    CATALUNYA,
    PCC,
    PORTAL,
    TRANSFEREGOV,
    UNIVERSIDAD,
    en_csv,
    en_xlsx,
    en_xlsx_con,
    fila_catalunya,
    fila_pcc,
    fila_portal,
    fila_transferegov,
    fila_universidad,
)
from tests.convenios.importacion.leer import dichos, filas, informe

DE_CADA_ORIGEN = {
    "catalunya": (CATALUNYA, fila_catalunya()),
    "pcc": (PCC, fila_pcc()),
    "universidad": (UNIVERSIDAD, fila_universidad()),
    "transferegov": (TRANSFEREGOV, list(fila_transferegov().values())),
    "transparencia_br": (PORTAL, fila_portal()),
}


@pytest.mark.parametrize("origen", DE_CADA_ORIGEN)
def test_each_source_is_recognised_and_its_row_enters(origen):
    visto = informe(en_csv(DE_CADA_ORIGEN[origen]))
    assert (visto.origen, visto.filas, visto.entran, dichos(visto)) == (origen, 1, 1, [])
    assert not [c for c in visto.hojas[0].columnas if not c.clave]


@pytest.mark.parametrize("origen", DE_CADA_ORIGEN)
def test_a_renamed_column_is_an_error_with_its_name_and_never_zero_rows(origen):
    """Every column that must be, one after another."""
    encabezado, fila = DE_CADA_ORIGEN[origen]
    forma = ORIGENES[origen].formas[0]
    for clave, *otras in forma.obligatorias:
        columnas = {n for c in (clave, *otras) for n in forma.por_clave[c].llanos}
        renombrado = [f"Kolumne {n}" if llano(h) in columnas else h for n, h in enumerate(encabezado)]
        assert renombrado != encabezado
        visto = informe(en_csv([renombrado, fila]))
        frases = [h.frase for h in visto.errores]
        assert any(forma.por_clave[clave].nombres[0] in frase for frase in frases), (origen, clave, frases)
        assert visto.entran == 0


def test_the_error_says_what_the_column_may_be_called_now():
    encabezado = ["Data de la signatura del conveni" if c == "Data Signatura" else c for c in CATALUNYA]
    assert [h.frase for h in informe(en_csv([encabezado, fila_catalunya()])).errores] == [
        "Falta la columna «Data Signatura». ¿Se llama ahora «Data de la signatura del conveni»?"
    ]


def test_what_a_person_says_of_a_renamed_column_is_enough():
    encabezado = ["Rubricado" if c == "Data Signatura" else c for c in CATALUNYA]
    leidas = filas(en_csv([encabezado, fila_catalunya()]), mapeo={"rubricado": "suscripcion"})
    assert f"{leidas[0].fechas.suscripcion:%d/%m/%Y}" == "13/02/2023"


def test_names_are_compared_without_case_accents_blanks_or_underscores():
    encabezado = [f"  {c.upper().replace(' ', '_').replace('Ó', 'O').replace('Ú', 'U')} " for c in CATALUNYA]
    assert informe(en_csv([encabezado, fila_catalunya()])).entran == 1


@pytest.mark.parametrize("arriba", [0, 1, 7, ULTIMA_FILA - 1])
def test_the_header_stands_below_the_titles(arriba):
    titulos = [[f"OFICINA DE CONVENIOS {n}"] for n in range(arriba)]
    visto = informe(en_xlsx(Convenios=[*titulos, PCC, fila_pcc()]))
    assert (visto.hojas[0].encabezado, visto.entran) == (arriba + 1, 1)


def test_a_header_further_down_is_not_looked_for_and_said():
    titulos = [[f"Título {n}"] for n in range(ULTIMA_FILA)]
    visto = informe(en_xlsx(Convenios=[*titulos, PCC, fila_pcc()]))
    assert dichos(visto) == [
        (
            "Convenios",
            0,
            "",
            "",
            "No se encontró el encabezado en las primeras 20 filas: ninguna nombra dos columnas.",
        )
    ]


def test_repeated_names_are_the_original_and_the_present_term():
    leida = filas(en_csv([UNIVERSIDAD, fila_universidad(estado="VIGENTE")]))[0]
    assert list(leida.original)[-3:] == ["OBJETIVO", "VIGENCIA DESDE (2)", "VIGENCIA HASTA (2)"]
    assert f"{leida.fechas.fin_original:%Y} {leida.fechas.fin_vigente:%Y}" == "2019 2029"


def test_each_sheet_has_its_own_header():
    tramite = [
        "ITEM",
        "FECHA DE RECEPCIÓN",
        "FACULTAD SOLICITANTE",
        "PROGRAMA ACADÉMICO",
        "PERSONA SOLICITANTE",
        "TIPO DE CONVENIO",
        "INSTITUCIÓN",
        "PAIS/CIUDAD",
        "CONTACTO",
        "ESTADO DEL TRÁMITE",
    ]
    contenido = en_xlsx_con(
        {
            "Convenios Int. vigentes": [["UNIVERSIDAD X"], [], UNIVERSIDAD, fila_universidad(hoy=None)],
            "Convenios en Trámite": [
                tramite,
                [
                    1,
                    "02/03/2026",
                    "Salud",
                    "",
                    "Alguien",
                    "Marco",
                    "Clínica Sur",
                    "Pasto",
                    "x@y.example",
                    "03/03 enviado",
                ],
            ],
            "Vacía": [],
        }
    )
    leidas = filas(contenido, "libro.xlsx")
    assert [(f.hoja, f.numero_de_fila, f.situacion.estado) for f in leidas] == [
        ("Convenios Int. vigentes", 4, "en_ejecucion"),
        ("Convenios en Trámite", 2, "solicitud"),
    ]
    assert "Alguien" not in str(leidas[1])
    assert [h.omitida for h in informe(contenido, "libro.xlsx").hojas] == ["", "", "La hoja está vacía."]


def test_a_sheet_that_nobody_knows_is_an_error_and_the_others_enter():
    contenido = en_xlsx(Uno=[PCC, fila_pcc()], Otro=[["Fruta", "Peso"], ["pera", "3"]])
    visto = informe(contenido, "libro.xlsx")
    assert visto.entran == 1
    assert {h.hoja for h in visto.errores} == {"Otro"}


def test_a_file_with_a_header_and_nothing_below_is_an_error():
    assert [h.frase for h in informe(en_csv([PCC])).errores] == [
        "El archivo no trae ninguna fila debajo del encabezado."
    ]


def test_any_other_register_is_guessed_by_the_names_of_its_columns():
    visto = informe(
        en_csv(
            [
                ["Código", "Entidad", "Denominación", "Fecha firma", "Fecha fin"],
                ["1", "ONG Sur", "Apoyo", "1/2/2026", ""],
            ]
        )
    )
    assert (visto.origen, visto.entran) == ("generico", 1)
    assert [c.clave for c in visto.hojas[0].columnas] == [
        "numero",
        "partes",
        "titulo",
        "suscripcion",
        "fin_vigente",
    ]


def test_the_mapping_that_was_used_can_be_remembered():
    encabezado = Encabezado(1, {1: "NÚMERO CONVÊNIO", 2: "OBJETO DO CONVÊNIO", 3: "Otra"})
    assert mapeo_de(asignar(encabezado, ORIGENES["transparencia_br"])) == {
        "numero convenio": "numero",
        "objeto do convenio": "objeto",
    }

"""What is read of a Word file that somebody worked on: every change with its author, nothing lost without a word."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as con
from hypothesis import strategies as st

from convenios.docx.frases import QUE_ES
from convenios.docx.lectura import leer
from convenios.docx.marcas import W
from convenios.docx.modelo import TextoLeido
from convenios.services import ClausulaNueva
from flujo.errors import DatosInvalidos
from flujo.textos import exigir_legible
from tests.convenios.docx.word import (
    ANA,
    ENTERO,
    HASH,
    LUIS,
    TEXTO,
    Edicion,
    no_ubicado,
    salio,
    sin_controles,
    sin_senales,
    texto_de,
    trabajado,
)

AQUI = Path(__file__).parent


# -- out and back in


def test_what_comes_back_as_it_went_is_the_same() -> None:
    leido = leer(salio())
    assert texto_de(leido) == ENTERO
    assert [(c.titulo_rechazado, c.texto_rechazado) for c in leido.clausulas] == ENTERO
    assert (leido.expediente, leido.version, leido.hash) == ("EXP-2026-00001", 3, HASH)
    assert (leido.no_ubicado, leido.de_formato) == ((), 0)
    assert {t.op for c in leido.clausulas for t in c.trozos} == {"equal"}


def test_the_same_text_gives_the_same_bytes() -> None:
    assert salio() == salio()
    with zipfile.ZipFile(io.BytesIO(salio())) as archivo:
        assert {e.date_time for e in archivo.infolist()} == {(1980, 1, 1, 0, 0, 0)}


LEGIBLE = st.text(
    st.one_of(
        st.sampled_from("\n\n\n\t -.,;:«»áéñÑü"),
        st.characters(exclude_categories=["Cc", "Cs", "Cn"], max_codepoint=0x1FFFF),
    ),
    min_size=1,
    max_size=200,
)
LINEAS = st.lists(
    st.one_of(
        LEGIBLE, st.sampled_from(["- uno;", "- ", "-", "", "CLÁUSULA SEXTA. Otra", "Artículo 2.- Fin"])
    ),
    min_size=1,
    max_size=8,
).map("\n".join)


def como_se_guarda(texto: str) -> str:
    """As the service keeps a text: NFC, no blanks around it; characters that mislead the eye it refuses."""
    try:
        return exigir_legible("el texto", texto, maximo=100_000)
    except DatosInvalidos:
        return ""


TITULOS = LEGIBLE.map(como_se_guarda).filter(bool)
CLAUSULAS = st.lists(
    st.builds(ClausulaNueva, st.just("otra"), TITULOS, LINEAS.map(como_se_guarda).filter(bool)),
    min_size=1,
    max_size=4,
)


@pytest.mark.lento
@con(max_examples=40, deadline=None)
@given(CLAUSULAS)
def test_any_text_comes_back_as_it_went(clausulas: list[ClausulaNueva]) -> None:
    leido = leer(salio(clausulas))
    esperado = [(c.titulo, c.texto) for c in clausulas]
    assert texto_de(leido) == esperado
    assert [(c.titulo_rechazado, c.texto_rechazado) for c in leido.clausulas] == esperado
    assert [c.marca.orden if c.marca else 0 for c in leido.clausulas] == list(range(1, len(clausulas) + 1))
    assert leido.no_ubicado == ()


def test_plain_data_and_back_is_the_same() -> None:
    leido = leer(trabajado())
    assert TextoLeido.de_datos(leido.a_datos()) == leido


# -- found again, whatever the program dropped


@pytest.mark.parametrize(("controles", "senales"), [(False, True), (True, False)])
def test_one_of_the_two_marks_is_enough(controles: bool, senales: bool) -> None:
    edicion = Edicion()
    if not controles:
        sin_controles(edicion)
    if not senales:
        sin_senales(edicion)
    leido = leer(edicion.cerrar())
    assert [(c.marca.orden, c.titulo, c.texto) for c in leido.clausulas if c.marca] == [
        (n, *par) for n, par in enumerate(ENTERO, 1)
    ]
    assert leido.no_ubicado == ()


def test_without_any_mark_the_headings_say_where_clauses_begin() -> None:
    edicion = Edicion()
    sin_controles(edicion)
    sin_senales(edicion)
    edicion.cambiar("docProps/custom.xml", lambda _: b"<Properties/>")
    leido = leer(edicion.cerrar())
    assert [c.titulo for c in leido.clausulas] == ["Partes", "Objeto", "Vigencia"]
    assert (leido.version, leido.hash, leido.expediente) == (None, "", "")
    assert [n.que for n in leido.no_ubicado] == ["antes"]


def test_without_its_properties_the_marks_still_say_the_version() -> None:
    edicion = Edicion()
    edicion.cambiar("docProps/custom.xml", lambda _: b"<Properties/>")
    assert leer(edicion.cerrar()).version == 3


@pytest.mark.parametrize("fichero", ["libreoffice-7.4.docx", "libreoffice-7.4-con-cambios.docx"])
def test_what_libreoffice_saved_is_found_again(fichero: str) -> None:
    leido = leer((AQUI / fichero).read_bytes())
    assert [c.marca.orden for c in leido.clausulas if c.marca] == [1, 2, 3]
    assert [(c.titulo_rechazado, c.texto_rechazado) for c in leido.clausulas] == ENTERO
    assert (leido.version, leido.hash) == (3, HASH)
    assert leido.no_ubicado == ()
    con_cambios = texto_de(leer(trabajado()))
    assert texto_de(leido) == (con_cambios if "cambios" in fichero else ENTERO)


def test_the_changes_that_libreoffice_saved_keep_their_authors() -> None:
    leido = leer((AQUI / "libreoffice-7.4-con-cambios.docx").read_bytes())
    assert {(t.op, t.autor, t.fecha) for c in leido.clausulas for t in c.trozos if t.op != "equal"} == {
        ("delete", *ANA),
        ("insert", *ANA),
        ("insert", *LUIS),
    }
    assert [c.texto for c in leido.clausulas[1].comentarios] == ["¿Y docencia?"]


# -- what belongs to no clause is named


def test_text_around_the_clauses_is_named() -> None:
    edicion = Edicion()
    edicion.cuerpo.insert(0, edicion.nuevo("Estimados colegas:"))
    edicion.cuerpo.insert(len(edicion.cuerpo) - 1, edicion.nuevo("Firman en Lima."))
    leido = leer(edicion.cerrar())
    assert texto_de(leido) == ENTERO
    assert no_ubicado(leido) == [("antes", 0, "Estimados colegas:"), ("despues", 3, "Firman en Lima.")]


def test_a_cover_that_says_something_else_is_named() -> None:
    edicion = Edicion()
    edicion.escribir(
        edicion.parrafo("Convenio marco"), "Convenio ", ("-", "marco", ANA), ("+", "específico", ANA)
    )
    assert no_ubicado(leer(edicion.cerrar()))[0][:2] == ("portada", 0)


XML_DE = {
    "tabla": "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Aporte</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
    "imagen": "<w:p><w:r><w:drawing/></w:r></w:p>",
    "cuadro": "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>Aporte</w:t></w:r></w:p></w:txbxContent></w:pict>"
    "</w:r></w:p>",
    "objeto": "<w:p><w:r><w:object/></w:r></w:p>",
    "incrustado": "<w:altChunk/>",
    "simbolo": '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r></w:p>',
    "nota": '<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>',
    "ecuacion": '<w:p><m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>Aporte'
    "</m:t></m:r></m:oMath></w:p>",
}


@pytest.mark.parametrize("que", XML_DE)
def test_what_is_no_text_is_named_with_its_place_and_its_words(que: str) -> None:
    edicion = Edicion()
    edicion.con_parte(
        "footnotes.xml",
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2"><w:p><w:r><w:t>Aporte</w:t></w:r></w:p>'
        "</w:footnote></w:footnotes>",
        "footnotes",
    )
    edicion.insertar_tras("Cada una con sus medios.", XML_DE[que])
    leido = leer(edicion.cerrar())
    palabras = "" if que in ("imagen", "objeto", "incrustado", "simbolo") else "Aporte"
    assert no_ubicado(leido) == [(que, 2, palabras)]
    assert texto_de(leido) == ENTERO


def test_a_list_that_the_program_numbers_is_read_as_a_list_and_named() -> None:
    edicion = Edicion()
    numeros = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt '
        'w:val="decimal"/></w:lvl></w:abstractNum><w:num w:numId="70"><w:abstractNumId w:val="7"/></w:num>'
        "</w:numbering>"
    )
    edicion.con_parte("numbering2.xml", numeros, "numbering")
    numerado = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="70"/></w:numPr></w:pPr>'
    item = f"<w:p>{numerado}<w:r><w:t>Uno</w:t></w:r></w:p>"
    edicion.insertar_tras("Cada una con sus medios.", item + item)
    leido = leer(edicion.cerrar())
    assert leido.clausulas[1].texto == f"{TEXTO[1].texto}\n- Uno\n- Uno"
    assert no_ubicado(leido) == [("numeracion", 2, "")]


def test_a_comment_on_the_cover_is_named() -> None:
    edicion = Edicion()
    edicion.comentar(edicion.parrafo("Convenio marco"), "Cambiar el título", ANA)
    leido = leer(edicion.cerrar())
    assert no_ubicado(leido) == [("comentario", 0, "Ana Pérez: Cambiar el título")]
    assert all(not c.comentarios for c in leido.clausulas)


def test_what_comes_from_outside_is_named_and_not_fetched() -> None:
    edicion = Edicion()
    edicion.cambiar(
        "word/_rels/document.xml.rels",
        lambda xml: xml.replace(
            b"</Relationships>",
            b'<Relationship Id="rId99" Type="http://x/image" Target="http://127.0.0.1:9/x.png" TargetMode="External"/>'
            b'<Relationship Id="rId98" Type="http://x/hyperlink" Target="http://x.invalid/" TargetMode="External"/>'
            b"</Relationships>",
        ),
    )
    assert no_ubicado(leer(edicion.cerrar())) == [("de_fuera", 0, "1")]


def test_every_kind_of_thing_has_its_sentence() -> None:
    fuente = "\n".join(f.read_text() for f in (settings.BASE_DIR / "convenios/docx").glob("*.py"))
    dichos = {
        que for que in QUE_ES if f'"{que}"' in fuente.partition("QUE_ES")[0] + fuente.rpartition("QUE_ES")[2]
    }
    assert dichos == set(QUE_ES)


def test_what_reads_knows_nothing_of_django() -> None:
    programa = "import sys, convenios.docx.confinado; print('django' in sys.modules)"
    salida = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", programa], cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    )
    assert salida.stdout.strip() == "False"

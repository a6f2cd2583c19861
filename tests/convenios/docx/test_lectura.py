"""What is read of a Word file that somebody worked on: every change with its author, nothing lost without a word."""

import functools
import io
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as con
from hypothesis import strategies as st

from convenios.docx.frases import ILEGIBLES, QUE_ES
from convenios.docx.lectura import leer
from convenios.docx.marcas import W, w
from convenios.docx.modelo import TextoLeido, Trozo
from convenios.docx.paquete import Ilegible
from convenios.services import ClausulaNueva
from flujo.errors import DatosInvalidos
from flujo.textos import exigir_legible
from tests.convenios.docx.word import ANA, HASH, LUIS, TEXTO, Edicion, salio, texto_de

AQUI = Path(__file__).parent
LIBREOFFICE = shutil.which("soffice")
ENTERO = [(c.titulo, c.texto) for c in TEXTO]


def no_ubicado(leido: TextoLeido) -> list[tuple[str, int, str]]:
    return [(n.que, n.tras, n.texto) for n in leido.no_ubicado]


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


# -- marked changes


@functools.cache
def trabajado() -> bytes:
    """What a lawyer does in an afternoon: words changed, a paragraph added, an item taken out, a comment."""
    edicion = Edicion()
    objeto = edicion.parrafo("Las partes cooperan en investigación.")
    edicion.escribir(
        objeto, "Las partes ", ("-", "cooperan", ANA), ("+", "colaboran", ANA), " en investigación."
    )
    edicion.comentar(objeto, "¿Y docencia?", LUIS, sobre=objeto.findall(w("r"))[-1])
    medios = edicion.marcar_fin(edicion.parrafo("Cada una con sus medios."), "ins", LUIS)
    medios.addnext(edicion.nuevo(("+", "Salvo acuerdo distinto.", LUIS)))
    item = edicion.parrafo("Ministerio;")
    edicion.marcar_fin(edicion.escribir(item, ("-", "Ministerio;", ANA)), "del", ANA)
    return edicion.cerrar()


def test_words_that_came_and_went_carry_who_and_when() -> None:
    leido = leer(trabajado())
    objeto = leido.clausulas[1]
    assert objeto.texto == (
        "Las partes colaboran en investigación.\n\nCada una con sus medios.\n\nSalvo acuerdo distinto."
    )
    assert objeto.texto_rechazado == TEXTO[1].texto
    assert [t for t in objeto.trozos if t.op != "equal"] == [
        Trozo("delete", "cooperan", *ANA),
        Trozo("insert", "colaboran", *ANA),
        Trozo("insert", "\nSalvo acuerdo distinto.", *LUIS),
    ]
    assert leido.clausulas[0].texto == "Intervienen:\n- Confederación."
    assert leido.clausulas[0].texto_rechazado == TEXTO[0].texto
    assert leido.clausulas[2].trozos == leer(salio()).clausulas[2].trozos
    assert leido.no_ubicado == ()


def test_a_comment_stands_beside_its_clause_on_its_words() -> None:
    # Word puts the range around the second half of a run that it had cut in two
    comentario = leer(trabajado()).clausulas[1].comentarios[0]
    assert (comentario.autor, comentario.fecha, comentario.texto) == (*LUIS, "¿Y docencia?")
    assert " en investigación.".endswith(comentario.sobre)
    assert comentario.sobre


def test_what_one_put_in_and_another_took_out_was_never_there() -> None:
    edicion = Edicion()
    parrafo = edicion.escribir(edicion.parrafo("El convenio rige tres años."), "El convenio rige tres años")
    dentro = edicion.nuevo(("-", " calendario", LUIS)).find(w("del"))
    puesto = edicion.nuevo(("+", "x", ANA)).find(w("ins"))
    for hijo in list(puesto):
        puesto.remove(hijo)
    puesto.append(dentro)
    parrafo.append(puesto)
    parrafo.append(edicion.nuevo(".").find(w("r")))
    vigencia = leer(edicion.cerrar()).clausulas[2]
    assert vigencia.texto == vigencia.texto_rechazado == "El convenio rige tres años"
    assert [t.op for t in vigencia.trozos] == ["equal"]


def nueva(
    edicion: Edicion, titulo: str = "CLÁUSULA CUARTA. Confidencialidad", estilo: str = "Heading1"
) -> list[Any]:
    """A clause typed with marks at the end of the document, inside the control of the last one, as Word does it."""
    ultimo = edicion.parrafo("El convenio rige tres años.")
    edicion.marcar_fin(ultimo, "ins", LUIS)
    parrafos = [
        edicion.marcar_fin(edicion.nuevo(("+", titulo, LUIS), estilo=estilo), "ins", LUIS),
        edicion.nuevo(("+", "Guardan reserva.", LUIS)),
    ]
    for parrafo in reversed(parrafos):
        ultimo.addnext(parrafo)
    return parrafos


@pytest.mark.parametrize(
    ("titulo", "estilo"),
    [
        ("CLÁUSULA CUARTA. Confidencialidad", "Heading1"),
        ("Confidencialidad", "Heading1"),
        ("CLÁUSULA CUARTA.- DE LA CONFIDENCIALIDAD", "Conveniostexto"),
        ("Cláusula 4: Confidencialidad", "Normal"),
    ],
)
def test_a_clause_typed_in_is_new_by_its_heading(titulo: str, estilo: str) -> None:
    edicion = Edicion()
    nueva(edicion, titulo, estilo)
    leido = leer(edicion.cerrar())
    assert texto_de(leido) == [*ENTERO, ("Confidencialidad", "Guardan reserva.")]
    assert [(c.titulo_rechazado, c.texto_rechazado) for c in leido.clausulas] == [*ENTERO, ("", "")]
    assert leido.clausulas[3].marca is None


def test_a_phrase_that_names_a_clause_begins_none() -> None:
    edicion = Edicion()
    frase = "Cláusula segunda del convenio marco de 2015, que sigue vigente."
    edicion.escribir(edicion.parrafo("El convenio rige tres años."), "El convenio rige tres años.")
    edicion.parrafo("El convenio rige tres años.").addnext(edicion.nuevo(("+", frase, ANA)))
    assert [c.titulo for c in leer(edicion.cerrar()).clausulas] == ["Partes", "Objeto", "Vigencia"]


def test_a_clause_taken_out_is_empty_when_accepted_and_whole_when_rejected() -> None:
    edicion = Edicion()
    edicion.borrar(edicion.control("Objeto"), ANA)
    leido = leer(edicion.cerrar())
    assert [c.esta_vacia for c in leido.clausulas] == [False, True, False]
    assert [(c.titulo_rechazado, c.texto_rechazado) for c in leido.clausulas] == ENTERO


def test_a_heading_taken_out_alone_is_told() -> None:
    edicion = Edicion()
    titulo = edicion.parrafo("CLÁUSULA SEGUNDA. Objeto")
    edicion.marcar_fin(edicion.escribir(titulo, ("-", "CLÁUSULA SEGUNDA. Objeto", ANA)), "del", ANA)
    leido = leer(edicion.cerrar())
    assert (leido.clausulas[1].titulo, leido.clausulas[1].texto) == ("", TEXTO[1].texto)
    assert no_ubicado(leido) == [("sin_encabezado", 2, TEXTO[1].texto)]


def test_marked_changes_of_the_look_are_counted_and_change_nothing() -> None:
    edicion = Edicion()
    corrida = edicion.parrafo("El convenio rige tres años.").find(w("r"))
    cambio = edicion.nuevo(("+", "x", ANA)).find(w("ins"))
    cambio.tag = w("rPrChange")
    del cambio[:]
    corrida.insert(0, corrida.makeelement(w("rPr")))
    corrida[0].append(cambio)
    leido = leer(edicion.cerrar())
    assert (leido.de_formato, texto_de(leido)) == (1, ENTERO)


# -- found again, whatever the program dropped


def sin_controles(edicion: Edicion) -> None:
    for control in list(edicion.arbol.iter(w("sdt"))):
        for parrafo in list(control.find(w("sdtContent"))):
            control.addprevious(parrafo)
        control.getparent().remove(control)


def sin_senales(edicion: Edicion) -> None:
    for senal in list(edicion.arbol.iter(w("bookmarkStart"), w("bookmarkEnd"))):
        senal.getparent().remove(senal)


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


@pytest.mark.lento
@pytest.mark.skipif(LIBREOFFICE is None, reason="sin LibreOffice")
@pytest.mark.parametrize("hecho", [salio, lambda: trabajado()], ids=["as it went", "with changes"])
def test_what_goes_out_today_comes_back_from_the_libreoffice_of_this_machine(
    hecho: Callable[[], bytes], tmp_path: Path
) -> None:
    (tmp_path / "sale.docx").write_bytes(hecho())
    perfil, formato = f"-env:UserInstallation=file://{tmp_path}/perfil", "docx:Office Open XML Text"
    orden = [
        str(LIBREOFFICE),
        perfil,
        "--headless",
        "--convert-to",
        formato,
        "--outdir",
        "vuelve",
        "sale.docx",
    ]
    subprocess.run(orden, cwd=tmp_path, check=True, capture_output=True, timeout=120)  # noqa: S603
    antes, leido = leer(hecho()), leer((tmp_path / "vuelve" / "sale.docx").read_bytes())
    assert texto_de(leido) == texto_de(antes)
    assert [(c.titulo_rechazado, c.texto_rechazado) for c in leido.clausulas] == ENTERO
    assert (leido.version, leido.hash) == (antes.version, antes.hash)
    assert leido.no_ubicado == ()


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


# -- files that mean harm


def con_documento(xml: bytes) -> bytes:
    edicion = Edicion()
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w") as archivo:
        for nombre, contenido in edicion.partes.items():
            archivo.writestr(nombre, xml if nombre == "word/document.xml" else contenido)
    return salida.getvalue()


NS = f'xmlns:w="{W}"'.encode()
RISAS = b"".join(b'<!ENTITY l%d "%b">' % (n, b"&l%d;" % (n - 1) * 10 if n else b"ja") for n in range(12))
ATAQUES = {
    "no es un zip": (b"hola", "danado"),
    "sin partes": (b"PK\x05\x06" + bytes(18), "danado"),
    "XML cortado": (con_documento(b"<w:document"), "danado"),
    "XML vacío": (con_documento(b""), "danado"),
    "otra raíz": (con_documento(b"<html/>"), "otro_formato"),
    "estricto": (
        con_documento(b'<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'),
        "otro_formato",
    ),
    "sin cuerpo": (con_documento(b"<w:document %b/>" % NS), "danado"),
    "lee un fichero": (
        con_documento(
            b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:document %b><w:body><w:p><w:r><w:t>&e;'
            b"</w:t></w:r></w:p></w:body></w:document>" % NS
        ),
        "con_dtd",
    ),
    "DTD de fuera": (
        con_documento(
            b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><w:document %b><w:body/></w:document>' % NS
        ),
        "con_dtd",
    ),
    "mil millones de risas": (
        con_documento(b"<!DOCTYPE x [%b]><w:document %b><w:body>&l11;</w:body></w:document>" % (RISAS, NS)),
        "danado",  # the library itself stops reading
    ),
    "demasiado hondo": (
        con_documento(
            b"<w:document %b><w:body>%b%b</w:body></w:document>" % (NS, b"<w:sdt><w:sdtContent>" * 300, b"")
        ),
        "danado",
    ),
    "demasiados párrafos": (
        con_documento(b"<w:document %b><w:body>%b</w:body></w:document>" % (NS, b"<w:p/>" * 50_001)),
        "demasiado",
    ),
    "demasiadas cláusulas": (
        con_documento(
            b"<w:document %b><w:body>%b</w:body></w:document>"
            % (NS, b"<w:p><w:r><w:t>CLAUSULA PRIMERA. X</w:t></w:r></w:p>" * 401)
        ),
        "demasiado",
    ),
}


@pytest.mark.parametrize("que", ATAQUES)
def test_a_hostile_file_is_refused_with_a_reason_that_has_its_sentence(que: str) -> None:
    contenido, motivo = ATAQUES[que]
    with pytest.raises(Ilegible, match=f"^{motivo}$"):
        leer(contenido)
    assert motivo in ILEGIBLES


@pytest.mark.parametrize("profundo", [40, 100])
def test_nested_controls_and_changes_are_read(profundo: int) -> None:
    abre, cierra = b"<w:sdt><w:sdtContent>" * profundo, b"</w:sdtContent></w:sdt>" * profundo
    cuerpo = abre + b"<w:p><w:r><w:t>CLAUSULA PRIMERA. X</w:t></w:r></w:p>" + cierra
    leido = leer(con_documento(b"<w:document %b><w:body>%b</w:body></w:document>" % (NS, cuerpo)))
    assert [c.titulo for c in leido.clausulas] == ["X"]


@pytest.mark.lento
@con(max_examples=80, deadline=None)
@given(st.binary(max_size=40), st.integers(0, 3000), st.data())
def test_a_file_with_any_bytes_changed_is_read_or_refused(
    basura: bytes, donde: int, data: st.DataObject
) -> None:
    with zipfile.ZipFile(io.BytesIO(trabajado())) as archivo:
        nombre = data.draw(st.sampled_from(sorted(archivo.namelist())))
        partes = {n: archivo.read(n) for n in archivo.namelist()}
    partes[nombre] = partes[nombre][:donde] + basura + partes[nombre][donde + len(basura) :]
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w") as archivo:
        for n, contenido in partes.items():
            archivo.writestr(n, contenido)
    try:
        leido = leer(salida.getvalue())
    except Ilegible as motivo:
        resultado = str(motivo)
    else:
        resultado = "" if TextoLeido.de_datos(leido.a_datos()) == leido else "otro"
    assert resultado in {"", *ILEGIBLES}


def test_what_reads_knows_nothing_of_django() -> None:
    programa = "import sys, convenios.docx.confinado; print('django' in sys.modules)"
    salida = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", programa], cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    )
    assert salida.stdout.strip() == "False"

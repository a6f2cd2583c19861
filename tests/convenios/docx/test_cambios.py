"""What somebody changed with marks is read with who and when, accepted and rejected."""

import pytest

from convenios.docx.lectura import leer
from convenios.docx.marcas import w
from convenios.docx.modelo import Trozo
from tests.convenios.docx.word import (
    ANA,
    ENTERO,
    LUIS,
    TEXTO,
    Edicion,
    no_ubicado,
    nueva,
    salio,
    texto_de,
    trabajado,
)


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

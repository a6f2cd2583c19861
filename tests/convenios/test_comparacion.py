"""Two texts side by side: nothing is lost or invented, whatever was typed, and the work stays bounded."""

import itertools
import time
from dataclasses import dataclass

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from bench.comparacion import dos_textos
from convenios.alineacion import Presupuesto, bloques
from convenios.comparacion import Marcador, Segmento, comparar
from convenios.lectura import que_cambio
from convenios.ordinales import ordinal, que_clausula
from convenios.pegado import en_clausulas


@dataclass(frozen=True)
class C:
    clave: str
    titulo: str
    texto: str


def marcar(antes: str, despues: str) -> list[tuple[str, str]]:
    return [(s.op[0], s.text) for s in Marcador().marcar(antes, despues)]


@pytest.mark.parametrize(
    ("antes", "despues", "esperado"),
    [
        ("uno dos tres", "uno dos tres", [("e", "uno dos tres")]),
        ("", "hola", [("i", "hola")]),
        ("hola", "", [("d", "hola")]),
        ("", "", []),
        ("uno dos tres", "uno cuatro tres", [("e", "uno "), ("d", "dos"), ("i", "cuatro"), ("e", " tres")]),
        ("a b c d", "a x y d", [("e", "a "), ("d", "b c"), ("i", "x y"), ("e", " d")]),
        ("plazo", "plazos", [("d", "plazo"), ("i", "plazos")]),
        ("Se planifica.", "Se planifica. Y se verifica.", [("e", "Se planifica."), ("i", " Y se verifica.")]),
        (
            "un plan de trabajo como resultado.",
            "un plan de trabajo, en treinta días.",
            [("e", "un plan de trabajo"), ("d", " como resultado"), ("i", ", en treinta días"), ("e", ".")],
        ),
    ],
)
def test_words_that_came_and_went_are_marked_as_a_reader_would(antes, despues, esperado):
    assert marcar(antes, despues) == esperado


@given(st.text(alphabet="ab \n.,á", max_size=40), st.text(alphabet="ab \n.,á", max_size=40))
def test_both_texts_can_be_read_back_from_the_marks(antes: str, despues: str):
    segmentos = Marcador().marcar(antes, despues)
    assert "".join(s.text for s in segmentos if s.op != "insert") == antes
    assert "".join(s.text for s in segmentos if s.op != "delete") == despues
    assert all(s.text for s in segmentos)
    assert not any(a.op == b.op for a, b in itertools.pairwise(segmentos))


@given(st.lists(st.sampled_from("abcde"), max_size=30), st.lists(st.sampled_from("abcde"), max_size=30))
def test_what_stayed_is_the_same_on_both_sides_and_in_the_same_order(antes: list[str], despues: list[str]):
    i = j = 0
    for a, b, n in bloques(antes, despues, Presupuesto()):
        assert n > 0
        assert a >= i
        assert b >= j
        assert antes[a : a + n] == despues[b : b + n]
        i, j = a + n, b + n


def test_clauses_are_paired_by_title_wherever_they_moved_to():
    antes = [
        C("objeto", "Objeto", "x"),
        C("plan", "Plan", "y"),
        C("otra", "Exclusividad", "z"),
        C("vigencia", "Vigencia", "3"),
    ]
    despues = [
        C("vigencia", "Vigencia", "3"),
        C("objeto", "Objeto", "x y"),
        C("financiamiento", "Aportes", "n"),
        C("plan", "Plan", "y"),
    ]
    assert [(c.cambio, c.n_antes, c.n_despues, c.se_movio) for c in comparar(antes, despues)] == [
        ("igual", 4, 1, True),
        ("modificada", 1, 2, False),
        ("nueva", None, 3, False),
        ("igual", 2, 4, False),
        ("eliminada", 3, None, False),
    ]


def test_a_clause_with_a_new_title_is_found_by_its_matter():
    [comparada] = comparar([C("plan", "Plan", "x")], [C("plan", "Plan de trabajo", "x")])
    assert comparada.cambio == "modificada"
    assert comparada.titulo == [Segmento("equal", "Plan"), Segmento("insert", " de trabajo")]


@pytest.mark.parametrize(
    ("antes", "despues"),
    [
        ("x\n" * 100_000, "x\n" * 99_990 + "y\n"),
        ("a" * 200_000, "a" * 199_999 + "b"),
        ("ab " * 60_000, "aab " * 60_000),
        (" ".join(f"pal{i}" for i in range(20_000)), " ".join(f"pal{i}" for i in reversed(range(20_000)))),
        (
            " ".join(f"pal{i // 2}" for i in range(20_000)),
            " ".join(f"pal{i // 2 + i % 2}" for i in range(20_000)),
        ),
        (" ".join("ab"[i % 2] for i in range(3000)), " ".join("abb"[i % 3] for i in range(3000))),
    ],
)
def test_a_text_made_to_take_for_ever_does_not(antes: str, despues: str):
    inicio = time.monotonic()
    comparar([C("otra", str(i), antes) for i in range(5)], [C("otra", str(i), despues) for i in range(5)])
    assert time.monotonic() - inicio < 5


def test_of_two_long_texts_only_the_words_that_changed_are_marked_and_moved_clauses_are_known():
    antes, despues = dos_textos(clausulas=30, palabras=400)
    comparadas = comparar(antes, despues)
    assert [(c.n_antes, c.n_despues) for c in comparadas if c.se_movio] == [(21, 2), (5, 16)]
    assert {c.cambio for c in comparadas} == {"modificada"}
    marcadas = [len(s.text.split()) for c in comparadas for s in c.texto if s.op != "equal"]
    assert max(marcadas) <= 20  # a sentence that went beside another
    assert sum(marcadas) <= 30 * 2 * (400 // 20 + 6 * 400 // 100)


def test_paragraphs_are_not_paired_by_the_blank_lines_between_them():
    antes = "Uno dos tres.\n\nCuatro cinco seis.\n\nSiete ocho nueve."
    despues = (
        antes.replace("dos", "2").replace("tres.\n\nCuatro cinco", "tres. Cuatro 5").replace("ocho", "8")
    )
    assert marcar(antes, despues) == [
        ("e", "Uno "),
        ("d", "dos"),
        ("i", "2"),
        ("e", " tres."),
        ("d", "\n\n"),
        ("i", " "),
        ("e", "Cuatro "),
        ("d", "cinco"),
        ("i", "5"),
        ("e", " seis.\n\nSiete "),
        ("d", "ocho"),
        ("i", "8"),
        ("e", " nueve."),
    ]


def test_ordinals_are_written_out():
    assert [ordinal(n) for n in (1, 7, 10, 12, 21, 99, 100)] == [
        "Primera",
        "Séptima",
        "Décima",
        "Décima segunda",
        "Vigésima primera",
        "Nonagésima novena",
        "100",
    ]


@pytest.mark.parametrize(
    ("idioma", "doce", "era"),
    [
        ("es", "décima segunda", "Cambió de lugar: era la tercera"),
        ("pt", "décima segunda", "Mudou de lugar: era a terceira"),
        ("en", "12", "Moved: it was clause 3"),
    ],
)
def test_a_heading_stays_as_in_the_text_and_a_sentence_names_the_clause_to_its_reader(
    idioma: str, doce: str, era: str
):
    with translation.override(idioma):
        assert ordinal(3) == "Tercera"
        assert que_clausula(12) == doce
        assert que_cambio("igual", 3, se_movio=True) == era


def test_a_clause_without_a_heading_is_named_in_the_language_of_the_text():
    with translation.override("en"):
        clausulas = en_clausulas("Antes.\nCLÁUSULA PRIMERA.- Las partes convienen en cooperar.")
        assert [c.titulo for c in clausulas] == ["Introducción", "Cláusula 1"]


def test_a_pasted_text_is_cut_where_its_headings_say_so():
    texto = """CONVENIO MARCO

CLÁUSULA PRIMERA: DE LAS PARTES
PRODUCE y ACI.

CLÁUSULA SEGUNDA.- DEL OBJETO DEL CONVENIO
1. Difundir.
2. Capacitar.

DÉCIMA PRIMERA: VIGENCIA
Tres años.

CLÁUSULA DUODÉCIMA.- Las partes convienen en que toda discrepancia se resolverá por trato directo entre las
"""
    clausulas = en_clausulas(texto)
    assert [(c.clave, c.titulo) for c in clausulas] == [
        ("otra", "Introducción"),
        ("partes", "Partes"),
        ("objeto", "Objeto del convenio"),
        ("vigencia", "Vigencia"),
        ("otra", "Cláusula 4"),
    ]
    assert clausulas[2].texto == "1. Difundir.\n2. Capacitar."


def test_a_pasted_text_without_headings_is_one_clause_and_numbers_need_capitals():
    assert [c.texto for c in en_clausulas("  Todo junto.\r\nY más. ")] == ["Todo junto.\nY más."]
    assert [c.titulo for c in en_clausulas("1. OBJETO\nx\n1. Difundir\n2. VIGENCIA\ny")] == [
        "Objeto",
        "Vigencia",
    ]
    assert en_clausulas("   ") == []

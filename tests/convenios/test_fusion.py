"""Two people write on the same text: every word of either is in what comes out, or waits for a decision."""

from collections import Counter
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convenios.alineacion import Presupuesto
from convenios.comparacion import TextoDeClausula
from convenios.fusion import Conflicto, Fundida, fundir, fundir_palabras


@dataclass(frozen=True)
class C:
    clave: str
    titulo: str
    texto: str


OBJETO, PLAN, VIGENCIA = (
    C("objeto", "Objeto", "Las partes cooperan en lo que acuerdan."),
    C("plan", "Plan", "Cada año se hace un plan."),
    C("vigencia", "Vigencia", "Rige por tres años."),
)
BASE = [OBJETO, PLAN, VIGENCIA]


def con(clausula: C, texto: str) -> C:
    return C(clausula.clave, clausula.titulo, texto)


def palabras(base: str, mio: str, suyo: str) -> str | None:
    return fundir_palabras(base, mio, suyo, Presupuesto())


@pytest.mark.parametrize(
    ("mio", "suyo", "esperado"),
    [
        ("Rige por cinco años.", "Rige por tres años, prorrogables.", "Rige por cinco años, prorrogables."),
        ("Rige por cinco años.", "Rige por cinco años.", "Rige por cinco años."),
        ("Rige por cinco años.", "Rige por dos años.", None),
        ("Rige por cinco años.", "Rige por tres meses.", None),  # the words touch
        ("Rige por tres años.", "Rige por dos años.", "Rige por dos años."),
        ("", "Rige por dos años.", None),
        (
            "Desde hoy rige por tres años.",
            "Rige por tres años. Y más.",
            "Desde hoy rige por tres años. Y más.",
        ),
    ],
)
def test_words_of_both_sides_are_put_together_when_they_do_not_touch(
    mio: str, suyo: str, esperado: str | None
):
    assert palabras("Rige por tres años.", mio, suyo) == esperado
    assert palabras("Rige por tres años.", suyo, mio) == esperado


def test_clauses_changed_by_one_side_are_taken_and_by_both_merged():
    mias = [con(OBJETO, "Mi objeto."), PLAN, con(VIGENCIA, "Rige por cinco años.")]
    suyas = [OBJETO, con(PLAN, "Su plan."), con(VIGENCIA, "Rige por tres años, prorrogables.")]
    assert fundir(BASE, mias, suyas) == [
        con(OBJETO, "Mi objeto."),
        con(PLAN, "Su plan."),
        Fundida("vigencia", "Vigencia", "Rige por cinco años, prorrogables."),
    ]


def test_what_both_rewrote_or_one_took_out_waits_for_a_decision():
    mias = [con(OBJETO, "Mi objeto."), con(PLAN, "Mi plan.")]
    suyas = [con(OBJETO, "Su objeto."), con(VIGENCIA, "Su plazo.")]
    assert fundir(BASE, mias, suyas) == [
        Conflicto(con(OBJETO, "Mi objeto."), con(OBJETO, "Su objeto.")),
        Conflicto(con(PLAN, "Mi plan."), None),
        Conflicto(None, con(VIGENCIA, "Su plazo.")),
    ]


def test_new_clauses_of_both_keep_their_place_and_one_that_both_added_is_one():
    mia, suya = C("otra", "Mía", "m"), C("otra", "Suya", "s")
    comun, otra = C("datos", "Datos", "Iguales."), C("datos", "Datos", "Distintos.")
    assert fundir(BASE, [OBJETO, mia, PLAN, VIGENCIA, comun], [OBJETO, PLAN, suya, VIGENCIA, comun]) == [
        OBJETO,
        mia,
        PLAN,
        suya,
        VIGENCIA,
        comun,
    ]
    assert fundir(BASE, [*BASE, comun], [*BASE, otra]) == [*BASE, Conflicto(comun, otra)]
    assert fundir([], [OBJETO], [PLAN]) == [PLAN, OBJETO]


def test_the_order_is_that_of_the_side_that_moved_a_clause():
    movidas = [VIGENCIA, OBJETO, PLAN]
    cambiadas = [OBJETO, con(PLAN, "Otro plan."), VIGENCIA]
    esperado = [VIGENCIA, OBJETO, con(PLAN, "Otro plan.")]
    assert fundir(BASE, movidas, cambiadas) == esperado
    assert fundir(BASE, cambiadas, movidas) == esperado
    assert fundir(BASE, [PLAN, OBJETO, VIGENCIA], movidas) == movidas
    assert fundir(BASE, BASE, [OBJETO, VIGENCIA]) == [OBJETO, VIGENCIA]


# -- whatever is written

COMUNES, MIAS, SUYAS = "abc", "mno", "xyz"


def textos(letras: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from([f"{x}{n}" for x in letras for n in range(3)]), max_size=8).map(" ".join)


def clausulas(letras: str) -> st.SearchStrategy[list[TextoDeClausula]]:
    una = st.builds(
        C,
        st.sampled_from(["objeto", "plan", "otra"]),
        st.sampled_from([f"Título {x}" for x in letras]),
        textos(letras),
    )
    return st.lists(una, max_size=5)


@st.composite
def editado(draw: st.DrawFn, base: list[TextoDeClausula], letras: str) -> list[TextoDeClausula]:
    """The same clauses with some rewritten, taken out, moved or added, in words of one side."""
    hechas: list[TextoDeClausula] = []
    for clausula in base:
        que = draw(st.sampled_from(["igual", "igual", "cambia", "rehace", "quita"]))
        if que == "cambia":
            piezas = clausula.texto.split(" ")
            lugar = draw(st.integers(0, len(piezas)))
            quita = draw(st.integers(0, 2))
            piezas[lugar : lugar + quita] = draw(textos(letras)).split()
            clausula = C(clausula.clave, clausula.titulo, " ".join(piezas))
        elif que == "rehace":
            clausula = C(clausula.clave, clausula.titulo, draw(textos(letras)))
        if que != "quita":
            hechas.insert(draw(st.sampled_from([len(hechas), len(hechas), 0])), clausula)
    return [*hechas, *draw(clausulas(letras))]


def en(clausulas: list[TextoDeClausula]) -> Counter[str]:
    return Counter(p for c in clausulas for p in f"{c.titulo} {c.texto}".split())


def todo(resultado: list[TextoDeClausula | Conflicto]) -> list[TextoDeClausula]:
    """Every text that the person gets to see: the merged clauses, and both sides of each conflict."""
    return [
        c for r in resultado for c in ((r.mia, r.suya) if isinstance(r, Conflicto) else (r,)) if c is not None
    ]


@given(st.data())
def test_no_word_that_either_side_wrote_is_lost_and_none_that_both_took_out_comes_back(data: st.DataObject):
    base = data.draw(clausulas(COMUNES))
    mias, suyas = data.draw(editado(base, MIAS)), data.draw(editado(base, SUYAS))
    quedan = en(todo(fundir(base, mias, suyas)))
    for propias, letras in ((en(mias), MIAS), (en(suyas), SUYAS)):
        escritas = Counter({p: n for p, n in propias.items() if p[0] in letras})
        assert not escritas - quedan
    de_ninguno = set(en(base)) - set(en(mias)) - set(en(suyas))
    assert not de_ninguno & set(quedan)


@given(st.data())
def test_with_one_side_as_it_was_the_merge_is_the_other(data: st.DataObject):
    base = data.draw(clausulas(COMUNES))
    otro = data.draw(editado(base, MIAS))
    assert fundir(base, otro, base) == otro
    assert fundir(base, base, otro) == otro
    assert fundir(base, otro, otro) == otro

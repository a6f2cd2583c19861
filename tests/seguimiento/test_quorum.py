"""The rules of quórum and of decision, without rows: literal tables, and a naive model at random."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seguimiento.quorum import (
    Estancia,
    Plaza,
    ReglaDeQuorum,
    ocupadas,
    presentes_en,
    quorum,
    se_adopta,
)

DIEZ = dt.datetime(2026, 3, 2, 10, tzinfo=dt.UTC)


def _plazas(n: int, partes: int = 2) -> list[Plaza]:
    """Members 1…n of so many parties by turns, the first presiding; the alterno of each is 100 more."""
    return [
        Plaza(miembro_id=i, institucion_id=i % partes, suplentes=[100 + i, 200 + i], preside=i == 1)
        for i in range(1, n + 1)
    ]


@pytest.mark.parametrize(
    ("regla", "plazas", "bastan"),
    [
        ("mayoria_absoluta", 4, 3),
        ("mayoria_absoluta", 5, 3),
        ("mitad_mas_uno", 4, 3),
        ("mitad_mas_uno", 5, 3),
        ("mitad_mas_uno", 7, 4),
        ("dos_tercios", 4, 3),
        ("dos_tercios", 6, 4),
        ("dos_tercios", 9, 6),
        ("un_tercio", 6, 3),
        ("un_tercio", 9, 3),
        ("un_tercio", 12, 4),
        ("un_tercio", 2, 2),
        ("todos", 5, 5),
        ("los_presentes", 5, 1),
    ],
)
def test_so_many_are_enough_and_one_less_is_not(regla: str, plazas: int, bastan: int):
    todas = _plazas(plazas)
    assert quorum(regla, todas, range(1, bastan + 1)).hay
    assert not quorum(regla, todas, range(1, bastan)).hay


@pytest.mark.parametrize(
    ("presentes", "hay", "faltan"),
    [
        ({1, 2}, True, set()),
        ({1, 3}, False, {0}),
        ({1, 102}, True, set()),
        ({101, 102}, True, set()),
        ({202}, False, {1}),
        (set(), False, {0, 1}),
    ],
)
def test_one_of_each_party_is_enough_be_it_an_alterno(presentes: set[int], hay: bool, faltan: set[int]):
    dicho = quorum("uno_por_parte", _plazas(4), presentes)
    assert (dicho.hay, set(dicho.faltan_de)) == (hay, faltan)


def test_a_body_without_seats_never_has_quorum():
    assert not any(quorum(regla, [], {1, 2, 3}).hay for regla in ReglaDeQuorum.values)


@pytest.mark.parametrize(
    ("presentes", "quien"),
    [({1, 101, 201}, 1), ({101, 201}, 101), ({201}, 201), ({1}, 1), ({5}, None)],
)
def test_the_titular_goes_before_its_alternos_and_they_in_their_order(presentes, quien):
    assert _plazas(1)[0].quien(presentes) == quien


A, C, B = "a_favor", "en_contra", "abstencion"


@pytest.mark.parametrize(
    ("regla", "votos", "adopta"),
    [
        ("todas_las_partes", {1: A, 2: A}, True),
        ("todas_las_partes", {1: A, 3: A, 2: B}, False),
        ("todas_las_partes", {1: A, 2: A, 3: C}, False),
        ("mayoria_simple", {1: A, 2: B, 3: B}, True),
        ("mayoria_simple", {1: A, 2: C}, False),
        ("mayoria_de_los_presentes", {1: A, 2: A, 3: B, 4: B}, False),
        ("mayoria_de_los_presentes", {1: A, 2: A, 3: A, 4: C}, True),
        ("mayoria_absoluta", {1: A, 2: A}, False),
        ("mayoria_absoluta", {1: A, 2: A, 3: A}, True),
        ("dos_tercios", {1: A, 2: A, 3: C}, True),
        ("dos_tercios", {1: A, 2: A, 3: C, 4: C}, False),
        ("unanimidad", {1: A, 2: A, 3: A}, True),
        ("unanimidad", {1: A, 2: A, 3: B}, False),
    ],
)
def test_the_result_by_rule_of_a_body_of_four(regla: str, votos: dict[int, str], adopta: bool):
    assert se_adopta(regla, _plazas(4), set(votos), votos) is adopta


def test_nobody_takes_two_seats():
    plazas = [Plaza(miembro_id=n, institucion_id=n, suplentes=[9]) for n in (1, 2)]
    assert ocupadas(plazas, {9}) == {1: 9}


def test_only_seats_that_are_taken_count_and_nobody_agrees_on_nothing():
    plazas = [Plaza(miembro_id=n, institucion_id=n) for n in (1, 2, 3)]
    votos = {1: "en_contra", 2: "a_favor", 3: "a_favor"}
    assert not se_adopta("mayoria_simple", plazas, {1}, votos)
    assert not any(se_adopta(regla, plazas, set(), {}) for regla in ("unanimidad", "dos_tercios"))


def test_the_presidency_breaks_a_tie_where_the_rules_say_so():
    empate = {1: A, 2: C}
    assert se_adopta("mayoria_simple", _plazas(2), {1, 2}, empate, dirime=True)
    assert not se_adopta("mayoria_simple", _plazas(2), {1, 2}, {1: C, 2: A}, dirime=True)
    assert not se_adopta("mayoria_simple", _plazas(2), {1, 2}, empate)


minutos = st.integers(0, 60)
idas = st.lists(
    st.tuples(st.sampled_from([1, 2, 3, 101, 102, 103, 201]), minutos, st.none() | minutos), max_size=12
)


@given(idas=idas, cuando=minutos, regla=st.sampled_from(ReglaDeQuorum.values))
def test_quorum_is_right_at_every_moment_of_random_comings_and_goings(idas, cuando, regla):
    estancias = [
        Estancia(
            miembro_id=m,
            desde=DIEZ + dt.timedelta(minutes=llega),
            hasta=DIEZ + dt.timedelta(minutes=sale) if sale is not None else None,
        )
        for m, llega, sale in idas
    ]
    plazas = _plazas(3)
    momento = DIEZ + dt.timedelta(minutes=cuando)
    # the naive model: minute by minute, by hand
    estan = {m for m, llega, sale in idas if llega <= cuando and (sale is None or cuando < sale)}
    sentados = {p: next((m for m in (p, 100 + p, 200 + p) if m in estan), None) for p in (1, 2, 3)}
    llenas = [p for p, m in sentados.items() if m is not None]
    partes = {p % 2 for p in llenas}
    esperado = {
        "uno_por_parte": partes == {0, 1},
        "mayoria_absoluta": len(llenas) >= 2,
        "mitad_mas_uno": len(llenas) >= 2,
        "dos_tercios": len(llenas) >= 2,
        "un_tercio": len(llenas) >= 3,
        "todos": len(llenas) == 3,
        "los_presentes": len(llenas) >= 1,
    }[regla]
    presentes = presentes_en(estancias, momento)
    assert presentes == estan
    assert ocupadas(plazas, presentes) == {p: m for p, m in sentados.items() if m is not None}
    assert quorum(regla, plazas, presentes).hay is esperado

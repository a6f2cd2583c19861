"""Equal data, equal bytes."""

import datetime as dt
import json
import unicodedata
from decimal import Decimal
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from auditoria.canonico import canonico, huella, texto_canonico

texto = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]))
entero = st.integers(-(2**53) + 1, 2**53 - 1)
hoja = st.none() | st.booleans() | entero | texto
datos: st.SearchStrategy[Any] = st.recursive(
    hoja, lambda d: st.lists(d, max_size=4) | st.dictionaries(texto, d, max_size=4), max_leaves=12
)


@given(datos)
def test_it_says_the_same_thing_as_the_data(d: Any) -> None:
    assert json.loads(canonico(d)) == json.loads(json.dumps(llano(d)))


@given(datos)
def test_it_is_what_the_standard_writes(d: Any) -> None:
    assert canonico(d) == rfc8785.dumps(llano(d)).decode()


@given(datos)
def test_what_was_read_back_has_the_same_bytes(d: Any) -> None:
    assert canonico(json.loads(canonico(d))) == canonico(d)


@given(st.dictionaries(texto.map(texto_canonico), hoja))
def test_the_order_of_keys_does_not_matter(d: dict[str, Any]) -> None:
    assert canonico(dict(reversed(d.items()))) == canonico(d)


@given(texto)
def test_how_a_letter_was_composed_does_not_matter(t: str) -> None:
    assert canonico(unicodedata.normalize("NFD", t)) == canonico(unicodedata.normalize("NFC", t))


@given(st.lists(texto.filter(lambda t: "\r" not in t and "\n" not in t)))
def test_how_lines_end_does_not_matter(lineas: list[str]) -> None:
    assert canonico("\r\n".join(lineas)) == canonico("\n".join(lineas)) == canonico("\r".join(lineas))


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2))
def test_decimals_are_strings_of_the_scale_that_they_carry(d: Decimal) -> None:
    texto = json.loads(canonico(d))
    assert Decimal(texto) == d
    assert "E" not in texto
    assert len(texto.split(".")[1]) == 2


@given(st.datetimes(timezones=st.timezones()))
def test_a_moment_is_the_same_in_every_time_zone(momento: dt.datetime) -> None:
    otro = momento.astimezone(dt.timezone(dt.timedelta(hours=-5)))
    assert canonico(otro) == canonico(momento.astimezone(dt.UTC))


@given(datos, datos)
def test_different_data_have_different_hashes(a: Any, b: Any) -> None:
    assert (huella(a) == huella(b)) == (
        json.dumps(llano(a), sort_keys=True) == json.dumps(llano(b), sort_keys=True)
    )


def llano(valor: Any) -> Any:
    """The data with every string in NFC and LF: what the canonical text is about."""
    match valor:
        case str():
            return texto_canonico(valor)
        case list():
            return [llano(v) for v in valor]
        case dict():
            return {texto_canonico(k): llano(v) for k, v in valor.items()}
        case _:
            return valor


@pytest.mark.parametrize(
    ("valor", "escrito"),
    [
        ({"b": 1, "a": [True, None]}, '{"a":[true,null],"b":1}'),
        (
            {"\ufffd": 2, "\U0001f600": 1},
            '{"\U0001f600":1,"\ufffd":2}',
        ),  # by UTF-16 units, as RFC 8785 §3.2.3 has it
        ('A\u030a\r\n\u2028\x7f"\\', '"Å\\n\u2028\x7f\\"\\\\"'),
        (Decimal("10.50"), '"10.50"'),
        (Decimal("1E+3"), '"1000"'),
        (Decimal("-0.00"), '"0.00"'),
        (dt.date(896, 2, 3), '"0896-02-03"'),
        (dt.datetime(896, 2, 3, tzinfo=dt.UTC), '"0896-02-03T00:00:00.000000Z"'),
        (dt.date(2026, 2, 3), '"2026-02-03"'),
        (dt.datetime(2026, 2, 3, 4, 5, 6, tzinfo=dt.UTC), '"2026-02-03T04:05:06.000000Z"'),
    ],
)
def test_it_is_written_so(valor: Any, escrito: str) -> None:
    assert canonico(valor) == escrito


NAIVE = dt.datetime(2026, 1, 1)  # noqa: DTZ001 - that is the point


@pytest.mark.parametrize("valor", [1.0, float("nan"), {1}, b"x", object(), NAIVE, dt.time(1)])
def test_what_has_no_canonical_form_is_refused(valor: Any) -> None:
    with pytest.raises(TypeError):
        canonico([valor])


@pytest.mark.parametrize("valor", ["\x00", "\udfff", 2**53, Decimal("NaN"), {"a\u0301": 1, "á": 2}])
def test_what_others_would_read_differently_is_refused(valor: Any) -> None:
    with pytest.raises(ValueError, match="canonical form"):
        canonico([valor])

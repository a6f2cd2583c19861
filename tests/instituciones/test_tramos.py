"""The key of a page: what `str` writes is read back, and nothing else is."""

import datetime as dt

import pytest

from instituciones.queries.tramos import Clave, ClaveDeFecha, ClaveDeMomento

MOMENTO = dt.datetime(2026, 11, 27, 15, 30, 1, 234567, dt.UTC)


@pytest.mark.parametrize(
    "clave",
    [Clave("nandu\uffff", 1), ClaveDeFecha(dt.date(2026, 2, 28), 2**62), ClaveDeMomento(MOMENTO, 3)],
)
def test_what_was_written_is_read_back(clave: Clave) -> None:
    assert type(clave).leer(str(clave)) == clave


@pytest.mark.parametrize(
    ("clase", "valor"),
    [
        (Clave, "a\x00b"),
        (Clave, "\ud800"),
        (ClaveDeFecha, "hoy"),
        (ClaveDeMomento, "2026-11-27"),
        (ClaveDeMomento, "9999-99-99T00:00:00+00:00"),
    ],
)
def test_what_the_list_cannot_be_ordered_by_is_refused(clase: type[Clave], valor: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whichever it is, the form tells it
        clase.leer(str(Clave(valor, 1)))


@pytest.mark.parametrize("texto", ["", "!!", "W10", "bnVsbA", "WyJhIiwgMF0", "ñ", "A" * 900])
def test_nonsense_is_no_key(texto: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whichever it is, the form tells it
        Clave.leer(texto)

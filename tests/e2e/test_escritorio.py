"""The desk and the bar above it, at the widths at which people work."""

import pytest
from playwright.sync_api import Locator, Page

from instituciones.models import Usuario
from tests.e2e.conftest import (
    WIDE,
    OpenPage,
    accessibility_violations,
    assert_is_for_everybody,
    scrolls_sideways,
    small_targets,
)
from tests.factories import Caso, conceder
from tests.tablero.test_escritorio import con_convenios

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = """() => {
    const middles = [...document.querySelectorAll('.brand, .bar nav a, .bar .quick, .bar summary')]
        .map(e => e.getBoundingClientRect()).map(r => Math.round((r.top + r.bottom) / 2)).sort((a, b) => a - b);
    return middles.filter((y, i) => i === 0 || y - middles[i - 1] > 8).length;
}"""
"""In how many rows what one can press in the bar stands."""


@pytest.fixture
def quien() -> Usuario:
    """Somebody with everything in the bar, under a name that does not fit in it."""
    caso = Caso()
    persona = caso.titular.persona
    persona.nombres = "Responsable del registro de la Universidad de Demostración"
    persona.save()
    conceder(caso.titular, caso.propone, "registro")
    return caso.titular


WIDTHS = {1366: 1, 1280: 1, 1216: 1, 1100: 1, 992: 1, 900: 2, 768: 2, 390: 2, 320: 2}


def test_the_bar_is_one_row_on_a_desk_and_two_on_a_phone(open_page: OpenPage, quien: Usuario) -> None:
    page = open_page("/", quien)
    for width, rows in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": 800})
        assert page.get_by_role("link", name="Registrar una gestión").is_visible()
        assert page.evaluate(ROWS) == rows, width
        assert accessibility_violations(page) == [], width
        assert (scrolls_sideways(page), small_targets(page)) == (False, []), width


@pytest.mark.parametrize("width", [1366, 1100, 390])
def test_what_the_bar_shows_as_an_icon_keeps_its_name(
    open_page: OpenPage, quien: Usuario, width: int
) -> None:
    page = open_page("/", quien, viewport={"width": width, "height": 800})
    bar = page.get_by_role("banner").aria_snapshot()
    for name in ("Registrar una gestión", "Ayuda", "Menú de su cuenta"):
        assert name in bar


def test_the_keyboard_goes_through_the_bar_from_left_to_right(open_page: OpenPage, quien: Usuario) -> None:
    page = open_page("/", quien)
    page.keyboard.press("Tab")  # «Saltar al contenido»
    seen = [_focused_after_tab(page) for _ in range(9)]
    assert seen == sorted(set(seen))


def _focused_after_tab(page: Page) -> float:
    """How far from the left the next thing stands."""
    page.keyboard.press("Tab")
    return float(page.locator(":focus").evaluate("e => e.getBoundingClientRect().left"))


def test_equal_tasks_unfold_and_keep_nobody_out(open_page: OpenPage) -> None:
    page = open_page("/", con_convenios(9).titular, "telefono")
    lines = _unfolded(page)
    assert_is_for_everybody(page)
    page.set_viewport_size(WIDE)
    assert min(lines.evaluate_all(HEIGHTS)) >= 24


def test_equal_tasks_unfold_without_javascript(open_page: OpenPage) -> None:
    page = open_page("/", con_convenios(9).titular, java_script_enabled=False)
    _unfolded(page)
    assert (scrolls_sideways(page), small_targets(page)) == (False, [])


HEIGHTS = "links => links.map(e => e.getBoundingClientRect().height)"


def _unfolded(page: Page) -> Locator:
    lines = page.locator("#de-mi").get_by_role("link")
    assert lines.count() == 3
    page.get_by_text("Ver los otros 6").click()
    assert lines.count() == 9
    assert min(lines.evaluate_all(HEIGHTS)) >= 24
    return lines

"""The look itself, on the page that shows every component in every state."""

import pytest
from playwright.sync_api import Dialog, Page, Route
from pytest_django.fixtures import Settings

from tests.e2e.conftest import OpenPage, assert_is_for_everybody, scrolls_sideways
from tests.factories import conceder, cuenta, institucion, ocupar, puesto

ADDRESS = "/_componentes/"


@pytest.fixture
def open_componentes(open_page: OpenPage, settings: Settings) -> OpenPage:
    """The page as somebody with a post and a role sees it in a demonstration."""
    settings.DEMO = True
    de = institucion("Ministerio de la Producción", sigla="PRODUCE")
    usuario = cuenta("Persona de prueba")
    ocupar(puesto(de, "Director de Articulación Empresarial"), usuario.persona)
    conceder(usuario, de, "asistente")

    def open_(mode: str = "claro", **options: object) -> Page:
        return open_page(ADDRESS, usuario, mode, **options)

    return open_


def test_nobody_is_kept_out_by_the_look(open_componentes: OpenPage) -> None:
    page = open_componentes()
    page.locator(".menu summary").click()
    assert_is_for_everybody(page)


def test_the_page_never_scrolls_sideways(open_componentes: OpenPage) -> None:
    page = open_componentes("telefono")
    assert not scrolls_sideways(page)
    page.set_viewport_size({"width": 320, "height": 640})
    assert not scrolls_sideways(page)


def test_motion_is_taken_away_from_who_asks_for_none(open_componentes: OpenPage) -> None:
    page = open_componentes(reduced_motion="reduce")
    assert page.evaluate("document.getAnimations().length") == 0


def test_every_text_is_there_without_scripts(open_componentes: OpenPage) -> None:
    page = open_componentes(java_script_enabled=False)
    page.locator(".menu summary").click()
    assert page.get_by_role("button", name="Salir").is_visible()
    assert page.get_by_role("button", name="Copiar").is_hidden()


def test_says_who_one_is_and_in_what_capacity(open_componentes: OpenPage) -> None:
    menu = open_componentes().locator(".menu")
    assert menu.locator("summary .who").inner_text().splitlines() == [
        "Persona de prueba",
        "Director de Articulación Empresarial · PRODUCE",
    ]
    menu.locator("summary").click()
    assert menu.get_by_text("Asistente de convenios · PRODUCE").is_visible()


# -- by keyboard alone


def test_the_first_tab_offers_to_skip_to_the_content(open_componentes: OpenPage) -> None:
    page = open_componentes(java_script_enabled=False)  # with it, the errors of the refused form come first
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Saltar al contenido"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator(":focus").evaluate("e => e.closest('main') !== null")


def test_the_keyboard_reaches_every_control_and_traps_nobody(open_componentes: OpenPage) -> None:
    page = open_componentes()
    expected = page.evaluate(
        """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
            .filter(e => e.checkVisibility() && e.type !== 'radio').length"""
    )
    seen: set[int] = set()
    for _ in range(expected * 2):
        page.keyboard.press("Tab")
        seen.add(
            page.evaluate(
                """() => [...document.querySelectorAll('*')].indexOf(
                    document.activeElement.type === 'radio' ? document.body : document.activeElement)"""
            )
        )
    body = page.evaluate("() => [...document.querySelectorAll('*')].indexOf(document.body)")
    assert len(seen - {body}) == expected


def test_the_focus_is_always_visible(open_componentes: OpenPage) -> None:
    page = open_componentes()
    for selector in (
        ".bar nav a",
        ".menu summary",
        ".button.primary",
        "#vacio_asunto",
        "#vacio_sentido_0",
        ".scroll",
    ):
        element = page.locator(selector).first
        element.focus()
        page.keyboard.press("Shift")  # the keyboard is in use: what has the focus shows it
        assert element.evaluate("e => getComputedStyle(e).outlineStyle") == "solid", selector


def test_escape_closes_the_menu_and_gives_the_focus_back(open_componentes: OpenPage) -> None:
    page = open_componentes()
    page.locator(".menu summary").press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert page.locator(".menu-body").is_hidden()
    assert page.locator(":focus").evaluate("e => e.matches('.menu summary')")


# -- forms


def test_a_refused_form_takes_the_reader_to_its_errors_and_from_there_to_the_field(
    open_componentes: OpenPage,
) -> None:
    page = open_componentes()
    assert page.locator(":focus").get_attribute("role") == "alert"
    page.get_by_role("link", name="Asunto: Este campo es obligatorio.").click()
    field = page.locator(":focus")
    assert field.get_attribute("id") == "rechazado_asunto"
    assert field.get_attribute("aria-invalid") == "true"
    described = (field.get_attribute("aria-describedby") or "").split()
    assert [page.locator(f"#{name}").inner_text() for name in described] == [
        "Como se leerá en las listas.",
        "Este campo es obligatorio.",
    ]


def test_a_second_click_sends_nothing_more(open_componentes: OpenPage) -> None:
    page = open_componentes()
    sent: list[str] = []

    def answer(route: Route) -> None:
        sent.append(route.request.url)
        route.fulfill(status=204)

    page.route("**/enviado", answer)
    page.evaluate("document.querySelector('.confirm form').action = '/enviado'")
    button = page.locator(".confirm .button.primary")
    button.dblclick()
    page.wait_for_timeout(300)
    assert len(sent) == 1
    assert button.get_attribute("aria-busy") == "true"


def test_a_blocked_button_does_nothing_and_says_why(open_componentes: OpenPage) -> None:
    page = open_componentes()
    button = page.get_by_role("button", name="Numerar")
    before = page.url
    button.click(force=True)
    assert page.url == before
    reason = page.locator(f"#{button.get_attribute('aria-describedby')}")
    assert reason.inner_text() == "El número lo da el registro al suscribirse."


def test_leaving_typed_text_asks_first(open_componentes: OpenPage) -> None:
    page = open_componentes()
    asked: list[str] = []

    def accept(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", accept)
    page.locator("#vacio_asunto").press_sequentially("Algo")
    page.goto("about:blank")
    assert asked == ["beforeunload"]

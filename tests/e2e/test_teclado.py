"""What keeps the keyboard out of a page is found: each of these pages has one thing wrong, and the first has none."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.teclado import keyboard_faults, ready_for_the_keyboard

HEAD = """<!doctype html><html lang="es"><title>Página</title>
<style>.bare:focus { outline: none } .over { position: fixed; inset: 2rem 0 0; background: white }</style>
<a href="#contenido">Saltar al contenido</a><main id="contenido" tabindex="-1">"""
GOOD = """<form><label>Fecha <input type="date"></label><label>Uno <input type="radio" name="uno"></label>
<label>Dos <input type="radio" name="uno"></label><button>Guardar</button></form>
<details><summary>Más</summary><a href="/">Inicio</a></details><div><a href="/">Otro</a></div>
<script>document.querySelector("div").addEventListener("click", () => {})</script>"""
FAULTS = {
    "its own order": '<button tabindex="3">Guardar</button>',
    "takes the focus on arriving": "<input aria-label='Título' autofocus>",
    "no Tab leads to it": '<span role="button">Guardar</span>',
    "only a mouse presses it": """<p>Guardar</p><script>
        document.querySelector("p").addEventListener("click", () => {})</script>""",
    "looks as if only a mouse pressed it": '<p style="cursor: pointer">Guardar</p>',
    "looks the same with the focus": '<button class="bare">Guardar</button>',
    "has the focus under something else": '<p class="over">Aviso</p><p><br><br><br><a href="/">Inicio</a>',
    "Tab comes back to it": """<button>Uno</button><button id="dos">Dos</button><button>Tres</button><script>
        dos.addEventListener("keydown", (event) => { event.preventDefault(); dos.previousSibling.focus() })</script>""",
    "Tab does not leave it": """<textarea aria-label="Texto"></textarea><script>
        document.querySelector("textarea").addEventListener("keydown", (event) => event.preventDefault())</script>""",
}


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with chromium.new_context() as context:
        ready_for_the_keyboard(context)
        context.set_default_timeout(30_000)
        yield context.new_page()


def show(page: Page, body: str) -> None:
    page.route("**/*", lambda route: route.fulfill(content_type="text/html; charset=utf-8", body=HEAD + body))
    page.goto("http://localhost/")


def test_nothing_is_wrong_with_what_everybody_can_use(page: Page):
    show(page, GOOD)
    assert keyboard_faults(page) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_what_keeps_the_keyboard_out_is_found(page: Page, fault: str):
    show(page, FAULTS[fault])
    found = [line.partition(":")[0] for line in keyboard_faults(page)]
    assert fault in found


def test_a_page_without_a_way_past_its_head_is_found(page: Page):
    show(page, GOOD)
    page.evaluate("document.querySelector('a').href = '/'")
    assert [line.partition(":")[0] for line in keyboard_faults(page)] == [
        "nothing leads past the head of the page"
    ]

"""Chromium for every test of pages: who looks, through which window, and that nothing was refused on the way."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from instituciones.models import Usuario

# Playwright's synchronous API runs an event loop in this thread, and Django refuses the database beside one.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

MODES: dict[str, dict[str, Any]] = {
    "claro": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "oscuro": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "telefono": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light", "has_touch": True},
}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

OpenPage = Callable[..., Page]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's own Chromium; without it these tests fail, since a page that nobody opened proves nothing.

    One for each module and not for the whole run: while it is open its event loop runs in this thread, and whatever
    the same process tests afterwards could start none of its own.
    """
    path = shutil.which("chromium")
    assert path, "Falta Chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(params=MODES)
def mode(request: pytest.FixtureRequest) -> str:
    """Each of the three windows: wide and light, wide and dark, a phone."""
    return str(request.param)


@pytest.fixture
def open_page(chromium: Browser, live_server: LiveServer) -> Iterator[OpenPage]:
    """`open_page("/expedientes/", usuario, "telefono")` opens an address of the site in a window of its own.

    Keyword arguments go to Playwright's context (`java_script_enabled=False`). At the end, a script that failed or
    something that the Content-Security-Policy refused fails the test.
    """
    complaints: list[str] = []

    def complain(message: ConsoleMessage) -> None:
        if message.type == "error" and "the server responded with a status of" not in message.text:
            complaints.append(message.text)

    def open_(address: str, usuario: Usuario | None = None, mode: str = "claro", **options: Any) -> Page:
        context = browsers.enter_context(chromium.new_context(**{"locale": "es-PE"} | MODES[mode] | options))
        context.set_default_timeout(10_000)
        if usuario:
            client = Client()
            client.force_login(usuario)
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
            )
        page = context.new_page()
        page.on("console", complain)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(live_server.url + address)
        page.evaluate("document.fonts.ready.then(() => null)")
        return page

    with ExitStack() as browsers:
        yield open_
    assert complaints == []


def accessibility_violations(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA and good practice, one line per offending element."""
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    return [f"{rule['id']}: {rule['help']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]


def scrolls_sideways(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))


def small_targets(page: Page) -> list[str]:
    """Controls under 44 px, and links outside a sentence under 24 px, that a finger would miss (WCAG 2.5.8)."""
    return list(
        page.evaluate(
            """() => [...document.querySelectorAll('button, select, input, textarea, summary, a.button, nav a, h3 a')]
                .filter(e => e.checkVisibility() && !e.closest('.skip') && e.type !== 'hidden')
                .map(e => e.matches('[type=checkbox], [type=radio]') ? e.labels[0] : e)
                .filter(e => e.getBoundingClientRect().height < (e.closest('.breadcrumbs, h3') ? 24 : 44))
                .map(e => e.outerHTML.slice(0, 120))"""
        )
    )

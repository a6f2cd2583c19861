"""Chromium for every test of pages: who looks, through which window, and that nothing was refused on the way."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.db import connections
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    ViewportSize,
    sync_playwright,
)
from pytest_django.live_server_helper import LiveServer

from instituciones.models import Usuario

# Playwright's synchronous API runs an event loop in this thread, and Django refuses the database beside one.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

WIDE: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
TABLET: ViewportSize = {"width": 820, "height": 1180}
MODES: dict[str, dict[str, Any]] = {
    "claro": {"viewport": WIDE, "color_scheme": "light"},
    "telefono": {"viewport": PHONE, "color_scheme": "light", "has_touch": True},
    "tableta": {"viewport": TABLET, "color_scheme": "light", "has_touch": True},
}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_COLOUR = ["color-contrast", "link-in-text-block"]
"""What the dark can change, and the width of a window cannot: everything else stands where it stood in the light."""
COLOURS_HAVE_CHANGED = """() => new Promise(requestAnimationFrame)
    .then(() => document.getAnimations().filter(a => a.effect.getComputedTiming().endTime < Infinity))
    .then(passing => Promise.allSettled(passing.map(a => a.finished))).then(() => null)"""
"""Django's own lists take a moment from one colour to the other: in between nothing has the contrast of either."""

OpenPage = Callable[..., Page]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's own Chromium; without it these tests fail, since a page that nobody opened proves nothing.

    One for each module and not for the whole run: while it is open its event loop runs in this thread, and whatever
    the same process tests afterwards could start none of its own.
    """
    with sync_playwright() as playwright:
        browser = launched(playwright)
        yield browser
        connections.close_all()  # those of this loop: nobody finds them once it has ended
        browser.close()


def launched(playwright: Playwright) -> Browser:
    """A Chromium of its own."""
    path = shutil.which("chromium")
    assert path, "Falta Chromium: apt-get install chromium"
    return playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])


@pytest.fixture
def open_page(chromium: Browser, live_server: LiveServer) -> Iterator[OpenPage]:
    """`open_page("/expedientes/", usuario, "telefono")` opens an address of the site in a window of its own.

    The windows of one person are of one browser, which need not fetch fonts and styles again. Keyword arguments go to
    Playwright's context (`java_script_enabled=False`). At the end, a script that failed or something that the
    Content-Security-Policy refused fails the test.
    """
    complaints: list[str] = []
    opened: dict[str, BrowserContext] = {}

    def open_(address: str, usuario: Usuario | None = None, mode: str = "claro", **options: Any) -> Page:
        whose = repr((usuario and usuario.pk, mode, options))
        if whose not in opened:
            opened[whose] = browsers.enter_context(
                chromium.new_context(**{"locale": "es-PE"} | MODES[mode] | options)
            )
        context = opened[whose]
        context.set_default_timeout(30_000)  # a busy machine only takes longer
        if usuario:
            client = Client()
            client.force_login(usuario)
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
            )
        page = context.new_page()
        hear(page, complaints)
        page.goto(live_server.url + address)
        page.evaluate("document.fonts.ready.then(() => null)")
        return page

    with ExitStack() as browsers:
        yield open_
    assert complaints == []


def hear(page: Page, complaints: list[str]) -> None:
    """Note what the browser complains of: a script that failed, or something that the policy of the page refused."""

    def complain(message: ConsoleMessage) -> None:
        answered = "the server responded with a status of" in message.text
        cut_off = "net::ERR_INTERNET_DISCONNECTED" in message.text  # by the test itself
        if message.type == "error" and not answered and not cut_off:
            complaints.append(message.text)

    page.on("console", complain)
    page.on("pageerror", lambda error: complaints.append(str(error)))


def assert_is_for_everybody(page: Page, *, with_a_finger: bool = True) -> None:
    """The page as it now stands keeps nobody out: in the light, in the dark, and on a phone.

    One load proves all three, since neither the server nor a script asks how wide a window is, nor how dark: only the
    styles do, and they follow. Afterwards the window is as it was. Only Django's own lists are no matter of a finger.
    """
    page.wait_for_load_state()  # after a click the next page may only have begun
    before = page.viewport_size or WIDE
    assert "VARIABLE INDEFINIDA" not in page.content(), page.url
    for size, without in ((WIDE, []), (PHONE, OF_COLOUR)):
        page.set_viewport_size(size)
        assert accessibility_violations(page, without=without) == [], (page.url, size)
        assert not scrolls_sideways(page), (page.url, size)
        assert not with_a_finger or small_targets(page) == [], (page.url, size)
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="dark")
    page.evaluate(COLOURS_HAVE_CHANGED)
    assert accessibility_violations(page, OF_COLOUR) == [], (page.url, "dark")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(before)


def accessibility_violations(
    page: Page, rules: list[str] = RULES, *, without: list[str] | None = None
) -> list[str]:
    """What axe finds against WCAG 2.2 AA and good practice, one line per offending element."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    options = {
        "runOnly": rules,
        "rules": {rule: {"enabled": False} for rule in without or []},
        "resultTypes": ["violations"],  # of what is in order it would describe every element
        "selectors": False,
    }
    found = page.evaluate(
        "options => axe.run(document, options).then(results => results.violations)", options
    )
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

"""Every page of the access matrix, as people meet it: wide, in the dark, on a phone, by the keyboard alone.

The site does not run: each page is what the matrix asked for, under its own address and with its own headers, and
Chromium takes styles and scripts from the sources. Whatever else a page asks for, it does not get.
"""

import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.encoding import iri_to_uri
from playwright.sync_api import Browser, BrowserContext, Page

from tests.acceso.paginas import PAGINAS, quien_abre
from tests.acceso.tabla import Fila
from tests.acceso.visita import Respuesta, Visita
from tests.e2e.conftest import MODES, assert_is_for_everybody, hear
from tests.e2e.teclado import assert_works_by_keyboard, ready_for_the_keyboard
from tests.test_access import FILAS, de_allauth, pedir_de_allauth

pytestmark = [pytest.mark.django_db, pytest.mark.lento]

UNFOLD = "document.querySelectorAll('details:not([data-menu])').forEach(e => { e.open = true })"
"""What is folded is part of the page; a menu lies over it."""


class Given(ThreadingHTTPServer):
    """What has already been answered. A server and no interception, beside which Chromium would keep nothing: it
    would fetch every style, script and letter again for each page."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Giver)
        self.answers: dict[str, Respuesta] = {}

    @property
    def site(self) -> str:
        """Where browsers allow what they otherwise allow to addresses in https alone."""
        return f"http://localhost:{self.server_port}"


class Giver(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Given

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if answer := self.server.answers.get(self.path):
            self._give(answer.codigo, answer.cabeceras, answer.texto.encode())
        elif path.startswith(settings.STATIC_URL) and (
            file := finders.find(path.removeprefix(settings.STATIC_URL))
        ):
            kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
            kept = {"Content-Type": kind, "Cache-Control": "max-age=86400"}
            self._give(200, kept, Path(file).read_bytes())
        else:
            self._give(404, {}, b"")

    def _give(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in (headers | {"Content-Length": str(len(body))}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Nobody reads it."""


class Window:
    """Shows answers that have already been given, one after the other: to open a window takes longer than a page."""

    def __init__(self, context: BrowserContext, server: Given) -> None:
        self.context = context
        self.server = server
        self.complaints: list[str] = []
        self.page = self._opened()

    def _opened(self) -> Page:
        page = self.context.new_page()
        hear(page, self.complaints)
        return page

    @contextmanager
    def shows(self, answer: Respuesta) -> Iterator[Page]:
        address = iri_to_uri(answer.direccion)
        self.server.answers = {address.partition("#")[0]: answer}
        self.complaints.clear()
        try:
            shown = self.page.goto(self.server.site + address)
            assert shown
            assert shown.status == answer.codigo
            self.page.evaluate("document.fonts.ready.then(() => null)")
            self.page.evaluate(UNFOLD)
            yield self.page
        except BaseException:  # nobody knows how it was left
            self.page.close()
            self.page = self._opened()
            raise


@pytest.fixture(scope="module")
def server() -> Iterator[Given]:
    with Given() as given:
        Thread(target=given.serve_forever, daemon=True).start()
        yield given
        given.shutdown()


@pytest.fixture(scope="module")
def window(chromium: Browser, server: Given) -> Iterator[Window]:
    with chromium.new_context(locale="es-PE", **MODES["claro"]) as context:
        context.set_default_timeout(30_000)
        context.add_init_script(Axe().axe_script)
        ready_for_the_keyboard(context)
        yield Window(context, server)


def assert_keeps_nobody_out(window: Window, answer: Respuesta, *, with_a_finger: bool = True) -> None:
    """Of an answer that is a page; files are read elsewhere."""
    if answer.cabeceras.get("Content-Type", "").startswith("text/html"):
        with window.shows(answer) as page:
            assert_is_for_everybody(page, with_a_finger=with_a_finger)
            assert_works_by_keyboard(page)
        assert window.complaints == []


@pytest.mark.parametrize("fila", PAGINAS, ids=str)
def test_a_page_keeps_nobody_out(window: Window, visita: Visita, fila: Fila):
    answer = visita.pedir("GET", fila.nombre, quien_abre(fila))
    assert_keeps_nobody_out(window, answer, with_a_finger=not fila.nombre.startswith("admin:"))


OF_ACCOUNTS = [
    (nombre, next(clase for clase, fin in (("ti", fines[2]), ("an", fines[0])) if fin == "o"))
    for nombre, *fines in de_allauth()
    if "o" in (fines[0], fines[2])
]


@pytest.mark.parametrize(("nombre", "clase"), OF_ACCOUNTS)
def test_a_page_of_an_account_keeps_nobody_out(window: Window, visita: Visita, nombre: str, clase: str):
    assert_keeps_nobody_out(window, pedir_de_allauth(visita, "GET", nombre, clase))


@pytest.mark.parametrize("fin", ["x", "-"])
def test_a_page_that_is_for_others_says_so_to_everybody(window: Window, visita: Visita, fin: str):
    fila = next(fila for fila in FILAS if fila.metodo == "GET" and fin in fila.fines)
    assert_keeps_nobody_out(window, visita.pedir("GET", fila.nombre, quien_abre(fila, fin)))


@pytest.mark.parametrize("page", ["400", "403_csrf", "409", "413", "500", "503"])
def test_what_went_wrong_is_said_to_everybody(window: Window, page: str):
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    text = render_to_string(f"{page}.html", {"frase": "El antivirus no contesta.", "limit": "25 MB"}, request)
    html = {"Content-Type": "text/html; charset=utf-8"}
    assert_keeps_nobody_out(window, Respuesta("/", 400, html, text, "", frozenset(), [], []))

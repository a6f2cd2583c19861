"""The page that the demonstration writes, opened from the disk without network and without JavaScript of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from demo.salida.pagina import pagina as componer
from tests.demo.muestra import muestra
from tests.e2e.conftest import PHONE, WIDE, assert_is_for_everybody


@pytest.fixture
def pagina(chromium: Browser, tmp_path: Path) -> Iterator[Page]:
    """It may complain of nothing and ask for nothing but itself."""
    fichero = tmp_path / "index.html"
    fichero.write_bytes(componer(muestra()))
    contexto = chromium.new_context(offline=True, viewport=WIDE)
    quejas: list[str] = []
    pedidos: set[str] = set()
    una = contexto.new_page()
    una.on("console", lambda mensaje: quejas.append(mensaje.text))
    una.on("request", lambda pedido: pedidos.add(pedido.url.partition(":")[0]))
    una.goto(fichero.as_uri())
    yield una
    assert (quejas, pedidos - {"data"}) == ([], {"file"})
    contexto.close()


def test_it_is_for_everybody(pagina: Page) -> None:
    assert_is_for_everybody(pagina)
    pagina.set_viewport_size(PHONE)
    pagina.locator("summary").first.click()
    assert pagina.get_by_text("Lo selló «Sello»").first.is_visible()
    assert_is_for_everybody(pagina)


def test_it_is_set_in_the_letters_that_it_brings(pagina: Page) -> None:
    assert pagina.evaluate("document.fonts.ready.then(() => document.fonts.check('16px \"Public Sans\"'))")
    assert pagina.evaluate("[...document.fonts].map(f => f.status)") == ["loaded"]

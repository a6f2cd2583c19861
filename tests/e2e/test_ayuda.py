"""The help of a page: read by everybody, by keyboard, without JavaScript, and in nobody's way."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenPage, assert_is_for_everybody
from tests.factories import cuenta, designado, expediente, institucion

pytestmark = pytest.mark.django_db(transaction=True)

SUMMARY = ".help > summary"


def _where_the_content_begins(page: Page) -> float:
    return float(page.evaluate("document.querySelector('h1').getBoundingClientRect().top"))


def test_a_help_opens_over_the_page_and_keeps_nobody_out(open_page: OpenPage) -> None:
    una = institucion("Ministerio de la Producción")
    uno = expediente(una, institucion("Corporación de Fomento"))
    quien, _ = designado(uno, una, "coordinador_titular")
    page = open_page(f"/expedientes/{uno.codigo}/", quien)
    before = _where_the_content_begins(page)
    page.focus(SUMMARY)
    page.keyboard.press("Enter")
    expect(page.get_by_text("«También puede» ofrece")).to_be_visible()
    assert _where_the_content_begins(page) == before
    assert_is_for_everybody(page)
    page.keyboard.press("Escape")
    expect(page.get_by_text("«También puede» ofrece")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(SUMMARY)).to_be_hidden()


def test_without_javascript_a_help_opens_and_leads_to_its_chapter(open_page: OpenPage) -> None:
    page = open_page("/", cuenta(), java_script_enabled=False)
    page.click(SUMMARY)
    page.get_by_role("link", name="Todo el capítulo: Lo que espera por mí").click()
    expect(page).to_have_url(re.compile("/ayuda/#pendientes$"))


def test_the_index_of_all_helps_keeps_nobody_out(open_page: OpenPage) -> None:
    assert_is_for_everybody(open_page("/ayuda/", cuenta(is_superuser=True)))

"""The papers that the system composes, as a person meets them: asking, waiting with or without scripts, saving."""

from pathlib import Path

import pytest
from playwright.sync_api import expect
from pytest_django.fixtures import Settings

from convenios.models import Estado
from documentos.models import Papel
from documentos.services import pedir_papel
from documentos.services.composicion import terminar
from flujo.acto import Acto
from tests import factories
from tests.e2e.conftest import OpenPage, assert_is_for_everybody

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def caso(settings: Settings, tmp_path: Path) -> factories.Caso:
    settings.ARCHIVOS_DIR = tmp_path
    return factories.Caso(
        Estado.EN_FIRMA,
        titulo="Convenio marco de cooperación interinstitucional entre el Ministerio y la Confederación",
    )


def direccion(caso: factories.Caso) -> str:
    return f"/expedientes/{caso.expediente.codigo}/papeles/"


def test_asking_shows_progress_and_then_the_paper_by_itself(
    caso: factories.Caso, open_page: OpenPage
) -> None:
    page = open_page(direccion(caso), caso.titular, "claro")
    page.get_by_role("button", name="Componer «Convenio: Convenio marco").click()
    expect(page.locator("#compuestos").get_by_text("Se está componiendo…")).to_be_visible()
    terminar(Papel.objects.get(), b"%PDF-1.7 de prueba")
    enlace = page.get_by_role("link", name="Convenio marco de cooperación interinstitucional")
    expect(enlace).to_be_visible(timeout=15_000)
    with page.expect_download() as descarga:
        enlace.click()
    assert descarga.value.suggested_filename.endswith(".pdf")


def test_the_page_keeps_nobody_out(caso: factories.Caso, open_page: OpenPage) -> None:
    hecho = pedir_papel(caso.actual(), "convenio", acto=Acto(registra=caso.titular))
    terminar(hecho, b"%PDF-1.7 de prueba")
    pedir_papel(caso.actual(), "ficha", acto=Acto(registra=caso.titular))
    page = open_page(direccion(caso), caso.titular)
    assert_is_for_everybody(page)
    expect(page.get_by_role("link", name="Actualizar la página")).to_be_visible()


def test_an_empty_page_says_what_is_missing(open_page: OpenPage, db: None) -> None:
    caso = factories.Caso()
    page = open_page(direccion(caso), caso.titular)
    assert_is_for_everybody(page)
    assert "Todavía no hay un texto compartido del que componerlo." in page.content()

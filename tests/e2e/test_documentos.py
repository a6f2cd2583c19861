"""Papers, as a person meets them: bringing one in, a refusal, a file that is too large, sharing, downloading."""

import datetime as dt
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page
from pytest_django.fixtures import Settings

from documentos.models import Documento
from documentos.services import incorporar_documento
from flujo.acto import Acto
from tests import factories
from tests.documentos import fabrica
from tests.documentos.conftest import subida
from tests.e2e.conftest import OpenPage, assert_is_for_everybody

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def caso(settings: Settings, tmp_path: Path) -> factories.Caso:
    settings.ARCHIVOS_DIR = tmp_path
    return factories.Caso()


@pytest.fixture
def documento(caso: factories.Caso) -> Documento:
    return incorporar_documento(
        caso.expediente,
        fichero=subida(fabrica.pdf(), "Oficio con un nombre bastante largo para una pantalla estrecha.pdf"),
        tipo="escaneo",
        titulo="Oficio con que se remite la propuesta de convenio marco de cooperación interinstitucional",
        referencia="Oficio 123-2016-PRODUCE/DVMYPE-I",
        fecha=dt.date(2016, 5, 2),
        acto=Acto(registra=caso.titular),
    )


def direccion(caso: factories.Caso, resto: str = "") -> str:
    return f"/expedientes/{caso.expediente.codigo}/documentos/{resto}"


def test_the_list_of_papers_keeps_nobody_out(
    open_page: OpenPage, caso: factories.Caso, documento: Documento
) -> None:
    for quien in (caso.titular, caso.contraparte):
        assert_is_for_everybody(open_page(direccion(caso), quien))


def llenar(page: Page, fichero: FilePayload | str) -> None:
    page.get_by_label("Archivo").set_input_files(fichero)
    page.get_by_label("Título").fill("Oficio de invitación")
    page.get_by_label("Fecha del documento").fill("2016-05-02")


@pytest.mark.parametrize("con_javascript", [True, False])
def test_a_paper_is_brought_in_after_a_refusal_that_lost_nothing_typed(
    open_page: OpenPage, caso: factories.Caso, con_javascript: bool
) -> None:
    page = open_page(direccion(caso, "nuevo/"), caso.titular, java_script_enabled=con_javascript)
    llenar(page, {"name": "informe.pdf", "mimeType": "application/pdf", "buffer": fabrica.imagen("PNG")})
    page.get_by_role("button", name="Incorporar").click()
    resumen = page.locator(".error-summary")
    resumen.wait_for()
    assert "El archivo se llama «informe.pdf», pero su contenido es una imagen PNG." in resumen.inner_text()
    assert page.get_by_label("Título").input_value() == "Oficio de invitación"
    if con_javascript:
        assert_is_for_everybody(page)
    contenido = fabrica.pdf()
    llenar(page, {"name": "informe.pdf", "mimeType": "application/pdf", "buffer": contenido})
    page.get_by_role("button", name="Incorporar").click()
    page.get_by_text("Se incorporó «Oficio de invitación».").wait_for()
    with page.expect_download() as bajada:
        page.get_by_role("link", name="Oficio de invitación", exact=True).click()
    assert bajada.value.suggested_filename == "informe.pdf"
    assert bajada.value.path().read_bytes() == contenido


@pytest.fixture
def enorme(tmp_path: Path) -> str:
    """200 MB that take no room on the disk."""
    ruta = tmp_path / "enorme.pdf"
    with ruta.open("wb") as fichero:
        fichero.truncate(200_000_000)
    return str(ruta)


def test_a_file_that_is_too_large_is_said_to_be_so_when_it_is_chosen(
    open_page: OpenPage, caso: factories.Caso, enorme: str
) -> None:
    page = open_page(direccion(caso, "nuevo/"), caso.titular)
    llenar(page, enorme)
    page.get_by_text("El archivo pasa de 25 MB, que es lo más que se admite.").wait_for()
    assert_is_for_everybody(page)
    page.get_by_role("button", name="Incorporar").click()
    assert page.locator(":focus").get_attribute("name") == "fichero"
    assert page.url.endswith("/nuevo/")
    llenar(page, {"name": "informe.pdf", "mimeType": "application/pdf", "buffer": fabrica.pdf()})
    page.get_by_role("button", name="Incorporar").click()
    page.get_by_text("Se incorporó").wait_for()


def test_without_javascript_the_browser_shows_the_refusal_and_not_an_error_of_its_own(
    open_page: OpenPage, caso: factories.Caso, enorme: str
) -> None:
    page = open_page(direccion(caso, "nuevo/"), caso.titular, java_script_enabled=False)
    llenar(page, enorme)
    page.get_by_role("button", name="Incorporar").click()
    page.get_by_role("heading", name="El archivo es demasiado grande").wait_for()
    assert "Se admiten archivos de hasta 25 MB." in page.content()
    page.go_back()
    assert page.get_by_label("Título").input_value() == "Oficio de invitación"


def test_a_paper_is_shared_by_keyboard_alone(
    open_page: OpenPage, caso: factories.Caso, documento: Documento
) -> None:
    page = open_page(direccion(caso), caso.titular)
    page.get_by_role("link", name="Compartir").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Compartir con las partes").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Las demás partes ya pueden leer").wait_for()
    documento.refresh_from_db()
    assert documento.esta_compartido

"""The page where a copy of a case file is asked for: in every window, without JavaScript, and followed to its end."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tablero.models import Copia
from tests.e2e.conftest import OpenPage, assert_is_for_everybody
from tests.factories import Caso

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _en_demostracion(settings: Any, tmp_path: Path) -> None:
    settings.DEMO, settings.LOCAL_DIR = True, tmp_path
    settings.COPIAS_DIR = tmp_path / "copias"


def test_a_copy_is_asked_for_and_followed(open_page: OpenPage) -> None:
    caso = Caso()
    page = open_page(f"/expedientes/{caso.expediente.codigo}/", caso.titular, java_script_enabled=False)
    page.get_by_role("link", name="Descargar el expediente").click()
    page.get_by_role("button", name="Pedir la copia").click()
    expect(page.get_by_text("en cola")).to_be_visible()
    page.get_by_role("link", name="Dejar de actualizar").click()
    copia = Copia.objects.get()
    Copia.objects.filter(pk=copia.pk).update(lista_at=copia.pedida_at, tamano=1_234_567, sha256="ab" * 32)
    page.reload()
    expect(page.get_by_role("link", name="Copia del")).to_be_visible()


def test_it_reads_well_in_every_window(open_page: OpenPage) -> None:
    caso = Caso()
    copia = Copia.objects.create(expediente=caso.expediente, pedida_por=caso.titular)
    Copia.objects.filter(pk=copia.pk).update(lista_at=copia.pedida_at, tamano=1_234_567, sha256="ab" * 32)
    Copia.objects.create(expediente=caso.expediente, pedida_por=caso.titular, fallo="No se pudo.")
    direccion = f"/expedientes/{caso.expediente.codigo}/descargar/"
    page = open_page(direccion, caso.titular)
    assert_is_for_everybody(page)
    with page.expect_download() as bajada:
        page.get_by_role("link", name="verificar.html").click()
    assert bajada.value.suggested_filename == "verificar.html"
    Copia.objects.create(expediente=caso.expediente, pedida_por=caso.titular)
    page.reload()
    assert_is_for_everybody(page)

"""The public list as anybody opens it: no account, a phone, no JavaScript, the dark."""

import pytest
from playwright.sync_api import expect

from convenios.models import Convenio, Estado
from tests.e2e.conftest import OpenPage, assert_is_for_everybody
from tests.factories import Caso
from tests.tablero.test_transparencia import caso, ficha, muchos, publicado

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def convenio() -> Convenio:
    """One with signatures, among many."""
    muchos(26)
    largo = "Capacitar a las cooperativas de la región en gestión, contabilidad y comercialización. " * 4
    return publicado(Caso(Estado.EN_EJECUCION, objeto=largo)).convenio


def test_nobody_is_kept_out(open_page: OpenPage, convenio: Convenio) -> None:
    for direccion in (
        *("/transparencia/", "/transparencia/?q=ferrocarril", "/transparencia/?estado=en_firma"),
        ficha(convenio),
    ):
        assert_is_for_everybody(open_page(direccion, None))


def test_one_is_found_without_an_account_and_without_javascript(
    open_page: OpenPage, convenio: Convenio
) -> None:
    page = open_page("/transparencia/", None, "telefono", java_script_enabled=False)
    page.get_by_role("searchbox", name="Buscar").fill("confederación")
    page.get_by_role("button", name="Buscar").click()
    page.get_by_role("link", name=convenio.expediente.titulo).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(convenio.expediente.titulo)
    expect(page.get_by_text("Capacitar a las cooperativas")).to_be_visible()


def test_the_next_page_follows(open_page: OpenPage, convenio: Convenio) -> None:
    page = open_page("/transparencia/", None)
    page.get_by_role("link", name="Siguientes").click()
    expect(page.get_by_text("2 de 27")).to_be_visible()


def test_one_agreement_is_kept_from_the_public_and_published_again_on_a_phone(open_page: OpenPage) -> None:
    uno = caso()
    page = open_page(uno.expediente.get_absolute_url(), uno.registro, "telefono")
    page.get_by_role("link", name="Reservar el convenio").click()
    assert_is_for_everybody(page)
    page.get_by_label("Norma que lo permite").fill("Ley 27806, artículo 17")
    page.get_by_label("Por qué se reserva").fill("Contiene secretos de una empresa.")
    page.get_by_role("button", name="Declararlo reservado").press("Enter")
    expect(page.get_by_text("El convenio quedó reservado.")).to_be_visible()
    assert open_page(ficha(uno.convenio), None).title().startswith("No ")
    page.get_by_role("link", name="Revocar la reserva").click()
    assert_is_for_everybody(page)
    page.get_by_label("Por qué se revoca").fill("Ya no es secreto.")
    page.get_by_role("button", name="Revocar la reserva").press("Enter")
    expect(page.get_by_text("La reserva quedó revocada; en la historia sigue escrita.")).to_be_visible()
    expect(open_page(ficha(uno.convenio), None).get_by_role("heading", level=1)).to_have_text(
        uno.expediente.titulo
    )

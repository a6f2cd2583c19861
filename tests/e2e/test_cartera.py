"""The portfolio and its saved views as people use them: wide, dark, on a phone, by keyboard, without JavaScript."""

import pytest
from playwright.sync_api import expect

from expedientes.models import Vista
from tests.convenios.vida import DIA
from tests.e2e.conftest import OpenPage, assert_is_for_everybody
from tests.factories import hoy
from tests.tablero.test_cartera import Mesa

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def mesa() -> Mesa:
    """Agreements that are over, near their end and far from it."""
    mesa = Mesa()
    for fin in (-5, 40, 900):
        convenio = mesa.convenio(f"Convenio de cooperación que termina en {fin} días", fin=fin, renovacion=30)
        mesa.gestion(convenio, fecha=hoy(), proximo_contacto=hoy() + DIA)
    return mesa


def test_the_portfolio_keeps_nobody_out(open_page: OpenPage, mesa: Mesa) -> None:
    assert_is_for_everybody(open_page("/cartera/", mesa.asistente))


def test_every_column_fits_a_usual_screen_and_every_row_one_line(open_page: OpenPage, mesa: Mesa) -> None:
    page = open_page("/cartera/", mesa.asistente, viewport={"width": 1366, "height": 768})
    assert page.evaluate("(e => e.scrollWidth <= e.clientWidth)(document.querySelector('.scroll'))")
    altos = page.evaluate(
        "[...document.querySelectorAll('tbody tr')].map(e => e.getBoundingClientRect().height)"
    )
    assert len(altos) == 3
    assert max(altos) < 28


def test_a_view_is_saved_and_used_without_javascript(open_page: OpenPage, mesa: Mesa) -> None:
    page = open_page("/vistas/nueva/cartera/", mesa.asistente, java_script_enabled=False)
    page.get_by_label("Nombre de la vista").fill("Para el directorio")
    for campo in page.locator(".numbered input").all():
        campo.fill("")
    page.locator("[name=en_fin]").fill("1")
    page.locator("[name=en_titulo]").fill("2")
    page.get_by_role("button", name="Guardar la vista").click()
    page.get_by_role("link", name="Para el directorio", exact=True).click()
    expect(page.locator("thead th")).to_have_text(["Fin vigente", "Convenio"])
    expect(page.locator("[name=vista]")).to_have_value(str(Vista.objects.get().pk))

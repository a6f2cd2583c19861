"""The pages of control as people use them: wide, dark, on a phone, by keyboard, without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.convenios.vida import DIA, abrir, con_efecto, vencido
from tests.e2e.conftest import OpenPage, assert_is_for_everybody
from tests.factories import auditor, hoy
from tests.tablero.control.preguntar import Control

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_questions_and_their_answers_keep_nobody_out(open_page: OpenPage) -> None:
    control = Control()
    for n in range(3):
        control.convenio(f"Convenio de cooperación número {n}", suscrito_el=hoy() - DIA, fin=-30)
    for direccion in ("/control/", "/control/firmados-vencidos/", "/control/huecos/"):
        assert_is_for_everybody(open_page(direccion, control.auditora))


def test_a_question_is_narrowed_and_opened_without_javascript(open_page: OpenPage) -> None:
    control = Control()
    control.convenio("Riego tecnificado")
    control.convenio("Otro")
    page = open_page("/control/", control.auditora, java_script_enabled=False)
    page.get_by_label("Buscar").fill("riego")
    page.get_by_role("button", name="Buscar").click()
    page.get_by_role("link", name="Convenios suscritos sin registro").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    page.locator("tbody th a").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Riego tecnificado")


def test_the_line_of_time_keeps_nobody_out(open_page: OpenPage) -> None:
    caso = vencido(60)
    terminos = {"efecto_desde": hoy() - 59 * DIA, "es_regularizacion": True, "base_legal": "Cláusula novena"}
    con_efecto(caso, abrir(caso, "prorroga", fin_nuevo=hoy() + 300 * DIA, **terminos))
    page = open_page(f"/expedientes/{caso.expediente.codigo}/linea/", auditor(caso.propone))
    assert_is_for_everybody(page)
    page.get_by_label("Orden").select_option("tarde")
    page.get_by_role("button", name="Ver", exact=True).click()
    expect(page.locator("tbody tr").first).to_be_visible()

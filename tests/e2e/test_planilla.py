"""The grid of a plan as people use it: by the keyboard alone, with blocks from a spreadsheet, and losing nothing."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from flujo.acto import Acto
from planes import services as planes
from planes.models import AccionConjunta
from tests.e2e.conftest import PHONE, OpenPage, assert_is_for_everybody
from tests.planes.caso import CasoDePlan

pytestmark = pytest.mark.django_db(transaction=True)

PEGAR = """([selector, text]) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    document.querySelector(selector)
        .dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""
COPIAR = """selector => {
    const data = new DataTransfer();
    document.querySelector(selector)
        .dispatchEvent(new ClipboardEvent("copy", { clipboardData: data, bubbles: true, cancelable: true }));
    return data.getData("text/plain");
}"""
AQUI = "[data-hoja] td[tabindex='0']"


@pytest.fixture
def caso(settings: Settings, tmp_path: Path) -> CasoDePlan:
    settings.ARCHIVOS_DIR = tmp_path
    return CasoDePlan()


def celda(page: Page, fila: int, columna: int) -> str:
    return page.locator(f"[data-hoja] tbody tr:nth-child({fila}) td:nth-child({columna})").inner_text()


def entrar_a_la_rejilla(page: Page) -> None:
    """By the keyboard, as far as the first cell."""
    page.get_by_role("tab", name="Acciones").focus()
    for _vez in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('[role=gridcell]')"):
            return
    raise AssertionError("no cell was reached")


def test_a_plan_is_written_by_the_keyboard_alone(open_page: OpenPage, caso: CasoDePlan) -> None:
    page = open_page(f"{caso.plan.get_absolute_url()}planilla/", caso.equipo)
    entrar_a_la_rejilla(page)
    page.keyboard.press("ArrowRight")
    page.keyboard.type("Capacitar")  # typing takes the place of what was there
    page.keyboard.press("Enter")
    assert celda(page, 1, 2) == "Capacitar"
    page.keyboard.press("F2")  # and this one adds to it
    page.keyboard.type(" mejor")
    page.keyboard.press("Tab")
    assert celda(page, 2, 2) == "Intercambiar herramientas mejor"
    page.keyboard.press("F2")
    page.keyboard.type("xxx")
    page.keyboard.press("Escape")  # as if nothing had been typed
    assert "xxx" not in celda(page, 2, 3)
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Control+Enter")  # one more row
    page.keyboard.type("Difundir")
    page.keyboard.press("Tab")
    page.keyboard.type(str(caso.otra))
    for _columna in range(3):
        page.keyboard.press("Tab")
    page.keyboard.type(f"{caso.plan.desde:%d/%m/%Y}")
    page.keyboard.press("Tab")
    page.keyboard.type(f"{caso.plan.desde:%d/%m/%Y}")
    page.keyboard.press("Enter")
    assert (celda(page, 3, 1), celda(page, 3, 2)) == ("N1", "Difundir")
    for _vez in range(2):
        page.keyboard.press("Control+z")
    assert celda(page, 3, 7) == ""
    page.keyboard.press("Control+y")
    page.keyboard.press("Control+y")
    assert celda(page, 3, 7) == f"{caso.plan.desde:%d/%m/%Y}"
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")  # the grid lets go
    assert not page.evaluate("document.activeElement.matches('[role=gridcell]')")
    page.get_by_role("button", name="Guardar todo").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{caso.plan.get_absolute_url()}*")
    nombres = (
        AccionConjunta.objects.filter(plan=caso.plan).order_by("numero").values_list("nombre", flat=True)
    )
    assert list(nombres) == [
        "Capacitar",
        "Intercambiar herramientas mejor",
        "Intercambiar herramientas",
        "Difundir",
    ]


def test_blocks_are_pasted_copied_filled_and_taken_back(open_page: OpenPage, caso: CasoDePlan) -> None:
    page = open_page(f"{caso.plan.get_absolute_url()}planilla/", caso.equipo)
    entrar_a_la_rejilla(page)
    page.keyboard.press("ArrowRight")
    bloque = f'"Dos\nlíneas"\t{caso.propone}\r\n"di ""sí"""\t{caso.otra}\r\nTres\t\r\nCuatro\t{caso.otra}\r\n'
    page.evaluate(PEGAR, [AQUI, bloque])
    assert [celda(page, n, 2) for n in (1, 2, 3, 4)] == ["Dos\nlíneas", 'di "sí"', "Tres", "Cuatro"]
    assert celda(page, 4, 1) == "N1"
    assert page.evaluate(COPIAR, AQUI).startswith('"Dos\nlíneas"\t')
    page.evaluate(PEGAR, [AQUI, '"=HYPERLINK(""http://x"")"'])
    assert celda(page, 1, 2) == '=HYPERLINK("http://x")'  # text, as everything here
    assert page.evaluate(COPIAR, AQUI) == """"'=HYPERLINK(""http://x"")\""""  # and harmless where it goes
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")  # the whole block at once
    assert page.locator("[data-hoja] tbody tr").count() == 3
    assert celda(page, 1, 2) == "Intercambiar herramientas"
    page.keyboard.press("Home")
    for _columna in range(7):
        page.keyboard.press("ArrowRight")
    page.keyboard.type("Cusco")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Control+d")
    assert [celda(page, n, 8) for n in (1, 2, 3)] == ["Cusco"] * 3
    page.keyboard.press("Control+Home")
    page.keyboard.press("Control+Backspace")  # the row goes, with its budget
    page.get_by_role("tab", name="Presupuesto").click()
    assert page.locator("[data-hoja] tbody tr").count() == 3
    page.get_by_role("button", name="Deshacer").click()
    page.get_by_role("tab", name="Presupuesto").click()
    assert page.locator("[data-hoja] tbody tr").count() == 4


def test_five_thousand_rows_are_refused_at_once(open_page: OpenPage, caso: CasoDePlan) -> None:
    page = open_page(f"{caso.plan.get_absolute_url()}planilla/", caso.equipo)
    entrar_a_la_rejilla(page)
    antes = page.evaluate("performance.now()")
    page.evaluate(PEGAR, [AQUI, "\tUna\tX\r\n" * 5000])
    assert page.evaluate("performance.now()") - antes < 3000
    expect(page.locator("[data-estado]")).to_contain_text("caben 500")
    assert page.locator("[data-hoja] tbody tr").count() == 3


def test_errors_stand_in_their_cells_and_are_reached(open_page: OpenPage, caso: CasoDePlan) -> None:
    page = open_page(f"{caso.plan.get_absolute_url()}planilla/", caso.equipo)
    entrar_a_la_rejilla(page)
    for _columna in range(6):
        page.keyboard.press("ArrowRight")
    page.keyboard.type("31/02/2026")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Guardar todo").click()
    page.wait_for_selector("[data-error]")
    page.locator("[data-error] a").first.click()
    mala = page.locator("[data-hoja] td[aria-invalid='true']")
    expect(mala).to_be_focused()
    assert mala.inner_text() == "31/02/2026"
    expect(page.locator("[data-estado]")).to_contain_text("Ese día no existe")
    assert_is_for_everybody(page)
    mala.focus()
    page.keyboard.type(f"{caso.plan.hasta:%d/%m/%Y}")
    page.keyboard.press("Enter")
    assert page.locator("[data-hoja] td[aria-invalid='true']").count() == 0
    page.get_by_role("button", name="Guardar todo").click()
    page.wait_for_url(f"**{caso.plan.get_absolute_url()}#acciones")
    assert caso.accion(1).hasta == caso.plan.hasta


def test_a_lost_connection_and_a_closed_page_lose_nothing(open_page: OpenPage, caso: CasoDePlan) -> None:
    direccion = f"{caso.plan.get_absolute_url()}planilla/"
    page = open_page(direccion, caso.equipo)
    entrar_a_la_rejilla(page)
    page.keyboard.press("ArrowRight")
    page.keyboard.type("Lo que escribí")
    page.keyboard.press("Enter")
    page.context.set_offline(True)
    page.once("dialog", lambda dialogo: dialogo.accept())
    page.get_by_role("button", name="Guardar todo").click(no_wait_after=True)
    page.wait_for_timeout(500)
    page.context.set_offline(False)
    page.close()
    otra = open_page(direccion, caso.equipo)
    expect(otra.locator("[data-borrador]")).to_be_visible()
    assert celda(otra, 1, 2) == "Lo que escribí"
    planes.cambiar_accion(
        caso.accion(2), caso.datos(caso.otra, nombre="De otra persona"), acto=Acto(registra=caso.titular)
    )
    otra.get_by_role("button", name="Guardar todo").click()
    otra.wait_for_selector("#fundida")
    assert [celda(otra, n, 2) for n in (1, 2)] == ["Lo que escribí", "De otra persona"]
    assert_is_for_everybody(otra)
    otra.get_by_role("button", name="Guardar todo").click()
    otra.wait_for_url(f"**{caso.plan.get_absolute_url()}#acciones")
    assert [caso.accion(n).nombre for n in (1, 2)] == ["Lo que escribí", "De otra persona"]
    tercera = open_page(direccion, caso.equipo)
    tercera.wait_for_timeout(300)
    expect(tercera.locator("[data-borrador]")).to_be_hidden()
    assert tercera.evaluate("Object.keys(localStorage).filter(k => k.startsWith('planilla:')).length") == 0


def test_on_a_phone_it_is_a_list_of_rows_to_open(open_page: OpenPage, caso: CasoDePlan) -> None:
    page = open_page(f"{caso.plan.get_absolute_url()}planilla/", caso.equipo, "telefono")
    page.set_viewport_size(PHONE)
    page.get_by_role("button", name="1 · Intercambiar herramientas").click()
    page.get_by_label("Territorio").fill("Puno")
    page.get_by_role("button", name="Listo").click()
    page.get_by_role("button", name="Guardar todo").click()
    page.wait_for_url(f"**{caso.plan.get_absolute_url()}#acciones")
    assert caso.accion(1).territorio == "Puno"


def test_without_a_script_the_sheets_are_text(open_page: OpenPage, caso: CasoDePlan) -> None:
    page = open_page(f"{caso.plan.get_absolute_url()}planilla/", caso.equipo, java_script_enabled=False)
    hoja = page.get_by_label("Acciones")
    hoja.fill(hoja.input_value().replace("1\tIntercambiar", "1\tCambiar"))
    page.get_by_role("button", name="Guardar todo").click()
    assert caso.accion(1).nombre == "Cambiar herramientas"


def test_nobody_is_kept_out(open_page: OpenPage, caso: CasoDePlan) -> None:
    base = caso.plan.get_absolute_url()
    page = open_page(f"{base}planilla/", caso.equipo)
    assert_is_for_everybody(page)
    page.get_by_role("tab", name="Presupuesto").click()
    assert_is_for_everybody(page)
    assert_is_for_everybody(open_page(f"{base}importar/", caso.equipo))

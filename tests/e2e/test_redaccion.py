"""Writing an acta as people do it: two at once, with the network gone, the browser closed, the session over."""

import datetime as dt
import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from seguimiento.models import Acuerdo, Parrafo, Sesion
from seguimiento.services import agregar_parrafo, iniciar, instalar, registrar_llegada
from seguimiento.services.sitios import Sitio
from tests.e2e.conftest import OpenPage, assert_is_for_everybody, scrolls_sideways, small_targets
from tests.factories import hoy
from tests.seguimiento.organo import CasoDeOrgano

pytestmark = pytest.mark.django_db(transaction=True)
VECTORES = json.loads((Path(__file__).parents[1] / "seguimiento" / "fusiones.json").read_text())
TODO = "Todo está guardado."


@pytest.fixture
def organo() -> CasoDeOrgano:
    return CasoDeOrgano()


@pytest.fixture
def sesion(organo: CasoDeOrgano) -> Sesion:
    return organo.en_curso(puntos=("Avance del plan", "Presupuesto"))


def escribir(organo: CasoDeOrgano, sesion: Sesion, texto: str, **campos: Any) -> Parrafo:
    sitio = Sitio(punto_id=organo.punto(sesion).pk)
    return agregar_parrafo(sesion.acta, clave=uuid4(), sitio=sitio, texto=texto, acto=organo.acto(), **campos)


def direccion(sesion: Sesion) -> str:
    return f"{sesion.acta.get_absolute_url()}escribir/"


def estado(page: Page) -> Any:
    return page.locator("#estado")


def parrafo(page: Page, n: int = 0) -> Any:
    return page.locator("#parrafos textarea").nth(n)


def textos(sesion: Sesion) -> list[str]:
    vivos = Parrafo.objects.filter(acta=sesion.acta, retirado=False).order_by("punto", "orden")
    return list(vivos.values_list("texto", flat=True))


def al_final(page: Page, n: int, texto: str) -> None:
    parrafo(page, n).focus()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(texto)


def test_both_merges_put_words_together_alike(open_page: OpenPage, organo: CasoDeOrgano, sesion: Sesion):
    page = open_page(direccion(sesion), organo.secretaria)
    juntos = page.evaluate(
        """async (vectores) => {
            const { fundir } = await import("/static/js/acta/fusion.js");
            return vectores.map((v) => fundir(v.base, v.mio, v.suyo));
        }""",
        VECTORES,
    )
    assert juntos == [v["junto"] for v in VECTORES]


def test_the_minutes_are_written_with_the_keyboard_alone(
    open_page: OpenPage, organo: CasoDeOrgano, sesion: Sesion
):
    escribir(organo, sesion, "Se abrió el punto.")
    page = open_page(direccion(sesion), organo.secretaria)
    al_final(page, 0, " Se informó.")
    page.keyboard.press("Enter")
    page.keyboard.type("Aprobar el informe.")
    page.keyboard.press("Alt+Shift+A")
    page.keyboard.press("Enter")
    page.keyboard.type("Enviar el informe @CORP 30/12")
    page.keyboard.press("Alt+Shift+C")
    expect(estado(page)).to_contain_text(TODO)
    expect(page.locator(".entendido:visible")).to_contain_text("CORP")
    expect(page.locator(".votacion:visible")).to_contain_text("Falta registrar la votación.")
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("#dicho")).to_have_text("Está en el lugar 1.")
    expect(estado(page)).to_contain_text(TODO)
    assert textos(sesion) == [
        "Enviar el informe @CORP 30/12",
        "Se abrió el punto. Se informó.",
        "Aprobar el informe.",
    ]
    assert Acuerdo.objects.get().parrafo.texto == "Aprobar el informe."
    parrafo(page, 1).focus()
    page.keyboard.press("Control+Home")
    page.keyboard.press("Backspace")
    expect(page.locator("#parrafos textarea")).to_have_count(2)
    page.keyboard.press("Control+Home")
    expect(estado(page)).to_contain_text(TODO)
    assert textos(sesion)[0] == "Enviar el informe @CORP 30/12 Se abrió el punto. Se informó."


def test_on_a_tablet_a_session_is_written_voted_on_and_joined_with_a_finger(
    open_page: OpenPage, organo: CasoDeOrgano
):
    sesion = organo.convocada(fecha=hoy(), hora=dt.time(0))
    for miembro in (organo.m_titular, organo.m_contraparte, organo.m_secretaria):
        registrar_llegada(sesion, miembro, acto=organo.acto())
    sesion = iniciar(instalar(sesion, acto=organo.acto()), acto=organo.acto())
    page = open_page(direccion(sesion), organo.secretaria, "tableta")
    for boton, texto in (
        ("Párrafo", "Se informó del avance."),
        ("Acuerdo", "Aprobar el informe."),
        ("Compromiso", "Enviar el informe @CORP 30/12"),
    ):
        page.get_by_role("button", name=boton, exact=True).tap()
        page.keyboard.insert_text(texto)
    expect(estado(page)).to_contain_text(TODO)
    assert textos(sesion) == [
        "Se informó del avance.",
        "Aprobar el informe.",
        "Enviar el informe @CORP 30/12",
    ]
    en_la_tableta(page)
    ir(page, page.locator(".votacion:visible").get_by_role("link"))
    en_la_tableta(page)
    ir(page, page.get_by_role("button", name="Todos a favor"))
    assert Acuerdo.objects.get().es_adoptado
    page = open_page(direccion(sesion), organo.secretaria, "tableta")
    ir(page, page.get_by_role("link", name="Asistencia y pasos de la sesión"))
    ir(page, page.get_by_role("link", name="Registrar asistencia"))
    en_la_tableta(page)
    suya = page.locator("#miembros li").filter(has_text=organo.m_su_alterno.puesto.nombre)
    ir(page, suya.get_by_role("button", name="Llegó"))
    expect(suya).to_contain_text("presente desde las")
    assert sesion.asistencias.filter(miembro=organo.m_su_alterno).count() == 1


def ir(page: Page, a: Any) -> None:
    """With one touch, to the page that it leads to."""
    with page.expect_navigation():
        a.tap()


def en_la_tableta(page: Page) -> None:
    """Everything fits, and a finger hits it."""
    assert not scrolls_sideways(page), page.url
    assert small_targets(page) == [], page.url


def test_two_who_write_in_one_paragraph_lose_no_word(
    open_page: OpenPage, organo: CasoDeOrgano, sesion: Sesion
):
    escribir(organo, sesion, "La presidenta abrió la sesión y saludó a todos.")
    una = open_page(direccion(sesion), organo.secretaria)
    otra = open_page(direccion(sesion), organo.titular)
    parrafo(una).focus()
    una.keyboard.press("Control+Home")
    una.keyboard.insert_text("A las diez, ")
    al_final(otra, 0, " Hubo quórum.")
    expect(estado(una)).to_contain_text(TODO)
    expect(estado(otra)).to_contain_text(TODO)
    entero = "A las diez, La presidenta abrió la sesión y saludó a todos. Hubo quórum."
    expect(parrafo(otra)).to_have_value(entero)
    expect(parrafo(una)).to_have_value(entero)  # by asking now and then
    assert textos(sesion) == [entero]


def test_where_both_touch_the_three_texts_are_shown_and_a_person_decides(
    open_page: OpenPage, organo: CasoDeOrgano, sesion: Sesion
):
    escribir(organo, sesion, "Se informó.")
    una = open_page(direccion(sesion), organo.secretaria)
    otra = open_page(direccion(sesion), organo.titular)
    al_final(una, 0, " Hubo preguntas.")
    expect(estado(una)).to_contain_text(TODO)
    otra.evaluate("document.querySelector('#parrafos textarea').value")
    al_final(otra, 0, " Se tomó nota.")
    expect(otra.locator(".choque")).to_contain_text("Como estaba")
    expect(estado(otra)).to_contain_text("Párrafos por decidir: 1.")
    for texto in ("Se informó.", "Se informó. Hubo preguntas.", "Se informó. Se tomó nota."):
        expect(otra.locator(".choque dd").get_by_text(texto, exact=True)).to_be_visible()
    assert textos(sesion) == ["Se informó. Hubo preguntas."]
    assert_is_for_everybody(otra)
    otra.get_by_role("button", name="Dejar los dos").click()
    expect(estado(otra)).to_contain_text(TODO)
    assert textos(sesion) == ["Se informó. Hubo preguntas.\nSe informó. Se tomó nota."]


def test_a_dead_network_and_a_closed_browser_lose_nothing(
    open_page: OpenPage, organo: CasoDeOrgano, sesion: Sesion
):
    escribir(organo, sesion, "Se abrió el punto.")
    page = open_page(direccion(sesion), organo.secretaria)
    page.context.set_offline(True)
    al_final(page, 0, " Sin red.")
    page.keyboard.press("Enter")
    page.keyboard.insert_text("Otro, también sin red.")
    expect(estado(page)).to_contain_text("Sin conexión. Cambios por enviar: 2.")
    page.get_by_role("link", name="Presupuesto").click()  # the agenda goes on working
    page.get_by_role("button", name="Párrafo", exact=True).click()
    page.keyboard.insert_text("Del presupuesto.")
    expect(estado(page)).to_contain_text("Cambios por enviar: 3.")
    contexto = page.context
    page.close()
    assert textos(sesion) == ["Se abrió el punto."]
    contexto.set_offline(False)
    page = open_page(direccion(sesion), organo.secretaria)
    expect(page.locator("#avisos")).to_contain_text(
        "Se recuperó lo que no se había enviado la última vez: 3."
    )
    expect(estado(page)).to_contain_text(TODO)
    assert textos(sesion) == ["Se abrió el punto. Sin red.", "Otro, también sin red.", "Del presupuesto."]
    assert page.evaluate("Object.keys(localStorage).filter(k => k.startsWith('acta:'))") == []


def test_what_was_typed_last_is_sent_though_the_page_goes_away(
    open_page: OpenPage, organo: CasoDeOrgano, sesion: Sesion
):
    escribir(organo, sesion, "Se abrió el punto.")
    page = open_page(direccion(sesion), organo.secretaria)
    al_final(page, 0, " Y me voy.")
    page.goto("about:blank")
    page.wait_for_timeout(1500)
    assert textos(sesion) == ["Se abrió el punto. Y me voy."]


def test_an_expired_session_asks_to_sign_in_elsewhere_and_then_goes_on(
    open_page: OpenPage, organo: CasoDeOrgano, sesion: Sesion, live_server: LiveServer
):
    escribir(organo, sesion, "Se abrió el punto.")
    page = open_page(direccion(sesion), organo.secretaria)
    Session.objects.all().delete()
    al_final(page, 0, " Con la sesión vencida.")
    expect(estado(page)).to_contain_text("Su sesión terminó. Cambios por enviar: 1.")
    expect(page.get_by_role("link", name="Entrar en otra pestaña")).to_be_visible()
    otra = open_page(direccion(sesion), organo.secretaria)  # signs in
    expect(otra.locator("#estado")).to_contain_text(TODO)
    page.bring_to_front()
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(estado(page)).to_contain_text(TODO)
    assert textos(sesion) == ["Se abrió el punto. Con la sesión vencida."]


def test_without_scripts_a_plain_form_does_it(open_page: OpenPage, organo: CasoDeOrgano, sesion: Sesion):
    escribir(organo, sesion, "Se abrió el punto.")
    page = open_page(direccion(sesion), organo.secretaria, java_script_enabled=False)
    page.locator("#llano textarea").first.fill("Se abrió el punto. Sin guiones.")
    page.locator("#llano textarea").nth(1).fill("Uno nuevo.")
    page.get_by_role("button", name="Guardar", exact=True).click()
    assert "Se guardó." in page.content()
    assert textos(sesion) == ["Se abrió el punto. Sin guiones.", "Uno nuevo."]


def test_nobody_is_kept_out(open_page: OpenPage, organo: CasoDeOrgano, sesion: Sesion):
    organo.anotar()
    escribir(organo, sesion, "Se abrió el punto.")
    escribir(organo, sesion, "Aprobar.", clase="acuerdo")
    escribir(organo, sesion, "Enviar @CORP", clase="compromiso")
    page = open_page(direccion(sesion), organo.secretaria)
    for resumen in page.locator(".mas > summary, #escrito > details > summary").all():
        resumen.click()
    assert_is_for_everybody(page)
    assert_is_for_everybody(open_page(f"{direccion(sesion)}compromisos/", organo.secretaria))


def test_the_plain_form_keeps_nobody_out_either(open_page: OpenPage, organo: CasoDeOrgano, sesion: Sesion):
    """Sent by hand from the other page: its script is not on the page that comes back with three texts."""
    uno = escribir(organo, sesion, "Plazo: veinte días.")
    page = open_page(direccion(sesion), organo.secretaria)
    page.evaluate(
        """(campos) => {
            const form = document.createElement("form");
            form.method = "post";
            for (const [nombre, valor] of Object.entries(campos)) {
                form.append(Object.assign(document.createElement("input"), { name: nombre, value: valor }));
            }
            document.body.append(form);
            form.submit();
        }""",
        {
            "csrfmiddlewaretoken": next(c for c in page.context.cookies() if c["name"] == "csrftoken")[
                "value"
            ],
            "parrafo": str(uno.clave),
            f"base_{uno.clave}": "Plazo: diez días.",
            f"texto_{uno.clave}": "Plazo: quince días.",
        },
    )
    expect(page.locator(".tres-textos")).to_contain_text("Plazo: veinte días.")
    assert_is_for_everybody(page)
    page.get_by_role("button", name="Guardar", exact=True).click()
    expect(page.locator("#estado")).to_contain_text(TODO)
    assert textos(sesion) == ["Plazo: quince días."]

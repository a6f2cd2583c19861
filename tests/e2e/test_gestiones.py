"""Noting a contact as people do it: on a phone in a moment, by keyboard alone, without JavaScript, in the dark."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from pytest_django.fixtures import Settings

from convenios.models import Estado
from expedientes.models import Gestion
from expedientes.services import registrar_gestion
from flujo.acto import Acto
from tests.e2e.conftest import OpenPage, assert_is_for_everybody
from tests.e2e.test_expediente import enfocar
from tests.factories import AYER as DIA
from tests.factories import Caso, hoy

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def caso(settings: Settings, tmp_path: Path) -> Caso:
    """A case file with gestiones of every look."""
    settings.ARCHIVOS_DIR = tmp_path
    caso = Caso(Estado.EN_EVALUACION)
    comunes: dict[str, Any] = {"con": caso.otra, "resumen": "Quedaron en revisar el texto antes del lunes."}
    vistas: list[dict[str, Any]] = [
        {
            "medio": "oficio",
            "numero": "Oficio 123-2026-MIN",
            "con": "Mesa de partes",
            "referencia": "HT 4567",
        },
        {"medio": "visita", "puntos": "Cronograma\nPersonería", "fecha": hoy() - 9 * DIA},
        {"medio": "whatsapp", "proximo_contacto": hoy(), "visibilidad": "compartida"},
    ]
    for campos in vistas:
        registrar_gestion(caso.expediente, acto=Acto(registra=caso.titular), **comunes | campos)
    return caso


def nueva(caso: Caso) -> str:
    return f"/gestiones/nueva/?expediente={caso.expediente.codigo}"


def test_nobody_is_kept_out(open_page: OpenPage, caso: Caso) -> None:
    for direccion in (
        "/gestiones/",
        f"/expedientes/{caso.expediente.codigo}/",
        f"/expedientes/{caso.expediente.codigo}/gestiones/",
    ):
        assert_is_for_everybody(open_page(direccion, caso.titular))


def test_what_must_be_typed_fits_on_the_screen_of_a_phone(open_page: OpenPage, caso: Caso) -> None:
    page = open_page(nueva(caso), caso.titular, "telefono")
    ultimo = page.get_by_role("radio", name="Otra fecha").bounding_box()
    primero = page.get_by_role("radio", name="Llamada").bounding_box()
    assert ultimo
    assert primero
    assert ultimo["y"] + ultimo["height"] - primero["y"] < 844


def test_it_is_noted_from_any_page_by_keyboard_alone(open_page: OpenPage, caso: Caso) -> None:
    page = open_page(f"/expedientes/{caso.expediente.codigo}/historia/", caso.titular)
    enfocar(page, "Registrar una gestión")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Registrar una gestión", level=1)).to_be_visible()
    enfocar(page, "Llamada")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Mesa de partes")
    page.keyboard.press("Tab")
    page.keyboard.type("Dicen que está en firma.")
    enfocar(page, "Sin fecha")
    page.keyboard.press("ArrowDown")
    enfocar(page, "Registrar")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Quedó registrada la gestión.")).to_be_visible()
    gestion = Gestion.objects.latest("pk")
    assert (gestion.medio, gestion.con, gestion.resumen) == (
        "llamada",
        "Mesa de partes",
        "Dicen que está en firma.",
    )
    assert gestion.proximo_contacto


def test_the_case_file_is_found_by_words_without_javascript(open_page: OpenPage, caso: Caso) -> None:
    page = open_page("/gestiones/nueva/", caso.titular, "telefono", java_script_enabled=False)
    page.get_by_role("combobox", name="Expediente").fill("convenio marco")
    page.get_by_role("radio", name="WhatsApp").check()
    page.get_by_role("textbox", name="Con quién").fill("CONF")
    page.get_by_label("Qué se trató").fill("Confirmaron la reunión.")
    page.get_by_role("button", name="Registrar").click()
    page.get_by_label(caso.expediente.codigo).check()
    page.get_by_role("button", name="Registrar").click()
    expect(page.get_by_text("Quedó registrada la gestión.")).to_be_visible()
    gestion = Gestion.objects.latest("pk")
    assert (gestion.con_institucion, gestion.resumen) == (caso.otra, "Confirmaron la reunión.")

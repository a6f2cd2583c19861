"""The pages of an account, as a person meets them: signing in, a lost password, what protects the account."""

import base64
import hmac
import struct
import time

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import OpenPage, assert_is_for_everybody
from tests.factories import CLAVE, cuenta


def test_signing_in_is_refused_in_words_beside_the_form(open_page: OpenPage) -> None:
    page = open_page("/cuentas/login/")
    page.get_by_label("Correo electrónico").fill("nadie@demo.invalid")
    page.get_by_label("Contraseña").fill("no es esta")
    page.keyboard.press("Enter")
    page.locator(".error-summary").wait_for()
    assert page.title() == "Error: Entrar · Convenios"
    assert page.locator(":focus").inner_text().splitlines()[0] == "Hay algo que corregir"
    assert page.get_by_label("Correo electrónico").input_value() == "nadie@demo.invalid"
    assert_is_for_everybody(page)


def test_a_password_is_changed_by_keyboard_alone(open_page: OpenPage) -> None:
    usuario = cuenta("Persona de prueba")
    page = open_page("/cuentas/password/change/", usuario)
    page.get_by_label("Contraseña actual").focus()
    for text in (CLAVE, "otra-clave-larga-77", "otra-clave-larga-77"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
        if page.locator(":focus").evaluate("e => e.matches('.hint a')"):
            page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Su contraseña cambió.").wait_for()
    usuario.refresh_from_db()
    assert usuario.check_password("otra-clave-larga-77")


# -- the second factor, in a browser that has a virtual authenticator


@pytest.fixture
def with_key(open_page: OpenPage) -> Page:
    """A page of a signed-in person whose browser can make passkeys."""
    page = open_page("/cuentas/2fa/", cuenta("Persona de prueba"))
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
    }
    always = {"isUserVerified": True, "automaticPresenceSimulation": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options | always})
    return page


def confirm_who_one_is(page: Page) -> None:
    page.get_by_label("Contraseña").fill(CLAVE)
    page.keyboard.press("Enter")
    page.wait_for_url("**/cuentas/2fa/**")


def test_a_passkey_is_added_renamed_used_and_taken_away(with_key: Page) -> None:
    page = with_key
    page.locator("section", has=page.get_by_role("heading", name="Llaves")).get_by_role("link").click()
    confirm_who_one_is(page)
    assert_is_for_everybody(page)
    page.get_by_label("Nombre de la llave").fill("Computadora de la oficina")
    page.get_by_label("Entrar con ella sin contraseña").check()
    page.get_by_role("button", name="Agregar").click()
    page.locator("#mensajes").get_by_text("La llave quedó agregada.").wait_for()

    page.goto(page.url.split("/cuentas/")[0] + "/cuentas/2fa/webauthn/")
    assert_is_for_everybody(page)
    page.get_by_role("link", name="Cambiar el nombre").click()
    page.get_by_label("Nombre de la llave").wait_for()
    assert_is_for_everybody(page)
    page.get_by_label("Nombre de la llave").fill("Llave de la oficina")
    page.get_by_role("button", name="Guardar").click()
    page.get_by_role("rowheader", name="Llave de la oficina").wait_for()

    page.locator(".menu summary").click()
    page.get_by_role("button", name="Salir").click()
    page.get_by_role("button", name="Entrar con una llave de acceso").click()
    page.wait_for_url(lambda address: "/cuentas/login/" not in address)
    page.goto(page.url.split("/cuentas/")[0].rstrip("/") + "/cuentas/2fa/webauthn/")
    page.get_by_role("link", name="Quitar").click()
    page.get_by_role("link", name="Usar una llave").click()  # it asks who one is before taking anything away
    page.get_by_role("button", name="Usar una llave").wait_for()
    assert_is_for_everybody(page)
    page.get_by_role("button", name="Usar una llave").click()
    page.get_by_text("Ya no podrá entrar con ella.").wait_for()
    assert_is_for_everybody(page)
    page.locator("main").get_by_role("button", name="Quitar").click()
    page.get_by_text("La llave quedó quitada.").wait_for()


def test_an_application_of_codes_is_switched_on_and_leaves_recovery_codes(with_key: Page) -> None:
    page = with_key
    page.locator("section", has=page.get_by_role("heading", name="Aplicación")).get_by_role("link").click()
    confirm_who_one_is(page)
    assert_is_for_everybody(page)
    secret = page.get_by_label("Clave de la aplicación").input_value()
    page.get_by_label("Código de la aplicación").fill(code_of(secret))
    page.get_by_role("button", name="Activar").click()
    page.locator("#recovery_codes").wait_for()
    assert page.locator("#recovery_codes li").count() == 10
    assert_is_for_everybody(page)
    page.get_by_role("link", name="Crear códigos nuevos").click()
    assert_is_for_everybody(page)


def code_of(secret: str) -> str:
    """The six digits that an application shows now (RFC 6238: HMAC-SHA-1, steps of 30 s)."""
    step = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.new(base64.b32decode(secret + "=" * (-len(secret) % 8)), step, "sha1").digest()
    number = struct.unpack_from(">I", digest, digest[-1] & 15)[0] & 0x7FFFFFFF
    return f"{number % 10**6:06d}"

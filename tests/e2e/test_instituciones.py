"""Institutions, posts, people and accounts, as a person meets them: wide, dark, on a phone, and without scripts."""

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from instituciones.models import Ocupacion
from instituciones.services.invitaciones import codigo_de
from tests import factories
from tests.e2e.conftest import OpenPage, assert_is_for_everybody
from tests.instituciones.mundo import ACCESO, Mundo

pytestmark = pytest.mark.django_db(transaction=True)
VISTAS = [
    *("lista", "institucion", "puestos", "historia", "cuentas", "puesto", "entrega", "personas", "persona"),
    *("mandatos", "mi_cuenta"),
]


def test_the_pages_keep_nobody_out(open_page: OpenPage) -> None:
    mundo = Mundo()
    page = open_page("/instituciones/", mundo.plataforma)
    base = page.url.removesuffix("/instituciones/")
    for vista in VISTAS:
        page.goto(base + mundo.direccion(vista))
        assert_is_for_everybody(page)
    assert set(VISTAS) <= set(ACCESO)


def test_an_invitation_is_accepted_on_a_phone(open_page: OpenPage) -> None:
    mundo = Mundo()
    page = open_page(f"/cuentas/invitacion/{codigo_de(mundo.invitacion.pk)}/", None, "telefono")
    assert_is_for_everybody(page)
    page.get_by_label("Contraseña", exact=True).fill("una frase que nadie sabe")
    page.get_by_label("La misma contraseña, otra vez").fill("una frase que nadie sabe")
    page.get_by_role("button", name="Abrir mi cuenta").click()
    page.goto(page.url.split("/cuentas/")[0].rstrip("/") + "/cuentas/mi-cuenta/")
    assert page.get_by_role("main").get_by_text("Asistente de convenios", exact=True).is_visible()


def test_a_post_is_transferred_without_scripts_by_keyboard_alone(open_page: OpenPage) -> None:
    mundo = Mundo()
    nueva = factories.persona("Nuria Nueva")
    page = open_page(mundo.direccion("trasladar"), mundo.administra, java_script_enabled=False)
    page.get_by_label("Buscar a una persona").focus()
    page.keyboard.type("nuria")
    page.keyboard.press("Enter")
    page.get_by_label("Persona (opcional)").select_option(label="Nuria Nueva")
    manana = mundo.produce.hoy() + dt.timedelta(days=1)
    page.get_by_label("Rige desde").fill(manana.isoformat())
    page.get_by_label("Resolución o documento").focus()
    page.keyboard.type("R. M. 123-2026")
    page.keyboard.press("Enter")
    page.get_by_text("Tito Titular (titular) deja el puesto").wait_for()
    page.get_by_role("button", name="Confirmar el cambio").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Entrega del puesto").wait_for()
    assert Ocupacion.objects.get(persona=nueva).desde == manana


def test_the_second_factor_that_is_required_is_the_only_page_there_is(open_page: OpenPage) -> None:
    mundo = Mundo()
    mundo.exigir_segundo_factor("administracion")
    page = open_page("/instituciones/", mundo.administra)
    assert page.url.endswith("/cuentas/2fa/")
    assert page.get_by_text("Su institución exige un segundo factor").is_visible()
    TOTP.activate(mundo.administra, generate_totp_secret())
    page.goto(page.url.removesuffix("/cuentas/2fa/") + "/instituciones/")
    assert page.get_by_role("heading", name="Instituciones", level=1).is_visible()


def test_a_passkey_is_set_up_and_is_enough_to_enter(open_page: OpenPage) -> None:
    usuario = factories.cuenta("Rosa Núñez", correo="rosa@demo.invalid")
    page = open_page("/cuentas/login/")
    base = page.url.removesuffix("/cuentas/login/")
    llavero = page.context.new_cdp_session(page)
    llavero.send("WebAuthn.enable")
    opciones = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    llavero.send("WebAuthn.addVirtualAuthenticator", {"options": opciones})
    page.get_by_label("Correo electrónico").fill(usuario.correo)
    page.get_by_label("Contraseña").fill(factories.CLAVE)
    page.keyboard.press("Enter")
    page.wait_for_url(base + "/")

    page.goto(base + "/cuentas/2fa/webauthn/add/")
    page.get_by_label("Contraseña").fill(factories.CLAVE)
    page.keyboard.press("Enter")
    page.wait_for_url("**/2fa/webauthn/add/")
    page.get_by_role("checkbox").check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/2fa/recovery-codes/")
    assert Authenticator.objects.filter(user=usuario, type="webauthn").count() == 1

    page.context.clear_cookies()
    page.goto(base + "/cuentas/login/")
    page.locator("#passkey_login").click()
    page.wait_for_url(base + "/")
    page.goto(base + "/cuentas/mi-cuenta/")
    assert page.get_by_text("Segundo factor activo").is_visible()

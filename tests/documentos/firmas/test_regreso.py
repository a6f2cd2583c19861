"""Whoever is sent to set up a second factor in order to sign is told why, and finds the way back."""

import time

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from documentos.middleware import MARCA, VALE
from instituciones.models import Usuario
from tests import factories
from tests.instituciones.test_segundo_factor import activar, codigo

pytestmark = pytest.mark.django_db
AQUI = "/expedientes/EXP-2026-00001/papeles/7/firmas/firma-1/"
VOLVER = f'href="{AQUI}"'
PARA_FIRMAR = "Se le pide un segundo factor para firmar"


@pytest.fixture
def quien() -> Usuario:
    return factories.cuenta()


@pytest.fixture
def dentro(client: Client, quien: Usuario) -> Client:
    client.force_login(quien)
    return client


def leer(client: Client, ruta: str, **datos: str) -> str:
    return str(client.get(ruta, datos, follow=True).content.decode())


def test_it_says_why_and_leads_back_on_each_page_until_the_codes_are_kept(dentro: Client, quien: Usuario):
    pagina = leer(dentro, reverse("mfa_index"), next=AQUI)
    assert PARA_FIRMAR in pagina
    assert VOLVER in pagina
    pide = leer(dentro, reverse("mfa_activate_totp"))
    assert "Va a firmar un papel" in pide
    assert "Va a cambiar algo que protege su cuenta" not in pide
    dentro.post(reverse("account_reauthenticate"), {"password": factories.CLAVE})
    forma = dentro.get(reverse("mfa_activate_totp"))
    assert PARA_FIRMAR in forma.content.decode()
    ultima = dentro.post(
        reverse("mfa_activate_totp"), {"code": codigo(forma.context["form"].secret)}, follow=True
    )
    assert Authenticator.objects.filter(user=quien).exists()
    assert 'id="recovery_codes"' in ultima.content.decode()
    assert VOLVER in ultima.content.decode()


def test_whoever_comes_by_themselves_is_told_nothing_of_signing(dentro: Client):
    assert PARA_FIRMAR not in leer(dentro, reverse("mfa_index"))
    assert "Va a cambiar algo que protege su cuenta" in leer(dentro, reverse("mfa_activate_totp"))


@pytest.mark.parametrize(
    "siguiente",
    [
        f"https://otro.invalid{AQUI}",
        f"//otro.invalid{AQUI}",
        f"http:///otro.invalid{AQUI}",
        "javascript:alert(1)",
        "/instituciones/",
        "/expedientes/EXP-2026-00001/",
        "no-existe",
        "http://[",
        "",
    ],
)
def test_it_leads_nowhere_but_to_a_place_to_sign_of_this_site(dentro: Client, siguiente: str):
    pagina = leer(dentro, reverse("mfa_index"), next=siguiente)
    assert PARA_FIRMAR not in pagina
    assert MARCA not in dentro.session
    assert "otro.invalid" not in pagina.split("<main")[1].split("</main")[0]


def test_once_back_or_after_a_while_it_is_forgotten(dentro: Client):
    leer(dentro, reverse("mfa_index"), next=AQUI)
    dentro.get(AQUI)
    assert PARA_FIRMAR not in leer(dentro, reverse("mfa_index"))
    leer(dentro, reverse("mfa_index"), next=AQUI)
    assert PARA_FIRMAR in leer(dentro, reverse("mfa_index"))
    with time_machine.travel(time.time() + VALE + 1):
        assert PARA_FIRMAR not in leer(dentro, reverse("mfa_index"))


def test_giving_it_again_leads_straight_back(dentro: Client, quien: Usuario):
    secreto = activar(quien)
    pide = leer(dentro, reverse("mfa_reauthenticate"), next=AQUI)
    assert "Va a firmar un papel" in pide
    hecho = dentro.post(reverse("mfa_reauthenticate"), {"code": codigo(secreto), "next": AQUI})
    assert (hecho.status_code, hecho["Location"]) == (302, AQUI)

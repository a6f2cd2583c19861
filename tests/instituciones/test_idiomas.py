"""Which language a page and a mail speak: the account's; before signing in, what was chosen or the browser prefers."""

import re

import pytest
from django.core import mail
from django.db import IntegrityError
from django.forms import DateField
from django.test import Client
from django.urls import reverse
from django.utils import translation

from auditoria.models import Asiento
from instituciones import services
from instituciones.models import Usuario
from instituciones.services.invitaciones import codigo_de
from tests.factories import CLAVE
from tests.idiomas import TODO, hablado
from tests.instituciones.mundo import Mundo, entrar, texto

pytestmark = pytest.mark.django_db

ENTRAR, IDIOMA = reverse("account_login"), reverse("instituciones:idioma")


def lengua(respuesta: object) -> str:
    """The language that a page declares; its form offers the others."""
    html = texto(respuesta)
    (declarada,) = re.findall(r'<html lang="(\w+)">', html)
    assert re.findall(r'value="(\w\w)" lang="\w\w" aria-current="true"', html) == [declarada]
    return str(declarada)


@pytest.mark.parametrize(
    ("prefiere", "habla"),
    [
        ("pt-BR,pt;q=0.9", "pt"),
        ("en-GB", "en"),
        ("es-PE", "es"),
        ("de,fr;q=0.5", "es"),
        ("de,pt;q=0.5", "pt"),
    ],
)
def test_before_signing_in_a_page_speaks_what_the_browser_prefers(client: Client, prefiere: str, habla: str):
    assert lengua(client.get(ENTRAR, headers={"accept-language": prefiere})) == habla


def test_a_choice_before_signing_in_stays_with_the_browser(client: Client):
    respuesta = client.post(IDIOMA, {"idioma": "en", "volver": ENTRAR})
    assert respuesta.headers["Location"] == ENTRAR
    assert lengua(client.get(ENTRAR, headers={"accept-language": "pt"})) == "en"


def test_the_account_s_language_is_that_of_every_browser(mundo: Mundo):
    client = entrar(mundo.titular)
    assert lengua(client.get("/", headers={"accept-language": "en"})) == "es"
    client.post(IDIOMA, {"idioma": "pt"})
    assert lengua(client.get("/")) == "pt"
    otro = entrar(mundo.titular)
    otro.cookies["django_language"] = "en"
    assert lengua(otro.get("/", headers={"accept-language": "en"})) == "pt"
    assert lengua(otro.get("/no-existe/")) == "pt"
    asiento = Asiento.objects.filter(accion="elegir_idioma").latest("pk")
    assert (asiento.registra_id, asiento.objeto) == (mundo.titular.pk, mundo.titular.pk)


@pytest.mark.parametrize("idioma", ["xx", "", "de", "es-PE", "../en"])
def test_a_language_that_the_site_does_not_speak_is_refused(mundo: Mundo, idioma: str):
    client = entrar(mundo.titular)
    respuesta = client.post(IDIOMA, {"idioma": idioma}, follow=True)
    assert "Ese idioma no está disponible." in texto(respuesta)
    assert lengua(respuesta) == "es"
    assert not Asiento.objects.filter(accion="elegir_idioma").exists()


@pytest.mark.parametrize(
    "volver",
    [
        *(
            "https://otro.example/",
            "//otro.example/",
            "///otro.example/",
            "http:otro.example/",
            "javascript:alert(1)",
        ),
        *("/\\otro.example/", "/\t/otro.example/", "/\n/otro.example/", ""),
        *("cualquiera", "mfa_index", "tablero:lista", "?a=1", "../x"),
    ],
)
def test_a_choice_leads_nowhere_but_to_a_page_of_this_site(client: Client, volver: str):
    assert client.post(IDIOMA, {"idioma": "en", "volver": volver}).headers["Location"] == "/"


def test_a_line_break_in_the_page_to_return_to_is_no_header(client: Client):
    respuesta = client.post(IDIOMA, {"idioma": "en", "volver": "/ayuda/\r\nSet-Cookie: a=b"})
    assert "\n" not in respuesta.headers["Location"]
    assert "a" not in respuesta.cookies


def test_an_invitation_accepted_in_portuguese_opens_an_account_that_reads_it(mundo: Mundo):
    invitado = Client()
    invitado.post(IDIOMA, {"idioma": "pt"})
    datos = {"nombres": "Iván", "apellidos": "", "clave": CLAVE, "repetida": CLAVE}
    invitado.post(f"/cuentas/invitacion/{codigo_de(mundo.invitacion.pk)}/", datos)
    assert Usuario.objects.get(correo="ivan@demo.invalid").idioma == "pt"


def test_an_invitation_is_written_in_the_language_of_whoever_invites(mundo: Mundo):
    assert mundo.invitacion.invita is not None
    Usuario.objects.filter(pk=mundo.invitacion.invita.pk).update(idioma="pt")
    with hablado("pt", TODO):
        services.enviar_pendientes()
    (carta,) = mail.outbox
    assert "⟦" in carta.subject
    assert '<html lang="pt">' in str(carta.alternatives[0][0])  # type: ignore[attr-defined]


def test_a_new_password_is_asked_for_in_any_language_and_written_of_in_the_account_s(mundo: Mundo):
    Usuario.objects.filter(pk=mundo.titular.pk).update(idioma="pt")
    with hablado("pt", TODO):
        Client(headers={"accept-language": "en"}).post(
            reverse("account_reset_password"), {"email": mundo.titular.correo}
        )
    (carta,) = mail.outbox
    assert "⟦" in carta.subject


def test_dates_are_written_as_each_language_does(mundo: Mundo):
    fechas = {}
    for idioma in ("es", "en", "pt"):
        Usuario.objects.filter(pk=mundo.titular.pk).update(idioma=idioma)
        html = texto(entrar(mundo.titular).get(mundo.direccion("puesto")))
        (fechas[idioma], *_resto) = re.findall(r">\d{1,2} (\w+) \d{4}<", html)
    assert fechas["en"] == fechas["en"].title()
    assert fechas["es"] == fechas["es"].lower()
    assert fechas["pt"] == fechas["pt"].lower()


def test_a_date_typed_in_english_has_its_day_first(mundo: Mundo):
    with translation.override("en"):
        assert DateField().clean("03/04/2026").isoformat() == "2026-04-03"


def test_portuguese_is_brazil_s_in_what_libraries_say():
    with translation.override("pt"):
        assert translation.gettext("Enter a valid date.") == "Informe uma data válida."
        assert translation.gettext("Sign In") == "Entrar"


@pytest.mark.parametrize("idioma", ["", "de", "ES"])
def test_no_account_has_a_language_that_the_site_does_not_speak(mundo: Mundo, idioma: str):
    with pytest.raises(IntegrityError, match="usuario_habla_un_idioma_del_sitio"):
        Usuario.objects.filter(pk=mundo.titular.pk).update(idioma=idioma)

"""Second factors: required by each institution's rules, set up before anything else, asked for, and not guessed."""

import datetime as dt
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from auditoria.models import Asiento
from flujo.acto import Acto
from instituciones import services
from instituciones.cuentas import freno
from instituciones.cuentas.segundo_factor import exige_segundo_factor, le_falta
from instituciones.models import Institucion, Usuario
from tests import factories

DIA = dt.timedelta(days=1)
ATACANTE, DUENA = "203.0.113.9", "198.51.100.7"


@pytest.fixture(autouse=True)
def _sin_cuentas_anteriores(db: None) -> None:
    cache.clear()


def exigir(de: Institucion, *roles: str, desde: int = 0) -> None:
    services.fijar_reglas(
        de, desde=de.hoy() + desde * DIA, segundo_factor_para=roles, acto=Acto(registra=None)
    )


def desde(ip: str) -> Client:
    return Client(REMOTE_ADDR=ip)


def entrar(client: Client, usuario: Usuario) -> Any:
    return client.post("/cuentas/login/", {"login": usuario.correo, "password": factories.CLAVE})


def activar(usuario: Usuario) -> str:
    secreto: str = generate_totp_secret()
    TOTP.activate(usuario, secreto)
    return secreto


def codigo(secreto: str, pasos: int = 0) -> str:
    return str(format_hotp_value(hotp_value(secreto, int(time.time()) // 30 + pasos)))


def test_it_is_required_of_the_roles_that_the_rules_in_force_name(
    produce: Institucion, otra: Institucion
) -> None:
    administra, lee = factories.con_rol(produce, "administracion"), factories.con_rol(produce, "personal")
    de_otra = factories.con_rol(otra, "administracion")
    exigir(produce, "administracion")
    exigir(produce, "personal", desde=1)
    assert [exige_segundo_factor(u) for u in (administra, lee, de_otra)] == [True, False, False]


def test_later_rules_take_it_back(produce: Institucion) -> None:
    administra = factories.con_rol(produce, "administracion")
    exigir(produce, "administracion", desde=-1)
    exigir(produce)
    assert not exige_segundo_factor(administra)


def test_it_is_required_of_posts_designated_for_a_role(produce: Institucion, otra: Institucion) -> None:
    caso = factories.expediente(produce, otra)
    titular, _ = factories.designado(caso, produce, "coordinador_titular")
    alterno, _ = factories.designado(caso, produce, "coordinador_alterno")
    exigir(produce, "coordinador_titular")
    assert [exige_segundo_factor(u) for u in (titular, alterno)] == [True, False]


def test_an_auditor_of_everything_follows_the_rules_of_the_control_body(sistema: Acto, db: None) -> None:
    control = factories.institucion("Contraloría", tipo="control")
    hoy = control.hoy()
    mandato = services.abrir_mandato(control, documento="Oficio", desde=hoy, acto=sistema)
    auditora = factories.cuenta()
    services.conceder_rol(None, auditora, "auditor", mandato=mandato, desde=hoy, acto=sistema)
    exigir(control, "auditor")
    assert exige_segundo_factor(auditora)


def test_until_it_is_set_up_nothing_else_can_be_done(produce: Institucion) -> None:
    usuario = factories.con_rol(produce, "administracion")
    exigir(produce, "administracion")
    client = Client()
    client.force_login(usuario)
    for ruta in (
        "/",
        "/instituciones/",
        "/cuentas/mi-cuenta/",
        "/cuentas/password/change/",
        "/cuentas/email/",
    ):
        assert client.get(ruta)["Location"] == "/cuentas/2fa/", ruta
    assert client.post(f"/instituciones/{produce.pk}/editar/", {})["Location"] == "/cuentas/2fa/"
    pagina = client.get("/cuentas/2fa/")
    assert "Su institución exige un segundo factor para su rol" in pagina.content.decode()
    assert client.get("/cuentas/reauthenticate/").status_code == 200
    assert client.post("/cuentas/logout/")["Location"] == "/cuentas/login/"


def test_once_it_is_set_up_everything_opens(produce: Institucion) -> None:
    usuario = factories.con_rol(produce, "administracion")
    exigir(produce, "administracion")
    client = desde(DUENA)
    entrar(client, usuario)
    assert client.get("/instituciones/")["Location"] == "/cuentas/2fa/"
    client.post("/cuentas/reauthenticate/", {"password": factories.CLAVE})
    forma = client.get("/cuentas/2fa/totp/activate/")
    secreto = forma.context["form"].secret
    client.post("/cuentas/2fa/totp/activate/", {"code": codigo(secreto)})
    assert not le_falta(usuario)
    assert client.get("/instituciones/").status_code == 200
    assert Authenticator.objects.filter(user=usuario).count() == 2  # and its recovery codes


def test_the_last_one_stays_while_it_is_required(produce: Institucion) -> None:
    usuario = factories.con_rol(produce, "administracion")
    activar(usuario)
    exigir(produce, "administracion")
    client = Client()
    client.force_login(usuario)
    client.post("/cuentas/reauthenticate/", {"password": factories.CLAVE})
    client.post("/cuentas/2fa/totp/deactivate/")
    assert Authenticator.objects.filter(user=usuario).exists()


def test_it_may_be_given_up_when_nobody_requires_it(db: None) -> None:
    usuario = factories.cuenta()
    activar(usuario)
    client = Client()
    client.force_login(usuario)
    client.post("/cuentas/reauthenticate/", {"password": factories.CLAVE})
    client.post("/cuentas/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(user=usuario).exists()


def test_changes_to_it_ask_first_who_one_is(db: None) -> None:
    usuario = factories.cuenta()
    client = Client()
    client.force_login(usuario)
    for ruta in ("/cuentas/2fa/totp/activate/", "/cuentas/2fa/webauthn/add/"):
        assert "/cuentas/reauthenticate/" in client.get(ruta).get("Location", ""), ruta
    nuevo = client.post("/cuentas/email/", {"action_add": "", "email": "nuevo@demo.invalid"})
    assert "/cuentas/reauthenticate/" in nuevo["Location"]


def test_the_password_alone_does_not_open_the_account(db: None) -> None:
    usuario = factories.cuenta()
    secreto = activar(usuario)
    client = desde(DUENA)
    assert entrar(client, usuario)["Location"] == "/cuentas/2fa/authenticate/"
    assert client.get("/cuentas/mi-cuenta/").status_code == 302
    client.post("/cuentas/2fa/authenticate/", {"code": codigo(secreto)})
    assert client.get("/cuentas/mi-cuenta/").status_code == 200


def test_a_code_is_not_guessed_and_the_owner_is_not_locked_out(db: None) -> None:
    """The thief of a password tries codes until stopped; the owner, elsewhere, enters with hers."""
    usuario = factories.cuenta()
    secreto = activar(usuario)
    ladron = desde(ATACANTE)
    entrar(ladron, usuario)
    respuestas = [
        ladron.post("/cuentas/2fa/authenticate/", {"code": f"{n:06}"}).content.decode() for n in range(8)
    ]
    assert ["Demasiados intentos" in r for r in respuestas] == [False] * freno.SEGUNDO_FACTOR + [True] * 3
    ladron.post("/cuentas/2fa/authenticate/", {"code": codigo(secreto)})
    assert ladron.get("/cuentas/mi-cuenta/").status_code == 302

    duena = desde(DUENA)
    entrar(duena, usuario)
    duena.post("/cuentas/2fa/authenticate/", {"code": codigo(secreto)})
    assert duena.get("/cuentas/mi-cuenta/").status_code == 200


def test_codes_tried_from_a_thousand_addresses_are_stopped_and_known_browsers_are_not(db: None) -> None:
    usuario = factories.cuenta()
    secreto = activar(usuario)
    conocida = desde(DUENA)
    entrar(conocida, usuario)
    conocida.post("/cuentas/2fa/authenticate/", {"code": codigo(secreto)})
    conocida.post("/cuentas/logout/")
    for n in range(freno.SEGUNDO_FACTOR_DESDE_FUERA + 1):
        ladron = desde(f"203.0.113.{n + 1}")
        entrar(ladron, usuario)
        respuesta = ladron.post("/cuentas/2fa/authenticate/", {"code": "000000"})
    assert "Demasiados intentos" in respuesta.content.decode()
    entrar(conocida, usuario)
    conocida.post("/cuentas/2fa/authenticate/", {"code": codigo(secreto, pasos=1)})
    assert conocida.get("/cuentas/mi-cuenta/").status_code == 200


def test_a_code_works_once(db: None) -> None:
    usuario = factories.cuenta()
    secreto = activar(usuario)
    este = codigo(secreto)
    for esperado in (200, 302):
        client = desde(DUENA)
        entrar(client, usuario)
        client.post("/cuentas/2fa/authenticate/", {"code": este})
        assert client.get("/cuentas/mi-cuenta/").status_code == esperado


def test_secrets_are_encrypted_at_rest_and_survive_a_new_key(db: None, settings: Any) -> None:
    usuario = factories.cuenta()
    secreto = activar(usuario)
    guardado = str(Authenticator.objects.get(user=usuario).data)
    assert secreto not in guardado
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "otra"
    assert Authenticator.objects.get(user=usuario).wrap().validate_code(codigo(secreto))


def test_a_rotated_key_can_be_thrown_away(db: None, settings: Any) -> None:
    usuario = factories.cuenta()
    secreto = activar(usuario)
    RecoveryCodes.activate(usuario)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "otra"
    call_command("recifrar_factores")
    settings.SECRET_KEY_FALLBACKS = []
    totp, codigos = (
        Authenticator.objects.get(user=usuario, type=tipo).wrap()
        for tipo in (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES)
    )
    assert totp.validate_code(codigo(secreto))
    assert codigos.validate_code(codigos.get_unused_codes()[0])


@pytest.mark.django_db(transaction=True)
def test_changes_are_logged_and_told_by_mail() -> None:
    usuario = factories.cuenta()
    client = Client()
    client.force_login(usuario)
    client.post("/cuentas/reauthenticate/", {"password": factories.CLAVE})
    forma = client.get("/cuentas/2fa/totp/activate/")
    client.post("/cuentas/2fa/totp/activate/", {"code": codigo(forma.context["form"].secret)})
    client.post("/cuentas/2fa/totp/deactivate/")
    filas = Asiento.objects.filter(cadena=usuario.persona.cadena_id).order_by("n")
    acciones = list(filas.values_list("accion", flat=True))
    assert acciones[0] == "agregar_segundo_factor"
    assert "quitar_segundo_factor" in acciones
    assert all(correo.to == [usuario.correo] for correo in mail.outbox)
    assert mail.outbox


def test_passkeys_belong_to_the_site_s_own_name(db: None) -> None:
    client = Client(HTTP_HOST="testserver", HTTP_ACCEPT="application/json")
    datos = client.get("/cuentas/2fa/webauthn/login/").json()
    assert datos["request_options"]["publicKey"]["rpId"] == "localhost"
    assert datos["request_options"]["publicKey"]["userVerification"] == "required"

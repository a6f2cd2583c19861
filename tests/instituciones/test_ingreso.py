"""Signing in: whoever guesses is stopped, and nobody else is; who was deactivated is out at once."""

import datetime as dt
import threading
from collections.abc import Callable

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from auditoria.models import Asiento
from flujo.acto import Acto
from instituciones import services
from instituciones.cuentas import freno
from instituciones.models import FrenoDeIngreso, OrigenConocido, Usuario
from tests import factories

ATACANTE, DUENA, OTRA_RED = "203.0.113.9", "198.51.100.7", "192.0.2.44"
DEMASIADOS = "Demasiados intentos fallidos desde este lugar"


@pytest.fixture(autouse=True)
def _sin_cuentas_anteriores(db: None) -> None:
    cache.clear()


@pytest.fixture
def rosa(db: None) -> Usuario:
    return factories.cuenta("Rosa Núñez", correo="rosa@demo.invalid")


def desde(ip: str) -> Client:
    return Client(REMOTE_ADDR=ip, HTTP_USER_AGENT="Navegador de prueba")


def entrar(client: Client, clave: str = factories.CLAVE, correo: str = "rosa@demo.invalid") -> HttpResponse:
    return client.post("/cuentas/login/", {"login": correo, "password": clave})  # type: ignore[return-value]


def esta_dentro(client: Client) -> bool:
    return client.get("/cuentas/mi-cuenta/").status_code == 200


def test_one_enters_by_e_mail_whatever_its_capitals(rosa: Usuario) -> None:
    client = desde(DUENA)
    assert entrar(client, correo=" Rosa@DEMO.invalid ")["Location"] == "/"
    assert esta_dentro(client)


def test_fifty_guesses_from_one_place_are_stopped_and_the_owner_enters_from_another(rosa: Usuario) -> None:
    atacante = desde(ATACANTE)
    respuestas = [entrar(atacante, f"adivino {n}").content.decode() for n in range(50)]
    assert [DEMASIADOS in r for r in respuestas] == [False] * 5 + [True] * 45
    assert DEMASIADOS in entrar(atacante).content.decode()  # now even with the right password
    assert not esta_dentro(atacante)

    duena = desde(DUENA)
    entrar(duena)
    assert esta_dentro(duena)


def test_a_known_browser_enters_from_the_very_place_of_the_attack(rosa: Usuario) -> None:
    conocida = desde(ATACANTE)  # the owner works in the same building
    entrar(conocida)
    conocida.post("/cuentas/logout/")
    for n in range(20):
        entrar(desde(ATACANTE), f"adivino {n}")
    assert DEMASIADOS in entrar(desde(ATACANTE)).content.decode()
    entrar(conocida)
    assert esta_dentro(conocida)


def test_a_known_browser_that_guesses_is_stopped_as_well(rosa: Usuario) -> None:
    conocida = desde(DUENA)
    entrar(conocida)
    conocida.post("/cuentas/logout/")
    for n in range(freno.POR_DISPOSITIVO):
        assert DEMASIADOS not in entrar(conocida, f"mal {n}").content.decode()
    assert DEMASIADOS in entrar(conocida).content.decode()
    nueva = desde(OTRA_RED)
    entrar(nueva)
    assert esta_dentro(nueva)


def test_the_browser_of_one_account_is_no_pass_for_another(rosa: Usuario) -> None:
    factories.cuenta("Ajena", correo="ajena@demo.invalid")
    client = desde(ATACANTE)
    entrar(client, correo="ajena@demo.invalid")
    client.post("/cuentas/logout/")
    propia = next(g for g in client.cookies if g.startswith(freno.GALLETA))
    de_rosa = freno.Intento("rosa@demo.invalid", "").galleta
    client.cookies[de_rosa] = client.cookies[propia].value
    for n in range(6):
        respuesta = entrar(client, f"adivino {n}")
    assert DEMASIADOS in respuesta.content.decode()


@pytest.mark.parametrize("galleta", ["", "basura", "WyJhIiwgImIiXQ:1x:y", "ñ"])
def test_a_forged_mark_of_a_browser_is_no_mark(rosa: Usuario, galleta: str) -> None:
    client = desde(ATACANTE)
    client.cookies[freno.Intento("rosa@demo.invalid", "").galleta] = galleta
    for n in range(6):
        respuesta = entrar(client, f"adivino {n}")
    assert DEMASIADOS in respuesta.content.decode()


def test_whoever_tries_many_accounts_from_one_place_is_stopped_and_its_regulars_are_not(
    rosa: Usuario,
) -> None:
    entrar(desde(ATACANTE))  # Rosa signed in from that network before, with another browser
    for n in range(freno.POR_RED + 1):
        respuesta = entrar(desde(ATACANTE), "123456", correo=f"cuenta{n}@demo.invalid")
    assert DEMASIADOS in respuesta.content.decode()
    rosa_en_otro_navegador = desde(ATACANTE)
    entrar(rosa_en_otro_navegador)
    assert esta_dentro(rosa_en_otro_navegador)


def test_an_ipv6_subscriber_is_one_place_and_an_ipv4_in_ipv6_is_itself() -> None:
    assert freno.red_de("2001:db8:1:2:aaaa::1") == freno.red_de("2001:db8:1:2:bbbb::9")
    assert freno.red_de("2001:db8:1:2::1") != freno.red_de("2001:db8:1:3::1")
    assert freno.red_de("::ffff:192.0.2.1") == freno.red_de("192.0.2.1")


def test_the_stop_ends_after_a_quarter_of_an_hour(rosa: Usuario) -> None:
    with time_machine.travel(dt.datetime(2026, 3, 10, 12, tzinfo=dt.UTC)) as reloj:
        client = desde(ATACANTE)
        for n in range(8):
            entrar(client, f"mal {n}")
        reloj.shift(freno.VENTANA - dt.timedelta(seconds=1))
        assert DEMASIADOS in entrar(client).content.decode()
        reloj.shift(dt.timedelta(seconds=2))
        entrar(client)
        assert esta_dentro(client)


def test_the_right_password_forgives_earlier_slips(rosa: Usuario) -> None:
    for _ in range(3):
        client = desde(DUENA)
        client.cookies.clear()
        for n in range(4):
            entrar(client, f"mal {n}")
        entrar(client)
        assert esta_dentro(client)


def test_what_no_longer_counts_is_forgotten(rosa: Usuario) -> None:
    with time_machine.travel(dt.datetime(2026, 3, 10, 12, tzinfo=dt.UTC)) as reloj:
        entrar(desde(ATACANTE), "mal")
        entrar(desde(DUENA))
        reloj.shift(freno.VENTANA)
        freno.limpiar()
        assert (FrenoDeIngreso.objects.count(), OrigenConocido.objects.count()) == (0, 1)
        reloj.shift(freno.DURACION)
        freno.limpiar()
        assert OrigenConocido.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_guesses_made_at_the_same_time_are_counted_one_by_one(rosa: Usuario) -> None:
    """Counting before checking: fifty at once try no more passwords than five one after the other."""
    pasaron: list[bool] = []
    barrera = threading.Barrier(20)

    def intentar() -> None:
        barrera.wait()
        try:
            pasaron.append(freno.contar([("cuenta:x", 5)]))
        finally:
            connection.close()

    hilos = [threading.Thread(target=intentar) for _ in range(20)]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join(20)
    assert (pasaron.count(True), pasaron.count(False)) == (5, 15)


def test_a_stranger_learns_nothing_about_who_has_an_account(rosa: Usuario) -> None:
    def pagina(client: Client, ruta: str, **datos: str) -> tuple[int, str]:
        respuesta = client.post(ruta, datos, follow=True)
        texto = respuesta.content.decode().replace(datos.get("login") or datos["email"], "…")
        return respuesta.status_code, texto[texto.index("<main") : texto.index("</main")]

    for ruta, campo, mas in (
        ("/cuentas/login/", "login", {"password": "no es"}),
        ("/cuentas/password/reset/", "email", {}),
    ):
        conocida, ajena = (
            pagina(desde(OTRA_RED), ruta, **{campo: correo}, **mas)
            for correo in ("rosa@demo.invalid", "nadie@demo.invalid")
        )
        sin_fichas: Callable[[str], str] = lambda t: "".join(  # noqa: E731
            linea for linea in t.splitlines() if "csrfmiddlewaretoken" not in linea
        )
        assert conocida[0] == ajena[0]
        assert sin_fichas(conocida[1]) == sin_fichas(ajena[1])


def test_nobody_signs_up(db: None) -> None:
    datos = {"email": "x@demo.invalid", "password1": factories.CLAVE, "password2": factories.CLAVE}
    respuesta = Client().post("/cuentas/signup/", datos)
    assert respuesta.status_code == 200
    assert not Usuario.objects.exists()


def test_a_new_password_by_mail_lets_in_where_guesses_had_closed(rosa: Usuario) -> None:
    client = desde(ATACANTE)
    for n in range(8):
        entrar(client, f"mal {n}")
    client.post("/cuentas/password/reset/", {"email": "rosa@demo.invalid"})
    (correo,) = mail.outbox
    assert "Elija una contraseña nueva" in correo.subject
    enlace = next(x for x in correo.body.split() if "/password/reset/key/" in x)
    forma = client.get("/" + enlace.split("/", 3)[3], follow=True)
    nueva = {"password1": "otra-clave-larga-77", "password2": "otra-clave-larga-77"}
    client.post(forma.redirect_chain[-1][0], nueva)
    entrar(client, "otra-clave-larga-77")
    assert esta_dentro(client)
    acciones = Asiento.objects.filter(cadena=rosa.persona.cadena_id).order_by("n")
    assert list(acciones.values_list("accion", flat=True)) == ["restablecer_clave", "ingresar"]


@pytest.mark.parametrize(
    "clave", ["corta", "123456789012345", "contraseña", "rosa@demo.invalid", "passwordpassword", ""]
)
def test_weak_passwords_are_refused(rosa: Usuario, clave: str) -> None:
    client = desde(DUENA)
    entrar(client)
    datos = {"oldpassword": factories.CLAVE, "password1": clave, "password2": clave}
    respuesta = client.post("/cuentas/password/change/", datos)
    if clave != "passwordpassword":  # long, and on no list: allowed
        assert respuesta.status_code == 200
        rosa.refresh_from_db()
        assert rosa.check_password(factories.CLAVE)


def test_signing_in_is_logged_in_the_person_s_chain_and_failing_is_not(rosa: Usuario) -> None:
    entrar(desde(ATACANTE), "mal")
    entrar(desde(DUENA))
    (asiento,) = Asiento.objects.filter(cadena=rosa.persona.cadena_id)
    assert (asiento.accion, asiento.registra_id, asiento.visibilidad) == ("ingresar", rosa.pk, "interna")
    assert DUENA not in asiento.cuerpo
    assert DUENA in (asiento.personal or "")


def test_who_was_deactivated_is_out_at_the_next_request_and_cannot_come_back(rosa: Usuario) -> None:
    client = desde(DUENA)
    entrar(client)
    assert esta_dentro(client)
    services.desactivar_persona(rosa.persona, acto=Acto(registra=None))
    assert client.get("/cuentas/mi-cuenta/").status_code == 302
    assert not Session.objects.exists()
    assert not UserSession.objects.exists()
    assert entrar(client)["Location"] == "/cuentas/inactive/"
    assert client.get("/cuentas/mi-cuenta/").status_code == 302


def test_an_open_session_dies_with_the_account_even_if_its_row_were_kept(rosa: Usuario) -> None:
    client = desde(DUENA)
    entrar(client)
    Usuario.objects.filter(pk=rosa.pk).update(is_active=False)
    assert not esta_dentro(client)


def test_sessions_ended_when_an_account_closed_do_not_come_back_with_it(rosa: Usuario) -> None:
    client = desde(DUENA)
    entrar(client)
    services.desactivar_cuenta(rosa, acto=Acto(registra=None))
    services.reactivar_cuenta(rosa, acto=Acto(registra=None))
    assert not esta_dentro(client)
    entrar(client)
    assert esta_dentro(client)


def test_a_session_is_closed_from_another_place(rosa: Usuario) -> None:
    oficina, casa = desde(DUENA), desde(OTRA_RED)
    entrar(oficina)
    entrar(casa)
    sesion = UserSession.objects.get(ip=DUENA)
    casa.post(f"/cuentas/mi-cuenta/sesiones/{sesion.pk}/cerrar/")
    assert not esta_dentro(oficina)
    assert esta_dentro(casa)


def test_nobody_closes_the_session_of_another(rosa: Usuario) -> None:
    client, ajena = desde(DUENA), desde(ATACANTE)
    entrar(client)
    factories.cuenta(correo="ajena@demo.invalid")
    entrar(ajena, correo="ajena@demo.invalid")
    sesion = UserSession.objects.get(user=rosa)
    assert ajena.post(f"/cuentas/mi-cuenta/sesiones/{sesion.pk}/cerrar/").status_code == 404
    assert esta_dentro(client)


def test_a_change_of_password_ends_the_other_sessions(rosa: Usuario) -> None:
    oficina, casa = desde(DUENA), desde(OTRA_RED)
    entrar(oficina)
    entrar(casa)
    nueva = {"password1": "otra-clave-larga-77", "password2": "otra-clave-larga-77"}
    casa.post("/cuentas/password/change/", {"oldpassword": factories.CLAVE, **nueva})
    assert not esta_dentro(oficina)
    assert esta_dentro(casa)


def test_an_address_is_changed_once_the_new_mailbox_is_proved(rosa: Usuario) -> None:
    client = desde(DUENA)
    entrar(client)
    client.post("/cuentas/reauthenticate/", {"password": factories.CLAVE})
    client.post("/cuentas/email/", {"action_add": "", "email": "rosa.nueva@demo.invalid"})
    rosa.refresh_from_db()
    assert rosa.correo == "rosa@demo.invalid"
    (correo,) = (c for c in mail.outbox if c.to == ["rosa.nueva@demo.invalid"])
    enlace = next(x for x in str(correo.body).split() if "/confirm-email/" in x)
    client.post("/" + enlace.split("/", 3)[3])
    rosa.refresh_from_db()
    assert rosa.correo == "rosa.nueva@demo.invalid"
    nueva = desde(OTRA_RED)
    entrar(nueva, correo="rosa.nueva@demo.invalid")
    assert esta_dentro(nueva)
    acciones = Asiento.objects.filter(cadena=rosa.persona.cadena_id).order_by("n")
    assert "cambiar_correo" in list(acciones.values_list("accion", flat=True))


def test_the_address_of_another_account_is_not_taken(rosa: Usuario) -> None:
    factories.cuenta(correo="ajena@demo.invalid")
    client = desde(DUENA)
    entrar(client)
    client.post("/cuentas/reauthenticate/", {"password": factories.CLAVE})
    client.post("/cuentas/email/", {"action_add": "", "email": "Ajena@demo.invalid"})
    for correo in mail.outbox:
        for enlace in (x for x in str(correo.body).split() if "/confirm-email/" in x):
            client.post("/" + enlace.split("/", 3)[3])
    rosa.refresh_from_db()
    assert rosa.correo == "rosa@demo.invalid"

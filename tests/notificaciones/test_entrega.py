"""What carries the messages: the mail server, the lease of whoever sends, and the attempts."""

import datetime as dt
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone

from notificaciones.avisos import CATALOGO, PASO_PENDIENTE, Aviso, Clase, declarar, encolar
from notificaciones.models import Envio
from notificaciones.queries import envios_por_estado
from notificaciones.services import barrer, enviar_pendientes
from notificaciones.services.envios import ARRIENDO, MAXIMO_DE_INTENTOS, despachar, espera, reclamar
from tests.notificaciones.conftest import cadena, estado, usuario
from tests.notificaciones.servidor_smtp import ServidorSmtp

pytestmark = pytest.mark.django_db
Escribir = Callable[..., Envio]
Viaje = Any


@pytest.fixture
def reloj() -> Iterator[Viaje]:
    with time_machine.travel(dt.datetime(2026, 3, 12, 15, tzinfo=dt.UTC), tick=False) as viaje:
        yield viaje


# -- the mail server

SMTP = {
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "EMAIL_HOST": "127.0.0.1",
    "EMAIL_TIMEOUT": 5,
}


@pytest.mark.enable_socket
def test_a_mail_server_out_of_reach_costs_a_delay_and_no_message(envio: Escribir, reloj: Viaje) -> None:
    escritos = [envio() for _ in range(3)]
    with override_settings(**SMTP, EMAIL_PORT=1):
        assert barrer() == {"pendiente": 3}
        assert barrer() == {}
        for escrito in escritos:
            assert estado(escrito) == ("pendiente", "ConnectionRefusedError: [Errno 111] Connection refused")
            assert (escrito.intentos, escrito.disponible_at - timezone.now()) == (1, dt.timedelta(minutes=1))
        reloj.shift(60)
        assert barrer() == {"pendiente": 3}
    assert envios_por_estado() == {"pendiente": 3}
    reloj.shift(120)
    assert barrer() == {"enviado": 3}


@pytest.mark.enable_socket
def test_a_real_mail_server_gets_the_mail_with_its_message_id(envio: Escribir) -> None:
    escrito = envio()
    with ServidorSmtp() as servidor, override_settings(**SMTP, EMAIL_PORT=servidor.puerto):
        assert barrer() == {"enviado": 1}
    (recibida,) = servidor.recibidas
    assert f"Message-ID: {escrito.message_id}" in recibida


@pytest.mark.enable_socket
@pytest.mark.parametrize(
    ("respuesta", "queda"), [("550 5.1.1 no such user", "muerto"), ("450 4.2.1 try later", "pendiente")]
)
def test_a_refusal_for_good_ends_it_and_one_for_now_delays_it(
    envio: Escribir, respuesta: str, queda: str
) -> None:
    rechazado, sano = envio(usuario("no@demo.invalid")), envio(usuario("si@demo.invalid"))
    servidor = ServidorSmtp({"no@demo.invalid": respuesta})
    with servidor, override_settings(**SMTP, EMAIL_PORT=servidor.puerto):
        assert barrer() == {queda: 1, "enviado": 1}
    assert estado(rechazado)[0] == queda
    assert respuesta.split()[0] in estado(rechazado)[1]
    assert estado(sano) == ("enviado", "")


@pytest.mark.enable_socket
def test_a_connection_that_breaks_at_one_mail_is_opened_again_for_the_next(envio: Escribir) -> None:
    roto, sano = envio(usuario("corta@demo.invalid")), envio()
    servidor = ServidorSmtp({"corta@demo.invalid": "cortar"})
    with servidor, override_settings(**SMTP, EMAIL_PORT=servidor.puerto):
        assert barrer() == {"pendiente": 1, "enviado": 1}
    assert estado(roto)[1].startswith("SMTPServerDisconnected")
    assert estado(sano)[0] == "enviado"


# -- leases and attempts


def test_each_wait_doubles_up_to_six_hours_and_all_of_them_last_some_days() -> None:
    assert [espera(n) for n in (1, 2, 3, 9, 10, 23)] == [
        dt.timedelta(minutes=m) for m in (1, 2, 4, 256, 360, 360)
    ]
    assert (
        dt.timedelta(days=3)
        < sum(map(espera, range(1, MAXIMO_DE_INTENTOS)), dt.timedelta())
        < dt.timedelta(days=5)
    )


def test_after_the_last_attempt_a_message_is_dead_and_says_why(envio: Escribir, reloj: Viaje) -> None:
    escrito = envio()
    Envio.objects.update(aviso="retirado")
    for _ in range(MAXIMO_DE_INTENTOS):
        barrer()
        reloj.shift(espera(MAXIMO_DE_INTENTOS))
    assert estado(escrito) == ("muerto", "KeyError: 'retirado'")
    assert escrito.intentos == MAXIMO_DE_INTENTOS


def test_a_claimed_message_is_nobody_else_s_until_its_lease_runs_out(envio: Escribir, reloj: Viaje) -> None:
    escrito = envio()
    assert [e.pk for e in reclamar(10)] == [escrito.pk]
    assert list(reclamar(10)) == []
    assert barrer() == {}
    reloj.shift(ARRIENDO)
    assert barrer() == {"enviado": 1}
    escrito.refresh_from_db()
    assert escrito.intentos == 2


@pytest.mark.django_db(transaction=True)
def test_workers_that_claim_at_once_never_get_the_same_message() -> None:
    encolar(
        PASO_PENDIENTE, usuarios=[usuario().pk for _ in range(120)], modelo="m", objeto=1, cadena=cadena()
    )
    salida = threading.Barrier(4)
    tomados: list[int] = []

    def tomar() -> None:
        try:
            salida.wait(timeout=20)
            while lote := reclamar(3):
                tomados.extend(e.pk for e in lote)
        finally:
            connection.close()

    hilos = [threading.Thread(target=tomar) for _ in range(4)]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join(timeout=60)
    assert sorted(tomados) == sorted(Envio.objects.values_list("pk", flat=True))


def test_a_message_that_kills_every_worker_is_given_up(envio: Escribir, reloj: Viaje) -> None:
    escrito = envio()
    for _ in range(MAXIMO_DE_INTENTOS):
        assert len(reclamar(10)) == 1  # and the worker dies
        reloj.shift(ARRIENDO)
    assert list(reclamar(10)) == []
    assert barrer() == {"muerto": 1}
    assert estado(escrito) == ("muerto", "El trabajador murió en cada intento.")


def test_who_comes_back_after_the_lease_does_not_disturb_who_has_it_now(
    envio: Escribir, reloj: Viaje
) -> None:
    envio()
    (lento,) = reclamar(10)
    reloj.shift(ARRIENDO)
    (otro,) = reclamar(10)
    conexion = mail.get_connection()
    assert despachar(lento, conexion) == "pendiente"
    assert mail.outbox == []
    assert despachar(otro, conexion) == "enviado"
    assert len(mail.outbox) == 1


def test_a_worker_starts_no_message_at_the_end_of_its_lease(envio: Escribir) -> None:
    for _ in range(3):
        envio()
    inicio = dt.datetime(2026, 11, 12, 15, tzinfo=dt.UTC)

    def tarda(_envio: Envio) -> dict[str, Any]:
        viaje.shift(dt.timedelta(minutes=3))
        return dict(_envio.contexto)

    declarar(
        Aviso(clave="lento", titulo="", explicacion="", motivo="", clase=Clase.TRANSACCIONAL, preparar=tarda)
    )
    try:
        Envio.objects.update(aviso="lento", disponible_at=inicio)
        with (
            time_machine.travel(inicio, tick=False) as viaje,
            override_settings(TEMPLATES=con_plantillas("lento")),
        ):
            assert enviar_pendientes() == {"enviado": 2}
    finally:
        del CATALOGO["lento"]


def con_plantillas(clave: str) -> list[dict[str, Any]]:
    textos = {f"avisos/{clave}{fin}": "Hola" for fin in ("_asunto.txt", ".txt", ".html")}
    cargador = [("django.template.loaders.locmem.Loader", textos)]
    return [{"BACKEND": "django.template.backends.django.DjangoTemplates", "OPTIONS": {"loaders": cargador}}]


@pytest.mark.django_db(transaction=True)
def test_nothing_is_sent_inside_a_transaction(envio: Escribir) -> None:
    envio()
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        enviar_pendientes()
    assert mail.outbox == []

"""The outbox: written with its cause, sent at least once, never to nobody, and never silently lost."""

import datetime as dt
import io
import threading
from collections.abc import Callable, Iterator
from email.utils import parseaddr
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, connection, transaction
from django.test import override_settings
from django.utils import timezone

from instituciones.models import Usuario
from notificaciones import avisos
from notificaciones.avisos import CATALOGO, PASO_PENDIENTE, Aviso, Clase, declarar, encolar
from notificaciones.checks import plantillas_de_los_avisos
from notificaciones.models import Envio
from notificaciones.queries import envios_por_estado
from notificaciones.services import barrer, enviar_pendientes, reintentar
from notificaciones.services.envios import ARRIENDO, MAXIMO_DE_INTENTOS, despachar, espera, reclamar
from tests.notificaciones.conftest import cadena, usuario
from tests.notificaciones.servidor_smtp import ServidorSmtp

pytestmark = pytest.mark.django_db
Escribir = Callable[..., Envio]
Viaje = Any


@pytest.fixture
def reloj() -> Iterator[Viaje]:
    with time_machine.travel(dt.datetime(2026, 3, 12, 15, tzinfo=dt.UTC), tick=False) as viaje:
        yield viaje


def estado(envio: Envio) -> tuple[str, str]:
    envio.refresh_from_db()
    return envio.estado, envio.ultimo_error


def test_a_message_is_sent_to_one_person_and_kept_as_it_was_sent(envio: Escribir) -> None:
    rosa = usuario("rosa@demo.invalid")
    escrito = envio(rosa)
    assert barrer() == {"enviado": 1}
    (sale,) = mail.outbox
    assert isinstance(sale, EmailMultiAlternatives)
    escrito.refresh_from_db()
    assert sale.to == [escrito.direccion] == ["rosa@demo.invalid"]
    assert (
        sale.subject
        == escrito.asunto
        == "Un paso le espera: Emitir la opinión jurídica · EXP-2026-0001 · Cooperación"
    )
    assert sale.body == escrito.texto
    assert sale.alternatives == [(escrito.html, "text/html")]
    assert sale.extra_headers["Message-ID"] == escrito.message_id
    assert sale.extra_headers["Auto-Submitted"] == "auto-generated"
    assert parseaddr(sale.from_email)[1] == "convenios@demo.invalid"
    assert (escrito.estado, escrito.intentos) == ("enviado", 1)
    assert barrer() == {}


def test_text_and_html_say_the_same_with_a_link_that_works(envio: Escribir) -> None:
    escrito = envio()
    barrer()
    escrito.refresh_from_db()
    for cuerpo in (escrito.texto, escrito.html):
        assert "Emitir la opinión jurídica" in cuerpo
        assert "Lea el texto vigente y diga si es conforme." in cuerpo
        assert "26 de marzo de 2026" in cuerpo
        assert "http://localhost:8000/expedientes/EXP-2026-0001/" in cuerpo
        assert "porque el paso siguiente de este expediente le corresponde a su puesto" in cuerpo
        assert "Es un aviso, no una notificación formal." in cuerpo
        assert "INDEFINIDA" not in cuerpo
        assert "DEMOSTRACIÓN" not in cuerpo


@override_settings(DEMO=True, BASE_URL="https://convenios.example.org/")
def test_the_demonstration_says_so_in_subject_text_and_html(envio: Escribir) -> None:
    escrito = envio()
    barrer()
    escrito.refresh_from_db()
    assert escrito.asunto.startswith("[DEMOSTRACIÓN] Un paso le espera")
    assert "DEMOSTRACIÓN, sin valor" in escrito.texto
    assert "DEMOSTRACIÓN, sin valor" in escrito.html
    assert "https://convenios.example.org/expedientes/EXP-2026-0001/" in escrito.texto
    assert escrito.message_id.endswith("@convenios.example.org>")


def test_a_person_is_written_to_in_their_language(envio: Escribir) -> None:
    escrito = envio(usuario(idioma="en"))
    barrer()
    escrito.refresh_from_db()
    assert "26 March 2026" in escrito.texto
    assert '<html lang="en">' in escrito.html


def test_what_people_typed_is_escaped_in_html_and_plain_in_text(envio: Escribir) -> None:
    rosa = usuario()
    encolar(
        PASO_PENDIENTE,
        usuarios=[rosa.pk],
        modelo="m",
        objeto=1,
        cadena=cadena(),
        contexto={
            "titulo": "<b>Opinión</b> & más\r\nBcc: otra@demo.invalid",
            "explicacion": "<script>alert(1)</script>",
            "referencia": "EXP «1» O'Higgins",
            "ruta": "/",
            "vence": None,
        },
    )
    barrer()
    (sale,) = mail.outbox
    assert (
        sale.subject == "Un paso le espera: <b>Opinión</b> & más Bcc: otra@demo.invalid · EXP «1» O'Higgins"
    )
    assert sale.recipients() == [rosa.correo]
    assert isinstance(sale, EmailMultiAlternatives)
    assert "<script>alert(1)</script>" in sale.body
    html = str(sale.alternatives[0][0])
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


# -- written once, with its cause


def test_nobody_is_told_the_same_thing_twice(envio: Escribir) -> None:
    rosa, juan = usuario(), usuario()
    mismo: dict[str, Any] = {"modelo": "m", "objeto": 1, "cadena": cadena(), "contexto": {}}
    encolar(PASO_PENDIENTE, usuarios=[rosa.pk, rosa.pk], **mismo)
    encolar(PASO_PENDIENTE, usuarios=[rosa.pk, juan.pk], **mismo)
    assert sorted(Envio.objects.values_list("usuario", flat=True)) == [rosa.pk, juan.pk]
    encolar(PASO_PENDIENTE, usuarios=[rosa.pk], **mismo, ocasion="segunda ronda")
    assert Envio.objects.filter(usuario=rosa).count() == 2
    assert len(set(Envio.objects.values_list("message_id", flat=True))) == 3


def test_the_database_itself_holds_one_message_per_occasion(envio: Escribir) -> None:
    escrito = envio()
    escrito.pk, escrito.message_id = None, "<otro@localhost>"
    with pytest.raises(IntegrityError, match="envio_unico_por_persona"), transaction.atomic():
        escrito.save(force_insert=True)


@pytest.mark.parametrize("cuantos", [1, 30])
def test_telling_many_takes_one_statement(django_assert_num_queries: Any, cuantos: int) -> None:
    usuarios, caso = [usuario().pk for _ in range(cuantos)], cadena()
    with django_assert_num_queries(1):
        encolar(PASO_PENDIENTE, usuarios=usuarios, modelo="m", objeto=1, cadena=caso)
    with django_assert_num_queries(0):
        encolar(PASO_PENDIENTE, usuarios=[], modelo="m", objeto=1, cadena=caso)


def test_a_cause_that_is_undone_leaves_no_message(envio: Escribir) -> None:
    def deshacer() -> None:
        with transaction.atomic():
            envio()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        deshacer()
    assert not Envio.objects.exists()


def test_the_worker_is_woken_after_the_commit_and_not_before(
    envio: Escribir, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks() as despues:
        envio()
    assert despues == [avisos.despertar]


# -- not sent, with its reason


def test_a_deactivated_account_gets_nothing(envio: Escribir) -> None:
    rosa = usuario()
    escrito = envio(rosa)
    Usuario.objects.filter(pk=rosa.pk).update(is_active=False)
    assert barrer() == {"descartado": 1}
    assert estado(escrito) == ("descartado", "La cuenta está desactivada.")
    assert mail.outbox == []


@pytest.mark.parametrize(
    "direccion", ["   ", "sin-arroba", "dos@@demo.invalid", "a@b\nBcc: c@d.pe", "a@b, c@d"]
)
def test_an_address_to_which_nothing_can_be_sent_is_refused_and_said(envio: Escribir, direccion: str) -> None:
    rosa = usuario()
    escrito = envio(rosa)
    Usuario.objects.filter(pk=rosa.pk).update(correo=direccion)
    assert barrer() == {"muerto": 1}
    assert estado(escrito) == ("muerto", f"La dirección «{direccion.strip()}» está vacía o mal escrita.")
    assert mail.outbox == []
    assert envios_por_estado() == {"muerto": 1}


def test_a_dead_message_goes_out_once_its_address_was_corrected(envio: Escribir) -> None:
    rosa = usuario()
    escrito = envio(rosa)
    Usuario.objects.filter(pk=rosa.pk).update(correo="mala")
    barrer()
    Usuario.objects.filter(pk=rosa.pk).update(correo="buena@demo.invalid")
    assert barrer() == {}
    assert reintentar(escrito)
    assert barrer() == {"enviado": 1}
    assert estado(escrito) == ("enviado", "")
    assert not reintentar(escrito)


def test_the_command_lists_what_could_not_be_sent_and_tries_it_again(envio: Escribir) -> None:
    rosa = usuario()
    escrito, _otro = envio(rosa), envio()
    Usuario.objects.filter(pk=rosa.pk).update(correo="mala")
    barrer()
    salida = io.StringIO()
    call_command("correo", stdout=salida)
    assert salida.getvalue().splitlines() == [
        "Por enviar: 0. Sin poder enviarse: 1.",
        f"{escrito.pk}  paso_pendiente  {rosa}: La dirección «mala» está vacía o mal escrita.",
    ]
    salida = io.StringIO()
    call_command("correo", "--reintentar", str(escrito.pk), stdout=salida)
    assert salida.getvalue().splitlines() == [
        f"El envío {escrito.pk} vuelve a intentarse.",
        "Por enviar: 1. Sin poder enviarse: 0.",
    ]
    with pytest.raises(CommandError, match=f"No hay un envío muerto con el número {escrito.pk}"):
        call_command("correo", "--reintentar", str(escrito.pk), stdout=salida)


def test_a_notice_without_declaration_waits_and_keeps_nobody_else(envio: Escribir) -> None:
    roto, sano = envio(), envio()
    Envio.objects.filter(pk=roto.pk).update(aviso="retirado")
    assert barrer() == {"pendiente": 1, "enviado": 1}
    assert estado(roto) == ("pendiente", "KeyError: 'retirado'")
    assert estado(sano)[0] == "enviado"


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


# -- what the database refuses

AHORA = dt.datetime(2026, 3, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("cambio", "restriccion"),
    [
        ({"estado": "perdido", "terminado_at": AHORA}, "envio_estado_conocido"),
        ({"terminado_at": AHORA}, "envio_terminado_con_su_momento"),
        ({"estado": "descartado", "ultimo_error": "x"}, "envio_terminado_con_su_momento"),
        ({"estado": "enviado", "terminado_at": AHORA, "intentos": 1}, "envio_enviado_dice_que_y_a_donde"),
        (
            {"estado": "enviado", "terminado_at": AHORA, "direccion": "a@b.pe", "asunto": "a", "texto": "t"},
            "envio_enviado_dice_que_y_a_donde",
        ),
        ({"estado": "muerto", "terminado_at": AHORA}, "envio_no_enviado_con_su_razon"),
        ({"estado": "descartado", "terminado_at": AHORA}, "envio_no_enviado_con_su_razon"),
    ],
)
def test_the_database_refuses_a_message_whose_state_and_moment_disagree(
    envio: Escribir, cambio: dict[str, Any], restriccion: str
) -> None:
    escrito = envio()
    with pytest.raises(IntegrityError, match=restriccion), transaction.atomic():
        Envio.objects.filter(pk=escrito.pk).update(**cambio)


def test_who_was_told_something_cannot_be_deleted(envio: Escribir) -> None:
    rosa = usuario()
    envio(rosa)
    with pytest.raises(IntegrityError), transaction.atomic():
        Usuario.objects.filter(pk=rosa.pk).delete()


# -- the catalogue


def test_every_notice_says_in_words_what_it_is_and_has_its_templates() -> None:
    assert {"paso_pendiente", "plazo_cercano"} <= CATALOGO.keys()
    for aviso in CATALOGO.values():
        assert all(str(texto) for texto in (aviso.titulo, aviso.explicacion, aviso.motivo))
    assert plantillas_de_los_avisos(None) == []


def test_a_notice_without_templates_is_an_error_before_it_is_ever_sent() -> None:
    declarar(Aviso(clave="mudo", titulo="", explicacion="", motivo="", clase=Clase.RECORDATORIO))
    try:
        assert [error.id for error in plantillas_de_los_avisos(None)] == ["notificaciones.E001"] * 3
    finally:
        del CATALOGO["mudo"]


def test_a_notice_is_declared_once() -> None:
    with pytest.raises(ValueError, match="already declared"):
        declarar(
            Aviso(clave="paso_pendiente", titulo="", explicacion="", motivo="", clase=Clase.RECORDATORIO)
        )
    assert CATALOGO["paso_pendiente"] is PASO_PENDIENTE

"""The outbox: written with its cause, sent at least once, never to nobody, and never silently lost."""

import datetime as dt
import io
from collections.abc import Callable
from email.utils import parseaddr
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, transaction
from django.test import override_settings

from instituciones.models import Usuario
from notificaciones import avisos
from notificaciones.avisos import PASO_PENDIENTE, encolar
from notificaciones.models import Envio
from notificaciones.queries import envios_por_estado
from notificaciones.services import barrer, reintentar
from tests.notificaciones.conftest import cadena, estado, usuario

pytestmark = pytest.mark.django_db
Escribir = Callable[..., Envio]
Viaje = Any


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

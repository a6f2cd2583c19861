"""Sending closings: nobody is left out, nobody gets two different ones, and a failure is tried again."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from auditoria import tasks
from auditoria.models import Asiento, Cierre, DestinatarioDeCierre, EnvioDeCierre
from auditoria.services import nombrar_destinatario, retirar_destinatario
from auditoria.services.cierres import cerrar
from auditoria.services.envios import ARRIENDO, Envios, enviar_pendientes
from tests.auditoria.conftest import DIA, cadena, sano

pytestmark = pytest.mark.django_db


class Caido(BaseEmailBackend):
    """A mail server that takes nothing."""

    def send_messages(self, _mensajes: Sequence[Any]) -> int:
        raise OSError("no contesta")


@pytest.fixture
def contraloria() -> DestinatarioDeCierre:
    return nombrar_destinatario("Contraloría", "control@demo.invalid", fecha_hecho=DIA, registra=3)


def test_each_addressee_gets_each_closing_once(contraloria: DestinatarioDeCierre) -> None:
    nombrar_destinatario("Auditoría interna", "interna@demo.invalid", fecha_hecho=DIA)
    cerrar()
    assert enviar_pendientes() == Envios(2, 0)
    assert enviar_pendientes() == Envios(0, 0)
    assert sorted(m.to for m in mail.outbox) == [["control@demo.invalid"], ["interna@demo.invalid"]]
    cadena(1)
    cerrar()
    assert enviar_pendientes() == Envios(2, 0)
    assert len({m.extra_headers["Message-ID"] for m in mail.outbox}) == 4


def test_the_mail_carries_what_is_needed_to_check_it(contraloria: DestinatarioDeCierre) -> None:
    cierre = cerrar()
    assert cierre
    enviar_pendientes()
    (correo,) = mail.outbox
    raiz = cierre.raiz.hex()
    assert correo.subject == f"Cierre de la bitácora n.º 1, raíz {raiz[:16]}…"
    assert f"Raíz: {raiz}\n" in correo.body
    assert "-in cierre-00001.p7s -content cierre-00001.json" in correo.body
    assert "no tiene sello de tiempo" not in correo.body
    assert {nombre: contenido for nombre, contenido, _tipo in correo.attachments} == {
        "cierre-00001.json": cierre.contenido().encode(),
        "cierre-00001.p7s": cierre.firma,
        "cierre-00001.tst": cierre.sello_de_tiempo,
    }


def test_a_closing_without_timestamp_says_so_in_its_mail(
    contraloria: DestinatarioDeCierre, settings: Any
) -> None:
    settings.TSA_URL = "http://localhost:9/"
    cerrar()
    enviar_pendientes()
    (correo,) = mail.outbox
    assert "Este cierre no tiene sello de tiempo: La autoridad" in correo.body
    assert [nombre for nombre, *_ in correo.attachments] == ["cierre-00001.json", "cierre-00001.p7s"]


def test_a_mail_that_could_not_be_sent_goes_later_and_is_the_same(
    contraloria: DestinatarioDeCierre, settings: Any
) -> None:
    cerrar()
    bueno, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.Caido"
    assert enviar_pendientes() == Envios(0, 1)
    envio = EnvioDeCierre.objects.get()
    assert (envio.intentos, envio.ultimo_error, envio.enviado_at) == (1, "OSError: no contesta", None)
    settings.EMAIL_BACKEND = bueno
    assert enviar_pendientes() == Envios(0, 1)  # not yet due again
    with time_machine.travel(envio.disponible_at + dt.timedelta(seconds=1)):
        assert enviar_pendientes() == Envios(1, 0)
    envio.refresh_from_db()
    assert (envio.intentos, envio.ultimo_error) == (2, "")
    assert mail.outbox[0].extra_headers["Message-ID"] == envio.message_id


def test_one_that_fails_waits_longer_each_time_and_is_never_given_up(
    contraloria: DestinatarioDeCierre, settings: Any
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Caido"
    cerrar()
    esperas = []
    for _intento in range(12):
        envio = EnvioDeCierre.objects.get()
        with time_machine.travel(envio.disponible_at + dt.timedelta(seconds=1), tick=False):
            enviar_pendientes()
            envio.refresh_from_db()
            esperas.append((envio.disponible_at - timezone.now()) // dt.timedelta(minutes=1))
    assert esperas == [5, 10, 20, 40, 80, 160, 320, 640, 720, 720, 720, 720]


def test_what_a_killed_worker_had_claimed_is_sent_when_its_lease_runs_out(
    contraloria: DestinatarioDeCierre,
) -> None:
    cerrar()
    EnvioDeCierre.objects.update(intentos=1, disponible_at=timezone.now() + ARRIENDO)
    assert enviar_pendientes() == Envios(0, 1)
    with time_machine.travel(timezone.now() + ARRIENDO + dt.timedelta(seconds=1)):
        assert enviar_pendientes() == Envios(1, 0)


def test_who_was_retired_gets_no_more(contraloria: DestinatarioDeCierre) -> None:
    cerrar()
    retirar_destinatario(contraloria, fecha_hecho=DIA)
    cerrar()
    assert enviar_pendientes() == Envios(0, 1)
    assert [(e.cierre_id, e.destinatario_id) for e in EnvioDeCierre.objects.all()] == [(1, contraloria.pk)]


def test_naming_and_retiring_are_in_the_log(contraloria: DestinatarioDeCierre) -> None:
    assert nombrar_destinatario("Otro nombre", "control@demo.invalid", fecha_hecho=DIA) == contraloria
    for _vez in range(2):
        retirar_destinatario(contraloria, fecha_hecho=DIA, documento="Oficio 2")
    filas = Asiento.objects.filter(modelo="auditoria.destinatariodecierre", objeto=contraloria.pk).order_by(
        "n"
    )
    assert [(a.accion, a.visibilidad, a.registra_id) for a in filas] == [
        ("nombrar", "control", 3),
        ("retirar", "control", None),
    ]
    assert "control@demo.invalid" in (filas[0].personal or "")
    assert "control@demo.invalid" not in filas[0].cuerpo
    with pytest.raises(IntegrityError, match="La historia habla"), transaction.atomic():
        contraloria.delete()
    assert sano()


@pytest.mark.parametrize(
    ("organo", "correo"), [("Contraloría", "no es"), ("Contraloría", ""), ("", "a@demo.invalid")]
)
def test_what_is_no_address_is_refused(organo: str, correo: str) -> None:
    with pytest.raises(ValidationError):
        nombrar_destinatario(organo, correo, fecha_hecho=DIA)


def test_the_command_names_and_retires(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("destinatario_de_cierre", "control@demo.invalid", organo="Contraloría")
    call_command("destinatario_de_cierre", "control@demo.invalid", "--retirar")
    assert capsys.readouterr().out.splitlines() == [
        "Contraloría <control@demo.invalid> recibe cada cierre desde ahora.",
        "Contraloría <control@demo.invalid> ya no recibe cierres.",
    ]
    with pytest.raises(CommandError, match="no recibe cierres"):
        call_command("destinatario_de_cierre", "control@demo.invalid", "--retirar")
    with pytest.raises(CommandError, match="correo electrónico"):
        call_command("destinatario_de_cierre", "no es", organo="Contraloría")


def test_the_daily_task_closes_and_sends(contraloria: DestinatarioDeCierre) -> None:
    tasks.cerrar_bitacora()
    tasks.cerrar_bitacora()
    tasks.enviar_cierres()
    assert Cierre.objects.count() == 1
    assert len(mail.outbox) == 1

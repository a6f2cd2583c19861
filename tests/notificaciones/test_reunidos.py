"""The reminders of one person that are due at one time come in one mail, whatever the number of case files."""

import datetime as dt
import threading
from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.core import mail
from django.db import connection, transaction

from notificaciones.models import Envio, EstadoDeEnvio
from notificaciones.services import barrer, cumplir_plazo, vencer_plazos
from notificaciones.services.envios import reclamar, seguir_a_su_correo
from notificaciones.services.recordatorios import TURNO
from tests.notificaciones.conftest import cadena, plazo, usuario

LUNES = dt.date(2026, 3, 23)
Reloj = Callable[[str], None]


@pytest.fixture(autouse=True)
def miercoles() -> Iterator[None]:
    """Registered on a Thursday, reminded of for the first time on the Wednesday after."""
    with time_machine.travel(dt.datetime(2026, 3, 12, 15, tzinfo=dt.UTC), tick=False):
        yield


def recordar() -> None:
    with time_machine.travel(dt.datetime(2026, 3, 18, 13, tzinfo=dt.UTC), tick=False):
        vencer_plazos()


def enviar() -> None:
    with time_machine.travel(dt.datetime(2026, 3, 18, 13, 1, tzinfo=dt.UTC), tick=False):
        barrer()


def estados() -> list[str]:
    return [e.estado for e in Envio.objects.order_by("pk")]


@pytest.mark.django_db(transaction=True)
def test_forty_case_files_are_one_mail_and_each_says_that_it_was_sent():
    rosa, juan = usuario(), usuario()
    de_rosa = [plazo(vence=LUNES, responde=rosa) for _ in range(40)]
    plazo(vence=LUNES, responde=juan)
    recordar()
    assert Envio.objects.count() == 41
    enviar()
    assert sorted(m.to[0] for m in mail.outbox) == sorted([rosa.correo, juan.correo])
    suyo = next(m for m in mail.outbox if m.to == [rosa.correo])
    assert suyo.body.count("Cómo se contó") == len(de_rosa)
    assert "40 expedientes" in suyo.body or "40 expedientes" in suyo.subject
    assert set(estados()) == {EstadoDeEnvio.ENVIADO.value}
    enviar()
    assert len(mail.outbox) == 2


@pytest.mark.django_db(transaction=True)
def test_what_was_met_meanwhile_is_left_out_of_it():
    rosa = usuario()
    uno, otro = (plazo(vence=LUNES, responde=rosa) for _ in range(2))
    recordar()
    cumplir_plazo(uno)
    enviar()
    (suyo,) = mail.outbox
    assert suyo.body.count("Cómo se contó") == 1
    assert otro.que_vence in suyo.body
    assert estados() == ["descartado", "enviado"]


@pytest.mark.django_db(transaction=True)
def test_when_the_mail_of_all_is_not_sent_the_others_go_in_one_of_their_own():
    rosa = usuario()
    for _ in range(3):
        plazo(vence=LUNES, responde=rosa)
    recordar()
    with time_machine.travel(dt.datetime(2026, 3, 18, 13, 1, tzinfo=dt.UTC), tick=False):
        (lleva,) = reclamar(20)
        assert lleva.reunidos.count() == 2
        Envio.objects.filter(pk=lleva.pk).update(
            estado=EstadoDeEnvio.MUERTO, terminado_at=lleva.creado_at, ultimo_error="El trabajador murió."
        )
    enviar()
    assert estados() == ["muerto", "enviado", "enviado"]
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_dies_after_sending_leaves_the_rest_to_the_next_sweep():
    rosa = usuario()
    for _ in range(2):
        plazo(vence=LUNES, responde=rosa)
    recordar()
    with time_machine.travel(dt.datetime(2026, 3, 18, 13, 1, tzinfo=dt.UTC), tick=False):
        (lleva,) = reclamar(20)
    Envio.objects.filter(pk=lleva.pk).update(
        estado=EstadoDeEnvio.ENVIADO,
        terminado_at=lleva.creado_at,
        direccion=rosa.correo,
        asunto="Dos plazos",
        texto="Dos plazos.",
    )
    seguir_a_su_correo()
    assert estados() == ["enviado", "enviado"]
    enviar()
    assert mail.outbox == []


@pytest.mark.django_db(transaction=True)
def test_what_comes_after_the_mail_was_tried_has_its_own():
    rosa, caso = usuario(), cadena()
    plazo(vence=LUNES, responde=rosa)
    recordar()
    with time_machine.travel(dt.datetime(2026, 3, 18, 13, 0, 30, tzinfo=dt.UTC), tick=False):
        reclamar(20)  # by a worker that then dies
    with time_machine.travel(dt.datetime(2026, 3, 12, 16, tzinfo=dt.UTC), tick=False):
        plazo(vence=LUNES, responde=rosa, cadena=caso)
    recordar()
    with time_machine.travel(dt.datetime(2026, 3, 18, 13, 30, tzinfo=dt.UTC), tick=False):
        barrer()
    assert len(mail.outbox) == 2


@pytest.mark.django_db(transaction=True)
def test_while_one_run_reminds_another_leaves_it_all_to_it():
    uno = plazo(vence=LUNES, responde=usuario())
    salida: list[int] = []

    def correr() -> None:
        try:
            salida.append(vencer_plazos(ahora=dt.datetime(2026, 3, 18, 13, tzinfo=dt.UTC)))
        finally:
            connection.close()

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [TURNO])
        hilo = threading.Thread(target=correr)
        hilo.start()
        hilo.join(timeout=20)
    assert salida == [0]
    recordar()
    assert [e.contexto["plazos"] for e in Envio.objects.all()] == [[uno.pk]]

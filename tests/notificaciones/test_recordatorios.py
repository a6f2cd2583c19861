"""Reminders: what is due and nothing else, caught up after a missed night, one message per person and case."""

import datetime as dt
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import connection, transaction

from notificaciones import destinatarios
from notificaciones.models import Envio, EstadoDeEnvio, Plazo
from notificaciones.reglas import fecha_fija
from notificaciones.services import (
    RecordatoriosFallidos,
    barrer,
    cumplir_plazo,
    reprogramar_plazo,
    vencer_plazos,
)
from tests.notificaciones.conftest import LIMA, PREGUNTADOS, RESPONDEN, cadena, plazo, usuario

LUNES = dt.date(2026, 3, 23)  # its reminders: Wed 18, Fri 20, Mon 23, Tue 24; alterno Thu 26; superior Mon 30
Reloj = Callable[[str], None]


def lima(texto: str) -> dt.datetime:
    """«18/03 08:00» of 2026 in Lima."""
    return dt.datetime.strptime(f"2026/{texto} -0500", "%Y/%d/%m %H:%M %z")


@pytest.fixture
def son_las() -> Iterator[Reloj]:
    with time_machine.travel(lima("12/03 10:00"), tick=False) as viaje:
        yield lambda texto: viaje.move_to(lima(texto))


def por_enviar() -> list[tuple[int, list[int]]]:
    return [(e.usuario_id, e.contexto["plazos"]) for e in Envio.objects.order_by("pk")]


@pytest.mark.django_db
def test_a_reminder_is_written_at_its_moment_and_once(son_las: Reloj) -> None:
    rosa = usuario()
    opinion = plazo(vence=LUNES, responde=rosa)
    son_las("18/03 07:59")
    assert vencer_plazos() == 0
    son_las("18/03 08:00")
    assert vencer_plazos() == 1
    assert vencer_plazos() == 0
    assert por_enviar() == [(rosa.pk, [opinion.pk])]
    opinion.refresh_from_db()
    assert opinion.proximo_aviso_at == lima("20/03 08:00")
    son_las("20/03 09:30")
    assert vencer_plazos() == 1
    assert Envio.objects.count() == 2


@pytest.mark.django_db
def test_a_week_without_runs_is_caught_up_in_one_mail(son_las: Reloj) -> None:
    rosa = usuario()
    opinion = plazo(vence=LUNES, responde=rosa)
    son_las("24/03 11:00")
    assert vencer_plazos() == 1
    assert por_enviar() == [(rosa.pk, [opinion.pk])]
    opinion.refresh_from_db()
    assert opinion.proximo_aviso_at == lima("26/03 08:00")


@pytest.mark.django_db
def test_what_one_person_owes_in_one_case_is_one_message(son_las: Reloj) -> None:
    rosa, juan = usuario(), usuario()
    caso, otro = cadena(), cadena()
    suyos = [plazo(vence=LUNES, responde=rosa, cadena=caso) for _ in range(3)]
    ajeno = plazo(vence=LUNES, responde=juan, cadena=caso)
    aparte = plazo(vence=LUNES, responde=rosa, cadena=otro)
    son_las("18/03 08:00")
    assert (
        vencer_plazos(lote=2) == 5
    )  # the batch is smaller than the case: it is widened to all that is due in it
    assert sorted(por_enviar()) == sorted(
        [(rosa.pk, [p.pk for p in suyos]), (juan.pk, [ajeno.pk]), (rosa.pk, [aparte.pk])]
    )


@pytest.mark.django_db
def test_late_deadlines_go_up_to_the_alterno_and_to_the_superior(son_las: Reloj) -> None:
    opinion = plazo(vence=LUNES, responde=usuario())
    for momento in ("18/03 08:00", "20/03 08:00", "23/03 08:00", "24/03 08:00", "26/03 08:00", "30/03 08:00"):
        son_las(momento)
        assert vencer_plazos() == 1
    assert [a for _plazo, a in PREGUNTADOS] == ["responsable"] * 4 + ["alterno", "superior"]
    opinion.refresh_from_db()
    assert opinion.proximo_aviso_at is None
    son_las("30/12 08:00")
    assert vencer_plazos() == 0


@pytest.mark.django_db
def test_after_a_missed_night_all_who_were_meant_meanwhile_are_told(son_las: Reloj) -> None:
    plazo(vence=LUNES, responde=usuario())
    son_las("27/03 08:00")
    vencer_plazos()
    assert [a for _plazo, a in PREGUNTADOS] == ["responsable", "alterno"]


@pytest.mark.django_db
def test_nothing_is_said_of_what_was_past_when_registered_or_is_closed(son_las: Reloj) -> None:
    rosa = usuario()
    plazo(vence=dt.date(2026, 3, 11), responde=rosa)
    cumplir_plazo(plazo(vence=LUNES, responde=rosa))
    son_las("31/12 08:00")
    assert vencer_plazos() == 0
    assert por_enviar() == []


@pytest.mark.django_db
def test_a_moved_deadline_is_reminded_of_by_its_new_date(son_las: Reloj) -> None:
    opinion = plazo(vence=LUNES, responde=usuario())
    reprogramar_plazo(opinion, calculo=fecha_fija(dt.date(2026, 4, 8), calendario=LIMA), calendario=LIMA)
    son_las("24/03 08:00")
    assert vencer_plazos() == 0
    son_las("01/04 08:00")
    assert vencer_plazos() == 1


@pytest.mark.django_db
def test_what_was_done_between_writing_and_sending_is_not_reminded_of(son_las: Reloj) -> None:
    rosa = usuario()
    hecha, pendiente = (plazo(vence=LUNES, responde=rosa, cadena=caso) for caso in (cadena(), cadena()))
    son_las("18/03 08:00")
    vencer_plazos()
    cumplir_plazo(hecha)
    assert barrer() == {"descartado": 1, "enviado": 1}
    assert [e.ultimo_error for e in Envio.objects.filter(estado="descartado")] == ["Ya no hacía falta."]
    assert [e.contexto["plazos"] for e in Envio.objects.filter(estado="enviado")] == [[pendiente.pk]]


@pytest.mark.django_db
def test_a_deadline_whose_post_is_vacant_does_not_stop_the_others(
    son_las: Reloj, caplog: pytest.LogCaptureFixture
) -> None:
    vacante = plazo(vence=LUNES)
    rosa = usuario()
    plazo(vence=LUNES, responde=rosa)
    son_las("18/03 08:00")
    assert vencer_plazos() == 2
    assert [u for u, _plazos in por_enviar()] == [rosa.pk]
    assert f"1 deadlines have nobody to be reminded: [{vacante.pk}]" in caplog.text


def averiado(pares: object) -> dict[int, list[int]]:
    """A resolver whose query is wrong."""
    with connection.cursor() as cursor:
        cursor.execute("select 1/0")
    return {}


@pytest.mark.django_db
def test_a_kind_whose_recipients_cannot_be_told_stays_due_and_stops_nobody_else(son_las: Reloj) -> None:
    rosa = usuario()
    destinatarios.registrar_destinatarios("aprobacion", "tests.notificaciones.test_recordatorios.averiado")
    rota = plazo(vence=LUNES, responde=rosa, tipo="aprobacion")
    sana = plazo(vence=LUNES, responde=rosa)
    son_las("18/03 08:00")
    for _ in range(2):
        with pytest.raises(RecordatoriosFallidos, match="aprobacion"):
            vencer_plazos(lote=1)
    assert por_enviar() == [(rosa.pk, [sana.pk])]
    rota.refresh_from_db()
    assert rota.proximo_aviso_at == lima("18/03 08:00")


@pytest.mark.django_db
def test_what_could_not_be_told_is_told_once_it_can_though_the_case_was_told_of_something_else(
    son_las: Reloj,
) -> None:
    rosa, caso = usuario(), cadena()
    destinatarios.registrar_destinatarios("aprobacion", "tests.notificaciones.test_recordatorios.averiado")
    rota, sana = (
        plazo(vence=LUNES, responde=rosa, cadena=caso, tipo=tipo) for tipo in ("aprobacion", "opinion")
    )
    son_las("18/03 08:00")
    with pytest.raises(RecordatoriosFallidos):
        vencer_plazos()
    destinatarios._rutas["aprobacion"] = "tests.notificaciones.conftest.resolver"
    assert vencer_plazos() == 1
    assert por_enviar() == [(rosa.pk, [sana.pk]), (rosa.pk, [rota.pk])]


@pytest.mark.django_db
def test_one_case_may_be_brought_forward_alone(son_las: Reloj) -> None:
    rosa = usuario()
    uno, _otro = (plazo(vence=LUNES, responde=rosa) for _ in range(2))
    assert vencer_plazos(ahora=lima("18/03 08:00"), cadena=uno.cadena_id) == 1
    assert por_enviar() == [(rosa.pk, [uno.pk])]


@pytest.mark.django_db
@pytest.mark.parametrize("cuantos", [1, 30])
def test_reminding_of_many_takes_as_many_statements_as_of_one(
    son_las: Reloj, django_assert_num_queries: Any, cuantos: int
) -> None:
    rosa, caso = usuario(), cadena()
    for _ in range(cuantos):
        plazo(vence=LUNES, responde=rosa, cadena=caso)
    son_las("18/03 08:00")
    with django_assert_num_queries(13):
        vencer_plazos()


@pytest.mark.django_db
def test_the_mail_says_when_it_falls_due_and_how_that_was_counted(son_las: Reloj) -> None:
    rosa, caso = usuario(), cadena()
    plazo(vence=LUNES, responde=rosa, cadena=caso)
    son_las("20/03 08:00")
    vencer_plazos()
    barrer()
    (correo,) = mail.outbox
    assert correo.subject == (
        "Opinión jurídica: vence en 3 días · EXP-2026-0001 · Cooperación con Cooperativas de las Américas"
    )
    assert "23 de marzo de 2026: vence en 3 días." in correo.body
    assert "Cómo se contó: Fecha fijada: 23/03/2026." in correo.body
    assert "http://localhost:8000/expedientes/EXP-2026-0001/" in correo.body


@pytest.mark.django_db
def test_the_mail_of_several_deadlines_lists_them_by_date(son_las: Reloj) -> None:
    rosa, caso = usuario(), cadena()
    plazo(vence=dt.date(2026, 3, 24), responde=rosa, cadena=caso, asunto="Opinión presupuestal")
    plazo(vence=LUNES, responde=rosa, cadena=caso)
    son_las("19/03 08:00")
    vencer_plazos()
    barrer()
    (correo,) = mail.outbox
    assert correo.subject.startswith(
        "2 plazos; el primero, Opinión jurídica, vence en 4 días · EXP-2026-0001"
    )
    assert correo.body.index("Opinión jurídica") < correo.body.index("Opinión presupuestal")


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_do_the_work_of_one() -> None:
    with time_machine.travel(lima("12/03 10:00"), tick=False):
        rosa = usuario()
        for caso in [cadena() for _ in range(15)] * 4:
            plazo(vence=LUNES, responde=rosa, cadena=caso)
    salida: list[int] = []

    def correr() -> None:
        try:
            salida.append(vencer_plazos(lote=5))
        finally:
            connection.close()

    with time_machine.travel(lima("18/03 08:00")):
        hilos = [threading.Thread(target=correr) for _ in range(4)]
        for hilo in hilos:
            hilo.start()
        for hilo in hilos:
            hilo.join()
        vencer_plazos()  # whatever a run left because another one had the turn
    assert [len(e.contexto["plazos"]) for e in Envio.objects.all()] == [4] * 15
    assert not Plazo.objects.filter(proximo_aviso_at__lte=lima("18/03 08:00")).exists()


@pytest.mark.django_db(transaction=True)
def test_a_deadline_that_somebody_is_closing_is_left_to_the_next_run() -> None:
    with time_machine.travel(lima("12/03 10:00"), tick=False) as viaje:
        ocupado, libre = (plazo(vence=LUNES, responde=usuario()) for _ in range(2))
        viaje.move_to(lima("18/03 08:00"))
        salida: list[int] = []

        def correr() -> None:
            try:
                salida.append(vencer_plazos())
            finally:
                connection.close()

        with transaction.atomic():
            cumplir_plazo(ocupado)
            hilo = threading.Thread(target=correr)
            hilo.start()
            hilo.join(timeout=20)
        assert salida == [1]
        assert [e.contexto["plazos"] for e in Envio.objects.all()] == [[libre.pk]]
        assert vencer_plazos() == 0
    assert not Envio.objects.filter(estado=EstadoDeEnvio.ENVIADO).exists()
    assert RESPONDEN.keys() == {ocupado.pk, libre.pk}

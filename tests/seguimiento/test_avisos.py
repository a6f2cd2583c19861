"""Who is told, who is reminded, and the event that goes with a meeting."""

import datetime as dt

import pytest
import time_machine
from django.core import mail

from expedientes.ocupantes import por_encima
from notificaciones.cadencias import Destino
from notificaciones.models import Envio, Plazo
from notificaciones.services import vencer_plazos
from notificaciones.services.envios import enviar_pendientes
from seguimiento.avisos.recordatorios import destinatarios
from seguimiento.calendario import evento
from seguimiento.models import Compromiso, Reunion
from seguimiento.queries import compromisos_de, cuenta_de, del_tablero, esperas_de, reuniones_de
from tests.factories import designado, hoy
from tests.seguimiento.caso import DIA, Caso


def avisados(aviso: str) -> set[int]:
    return set(Envio.objects.filter(aviso=aviso).values_list("usuario_id", flat=True))


def test_whoever_is_to_do_it_is_told_and_whoever_noted_it_is_not(caso: Caso):
    caso.anotar(institucion=caso.otra)
    caso.anotar()
    assert avisados("paso_pendiente") == {caso.contraparte.pk}


def test_the_post_that_was_named_is_told_instead_of_its_coordination(caso: Caso):
    caso.anotar(caso.contraparte, puesto=caso.d_tecnico.puesto)
    assert avisados("paso_pendiente") == {caso.tecnico.pk}


def test_it_falls_due_on_its_day_and_moves_with_it(caso: Caso):
    compromiso = caso.anotar()
    plazo = Plazo.objects.get(tipo="compromiso")
    assert (plazo.vence, plazo.institucion, plazo.visibilidad) == (
        compromiso.vence,
        caso.propone,
        "compartida",
    )
    caso.mover(compromiso, "reprogramar", motivo="x", vence=hoy() + 20 * DIA)
    plazo.refresh_from_db()
    assert (plazo.vence, plazo.vence_original, plazo.reprogramaciones) == (
        hoy() + 20 * DIA,
        compromiso.vence,
        1,
    )


def test_its_deadline_is_met_asked_anew_when_returned_and_gone_when_it_ends(caso: Caso):
    compromiso = caso.cumplir(caso.anotar())
    assert {p.tipo for p in Plazo.objects.abiertos()} == {"verificacion_de_compromiso"}
    devuelto = caso.mover(compromiso, "devolver", caso.contraparte, motivo="Falta")
    assert [(p.tipo, p.vence) for p in Plazo.objects.abiertos()] == [("compromiso", compromiso.vence)]
    caso.mover(caso.cumplir(devuelto), "verificar", caso.contraparte)
    assert not Plazo.objects.abiertos().exists()


def test_one_without_a_date_reminds_nobody_until_it_has_one(caso: Caso):
    compromiso = caso.anotar(vence=None)
    assert not Plazo.objects.exists()
    caso.mover(compromiso, "reprogramar", motivo="x", vence=hoy() + 5 * DIA)
    assert Plazo.objects.get().vence == hoy() + 5 * DIA


def test_the_others_are_asked_to_verify_and_the_responsible_hears_how_it_ended(caso: Caso):
    compromiso = caso.cumplir(caso.anotar())
    assert avisados("paso_pendiente") == {caso.contraparte.pk}
    caso.mover(compromiso, "verificar", caso.contraparte)
    assert avisados("compromiso_terminado") == {caso.titular.pk}


def test_reminders_go_to_the_coordination_then_the_alterno_then_the_superior(caso: Caso):
    caso.anotar()
    plazo = Plazo.objects.get(tipo="compromiso")
    quien = {destino: set(destinatarios([(plazo, destino)])[plazo.pk]) for destino in Destino}
    assert quien == {
        Destino.RESPONSABLE: {caso.titular.pk},
        Destino.ALTERNO: {caso.alterno.pk},
        Destino.SUPERIOR: {caso.titular.pk},
    }, "nobody above the coordination has an account"


def test_five_days_late_whoever_signs_for_the_party_hears_of_what_its_coordination_let_lie(caso: Caso):
    firmante, designacion = designado(caso.expediente, caso.propone, "firmante")
    designado(caso.expediente, caso.otra, "firmante")
    caso.anotar()
    plazo = Plazo.objects.get(tipo="compromiso")
    assert dict(destinatarios([(plazo, Destino.SUPERIOR)])) == {plazo.pk: {firmante.pk}}
    with time_machine.travel(dt.datetime.combine(plazo.vence + 10 * DIA, dt.time(17), tzinfo=dt.UTC)):
        vencer_plazos(cadena=caso.expediente.cadena_id)
    assert Envio.objects.filter(aviso="plazo_cercano", usuario=firmante).count() == 1
    designacion.puesto.ocupaciones.update(hasta=hoy() - DIA)
    assert dict(destinatarios([(plazo, Destino.SUPERIOR)])) == {plazo.pk: {caso.titular.pk}}


def test_of_what_a_post_let_lie_its_coordination_hears_first(caso: Caso):
    designado(caso.expediente, caso.propone, "firmante")
    caso.anotar(puesto=caso.d_tecnico.puesto)
    plazo = Plazo.objects.get(tipo="compromiso")
    quien = {destino: set(destinatarios([(plazo, destino)])[plazo.pk]) for destino in Destino}
    assert (quien[Destino.RESPONSABLE], quien[Destino.SUPERIOR]) == ({caso.tecnico.pk}, {caso.titular.pk})


@pytest.mark.parametrize(
    ("recordadas", "coordinan", "firman", "se_les_dice"),
    [
        ({1}, {1}, {2}, {2}),
        ({1, 3}, {1}, {2}, {2}),
        ({3}, {1}, {2}, {1}),
        (set(), {1}, {2}, {1}),
        ({1}, {1}, set(), {1}),
        ({1}, {1}, {1}, {1}),
        ({3}, set(), {2}, {2}),
    ],
)
def test_whoever_is_above_was_not_reminded_already(recordadas, coordinan, firman, se_les_dice):
    assert por_encima(recordadas, coordinan, firman) == se_les_dice


def test_a_meeting_is_told_with_its_event_to_whoever_works_in_the_case_file(caso: Caso):
    caso.programar(fecha=hoy() + DIA, hora=dt.time(10))
    assert avisados("reunion") == {caso.titular.pk, caso.alterno.pk, caso.tecnico.pk, caso.contraparte.pk}
    assert {p.institucion for p in Plazo.objects.filter(tipo="reunion")} == {caso.propone, caso.otra}


def test_of_one_that_was_already_held_nobody_is_told(caso: Caso):
    caso.programar(fecha=hoy() - DIA)
    assert not avisados("reunion")
    assert not Plazo.objects.exists()


def test_moving_and_cancelling_are_told_and_nobody_is_reminded_any_more(caso: Caso):
    reunion = caso.mover(caso.programar(fecha=hoy() + DIA), "reprogramar", motivo="x", fecha=hoy() + 2 * DIA)
    assert {p.vence for p in Plazo.objects.abiertos()} == {hoy() + 2 * DIA}
    caso.mover(reunion, "cancelar", motivo="x")
    assert Envio.objects.filter(aviso="reunion", usuario=caso.titular).count() == 3
    assert not Plazo.objects.abiertos().exists()


@pytest.mark.django_db(transaction=True)
def test_the_mail_carries_the_event_in_every_try(caso: Caso):
    caso.programar(fecha=hoy() + DIA, titulo="Colaboración; estratégica")
    enviar_pendientes()
    correo = next(m for m in mail.outbox if m.to == [caso.contraparte.correo])
    ((nombre, contenido, tipo),) = correo.attachments
    assert (nombre, tipo) == ("reunion.ics", "text/calendar; method=REQUEST")
    assert "SUMMARY:" in contenido
    assert "Colaboración\\; estratégica" in contenido
    assert "Reunión programada" in correo.subject


# -- RFC 5545


def _lineas(texto: str) -> dict[str, str]:
    desdoblado = texto.replace("\r\n ", "")
    return dict(linea.split(":", 1) for linea in desdoblado.split("\r\n") if ":" in linea)


def test_the_event_keeps_its_uid_and_counts_its_changes(caso: Caso):
    reunion = caso.programar(fecha=hoy() + DIA, hora=dt.time(10), hora_fin=dt.time(11, 30))
    movida = caso.mover(reunion, "reprogramar", motivo="x", fecha=hoy() + 2 * DIA, horas="09:00")
    cancelada = caso.mover(movida, "cancelar", motivo="x")
    momento = dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
    antes, luego, fin = (_lineas(evento(r, momento=momento)) for r in (reunion, movida, cancelada))
    assert antes["UID"] == luego["UID"] == fin["UID"]
    assert [e["SEQUENCE"] for e in (antes, luego, fin)] == ["0", "1", "2"]
    assert (luego["STATUS"], fin["STATUS"], antes["DTSTAMP"]) == (
        "CONFIRMED",
        "CANCELLED",
        "20260102T030405Z",
    )
    assert antes["DTSTART"] == f"{hoy() + DIA:%Y%m%d}T150000Z"
    assert (antes["DTEND"][-7:], luego["DTEND"][-7:]) == ("163000Z", "150000Z")


def test_one_without_an_hour_takes_the_day(caso: Caso):
    dicho = _lineas(evento(caso.programar(fecha=dt.date(2026, 12, 31)), momento=dt.datetime.now(dt.UTC)))
    assert (dicho["DTSTART;VALUE=DATE"], dicho["DTEND;VALUE=DATE"]) == ("20261231", "20270101")


def test_no_line_is_longer_than_75_bytes_nor_breaks_a_character(caso: Caso):
    texto = evento(caso.programar(titulo="ñandú " * 30), momento=dt.datetime.now(dt.UTC))
    assert max(len(linea.encode()) for linea in texto.split("\r\n")) <= 75
    assert "ñandú ñandú" in texto.replace("\r\n ", "")


# -- what waits, and how it stands


def test_what_waits_for_whom(caso: Caso):
    suyo, por_verificar = caso.anotar(institucion=caso.otra), caso.cumplir(caso.anotar())
    reunion = caso.programar(fecha=hoy() - DIA)
    caso.programar(fecha=hoy() + DIA)
    esperas = esperas_de(compromisos_de(caso.expediente), reuniones_de(caso.expediente))
    assert {(e.que, e.institucion.pk, e.objeto.pk) for e in esperas} == {
        ("Cumplir el compromiso 1", caso.otra.pk, suyo.pk),
        ("Verificar el compromiso 2", caso.otra.pk, por_verificar.pk),
        ("Cerrar la ayuda memoria de la reunión 1", caso.propone.pk, reunion.pk),
    }
    assert all(e.url.endswith("#que-sigue") for e in esperas)


def test_what_waits_costs_the_same_for_one_and_for_thirty(caso: Caso, django_assert_num_queries):
    caso.cumplir(caso.anotar())
    for n in range(1, 31):
        if n == 30:
            for _ in range(29):
                caso.cumplir(caso.anotar())
        if n in (1, 30):
            lista = list(Compromiso.objects.select_related("expediente", "asiento", "institucion", "puesto"))
            with django_assert_num_queries(2):
                assert len(esperas_de(lista, [])) == (1 if n == 1 else 30)


def test_each_ending_is_counted_apart(caso: Caso):
    caso.mover(caso.cumplir(caso.anotar()), "verificar", caso.contraparte)
    caso.mover(caso.cumplir(caso.anotar()), "verificar_en_parte", caso.contraparte, motivo="x")
    caso.mover(caso.anotar(), "cancelar", motivo="x", reunion=caso.programar())
    caso.anotar()
    cuenta = cuenta_de(compromisos_de(caso.expediente), hoy() + 11 * DIA)
    assert [(estado, n) for estado, _e, n in cuenta.por_estado] == [
        ("pendiente", 1),
        ("verificado", 1),
        ("cumplido_en_parte", 1),
        ("cancelado", 1),
    ]
    assert (cuenta.verificados, cuenta.porcentaje, cuenta.vencidos, cuenta.abiertos) == (1, 33, 1, 1)


def test_the_board_shows_what_one_sees_as_a_party_and_filters_it(caso: Caso):
    suyo, propio = caso.anotar(institucion=caso.otra), caso.anotar(vence=None)
    Caso().anotar()
    assert set(del_tablero(caso.titular)) == {suyo, propio}
    assert list(del_tablero(caso.titular, mios=True)) == [propio]
    assert list(del_tablero(caso.titular, institucion="CORP")) == [suyo]
    assert list(del_tablero(caso.titular, vencidos=True)) == []
    assert list(del_tablero(caso.titular, estado="verificado")) == []
    assert list(del_tablero(caso.titular, q="modelo").order_by("dia", "id")) == [suyo, propio]
    assert not del_tablero(caso.ajeno).exists()


def test_meetings_come_latest_first(caso: Caso):
    uno, dos = caso.programar(fecha=hoy() - DIA), caso.programar()
    assert reuniones_de(caso.expediente) == [dos, uno]
    assert Reunion.objects.visible_to(caso.ajeno).count() == 0

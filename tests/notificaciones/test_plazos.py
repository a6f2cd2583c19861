"""Deadlines: opened once, moved with their history, closed for good; and what the database itself refuses."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction

from notificaciones.cadencias import Destino, Paso
from notificaciones.destinatarios import SinDestinatarios, registrar_destinatarios
from notificaciones.models import FeriadoPropio, Plazo
from notificaciones.queries import calendario_de
from notificaciones.reglas import FechaCalculada, Lapso, Unidad, fecha_fija, reglas_de, vencimiento
from notificaciones.services import (
    PlazoCerrado,
    anular_plazo,
    cumplir_plazo,
    reprogramar_plazo,
)
from tests.notificaciones.conftest import LIMA, institucion, plazo

pytestmark = pytest.mark.django_db

LUNES = dt.date(2026, 3, 23)


@pytest.fixture(autouse=True)
def doce_de_marzo() -> Any:
    with time_machine.travel(dt.datetime(2026, 3, 12, 15, tzinfo=dt.UTC), tick=False):
        yield


def test_an_opened_deadline_says_what_is_due_when_and_how_it_was_counted() -> None:
    desde = dt.date(2026, 3, 12)
    calculo = vencimiento(desde, Lapso.habiles(7), reglas=reglas_de("PE", desde), calendario=LIMA)
    abierto = Plazo.objects.get(pk=plazo(vence=calculo).pk)
    assert abierto.vence == abierto.vence_original == LUNES
    assert abierto.frase == "7 días hábiles desde el 12/03/2026; vence el 23/03/2026"
    assert FechaCalculada.de_json(abierto.calculo) == calculo
    assert abierto.esta_abierto
    assert abierto.dias_que_faltan() == 11


def test_its_reminders_are_known_from_the_start_at_eight_where_the_case_lives() -> None:
    abierto = plazo(vence=LUNES)
    assert [(r["at"], r["dias"], r["a"]) for r in abierto.recordatorios] == [
        ("2026-03-18T08:00:00-05:00", -3, "responsable"),
        ("2026-03-20T08:00:00-05:00", -1, "responsable"),
        ("2026-03-23T08:00:00-05:00", 0, "responsable"),
        ("2026-03-24T08:00:00-05:00", 1, "responsable"),
        ("2026-03-26T08:00:00-05:00", 3, "alterno"),
        ("2026-03-30T08:00:00-05:00", 5, "superior"),
    ]
    assert abierto.proximo_aviso_at == dt.datetime(2026, 3, 18, 13, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("zona", "utc"),
    [("America/Lima", 13), ("America/Santiago", 11), ("America/Bogota", 13), ("Europe/Madrid", 7)],
)
def test_each_time_zone_has_its_own_morning(zona: str, utc: int) -> None:
    abierto = plazo(vence=LUNES, zona_horaria=zona)
    assert abierto.proximo_aviso_at == dt.datetime(2026, 3, 18, utc, tzinfo=dt.UTC)


def test_a_reminder_that_would_come_on_a_day_not_worked_comes_before_it() -> None:
    """The agreement expires on Monday 13 April: one day before is a Sunday, seven days before a Monday."""
    abierto = plazo(
        vence=dt.date(2026, 4, 13),
        cadencia=(Paso(-7, Unidad.CALENDARIO), Paso(-1, Unidad.CALENDARIO), Paso(5, Unidad.CALENDARIO)),
    )
    assert [r["at"][:10] for r in abierto.recordatorios] == ["2026-04-06", "2026-04-10", "2026-04-20"]


def test_the_expiry_of_an_agreement_is_told_of_from_half_a_year_before() -> None:
    abierto = plazo(vence=dt.date(2026, 9, 15), tipo="vencimiento")
    assert [(r["at"][:10], r["dias"]) for r in abierto.recordatorios] == [
        ("2026-03-19", -180),
        ("2026-06-17", -90),
        ("2026-07-17", -60),
        ("2026-08-14", -30),
        ("2026-08-31", -15),
        ("2026-09-08", -7),
        ("2026-09-14", -1),
    ]


def test_opening_the_same_deadline_again_changes_nothing() -> None:
    primero = plazo(vence=LUNES, objeto=7)
    otro = plazo(vence=dt.date(2026, 5, 4), objeto=7)
    assert otro.pk == primero.pk
    assert Plazo.objects.get().vence == LUNES
    plazo(vence=LUNES, objeto=7, ocasion="2")
    assert Plazo.objects.count() == 2


def test_a_deadline_of_which_nobody_would_be_reminded_is_not_opened() -> None:
    with pytest.raises(SinDestinatarios):
        plazo(vence=LUNES, tipo="misterio")


def test_a_kind_of_deadline_has_one_answer_to_who_is_reminded() -> None:
    with pytest.raises(ValueError, match="already answered"):
        registrar_destinatarios("opinion", "otra.parte")


@pytest.mark.parametrize(
    ("ahora", "zona", "avisa"),
    [
        ("2026-03-24T04:59:00+00:00", "America/Lima", True),  # still the 23rd in Lima
        ("2026-03-24T05:01:00+00:00", "America/Lima", False),
        ("2026-03-24T04:59:00+00:00", "Europe/Madrid", False),  # the 24th in Madrid for hours
    ],
)
def test_a_day_already_past_where_the_case_lives_is_registered_in_silence(
    ahora: str, zona: str, avisa: bool
) -> None:
    with time_machine.travel(dt.datetime.fromisoformat(ahora), tick=False):
        abierto = plazo(vence=LUNES, zona_horaria=zona)
    assert (abierto.proximo_aviso_at is not None) == avisa


def test_a_reminder_whose_day_was_past_when_registered_is_not_made_up_for() -> None:
    """Due tomorrow: the reminder of three days before is not sent, that of today at eight is past too."""
    abierto = plazo(vence=dt.date(2026, 3, 13))
    assert abierto.proximo_aviso_at == dt.datetime(2026, 3, 13, 13, tzinfo=dt.UTC)


def test_a_met_deadline_is_met_once() -> None:
    abierto = plazo(vence=LUNES)
    cumplido = cumplir_plazo(abierto, motivo="Opinión emitida")
    assert (cumplido.cumplido_at, cumplido.proximo_aviso_at) == (
        dt.datetime(2026, 3, 12, 15, tzinfo=dt.UTC),
        None,
    )
    with time_machine.travel(dt.datetime(2026, 3, 20, tzinfo=dt.UTC)):
        assert cumplir_plazo(abierto).cumplido_at == cumplido.cumplido_at
    with pytest.raises(PlazoCerrado, match="ya se cumplió"):
        anular_plazo(abierto, motivo="Tarde")
    with pytest.raises(PlazoCerrado, match="ya no está abierto"):
        reprogramar_plazo(abierto, calculo=fecha_fija(dt.date(2026, 5, 4), calendario=LIMA), calendario=LIMA)


def test_a_deadline_is_annulled_only_with_a_reason() -> None:
    abierto = plazo(vence=LUNES)
    with pytest.raises(ValueError, match="Diga por qué"):
        anular_plazo(abierto, motivo="  ")
    anulado = anular_plazo(abierto, motivo="La parte se retiró")
    assert anulado.anulado_at
    assert anular_plazo(abierto, motivo="Otra razón").motivo == "La parte se retiró"
    with pytest.raises(PlazoCerrado, match="La parte se retiró"):
        cumplir_plazo(abierto)
    assert not Plazo.objects.abiertos().exists()


def test_a_moved_deadline_keeps_its_first_date_and_counts_its_moves() -> None:
    abierto = plazo(vence=LUNES)
    movido = reprogramar_plazo(
        abierto, calculo=fecha_fija(dt.date(2026, 4, 8), calendario=LIMA), calendario=LIMA
    )
    assert (movido.vence, movido.vence_original, movido.reprogramaciones) == (dt.date(2026, 4, 8), LUNES, 1)
    assert movido.proximo_aviso_at == dt.datetime(2026, 4, 1, 13, tzinfo=dt.UTC)
    assert movido.frase == "Fecha fijada: 08/04/2026"
    igual = reprogramar_plazo(
        movido, calculo=fecha_fija(dt.date(2026, 4, 8), calendario=LIMA), calendario=LIMA
    )
    assert igual.reprogramaciones == 1


def test_a_deadline_registered_when_past_reminds_again_once_it_is_moved_ahead() -> None:
    abierto = plazo(vence=dt.date(2026, 2, 2))
    assert abierto.proximo_aviso_at is None
    movido = reprogramar_plazo(abierto, calculo=fecha_fija(LUNES, calendario=LIMA), calendario=LIMA)
    assert movido.proximo_aviso_at == dt.datetime(2026, 3, 18, 13, tzinfo=dt.UTC)


AHORA = dt.datetime(2026, 3, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("cambio", "restriccion"),
    [
        (
            {"cumplido_at": AHORA, "anulado_at": AHORA, "proximo_aviso_at": None, "motivo": "x"},
            "cumplido_o_anulado",
        ),
        ({"anulado_at": AHORA, "proximo_aviso_at": None}, "anulado_con_motivo"),
        ({"cumplido_at": AHORA}, "cerrado_no_avisa"),
        ({"vence": dt.date(2026, 5, 4), "calculo": {"fecha": "2026-05-04"}}, "movido_lleva_la_cuenta"),
        ({"vence": dt.date(2026, 5, 4), "reprogramaciones": 1}, "vence_lo_que_dice_su_computo"),
        ({"calculo": {}}, "vence_lo_que_dice_su_computo"),
        ({"ruta": "https://otro.sitio/"}, "ruta_del_sitio"),
        ({"ruta": "//otro.sitio/"}, "ruta_del_sitio"),
        ({"asunto": ""}, "dice_que_y_como"),
        ({"frase": ""}, "dice_que_y_como"),
        ({"reprogramaciones": -1}, "reprogramaciones_check"),
    ],
)
def test_the_database_refuses_a_deadline_that_contradicts_itself(
    cambio: dict[str, Any], restriccion: str
) -> None:
    abierto = plazo(vence=LUNES)
    with pytest.raises(IntegrityError, match=restriccion), transaction.atomic():
        Plazo.objects.filter(pk=abierto.pk).update(**cambio)


def test_a_case_with_deadlines_cannot_be_deleted() -> None:
    abierto = plazo(vence=LUNES)
    with pytest.raises(IntegrityError), transaction.atomic():
        abierto.cadena.delete()


def test_the_calendar_of_an_institution_has_its_region_s_and_its_own_days_over_the_published_ones() -> None:
    una, otra = institucion(), institucion()
    for region, de, fecha, laborable in [
        ("", None, dt.date(2026, 3, 16), False),
        ("Arequipa", None, dt.date(2026, 3, 17), False),
        ("Arequipa", una, dt.date(2026, 3, 18), False),
        ("Arequipa", una, dt.date(2026, 3, 16), True),
    ]:
        FeriadoPropio.objects.create(
            pais="PE", region=region, institucion=de, fecha=fecha, motivo="Decretado", laborable=laborable
        )
    dias = [dt.date(2026, 3, n) for n in (16, 17, 18)]
    assert [calendario_de("PE").es_habil(d) for d in dias] == [False, True, True]
    assert [calendario_de("PE", "Arequipa").es_habil(d) for d in dias] == [False, False, True]
    assert [calendario_de("PE", "Arequipa", una.pk).es_habil(d) for d in dias] == [True, False, False]
    assert [calendario_de("PE", "Arequipa", otra.pk).es_habil(d) for d in dias] == [False, False, True]
    assert [calendario_de("CL").es_habil(d) for d in dias] == [True, True, True]


@pytest.mark.parametrize("datos", [{"pais": "pe"}, {"pais": "Perú"[:2]}, {"motivo": ""}])
def test_the_database_refuses_a_day_of_nowhere_or_without_reason(datos: dict[str, str]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        FeriadoPropio.objects.create(**{"pais": "PE", "fecha": LUNES, "motivo": "Decretado", **datos})


def test_a_day_is_declared_once_for_each_place() -> None:
    FeriadoPropio.objects.create(pais="PE", fecha=LUNES, motivo="Decretado")
    with pytest.raises(IntegrityError, match="feriado_propio_unico"), transaction.atomic():
        FeriadoPropio.objects.create(pais="PE", fecha=LUNES, motivo="Otra vez", laborable=True)


def test_who_is_meant_by_a_reminder_is_one_of_three() -> None:
    assert [d.value for d in Destino] == ["responsable", "alterno", "superior"]

"""The schedule: every so many months, the last one cut, lengthened when the term is, and nothing twice."""

import datetime as dt
import itertools
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from auditoria.models import Asiento
from convenios.models import Convenio
from convenios.plazos_de_vigencia import seguir
from flujo.acto import Acto
from flujo.errors import DatosInvalidos, SinPermiso
from notificaciones.models import Envio, Plazo
from seguimiento.models import CalendarioDeInformes, InformeDeSeguimiento
from seguimiento.periodos import Periodo, periodos
from seguimiento.queries.incumplimiento import en_incumplimiento
from seguimiento.queries.informes import informes_de, tasas_de
from seguimiento.services.calendario import Terminos, fijar_calendario
from tests.factories import Caso as CasoConConvenio
from tests.factories import hoy
from tests.seguimiento.caso import DIA
from tests.seguimiento.caso_de_informes import CasoDeInformes


@pytest.fixture
def caso(db: None) -> CasoDeInformes:
    return CasoDeInformes()


def dia(texto: str) -> dt.date:
    return dt.date.fromisoformat(texto)


@pytest.mark.parametrize(
    ("desde", "hasta", "meses", "esperados"),
    [
        (
            "2025-01-01",
            "2026-03-31",
            6,
            [
                ("2025-01-01", "2025-06-30", False),
                ("2025-07-01", "2025-12-31", False),
                ("2026-01-01", "2026-03-31", True),
            ],
        ),
        ("2025-01-01", "2025-12-31", 12, [("2025-01-01", "2025-12-31", False)]),
        ("2025-03-15", "2025-03-15", 1, [("2025-03-15", "2025-03-15", True)]),
        (
            "2025-01-31",
            "2025-04-29",
            1,
            [
                ("2025-01-31", "2025-02-27", False),
                ("2025-02-28", "2025-03-30", False),
                ("2025-03-31", "2025-04-29", False),
            ],
        ),
        (
            "2024-11-30",
            "2025-03-01",
            3,
            [("2024-11-30", "2025-02-27", False), ("2025-02-28", "2025-03-01", True)],
        ),
    ],
)
def test_the_periods_follow_one_another_and_the_last_is_cut(desde, hasta, meses, esperados):
    hallados = periodos(dia(desde), dia(hasta), meses)
    assert hallados == [Periodo(dia(a), dia(b), es_truncado=c) for a, b, c in esperados]
    for uno, otro in itertools.pairwise(hallados):
        assert otro.desde - uno.corte == DIA


def corto(informes: Any) -> list[tuple[str, str, bool, str]]:
    return [(f"{i.desde}", f"{i.corte}", i.es_truncado, i.estado) for i in informes]


def test_a_report_is_expected_of_each_period(caso: CasoDeInformes):
    caso.calendario()
    assert corto(informes_de(caso.expediente)) == [
        ("2025-01-01", "2025-06-30", False, "esperado"),
        ("2025-07-01", "2025-12-31", False, "esperado"),
        ("2026-01-01", "2026-03-31", True, "esperado"),
    ]


def test_set_twice_it_doubles_nothing(caso: CasoDeInformes):
    calendario = caso.calendario()
    antes = Asiento.objects.count()
    assert caso.calendario() == calendario
    assert (InformeDeSeguimiento.objects.count(), Asiento.objects.count()) == (3, antes)
    acto = Acto(registra=caso.titular, clave="una-vez")
    terminos = Terminos(
        meses=6,
        desde=calendario.desde,
        hasta=dia("2026-12-31"),
        dias_para_presentar=20,
        presenta=caso.propone,
        con_final=False,
    )
    for _vez in range(2):
        fijar_calendario(caso.expediente, terminos, acto=acto)
    assert InformeDeSeguimiento.objects.count() == 4


def test_a_later_end_corrects_the_cut_one_that_nobody_began_and_the_log_says_so(caso: CasoDeInformes):
    caso.calendario()
    cortado = InformeDeSeguimiento.objects.get(es_truncado=True)
    caso.calendario(hasta=dia("2026-12-31"))
    assert corto(informes_de(caso.expediente))[2:] == [
        ("2026-01-01", "2026-06-30", False, "esperado"),
        ("2026-07-01", "2026-12-31", False, "esperado"),
    ]
    assert caso.acciones(cortado) == ["crear", "corregir_periodo"]
    plazo = Plazo.objects.get(modelo="seguimiento.informedeseguimiento", objeto=cortado.pk)
    assert plazo.vence == InformeDeSeguimiento.objects.get(pk=cortado.pk).vence


def test_a_cut_one_that_was_begun_is_kept_and_what_it_leaves_out_has_a_report_of_its_own(
    caso: CasoDeInformes,
):
    caso.calendario()
    caso.paso(InformeDeSeguimiento.objects.get(es_truncado=True), "elaborar", caso.tecnico)
    for _vez in range(2):
        caso.calendario(hasta=dia("2026-12-31"))
    assert corto(informes_de(caso.expediente))[2:] == [
        ("2026-01-01", "2026-03-31", True, "en_elaboracion"),
        ("2026-04-01", "2026-06-30", True, "esperado"),
        ("2026-07-01", "2026-12-31", False, "esperado"),
    ]


def test_the_final_report_covers_the_whole_term_and_follows_its_end(caso: CasoDeInformes):
    caso.calendario(con_final=True)
    final = InformeDeSeguimiento.objects.get(es_final=True)
    assert (f"{final.desde}", f"{final.corte}") == ("2025-01-01", "2026-03-31")
    caso.calendario(con_final=True, hasta=dia("2026-12-31"))
    assert f"{InformeDeSeguimiento.objects.get(es_final=True).corte}" == "2026-12-31"
    caso.paso(InformeDeSeguimiento.objects.get(es_final=True), "elaborar", caso.tecnico)
    caso.calendario(con_final=True, hasta=dia("2027-12-31"))
    finales = InformeDeSeguimiento.objects.filter(es_final=True).order_by("corte")
    assert [f"{f.corte}" for f in finales] == ["2026-12-31", "2027-12-31"]


@pytest.mark.parametrize(
    ("cambios", "frase"),
    [
        ({"meses": 3}, "ya no cambia"),
        ({"desde": dt.date(2025, 2, 1)}, "ya no cambia"),
        ({"hasta": dt.date(2026, 1, 1)}, "solo se alarga"),
    ],
)
def test_what_was_expected_stays(caso: CasoDeInformes, cambios: dict[str, Any], frase: str):
    caso.calendario()
    with pytest.raises(DatosInvalidos, match=frase):
        caso.calendario(**cambios)


@pytest.mark.parametrize(
    ("cambios", "frase"),
    [
        ({"hasta": dt.date(2024, 1, 1)}, "no puede terminar antes"),
        ({"meses": 0}, "mayor o igual"),
        ({"meses": 1, "hasta": dt.date(2100, 1, 1)}, "demasiados períodos"),
    ],
)
def test_what_cannot_be_a_schedule_is_refused_in_words(caso: CasoDeInformes, cambios: Any, frase: str):
    with pytest.raises(DatosInvalidos, match=frase):
        caso.calendario(**cambios)
    assert not CalendarioDeInformes.objects.exists()


def test_only_a_coordination_or_an_assistant_sets_it(caso: CasoDeInformes):
    with pytest.raises(SinPermiso):
        caso.calendario(caso.tecnico)
    assert caso.calendario(caso.asistente)


def test_who_presents_and_within_how_long_change_for_what_is_not_due(caso: CasoDeInformes):
    caso.calendario(desde=hoy() - 200 * DIA, hasta=hoy() + 400 * DIA, meses=6)
    primero, segundo = informes_de(caso.expediente)[:2]
    caso.calendario(
        desde=hoy() - 200 * DIA, hasta=hoy() + 400 * DIA, meses=6, presenta=caso.otra, dias_para_presentar=5
    )
    despues = {i.pk: i for i in informes_de(caso.expediente)}
    assert despues[segundo.pk].presenta == caso.otra
    assert despues[segundo.pk].vence < segundo.vence
    abiertos = Plazo.objects.abiertos().filter(objeto=segundo.pk, tipo="informe")
    assert [(p.institucion_id, p.vence) for p in abiertos] == [(caso.otra.pk, despues[segundo.pk].vence)]
    assert despues[primero.pk].corte == primero.corte


# -- deadlines


def test_each_is_due_in_business_days_of_whoever_presents_it_and_past_ones_remind_nobody(
    caso: CasoDeInformes,
):
    caso.calendario(hasta=hoy() + 200 * DIA, desde=dt.date(2025, 1, 1))
    informes = informes_de(caso.expediente)
    plazos = {
        p.objeto: p for p in Plazo.objects.filter(modelo="seguimiento.informedeseguimiento", tipo="informe")
    }
    assert [plazos[i.pk].vence for i in informes] == [i.vence for i in informes]
    for informe in informes:
        plazo = plazos[informe.pk]
        assert [r["dias"] for r in plazo.recordatorios] == [-10, -3, 0, 1, 3, 5]
        assert [r["a"] for r in plazo.recordatorios][-2:] == ["alterno", "superior"]
        assert (plazo.proximo_aviso_at is None) == (informe.vence < hoy())
    assert not Envio.objects.exists()


def test_a_report_ten_business_days_late_is_on_the_list_of_non_compliance(caso: CasoDeInformes):
    tarde = caso.esperado(desde=hoy() - 200 * DIA, corte=hoy() - 100 * DIA, dias_para_presentar=5)
    poco = caso.esperado(desde=hoy() - 90 * DIA, corte=hoy() - 14 * DIA, dias_para_presentar=5)
    informes = informes_de(caso.expediente)
    assert poco.esta_vencido(hoy())
    assert en_incumplimiento(informes) == {tarde.pk}


# -- rates


def test_rates_count_what_came_of_what_should_have_and_of_all(caso: CasoDeInformes):
    caso.esperado(desde=hoy() - 400 * DIA, corte=hoy() - 300 * DIA)
    caso.hasta("presentado", desde=hoy() - 300 * DIA, corte=hoy() - 200 * DIA)
    dispensado = caso.esperado(desde=hoy() - 200 * DIA, corte=hoy() - 100 * DIA)
    caso.paso(dispensado, "dispensar", caso.contraparte, motivo="Sin actividad.")
    caso.esperado(corte=hoy() + 30 * DIA)
    tasas = tasas_de(informes_de(caso.expediente), hoy())
    assert tasas.a_la_fecha == "1 de 2 · 50 %"
    assert tasas.del_total == "1 de 3 · 33 %"
    assert tasas.extemporaneos == 1


def test_in_time_or_late_is_computed_from_two_dates(caso: CasoDeInformes):
    a_tiempo = caso.hasta("presentado")
    tarde = caso.hasta("presentado", desde=hoy() - 300 * DIA, corte=hoy() - 200 * DIA)
    assert (a_tiempo.es_extemporaneo, tarde.es_extemporaneo) == (False, True)
    assert tarde.dias_de_atraso(hoy()) == (hoy() - tarde.vence).days


# -- the agreement


@pytest.mark.django_db
def test_a_prorroga_lengthens_the_schedule_that_follows_the_agreement():
    caso = CasoConConvenio("en_ejecucion")
    convenio = Convenio.objects.select_related("expediente", "version").get(pk=caso.convenio.pk)
    convenio.inicio, convenio.fin_vigente = hoy() - 100 * DIA, hoy() + 100 * DIA
    convenio.save()
    terminos = Terminos(
        meses=12,
        desde=hoy() - 100 * DIA,
        hasta=hoy() + 100 * DIA,
        dias_para_presentar=20,
        presenta=caso.propone,
        sigue_al_convenio=True,
    )
    calendario = fijar_calendario(caso.expediente, terminos, acto=Acto(registra=caso.titular))
    assert [(i.es_final, i.es_truncado) for i in informes_de(caso.expediente)] == [
        (False, True),
        (True, False),
    ]
    convenio.fin_vigente = hoy() + 800 * DIA
    convenio.save()
    seguir(convenio)
    seguir(convenio)
    calendario.refresh_from_db()
    assert calendario.hasta == hoy() + 800 * DIA
    informes = informes_de(caso.expediente)
    assert [(i.es_final, i.es_truncado) for i in informes] == [
        (False, False),
        (False, False),
        (False, True),
        (True, False),
    ]
    ultimo = Asiento.objects.filter(accion="alargar_calendario").get()
    assert (ultimo.registra_id, ultimo.modelo) == (None, "seguimiento.calendariodeinformes")


def test_setting_a_long_schedule_costs_what_a_short_one_costs(caso: CasoDeInformes):
    with CaptureQueriesContext(connection) as corto_:
        caso.calendario()
    otro = CasoDeInformes()
    with CaptureQueriesContext(connection) as largo:
        otro.calendario(meses=1, hasta=dia("2026-12-31"))
    assert len(largo) == len(corto_)

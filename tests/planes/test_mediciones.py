"""Measurements: who makes and validates them, when they no longer change, what they count, what waits and falls due."""

import datetime as dt
from copy import copy
from decimal import Decimal

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from expedientes.models import Expediente
from flujo.acto import Acto, Capacidad
from flujo.errors import CondicionesIncumplidas, DatosInvalidos, SinPermiso, TransicionNoDeclarada
from flujo.services import asentar_acto, perform
from notificaciones.models import Envio, FeriadoPropio, Plazo
from planes import services as planes
from planes.models import Medicion, TrimestreDePlan
from planes.queries import AvanceDeIndicadores, esperas_de, medidas_de, planes_de
from planes.trimestres import tramos
from tests.convenios.vida import papel_en
from tests.factories import hoy, por_documento
from tests.planes.caso import DIA
from tests.planes.medidas import DEMORA, PERSONAS, CasoMedido

pytestmark = pytest.mark.django_db


def en(dia: dt.date):
    """Noon of a day in Lima."""
    return time_machine.travel(dt.datetime.combine(dia, dt.time(17), tzinfo=dt.UTC), tick=True)


def alcance(caso: CasoMedido) -> AvanceDeIndicadores:
    return AvanceDeIndicadores(medidas_de(list(caso.vivo().acciones.all())))


# -- quarters


@pytest.mark.parametrize(
    ("desde", "hasta", "esperados"),
    [
        ("2026-01-01", "2026-12-31", ["01-01/03-31", "04-01/06-30", "07-01/09-30", "10-01/12-31"]),
        ("2026-03-15", "2027-06-30", ["03-15/06-14", "06-15/09-14", "09-15/12-14", "12-15/06-30"]),
        ("2026-01-01", "2026-05-10", ["01-01/03-31", "04-01/05-10"]),
        ("2025-11-30", "2026-11-29", ["11-30/02-27", "02-28/05-29", "05-30/08-29", "08-30/11-29"]),
        ("2026-01-01", "2026-01-01", ["01-01/01-01"]),
    ],
)
def test_the_quarters_of_a_period_begin_with_it_and_end_with_it(desde, hasta, esperados):
    suyos = tramos(dt.date.fromisoformat(desde), dt.date.fromisoformat(hasta))
    assert [f"{t.desde:%m-%d}/{t.hasta:%m-%d}" for t in suyos] == esperados
    assert [t.n for t in suyos] == list(range(1, len(esperados) + 1))


def test_each_quarter_says_how_its_close_was_counted_and_never_changes():
    caso = CasoMedido()
    primero, segundo, *_otros = caso.plan.trimestres.all()
    assert primero.calculo["cantidad"] == 10
    assert primero.calculo["unidad"] == "dias_habiles"
    assert primero.calculo["desde"] == max(primero.hasta, hoy()).isoformat()
    assert segundo.calculo["desde"] == segundo.hasta.isoformat() < segundo.cierra.isoformat()
    with pytest.raises(IntegrityError), transaction.atomic():
        TrimestreDePlan.objects.filter(pk=segundo.pk).update(cierra=segundo.cierra + DIA)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("delete from planes_trimestredeplan where id = %s", [segundo.pk])


def test_a_day_that_any_of_the_parties_does_not_work_does_not_count():
    caso = CasoMedido("aprobado")
    hasta = tramos(caso.plan.desde, caso.plan.hasta)[1].hasta
    semanas = [(caso.propone, range(1, 8)), (caso.otra, range(8, 15))]
    for parte, dias in semanas:
        for n in dias:
            FeriadoPropio.objects.create(
                pais=parte.pais,
                institucion=parte,
                fecha=hasta + n * DIA,
                motivo=f"Feria de {parte.nombre}",
            )
    caso.mover_plan("poner_en_ejecucion")
    segundo = caso.plan.trimestres.get(n=2)
    assert segundo.calculo["desde"] == hasta.isoformat()
    no_contaron = [motivo for _dia, motivo in segundo.calculo["feriados"]]
    for parte, _dias in semanas:
        assert any(f"Feria de {parte.nombre}" in motivo for motivo in no_contaron)
    assert segundo.cierra > hasta + 14 * DIA + 10 * DIA


# -- who measures, who validates


def test_whoever_answers_for_the_action_measures_and_another_party_validates():
    caso = CasoMedido()
    with pytest.raises(SinPermiso, match="de la parte responsable"):
        caso.medir(1, caso.equipo_de_otra)
    medicion = caso.medir(1, caso.equipo)
    for quien in (caso.titular, caso.equipo, caso.asistente):
        with pytest.raises(SinPermiso, match="que no la midió"):
            caso.juzgar(medicion, "validar", quien)
    assert caso.juzgar(medicion, "validar", caso.contraparte).estado == "validada"


def test_of_a_joint_action_the_other_responsible_party_validates():
    caso = CasoMedido()
    medicion = caso.medir(3, caso.equipo_de_otra)
    with pytest.raises(SinPermiso):
        caso.juzgar(medicion, "validar", caso.contraparte)
    assert caso.juzgar(medicion, "validar", caso.titular).estado == "validada"
    with pytest.raises(DatosInvalidos, match="ya tiene una medición validada"):
        caso.medir(3, caso.equipo)


def test_by_document_nobody_validates_for_another_party_either():
    caso = CasoMedido()
    medicion = caso.medir(1, caso.equipo)
    viva = Medicion.objects.get(pk=medicion.pk)
    de_otra = Acto(registra=caso.asistente, documento=por_documento(), institucion_id=caso.otra.pk)
    with pytest.raises(SinPermiso):
        perform(viva, "validar", acto=de_otra)
    propia = de_otra.con(registra=caso.asistente_de_contraparte)
    assert perform(viva, "validar", acto=propia).objeto.estado == "validada"


@pytest.mark.parametrize(("paso", "hasta"), [("validar", "validada"), ("devolver", "devuelta")])
def test_the_database_lets_no_party_judge_what_it_measured(paso, hasta):
    """Written past every service, as somebody with the password of the database could."""
    caso = CasoMedido()
    medicion = caso.medir(3, caso.equipo)

    def a_mano(institucion_id: int | None) -> None:
        asiento = asentar_acto(
            medicion,
            paso,
            acto=Acto(registra=caso.titular),
            capacidad=Capacidad(rol="coordinador_titular", institucion_id=institucion_id),
            desde="presentada",
            hasta=hasta,
        )
        Medicion.objects.filter(pk=medicion.pk).update(estado=hasta, asiento=asiento)

    for propia in (caso.propone.pk, None):
        with pytest.raises(IntegrityError, match="su propia parte"), transaction.atomic():
            a_mano(propia)
    a_mano(caso.otra.pk)
    assert Medicion.objects.get(pk=medicion.pk).estado == hasta


# -- corrections and history


def test_what_was_not_validated_is_replaced_and_stays_in_the_history():
    caso = CasoMedido()
    primera = caso.medir(1, caso.equipo, 5)
    segunda = caso.medir(1, caso.titular, 7)
    assert Medicion.objects.get(pk=primera.pk).estado == "reemplazada"
    assert segunda.corrige_id == primera.pk
    caso.juzgar(segunda, "devolver", caso.contraparte, motivo="La lista dice seis.")
    tercera = caso.medir(1, caso.equipo, 6)
    assert tercera.corrige_id == segunda.pk
    assert [m.valor for m in Medicion.objects.order_by("id")] == [5, 7, 6]


def test_the_other_party_does_not_write_over_a_measurement():
    caso = CasoMedido()
    caso.medir(3, caso.equipo)
    with pytest.raises(DatosInvalidos, match="ya midió ese trimestre"):
        caso.medir(3, caso.equipo_de_otra)


def test_a_second_click_measures_once():
    caso = CasoMedido()
    acto = Acto(registra=caso.equipo, clave="00000000-0000-4000-8000-000000000001")
    uno = caso.medir(1, caso.equipo, acto=acto)
    assert caso.medir(1, caso.equipo, acto=acto) == uno
    assert Medicion.objects.count() == 1


@pytest.mark.parametrize(
    ("campos", "frase"),
    [
        ({"fuente": " "}, "^Fuente"),
        ({"enlace": ""}, "Adjunte un documento o escriba un enlace"),
        ({"enlace": "javascript:alert(1)"}, "(?i)enlace"),
        ({"valor": Decimal("1e17")}, "(?i)valor"),
        ({"fecha": dt.date(2000, 1, 1)}, "diga el valor a un día de él"),
        ({"trimestre": 9}, "no tiene ese trimestre"),
    ],
)
def test_what_is_wrong_is_refused_in_words(campos, frase, monkeypatch):
    caso = CasoMedido()
    if "trimestre" in campos:
        campos = {**campos, "fecha": hoy()}
        monkeypatch.setattr(caso, "al_cierre", lambda n: hoy())
    with pytest.raises(DatosInvalidos, match=frase):
        caso.medir(1, caso.equipo, **campos)
    assert not Medicion.objects.exists()


def test_an_internal_paper_proves_nothing_to_the_others():
    caso = CasoMedido()
    interno = papel_en(caso.expediente, caso.propone, caso.asistente, "Interno")
    interno.visibilidad = "interna"
    with pytest.raises(DatosInvalidos, match="compártalo primero"):
        caso.medir(1, caso.equipo, enlace="", documento=interno)


def test_nothing_is_proved_by_a_refused_file_or_by_the_papers_of_others(monkeypatch):
    caso = CasoMedido()
    papel = papel_en(caso.expediente, caso.propone, caso.asistente, "Lista")
    de_otros = copy(papel)
    de_otros.expediente_id = 0
    with pytest.raises(DatosInvalidos, match="de otro expediente"):
        caso.medir(1, caso.equipo, enlace="", documento=de_otros)
    monkeypatch.setattr(type(papel.archivo), "esta_infectado", True)
    with pytest.raises(DatosInvalidos, match="antivirus"):
        caso.medir(1, caso.equipo, enlace="", documento=papel)


def test_what_is_to_come_is_not_measured():
    caso = CasoMedido()
    with pytest.raises(DatosInvalidos, match="todavía no llega"):
        caso.medir(1, caso.equipo, trimestre=2, fecha=hoy() + DIA)


def test_a_plan_that_is_not_worked_on_is_not_measured(monkeypatch):
    caso = CasoMedido("aprobado")
    monkeypatch.setattr(caso, "al_cierre", lambda n: hoy())
    with pytest.raises(TransicionNoDeclarada, match="mientras el plan está en ejecución"):
        caso.medir(1, caso.equipo)


# -- what no longer changes


def test_once_the_quarter_closed_nothing_is_measured_any_more():
    caso = CasoMedido()
    presentada, cierra = caso.medir(1, caso.equipo), caso.plan.trimestres.get(n=1).cierra
    with en(cierra):
        caso.medir(1, caso.equipo, 6)
    with en(cierra + DIA):
        with pytest.raises(CondicionesIncumplidas, match="cerró el"):
            caso.medir(1, caso.equipo, 8)
        with pytest.raises(CondicionesIncumplidas, match="cerró el"):
            caso.medir(2, caso.equipo_de_otra, 8)
        viva = Medicion.objects.get(estado="presentada")
        assert viva.corrige == presentada
        assert caso.juzgar(viva, "validar", caso.contraparte).valor == 6


def test_the_database_refuses_what_comes_after_the_close_and_what_was_said_otherwise(monkeypatch):
    caso = CasoMedido()
    medicion, cierra = caso.medir(1, caso.equipo), caso.plan.trimestres.get(n=1).cierra
    for cambio in ({"valor": 9}, {"fuente": "Otra"}, {"fecha": hoy()}, {"institucion": caso.otra}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Medicion.objects.filter(pk=medicion.pk).update(**cambio)
    with pytest.raises(IntegrityError), transaction.atomic():
        Medicion.objects.filter(pk=medicion.pk).update(estado="validada")
    with en(cierra + DIA):
        monkeypatch.setattr(TrimestreDePlan, "esta_cerrado", lambda self: False)
        for quien, numero in ((caso.equipo, 1), (caso.equipo_de_otra, 2)):
            with pytest.raises(IntegrityError, match="El trimestre cerró"), transaction.atomic():
                caso.medir(numero, quien)


def test_what_was_measured_outlives_a_new_version_of_its_action():
    """The rows of its indicators are written anew: what was measured is of the indicator, by its words."""
    caso = CasoMedido(tolerancia_dias=15)
    caso.juzgar(caso.medir(2, caso.equipo_de_otra, 4), "validar", caso.titular)
    ajuste = caso.datos(caso.otra, hasta=caso.accion(2).hasta + 5 * DIA)
    planes.ajustar(caso.accion(2), ajuste, motivo="Feriado.", acto=Acto(registra=caso.equipo_de_otra))
    medida = next(m for m in medidas_de([caso.accion(2)]))
    assert medida.ultima is not None
    assert medida.ultima.valor == 4


def test_an_action_does_not_have_the_same_indicator_twice():
    caso = CasoMedido("borrador")
    with pytest.raises(DatosInvalidos, match="dos veces el mismo indicador"):
        planes.agregar_accion(
            caso.vivo(),
            caso.datos(caso.propone, indicadores=[PERSONAS, PERSONAS]),
            acto=Acto(registra=caso.equipo),
        )


# -- what it counts


def test_progress_is_what_was_validated_against_the_target_by_weight():
    caso = CasoMedido()
    caso.medir(2, caso.equipo_de_otra, 40)
    caso.juzgar(caso.medir(1, caso.equipo, 10), "validar", caso.contraparte)
    caso.juzgar(caso.medir(1, caso.equipo, 25, nombre=DEMORA.nombre), "validar", caso.contraparte)
    medidas = medidas_de(list(caso.vivo().acciones.all()))
    assert [m.formula for m in medidas] == [
        "10 ÷ 40 = 25 %",
        "(25 − 30) ÷ (10 − 30) = 25 %",
        "Sin medición validada: cuenta 0 %.",
        "Sin medición validada: cuenta 0 %.",
    ]
    avance = AvanceDeIndicadores(medidas)
    assert (avance.alcanzado, avance.peso, avance.porcentaje) == (Decimal("0.75"), Decimal(7), 10)
    assert avance.formula.startswith("0,75 de 7 de peso · 10 %")
    assert avance.aparte == ["2 indicadores sin medición validada cuentan 0 %"]


def test_progress_never_passes_its_target_nor_falls_below_its_baseline():
    caso = CasoMedido()
    caso.juzgar(caso.medir(1, caso.equipo, 400), "validar", caso.contraparte)
    caso.juzgar(caso.medir(1, caso.equipo, 50, nombre=DEMORA.nombre), "validar", caso.contraparte)
    primera, segunda, *_otras = medidas_de(list(caso.vivo().acciones.all()))
    assert (primera.porcentaje, segunda.porcentaje) == (100, 0)


def test_indicators_of_what_was_not_done_are_told_apart():
    caso = CasoMedido()
    caso.mover_accion(1, "dar_por_no_ejecutada", caso.titular, motivo="No hubo con quién.")
    assert alcance(caso).aparte[-1] == "2 indicadores son de acciones que no se cumplieron"
    with pytest.raises(TransicionNoDeclarada):
        caso.medir(1, caso.equipo)


# -- what waits and falls due


def _que_espera(caso: CasoMedido, quien: str) -> list[str]:
    esperas = esperas_de(planes_de(Expediente.objects.get(pk=caso.expediente.pk)))
    return [e.que for e in esperas if str(e.institucion) == quien and "edi" in e.que]


def test_a_quarter_that_ended_waits_to_be_measured_and_what_was_measured_to_be_validated():
    caso = CasoMedido()
    propia, otra = str(caso.propone), str(caso.otra)
    nombre = "Intercambiar herramientas"
    assert _que_espera(caso, propia) == [
        f"Medir el trimestre 1 de la acción 1: {nombre}",
        f"Medir el trimestre 1 de la acción 3: {nombre}",
    ]
    medicion = caso.medir(1, caso.equipo)
    assert _que_espera(caso, propia) == [f"Medir el trimestre 1 de la acción 3: {nombre}"]
    validar = "Validar la medición de «Personas formadas», trimestre 1"
    assert validar in _que_espera(caso, otra)
    caso.juzgar(medicion, "devolver", caso.contraparte, motivo="Falta la lista.")
    assert f"Medir el trimestre 1 de la acción 1: {nombre}" in _que_espera(caso, propia)
    assert validar not in _que_espera(caso, otra)


def test_each_responsible_party_has_a_deadline_for_each_quarter_with_a_target():
    caso = CasoMedido()
    plazos = Plazo.objects.abiertos().filter(tipo="medicion")
    assert plazos.count() == 4 * (1 + 1 + 2)
    primero = caso.plan.trimestres.get(n=1)
    del_primero = plazos.filter(objeto=caso.accion(1).pk, ocasion__startswith="1:")
    assert [p.vence for p in del_primero] == [primero.cierra]
    medicion = caso.medir(1, caso.equipo)
    assert not del_primero.all().exists()
    caso.juzgar(medicion, "devolver", caso.contraparte, motivo="Falta.")
    assert del_primero.all().count() == 1
    caso.medir(1, caso.equipo)
    assert not del_primero.all().exists()


def test_nothing_is_reminded_of_after_the_close():
    CasoMedido()
    plazo = Plazo.objects.abiertos().filter(tipo="medicion").order_by("vence").first()
    assert plazo is not None
    assert max(r["at"] for r in plazo.recordatorios)[:10] == plazo.vence.isoformat()
    assert [r["dias"] for r in plazo.recordatorios] == [-10, -3, -1, 0]


def test_an_action_that_is_not_done_is_not_to_be_measured():
    caso = CasoMedido()
    caso.mover_accion(1, "dar_por_no_ejecutada", caso.titular, motivo="No hubo con quién.")
    assert not Plazo.objects.abiertos().filter(tipo="medicion", objeto=caso.accion(1).pk).exists()


def test_whoever_validates_is_told_of_a_measurement_and_whoever_measures_of_its_return():
    caso = CasoMedido()
    Envio.objects.all().delete()
    medicion = caso.medir(1, caso.equipo)
    avisados = set(Envio.objects.values_list("usuario", flat=True))
    assert avisados == {caso.contraparte.pk}
    caso.juzgar(medicion, "devolver", caso.contraparte, motivo="Falta.")
    assert caso.titular.pk in set(Envio.objects.values_list("usuario", flat=True))


def test_what_waits_costs_the_same_for_three_actions_and_for_thirty():
    caso = CasoMedido("borrador")
    caso.hasta_plan("en_ejecucion")
    expediente = Expediente.objects.get(pk=caso.expediente.pk)

    def cuantas() -> int:
        with CaptureQueriesContext(
            connection,
        ) as consultas:
            esperas_de(planes_de(expediente))
        return len(consultas)

    pocas = cuantas()
    otro = CasoMedido("borrador")
    planes.agregar_acciones(otro.vivo(), [otro.datos(otro.propone)] * 27, acto=Acto(registra=otro.equipo))
    otro.hasta_plan("en_ejecucion")
    expediente = Expediente.objects.get(pk=otro.expediente.pk)
    assert len(esperas_de(planes_de(expediente))) > 25
    assert cuantas() == pocas

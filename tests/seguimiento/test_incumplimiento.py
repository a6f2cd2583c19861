"""The list of non-compliance: reports, commitments and actions that are ten business days late."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client

from flujo.acto import Acto
from instituciones.models import Usuario
from notificaciones.models import Plazo
from notificaciones.reglas import Calendario, sumar_habiles
from seguimiento.models import Compromiso
from seguimiento.queries import compromisos_de
from seguimiento.queries.incumplimiento import _limite, en_incumplimiento, en_la_lista, incumplidos_de
from seguimiento.services import anotar_compromiso
from seguimiento.services.calendario import agregar_informe
from tests.factories import hoy
from tests.planes.caso import DIA, CasoDePlan
from tests.seguimiento.caso import Caso

MAS_TARDE = 40 * DIA


def al_dia(dia: dt.date) -> dt.datetime:
    return dt.datetime.combine(dia, dt.time(17), tzinfo=dt.UTC)


def ver(quien: Usuario, direccion: str) -> str:
    cliente = Client()
    cliente.force_login(quien)
    return cliente.get(direccion).content.decode()


def con_de_todo() -> CasoDePlan:
    """Three actions that are due in ten days, a commitment of the other party and a report of the first one."""
    caso = CasoDePlan("en_ejecucion")
    acto = Acto(registra=caso.titular)
    anotar_compromiso(
        caso.expediente, texto="Enviar la lista", institucion=caso.otra, vence=hoy() + 10 * DIA, acto=acto
    )
    agregar_informe(
        caso.expediente,
        desde=hoy() - 90 * DIA,
        corte=hoy() - DIA,
        presenta=caso.propone,
        dias_para_presentar=5,
        acto=acto,
    )
    return caso


@pytest.mark.django_db
def test_whoever_is_late_does_not_leave_the_list_nor_its_reminders_by_suspending():
    caso = CasoDePlan("en_ejecucion")
    with time_machine.travel(al_dia(hoy() + MAS_TARDE)):
        caso.mover_accion(2, "suspender", caso.contraparte, motivo="Huelga.")
        titulos = {uno.titulo for uno in incumplidos_de(caso.expediente_vivo())}
        assert any(titulo.startswith("2. ") for titulo in titulos)
        abiertos = Plazo.objects.abiertos().filter(objeto=caso.accion(2).pk)
        assert {p.tipo for p in abiertos} == {"accion"}
        caso.mover_accion(2, "reanudar", caso.contraparte)
        assert {p.pk for p in abiertos} == {p.pk for p in Plazo.objects.filter(objeto=caso.accion(2).pk)}


@pytest.mark.django_db
def test_reports_commitments_and_actions_stand_on_one_list_which_is_filtered():
    caso = con_de_todo()
    base = caso.expediente.get_absolute_url()
    assert "Nada está en la lista" in ver(caso.titular, f"{base}incumplimiento/")
    with time_machine.travel(al_dia(hoy() + MAS_TARDE)):
        filas = {(uno.que.value, uno.institucion) for uno in incumplidos_de(caso.expediente_vivo())}
        assert filas == {
            ("informe", caso.propone),
            ("compromiso", caso.otra),
            ("accion", caso.propone),
            ("accion", caso.otra),
        }
        todo = ver(caso.titular, f"{base}incumplimiento/")
        assert todo.count('<li>\n    <div><p class="what">') == 6
        de_la_otra = ver(caso.titular, f"{base}incumplimiento/?que=accion&de={caso.otra.pk}")
        assert "2. Intercambiar herramientas" in de_la_otra
        assert "1. Intercambiar herramientas" not in de_la_otra
        assert "Enviar la lista" not in de_la_otra
        assert "Enviar la lista" in ver(caso.contraparte, f"{base}incumplimiento/?que=compromiso")
        caso.concluir(1, caso.equipo)
        assert len(incumplidos_de(caso.expediente_vivo())) == 5
        for numero, quien in ((2, caso.contraparte), (3, caso.titular)):
            caso.mover_accion(numero, "dar_por_no_ejecutada", quien, motivo="x")
        assert "Nada de la lista cumple" in ver(caso.titular, f"{base}incumplimiento/?que=accion")


@pytest.mark.django_db
@pytest.mark.parametrize("consulta", ["que=x", "de=x", "de=999999"])
def test_nonsense_in_the_address_is_told_in_words(consulta: str):
    caso = CasoDePlan()
    cliente = Client()
    cliente.force_login(caso.titular)
    respuesta = cliente.get(f"{caso.expediente.get_absolute_url()}incumplimiento/?{consulta}")
    assert respuesta.status_code == 400


@pytest.mark.django_db
def test_the_list_costs_the_same_with_one_and_with_twenty(django_assert_num_queries: Any):
    caso = con_de_todo()
    vence = hoy() + 10 * DIA
    with time_machine.travel(al_dia(hoy() + MAS_TARDE)), django_assert_num_queries(4):
        incumplidos_de(caso.expediente)
    for n in range(20):
        anotar_compromiso(
            caso.expediente,
            texto=f"Tarea {n}",
            institucion=caso.propone,
            vence=vence,
            acto=Acto(registra=caso.titular),
        )
    with time_machine.travel(al_dia(hoy() + MAS_TARDE)), django_assert_num_queries(4):
        assert len(incumplidos_de(caso.expediente)) == 26


def test_the_last_day_that_counts_is_the_last_after_which_ten_business_days_came():
    calendario = Calendario.de("PE")
    for hoy_es in (dt.date(2026, 5, 4), dt.date(2026, 7, 29), dt.date(2026, 8, 1), dt.date(2026, 10, 9)):
        limite = _limite(hoy_es, calendario)
        for n in range(40):
            dia = hoy_es - n * DIA
            assert (dia <= limite) == (sumar_habiles(dia, 10, calendario) <= hoy_es), (hoy_es, dia)


@pytest.mark.django_db
def test_the_list_of_commitments_is_filtered_by_it_and_each_row_says_so(caso: Caso):
    temprano = caso.anotar(texto="Pronto", vence=hoy() + DIA)
    ajeno = caso.anotar(institucion=None, responsable="La alcaldía", texto="Ajeno", vence=hoy() + DIA)
    caso.anotar(texto="Hace poco", vence=hoy() + 30 * DIA)
    cumplido = caso.cumplir(caso.anotar(texto="Cumplido", vence=hoy() + DIA))
    with time_machine.travel(al_dia(hoy() + 33 * DIA)):
        todos = compromisos_de(caso.expediente)
        assert cumplido in todos
        assert en_incumplimiento(todos) == {temprano.pk, ajeno.pk}
        assert set(en_la_lista(Compromiso.objects.all())) == {temprano, ajeno}
        filtrada = ver(caso.titular, "/compromisos/?plazo=incumplimiento")
        assert ("Pronto" in filtrada, "Ajeno" in filtrada, "Hace poco" in filtrada) == (True, True, False)
        tablero = ver(caso.titular, f"{caso.expediente.get_absolute_url()}compromisos/")
        assert tablero.count("En la lista de incumplimiento") == 2

"""Several people at once, and a database that goes away: on real connections, each its own."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection, connections, transaction

from auditoria.models import Asiento
from expedientes.models import Aprobacion, Expediente
from flujo.errors import ConexionPerdida, Ocupado, ResultadoIncierto, TransicionNoDeclarada
from flujo.services import bloquear, perform
from flujo.transaccion import en_transaccion
from notificaciones.models import Envio
from tests import factories as f
from tests.flujo.conftest import Taller
from tests.taller import services
from tests.taller.models import Estado, Pieza

pytestmark = pytest.mark.django_db(transaction=True)


def a_la_vez(*tareas: Callable[[], Any]) -> list[Any]:
    """What each task gave or raised; all begin at the same moment, each in its own thread and connection."""
    salida = threading.Barrier(len(tareas))

    def correr(tarea: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            salida.wait(timeout=20)
            return tarea()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(tareas)) as hilos:
        return list(hilos.map(correr, tareas))


@contextmanager
def otra_conexion() -> Iterator["psycopg.Connection[Any]"]:
    """A connection to the same database that Django knows nothing of."""
    parametros = connection.get_connection_params()
    propios = {k: parametros[k] for k in ("dbname", "user", "password", "host", "port") if k in parametros}
    with psycopg.connect(**propios) as otra:
        yield otra


def cortar() -> None:
    """End this thread's own database session from outside, and wait until it is gone."""
    pid = connection.connection.info.backend_pid
    with otra_conexion() as otra:
        assert otra.execute("select pg_terminate_backend(%s, 5000)", [pid]).fetchone() == (True,)


def mundo() -> tuple[Any, ...]:
    return (
        list(Pieza.objects.order_by("pk").values()),
        list(Expediente.objects.order_by("pk").values("estado", "asiento_id", "movido_at")),
        Asiento.objects.count(),
        Envio.objects.count(),
    )


@pytest.fixture
def taller() -> Taller:
    return Taller()


# -- who comes first


def test_of_eight_at_once_one_wins_and_seven_are_told(taller: Taller) -> None:
    pieza = taller.actual()
    antes = Asiento.objects.count()
    salidas = a_la_vez(*[lambda: perform(pieza, "proponer", acto=taller.acto(taller.titular))] * 8)
    negativas = [s for s in salidas if isinstance(s, Exception)]
    assert {type(n) for n in negativas} == {TransicionNoDeclarada}
    assert {str(n) for n in negativas} == {
        "Ese paso no es posible en el estado «Propuesta». Quizá alguien se adelantó: vuelva a abrir la página."
    }
    assert len(negativas) == 7
    assert Asiento.objects.count() == antes + 1
    assert Envio.objects.filter(modelo="taller.pieza").count() == 1


def test_eight_clicks_on_one_button_are_one_act(taller: Taller) -> None:
    pieza, acto = taller.actual(), taller.acto(taller.titular, clave="formulario-1")
    salidas = a_la_vez(*[lambda: perform(pieza, "proponer", acto=acto)] * 8)
    assert sorted(s.repetido for s in salidas) == [False] + [True] * 7
    assert {s.asiento.pk for s in salidas} == {taller.actual().asiento_id}
    assert Asiento.objects.filter(clave="formulario-1").count() == 1


def test_of_two_opposite_steps_one_wins(taller: Taller) -> None:
    taller.llevar_a(Estado.PROPUESTA)
    taller.aprobar(taller.titular)
    pieza = taller.actual()
    aprueba, observa = a_la_vez(
        lambda: services.aprobar(pieza, acto=taller.acto(taller.contraparte)),
        lambda: perform(pieza, "observar", acto=taller.acto(taller.contraparte), motivo="x"),
    )
    assert not isinstance(observa, Exception)  # observing is open from both states
    assert not isinstance(aprueba, Exception)  # the approval is recorded whoever came first
    movidas = Asiento.objects.filter(modelo="taller.pieza", hasta__isnull=False).order_by("id")
    camino = list(movidas.values_list("desde", "hasta"))[2:]
    assert camino in ([("propuesta", "observada")], [("propuesta", "aprobada"), ("aprobada", "observada")])
    assert taller.actual().estado == "observada"


@pytest.mark.lento
def test_two_parties_who_approve_at_once_never_get_stuck(taller: Taller) -> None:
    atascadas = []
    for _ronda in range(60):
        taller.pieza = services.hacer(taller.expediente)
        taller.llevar_a(Estado.PROPUESTA)
        pieza = taller.actual()
        salidas = a_la_vez(
            partial(services.aprobar, pieza, acto=taller.acto(taller.titular)),
            partial(services.aprobar, pieza, acto=taller.acto(taller.contraparte)),
        )
        assert [s for s in salidas if isinstance(s, Exception)] == []
        if taller.actual().estado != Estado.APROBADA:
            atascadas.append(pieza.pk)
    assert atascadas == []
    assert Aprobacion.objects.count() == 120
    assert Asiento.objects.filter(modelo="taller.pieza", hasta="aprobada").count() == 60


def test_who_holds_the_root_blocks_no_new_child(taller: Taller) -> None:
    with transaction.atomic():
        bloquear(taller.actual())
        with otra_conexion() as otra:
            otra.execute("set lock_timeout = '500ms'")
            otra.execute(
                "select 1 from expedientes_expediente where id = %s for key share", [taller.expediente.pk]
            )


# -- deadlocks


def test_a_deadlock_is_tried_once_more_and_nobody_notices(taller: Taller) -> None:
    uno, otro = taller.expediente, f.expediente(taller.propone, taller.otra)
    intentos: list[str] = []
    se_cruzan = threading.Barrier(2)

    @en_transaccion
    def tomar(primero: Expediente, segundo: Expediente) -> None:
        intentos.append(primero.codigo)
        Expediente.objects.select_for_update(no_key=True).get(pk=primero.pk)
        if len(intentos) <= 2:
            se_cruzan.wait(timeout=20)
        Expediente.objects.select_for_update(no_key=True).get(pk=segundo.pk)
        Expediente.objects.filter(pk=primero.pk).update(titulo=f"{primero.codigo} primero")

    assert a_la_vez(lambda: tomar(uno, otro), lambda: tomar(otro, uno)) == [None, None]
    assert len(intentos) == 3
    assert set(Expediente.objects.values_list("titulo", flat=True)) == {
        f"{uno.codigo} primero",
        f"{otro.codigo} primero",
    }


def test_a_deadlock_inside_another_transaction_is_left_to_the_outer_one(taller: Taller) -> None:
    intentos: list[int] = []

    @en_transaccion
    def adentro() -> None:
        with connection.cursor() as cursor:
            cursor.execute("do $$ begin raise exception 'x' using errcode = '40P01'; end $$")

    @en_transaccion
    def afuera() -> str:
        intentos.append(1)
        if len(intentos) == 1:
            adentro()
        return "hecho"

    assert afuera() == "hecho"
    assert len(intentos) == 2


def test_a_second_deadlock_is_a_sentence(taller: Taller) -> None:
    intentos: list[int] = []

    @en_transaccion
    def siempre() -> None:
        intentos.append(1)
        with connection.cursor() as cursor:
            cursor.execute("do $$ begin raise exception 'x' using errcode = '40P01'; end $$")

    with pytest.raises(Ocupado, match="otra persona está cambiando lo mismo"):
        siempre()
    assert len(intentos) == 2


# -- somebody holds the lock for too long


def test_a_lock_that_does_not_come_is_a_sentence_and_changes_nothing(taller: Taller) -> None:
    pieza, acto = taller.actual(), taller.acto(taller.titular)
    antes = mundo()
    with otra_conexion() as otra:
        otra.execute("select 1 from expedientes_expediente where id = %s for update", [taller.expediente.pk])
        with connection.cursor() as cursor:
            cursor.execute("set lock_timeout = '150ms'")
        with pytest.raises(Ocupado) as refusal:
            perform(pieza, "proponer", acto=acto)
    assert list(refusal.value.frases) == [
        "En este momento otra persona está cambiando lo mismo. No se guardó nada; inténtelo otra vez."
    ]
    assert mundo() == antes
    assert perform(pieza, "proponer", acto=acto).objeto.estado == Estado.PROPUESTA


def test_inside_another_transaction_it_is_the_same_sentence_and_the_rest_stands(taller: Taller) -> None:
    pieza, acto = taller.actual(), taller.acto(taller.titular)
    with transaction.atomic():
        Pieza.objects.update(nota="antes")
        with otra_conexion() as otra:
            otra.execute(
                "select 1 from expedientes_expediente where id = %s for update", [taller.expediente.pk]
            )
            with connection.cursor() as cursor:
                cursor.execute("set local lock_timeout = '150ms'")
            with pytest.raises(Ocupado):
                perform(pieza, "proponer", acto=acto)
    assert (taller.actual().estado, taller.actual().nota) == (Estado.BORRADOR, "antes")


# -- the connection is lost


def test_the_connection_lost_in_the_middle_changes_nothing_and_the_next_act_works(
    taller: Taller, monkeypatch: pytest.MonkeyPatch
) -> None:
    pieza, acto = taller.actual(), taller.acto(taller.titular, clave="k")
    antes = mundo()
    monkeypatch.setattr(Pieza, "al_proponer", staticmethod(lambda _pieza: cortar()))
    with pytest.raises(ConexionPerdida) as refusal:
        perform(pieza, "proponer", acto=acto)
    assert list(refusal.value.frases) == [
        "Se perdió la conexión con la base de datos. No se guardó nada; inténtelo otra vez en unos minutos."
    ]
    assert mundo() == antes
    monkeypatch.undo()
    assert not perform(pieza, "proponer", acto=acto).repetido
    assert taller.actual().estado == Estado.PROPUESTA


def test_the_connection_lost_inside_a_service_that_calls_perform(
    taller: Taller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Pieza, "al_proponer", staticmethod(lambda _pieza: cortar()))
    pieza, acto = taller.actual(), taller.acto(taller.titular)
    antes = mundo()

    @en_transaccion
    def servicio() -> None:
        Pieza.objects.update(nota="perdida")
        perform(pieza, "proponer", acto=acto)

    with pytest.raises(ConexionPerdida):
        servicio()
    assert mundo() == antes


def test_the_connection_lost_while_confirming_is_said_to_be_uncertain(taller: Taller) -> None:
    @en_transaccion
    def servicio() -> None:
        Pieza.objects.update(nota="quién sabe")
        cortar()

    with pytest.raises(ResultadoIncierto) as incierto:
        servicio()
    assert "si el paso no figura en la historia, repítalo" in str(incierto.value)
    assert taller.actual().nota == ""


def test_the_server_not_reachable_at_all_is_a_sentence(taller: Taller) -> None:
    pieza, acto = taller.actual(), taller.acto(taller.titular)

    def sin_servidor() -> Any:
        connection.close()
        connection.settings_dict = {**connection.settings_dict, "HOST": "/nada", "PORT": ""}
        return perform(pieza, "proponer", acto=acto)

    (salida,) = a_la_vez(sin_servidor)
    assert isinstance(salida, ConexionPerdida)


def test_any_other_complaint_of_the_database_stays_what_it_is(taller: Taller) -> None:
    @en_transaccion
    def servicio() -> None:
        with connection.cursor() as cursor:
            cursor.execute("select 1 / 0")

    with pytest.raises(DatabaseError, match="division by zero"):
        servicio()


def test_who_waits_for_the_root_sees_what_the_winner_left(taller: Taller) -> None:
    """Nobody decides on what they read before the lock: the loser of a race is judged on the new text."""
    pieza = taller.actual()
    acto = taller.acto(taller.titular)
    tomado = threading.Event()

    def cambiar_el_texto() -> None:
        with transaction.atomic():
            services.escribir(pieza, acto=acto, texto="Otra mesa.")
            tomado.set()
            time.sleep(0.3)

    def proponer() -> Any:
        tomado.wait(timeout=20)
        return perform(pieza, "proponer", acto=acto)

    _nada, salida = a_la_vez(cambiar_el_texto, proponer)
    assert type(salida).__name__ == "TextoCambiado"
    assert taller.actual().estado == Estado.BORRADOR

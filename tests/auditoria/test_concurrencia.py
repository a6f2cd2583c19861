"""Many at once, on real connections: one chain stays one chain, and other chains are not waited for."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import OperationalError, connection, connections, transaction

from auditoria.models import Asiento, Cierre
from auditoria.services import asentar
from auditoria.services.cierres import cerrar
from auditoria.verificacion.todo import verificar
from tests.auditoria.conftest import cadena, hecho, sano

pytestmark = pytest.mark.django_db(transaction=True)

GENTE = 8


def a_la_vez(tarea: Callable[[int], Any], cuantos: int = GENTE) -> list[Any]:
    """What each gave or raised; all begin at the same moment, each in its own thread and connection."""
    salida = threading.Barrier(cuantos)

    def correr(i: int) -> Any:
        try:
            connection.ensure_connection()
            salida.wait(timeout=20)
            return tarea(i)
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(cuantos) as hilos:
        return list(hilos.map(correr, range(cuantos)))


def test_eight_writers_of_one_chain_leave_one_unbroken_chain() -> None:
    de = cadena()

    def escribir(i: int) -> None:
        for j in range(25):
            asentar(de.pk, hecho(datos={"i": i, "j": j}))

    assert a_la_vez(escribir) == [None] * GENTE
    assert list(Asiento.objects.filter(cadena=de).order_by("n").values_list("n", flat=True)) == list(
        range(1, GENTE * 25 + 1)
    )
    assert sano()


def test_a_writer_does_not_wait_for_another_chain_nor_a_reader_for_any() -> None:
    ocupada, libre = cadena(1), cadena(1)
    with transaction.atomic():
        asentar(ocupada.pk, hecho())

        def otro(_i: int) -> int:
            with connection.cursor() as cursor:
                cursor.execute("set lock_timeout = '200ms'")
            asentar(libre.pk, hecho())
            return Asiento.objects.filter(cadena=ocupada).count()

        def el_mismo(_i: int) -> None:
            with connection.cursor() as cursor:
                cursor.execute("set lock_timeout = '200ms'")
            asentar(ocupada.pk, hecho())

        assert a_la_vez(otro, 1) == [1]
        (error,) = a_la_vez(el_mismo, 1)
        assert isinstance(error, OperationalError)
    assert sano()


def test_nobody_waits_for_a_closing_and_it_covers_what_was_committed() -> None:
    de, otra = cadena(2), cadena(1)
    with transaction.atomic():
        asentar(de.pk, hecho())
        (cierre,) = a_la_vez(lambda _i: cerrar(), 1)
        assert isinstance(cierre, Cierre)
        (seguido,) = a_la_vez(lambda _i: asentar(otra.pk, hecho()).n, 1)
        assert seguido == 2
    suyas = cierre.hojas.exclude(clave="cierres")  # where the first use of the seal stands
    assert dict(suyas.values_list("cadena_id", "n")) == {de.pk: 2, otra.pk: 1}
    segundo = cerrar()
    assert segundo
    assert dict(segundo.hojas.values_list("cadena_id", "n")) == {de.pk: 3, otra.pk: 2}
    assert sano()


def test_of_closings_at_once_one_closes_and_the_others_find_nothing_left() -> None:
    cadena(3)
    hechos = a_la_vez(lambda _i: cerrar(), 4)
    assert sorted(type(h).__name__ for h in hechos) == ["Cierre", "NoneType", "NoneType", "NoneType"]
    assert Cierre.objects.count() == 1
    assert sano()


def test_verifying_while_others_write_finds_nothing() -> None:
    cadenas = [cadena(5) for _ in range(4)]
    parar = threading.Event()

    def tarea(i: int) -> bool:
        if i == 0:
            try:
                return all(verificar(fila_por_fila=bool(vez % 2)).bien for vez in range(10))
            finally:
                parar.set()
        while not parar.is_set():
            asentar(cadenas[i].pk, hecho(), personal={"quien": "María"})
        return True

    assert a_la_vez(tarea, 4) == [True] * 4

"""Rows of the log that lie about when they were recorded."""

import datetime as dt
import re

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from auditoria.models import Asiento, Cadena
from auditoria.services import asentar, cuerpo_de
from tests.auditoria.conftest import cadena, fila, hecho, sano

pytestmark = pytest.mark.django_db


def insertar(de: Cadena, cuerpo: str, anterior_at: dt.datetime | None = None) -> None:
    with transaction.atomic():
        Asiento.objects.create(cadena=de, nonce=bytes(16), cuerpo=cuerpo, anterior_at=anterior_at)


def con_momento(escrito: str) -> str:
    return re.sub(r'(?<="registrado_at":")[^"]*', escrito, cuerpo_de(hecho()))


@pytest.fixture
def fuera_de_pruebas() -> None:
    """The clock is asked as in any database that is none of tests."""
    with connection.cursor() as cursor:
        cursor.execute("set local convenios.vaciado = off")


@pytest.mark.parametrize("asientos", [0, 1])
@pytest.mark.parametrize(
    "escrito",
    [
        "2026-01-01T00:00:00.000000+05:00",
        "2026-01-01 00:00:00.000000Z",
        "2020-01-01T00:00:00.000000Z BC",
        "2026-01-01T00:00:00.0000001Z",
        "2026-01-01T00:00:0",
        "2026-01-01T23:59:60.000000Z",
        "2026-01-01T24:00:00.000000Z",
        "infinity",
        "-infinity",
    ],
)
def test_a_moment_is_written_in_one_way(escrito: str, asientos: int) -> None:
    with pytest.raises(IntegrityError, match="se escribe en UTC, con seis decimales y Z"):
        insertar(cadena(asientos), con_momento(escrito))


@pytest.mark.parametrize("asientos", [0, 1])
@pytest.mark.usefixtures("fuera_de_pruebas")
def test_no_row_is_recorded_in_the_future(asientos: int) -> None:
    de = cadena(asientos)
    for escrito in ("9999-12-31T23:59:59.999999Z", "2199-01-01T00:00:00.000000Z"):
        with pytest.raises(IntegrityError, match="no se registra en el futuro"):
            insertar(de, con_momento(escrito))
    adelantado = timezone.now() + dt.timedelta(minutes=11)
    with pytest.raises(IntegrityError, match="revise el reloj del servidor"):
        insertar(de, cuerpo_de(hecho(), momento=adelantado))
    assert asentar(de.pk, hecho()).registrado_at <= timezone.now()
    assert sano()


@pytest.mark.usefixtures("fuera_de_pruebas")
def test_two_clocks_may_differ_a_little_and_the_row_of_the_one_behind_follows() -> None:
    de = cadena()
    adelantado = timezone.now() + dt.timedelta(minutes=2)
    insertar(de, cuerpo_de(hecho(), momento=adelantado))
    assert asentar(de.pk, hecho()).registrado_at == adelantado
    assert sano()


def test_what_the_caller_says_of_the_moment_before_is_not_heard() -> None:
    de = cadena(1)
    insertar(de, cuerpo_de(hecho()), anterior_at=timezone.now() + dt.timedelta(days=9))
    assert fila(de, 2).anterior_at == fila(de, 1).registrado_at
    assert sano()


def test_a_body_in_another_order_does_not_go_back_before_the_last_row() -> None:
    campos = re.findall(r'"[a-z_]+":(?:"[^"]*"|null|\{\}|\d+)', con_momento("2000-01-01T00:00:00.000000Z"))
    al_reves = "{" + ",".join(reversed(campos)) + "}"
    with pytest.raises(IntegrityError, match="asiento_no_antes_que_el_anterior"):
        insertar(cadena(1), al_reves)

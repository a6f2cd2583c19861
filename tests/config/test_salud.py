"""`/salud/` on a real site whose parts are paused, killed and started again."""

import datetime as dt

import pytest
from django.utils import timezone
from time_machine import travel

from config.salud import Unwell, database
from tests.config.conftest import RunningSite, paused

pytestmark = [pytest.mark.lento, pytest.mark.enable_socket]

WELL = {"ok": True}
LATE = {"ok": False, "motivo": "No responde a tiempo."}
UNUSABLE = {"ok": False, "motivo": "No se puede usar; la causa está en el registro."}
HEALTHY = {"ok": True, "base_de_datos": WELL, "migraciones": WELL, "cola": WELL, "trabajador": WELL}


def test_a_healthy_site_says_so_part_by_part(site: RunningSite) -> None:
    assert site.health() == (200, HEALTHY)


def test_a_hanging_broker_is_told_in_time(site: RunningSite) -> None:
    with paused(site.broker):
        status, body = site.health()
    assert (status, body["base_de_datos"], body["migraciones"]) == (503, WELL, WELL)
    assert not body["cola"]["ok"]
    assert not body["trabajador"]["ok"]
    site.await_health()


def test_a_dead_broker_is_told_and_its_return_noticed(site: RunningSite) -> None:
    site.broker.stop()
    assert site.health() == (503, {**HEALTHY, "ok": False, "cola": UNUSABLE, "trabajador": UNUSABLE})
    site.broker = site.valkey.start()
    site.await_health()


def test_a_dead_worker_is_told(site: RunningSite) -> None:
    site.worker.stop()
    answer = {"ok": False, "motivo": "Ningún trabajador responde."}
    assert site.health() == (503, {**HEALTHY, "ok": False, "trabajador": answer})
    site.worker = site.start_worker()
    site.await_health()


def test_a_hanging_worker_is_told(site: RunningSite) -> None:
    with paused(site.worker):
        status, body = site.health()
    assert (status, body["cola"], body["trabajador"]["ok"]) == (503, WELL, False)
    site.await_health()


def test_a_migration_that_was_not_applied_is_told(site: RunningSite) -> None:
    site.execute(
        "UPDATE django_migrations SET name = '-' || name WHERE app = 'contenttypes' AND name LIKE '0001%'"
    )
    pending = {"ok": False, "motivo": "Hay 1 migraciones sin aplicar."}
    assert site.health() == (503, {**HEALTHY, "ok": False, "migraciones": pending})
    site.execute("UPDATE django_migrations SET name = substr(name, 2) WHERE name LIKE '-%'")
    assert site.health() == (200, HEALTHY)


def test_a_hanging_database_is_told_in_time(site: RunningSite) -> None:
    with paused(site.database):
        assert site.health() == (503, {**HEALTHY, "ok": False, "base_de_datos": LATE, "migraciones": LATE})
    site.await_health()


def test_a_dead_database_is_told_without_its_address(site: RunningSite) -> None:
    site.database.stop()
    status, body = site.health()
    assert (status, body["base_de_datos"], body["migraciones"]) == (503, UNUSABLE, UNUSABLE)
    assert str(site.postgresql.sockets) not in str(body)
    site.database = site.postgresql.start()
    site.await_health()


@pytest.mark.django_db
def test_clocks_that_differ_are_told() -> None:
    database()
    for behind in (dt.timedelta(minutes=2), -dt.timedelta(minutes=2)):
        with travel(timezone.now() - behind), pytest.raises(Unwell, match="difieren en más de un minuto"):
            database()

"""Sending a task never fails and never holds up its sender, whatever the broker does."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from celery import Celery

from config.celery import WakeUp, app
from config.servicios.broker import Broker
from config.servicios.places import Owner
from tests.config.conftest import paused

if TYPE_CHECKING:
    Sender = Celery[WakeUp]
else:
    Sender = Celery

pytestmark = pytest.mark.enable_socket


@pytest.fixture
def broker(folder: Path) -> Broker:
    return Broker(folder, Owner.unprivileged(), "cola-prueba")


@pytest.fixture
def sender(broker: Broker, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sender]:
    """An application of the same kind and settings as ours, on that broker."""
    monkeypatch.setattr(WakeUp, "paused_until", 0.0)
    sending = Celery("prueba", broker=broker.url, task_cls=WakeUp, set_as_current=False)
    sending.conf.update({key: value for key, value in app.conf.items() if key in SENDING})
    yield sending
    sending.close()


SENDING = {
    "broker_transport_options",
    "broker_connection_timeout",
    "task_publish_retry",
    "task_ignore_result",
}


def wake_up(sender: Sender) -> WakeUp:
    @sender.task(name="despertar", lazy=False)
    def despertar() -> None: ...

    return despertar


def seconds(task: WakeUp) -> float:
    start = time.monotonic()
    task.delay()
    return time.monotonic() - start


def queued(sender: Sender) -> int:
    with sender.connection_for_read() as connection:
        channel: Any = connection.default_channel
        return int(channel.client.llen("celery"))


def test_a_running_broker_gets_the_task(sender: Sender, broker: Broker) -> None:
    server = broker.start()
    try:
        wake_up(sender).delay()
        assert queued(sender) == 1
    finally:
        server.stop()


def test_no_broker_costs_nothing(sender: Sender) -> None:
    assert seconds(wake_up(sender)) < 0.5


def test_a_hanging_broker_costs_one_short_wait_and_then_none(sender: Sender, broker: Broker) -> None:
    server, task = broker.start(), wake_up(sender)
    try:
        task.delay()
        with paused(server):
            assert seconds(task) < 3
            assert seconds(task) < 0.1
    finally:
        server.stop()


def test_a_broker_that_hangs_from_the_start_costs_one_short_wait(sender: Sender, broker: Broker) -> None:
    server = broker.start()
    try:
        with paused(server):
            assert seconds(wake_up(sender)) < 3
    finally:
        server.stop()


def test_sending_resumes_after_the_pause(
    sender: Sender, broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(WakeUp, "pause", 0.2)
    task = wake_up(sender)
    task.delay()
    server = broker.start()
    try:
        time.sleep(0.3)
        task.delay()
        assert queued(sender) == 1
    finally:
        server.stop()

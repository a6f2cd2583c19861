"""`GET /salud/`: whether the site can do its work, for a load balancer and for the person on call."""

import logging
import queue
import threading
import time
from collections.abc import Callable
from functools import cache

from celery import current_app
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

DEADLINE = 2.5  # seconds for the whole answer, whatever hangs
CLOCKS = 60  # seconds that the clocks of the server and of the database may differ
PING = 1.0  # seconds a worker has to say that it is there

logger = logging.getLogger(__name__)


class Unwell(Exception):
    """Why a part cannot do its work, in words fit for anybody to read."""


@never_cache
@require_safe
@login_not_required
def salud(request: HttpRequest) -> JsonResponse:
    """The state of each part: 200 when all are well, else 503. Tells no hosts, versions or causes."""
    parts = examine(PARTS, DEADLINE)
    healthy = all(part["ok"] for part in parts.values())
    return JsonResponse({"ok": healthy, **parts}, status=200 if healthy else 503)


def examine(parts: dict[str, Callable[[], None]], deadline: float) -> dict[str, dict[str, object]]:
    """Run every check at once; a part that has not answered by the deadline (seconds) is not well."""
    answers: queue.SimpleQueue[tuple[str, str]] = queue.SimpleQueue()
    for name, check in parts.items():
        threading.Thread(
            target=answer, args=(name, check, answers), name=f"salud-{name}", daemon=True
        ).start()
    motives = dict.fromkeys(parts, "No responde a tiempo.")
    end = time.monotonic() + deadline
    try:
        for _ in parts:
            name, motive = answers.get(timeout=max(end - time.monotonic(), 0))
            motives[name] = motive
    except queue.Empty:
        pass
    return {
        name: {"ok": False, "motivo": motive} if motive else {"ok": True} for name, motive in motives.items()
    }


def answer(name: str, check: Callable[[], None], answers: queue.SimpleQueue[tuple[str, str]]) -> None:
    """Put the name of the part and why it is not well, or an empty text."""
    try:
        check()
    except Unwell as unwell:
        answers.put((name, str(unwell)))
    except Exception as error:
        logger.warning("/salud/: %s: %s", name, error)
        answers.put((name, "No se puede usar; la causa está en el registro."))
    else:
        answers.put((name, ""))
    finally:
        connection.close()


# -- the parts, each examined in a thread of its own


def database() -> None:
    """It answers, and tells the same time: it takes no log row from the future (auditoria, migration 0004)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
        (theirs,) = cursor.fetchone()
    if abs(time.time() - float(theirs)) > CLOCKS:
        raise Unwell("Su reloj y el de este servidor difieren en más de un minuto: sincronícelos.")


def migrations() -> None:
    pending = len(known_migrations() - MigrationRecorder(connection).applied_migrations().keys())
    if pending:
        raise Unwell(f"Hay {pending} migraciones sin aplicar.")


@cache
def known_migrations() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def broker() -> None:
    with current_app.connection_for_write() as link:
        link.ensure_connection(max_retries=0)


def worker() -> None:
    with current_app.connection_for_write() as link:
        link.ensure_connection(max_retries=0)
        if not current_app.control.ping(timeout=PING, limit=1, connection=link):
            raise Unwell("Ningún trabajador responde.")


PARTS = {"base_de_datos": database, "migraciones": migrations, "cola": broker, "trabajador": worker}

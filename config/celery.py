"""Background work: the tables are the truth, a task is a wake-up, and the broker need not keep any."""

import logging
import os
import time
from typing import TYPE_CHECKING, Any, ClassVar

from celery import Celery, Task
from celery.result import AsyncResult
from celery.schedules import crontab
from kombu.exceptions import OperationalError
from kombu.utils.uuid import uuid

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

if TYPE_CHECKING:
    BaseTask = Task[..., Any]
    Sent = AsyncResult[Any]
else:
    BaseTask = Task
    Sent = AsyncResult

logger = logging.getLogger(__name__)


class WakeUp(BaseTask):
    """A task whose sending never fails and never holds up the request that sends it.

    When the broker cannot be reached nothing is lost but time: the sweeps of `beat_schedule` find the work
    in the tables. After a failure no further attempt is made for some seconds, so that a dead broker costs
    one wait, not one for each request.
    """

    pause: ClassVar[float] = 15.0  # seconds
    paused_until: ClassVar[float] = 0.0

    def apply_async(self, *args: Any, **options: Any) -> Sent:
        if time.monotonic() >= WakeUp.paused_until:
            try:
                return super().apply_async(*args, **options)
            except (OperationalError, OSError) as error:
                WakeUp.paused_until = time.monotonic() + self.pause
                logger.warning(
                    "Broker unreachable (%s): %s is left to the sweep.", type(error).__name__, self.name
                )
        return self.AsyncResult(options.get("task_id") or uuid())


app = Celery("convenios", task_cls=WakeUp)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.beat_schedule = {
    "cerrar-bitacora": {
        "task": "auditoria.tasks.cerrar_bitacora",
        "schedule": crontab(hour="7", minute="10"),  # UTC: the small hours where its people sleep
    },
    "enviar-cierres": {
        "task": "auditoria.tasks.enviar_cierres",
        "schedule": 3600.0,
        "options": {"expires": 3000},
    },
    "barrer": {"task": "notificaciones.tasks.barrer", "schedule": 60.0, "options": {"expires": 50}},
    "vencer-plazos": {
        "task": "notificaciones.tasks.vencer_plazos",
        "schedule": 600.0,
        "options": {"expires": 500},
    },
    "enviar-invitaciones": {
        "task": "instituciones.tasks.enviar_invitaciones",
        "schedule": 300.0,
        "options": {"expires": 250},
    },
    "seguir-importaciones": {
        "task": "convenios.tasks.seguir_importaciones",
        "schedule": 60.0,
        "options": {"expires": 50},
    },
    "hacer-copias": {
        "task": "tablero.tasks.hacer_copias",
        "schedule": 60.0,
        "options": {"expires": 50},
    },
    "descartar-copias": {"task": "tablero.tasks.descartar_copias", "schedule": crontab(minute="50")},
    "descartar-visitas": {
        "task": "tablero.tasks.descartar_visitas",
        "schedule": crontab(hour="8", minute="15"),
    },
    "limpiar-ingreso": {"task": "instituciones.tasks.limpiar_ingreso", "schedule": crontab(minute="25")},
    "componer-papeles": {
        "task": "documentos.tasks.componer_pendientes",
        "schedule": 60.0,
        "options": {"expires": 50},
    },
    "fechar-papeles": {
        "task": "documentos.tasks.renovar_sellos_de_tiempo",
        "schedule": 600.0,
        "options": {"expires": 500},
    },
    "revisar-firmas": {"task": "documentos.tasks.revisar_firmas", "schedule": crontab(minute="35")},
    "analizar-archivos": {
        "task": "documentos.tasks.analizar_pendientes",
        "schedule": 600.0,
        "options": {"expires": 500},
    },
    "revisar-archivos": {
        "task": "documentos.tasks.releer_archivos",
        "schedule": crontab(day_of_week="sunday", hour="9", minute="20"),  # UTC: it reads every byte
    },
    "descartar-archivos-huerfanos": {
        "task": "documentos.tasks.descartar_huerfanos",
        "schedule": crontab(hour="8", minute="40"),  # UTC: the small hours in Lima, Bogotá and Santiago
    },
}

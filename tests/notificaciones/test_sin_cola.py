"""The broker is down: what happened stays done, nobody waits, and the mail goes later."""

import subprocess
import sys
import time

import pytest
from django.db import connection

from notificaciones.models import Envio
from notificaciones.services import barrer
from tests.notificaciones.conftest import cadena, usuario

PROGRAMA = """
import sys, time
from django.conf import settings
import django
settings.DATABASES["default"]["NAME"] = sys.argv[1]
settings.CELERY_BROKER_URL = sys.argv[2]
django.setup()
from django.db import transaction
from notificaciones.avisos import PASO_PENDIENTE, encolar

inicio = time.monotonic()
for objeto in range(5):
    with transaction.atomic():
        encolar(
            PASO_PENDIENTE, usuarios=[int(sys.argv[3])], modelo="m", objeto=objeto, cadena=int(sys.argv[4]),
            contexto={"titulo": "Firmar", "explicacion": "", "referencia": "EXP-1", "ruta": "/", "vence": None},
        )
print(time.monotonic() - inicio)
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "cola", ["redis://127.0.0.1:1/0", "redis://10.255.255.1:6379/0", "amqp://127.0.0.1:1//"]
)
def test_writing_messages_neither_fails_nor_waits_without_a_broker(cola: str) -> None:
    rosa, caso = usuario(), cadena()
    salida = subprocess.run(  # noqa: S603 - our own program
        [
            sys.executable,
            "-c",
            PROGRAMA,
            str(connection.settings_dict["NAME"]),
            cola,
            str(rosa.pk),
            str(caso.pk),
        ],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert float(salida.stdout) < 4, "five commits, the first of which finds out that nobody listens"
    assert Envio.objects.count() == 5
    inicio = time.monotonic()
    assert barrer() == {"enviado": 5}
    assert time.monotonic() - inicio < 10

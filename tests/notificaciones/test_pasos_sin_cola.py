"""A step is taken on its page while the broker is down: it is done, nobody waits, and its mails go later."""

import subprocess
import sys

import pytest
from django.core import mail
from django.db import connection
from django.urls import reverse

from convenios.models import Estado
from notificaciones.models import Envio
from notificaciones.services import barrer
from tests.factories import Caso

PROGRAMA = """
import sys, time, uuid
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
settings.CELERY_BROKER_URL = sys.argv[2]
import django
django.setup()
from django.test import Client
from instituciones.models import Usuario

cliente = Client(SERVER_NAME="localhost")
cliente.force_login(Usuario.objects.get(pk=sys.argv[3]))
inicio = time.monotonic()
respuesta = cliente.post(sys.argv[4], {"clave": str(uuid.uuid4()), "hash_mostrado": sys.argv[5]})
print(respuesta.status_code, time.monotonic() - inicio)
"""


@pytest.mark.lento
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "cola", ["redis://127.0.0.1:1/0", "redis://10.255.255.1:6379/0", "amqp://127.0.0.1:1//"]
)
def test_a_step_taken_without_a_broker_is_done_and_told_later(cola: str):
    caso = Caso(Estado.SOLICITUD)
    caso.completar_solicitud()
    Envio.objects.all().delete()
    paso = reverse("convenios:paso", args=[caso.expediente.codigo, "enviar_a_evaluacion"])
    datos = [str(connection.settings_dict["NAME"]), cola, str(caso.titular.pk), paso]
    salida = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", PROGRAMA, *datos, str(caso.actual().contenido_hash)],
        capture_output=True,
        text=True,
        timeout=90,
        check=True,
    )
    codigo, segundos = salida.stdout.split()[-2:]
    assert (codigo, float(segundos) < 10) == ("302", True)
    assert caso.actual().estado == Estado.EN_EVALUACION
    avisados = set(Envio.objects.values_list("usuario__correo", flat=True))
    assert {caso.tecnica.correo, caso.juridica.correo} <= avisados
    assert mail.outbox == []
    barrer()
    assert {destino for carta in mail.outbox for destino in carta.to} == avisados

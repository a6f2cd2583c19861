"""Senders that die in the middle of sending: every mail arrives, and only what was in flight arrives twice."""

import email
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection

from notificaciones.avisos import PASO_PENDIENTE, encolar
from notificaciones.models import Envio
from tests.notificaciones.conftest import cadena, usuario

CARTAS = 600
ARRIENDO = "1.5"


def recibidas(carpeta: Path) -> Counter[str]:
    """How often each Message-ID arrived."""
    return Counter(str(email.message_from_bytes(f.read_bytes())["Message-ID"]) for f in carpeta.glob("*.eml"))


@pytest.mark.lento
@pytest.mark.django_db(transaction=True)
def test_four_senders_killed_again_and_again_lose_no_mail(tmp_path: Path) -> None:
    personas, caso = [usuario().pk for _ in range(20)], cadena()
    for objeto in range(CARTAS // len(personas)):
        encolar(
            PASO_PENDIENTE,
            usuarios=personas,
            modelo="convenios.convenio",
            objeto=objeto,
            cadena=caso,
            contexto={
                "titulo": "Firmar",
                "explicacion": "Firme.",
                "referencia": "EXP-1",
                "ruta": "/",
                "vence": None,
            },
        )
    base_de_datos = str(connection.settings_dict["NAME"])
    proceso = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "tests.notificaciones.remitentes", base_de_datos, str(tmp_path), ARRIENDO],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    limite = time.monotonic() + 90
    while Envio.objects.filter(estado="pendiente").exists() and time.monotonic() < limite:
        time.sleep(0.1)
    muertes = int(proceso.communicate(timeout=20)[0])

    llegaron = recibidas(tmp_path)
    dos_veces = {clave for clave, veces in llegaron.items() if veces > 1}
    reclamadas_de_nuevo = set(Envio.objects.filter(intentos__gt=1).values_list("message_id", flat=True))
    assert set(Envio.objects.values_list("estado", flat=True)) == {"enviado"}
    assert set(llegaron) == set(Envio.objects.values_list("message_id", flat=True))
    assert len(llegaron) == CARTAS
    assert muertes >= 5
    assert reclamadas_de_nuevo, "no kill hit a sender at work"
    assert dos_veces <= reclamadas_de_nuevo
    assert sum(llegaron.values()) - CARTAS <= muertes, "a kill repeats at most the one mail in flight"

"""The queue of papers: each is composed once, whoever dies meanwhile, and what cannot be composed says why."""

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from auditoria.models import Asiento
from convenios.models import Estado
from documentos import tasks
from documentos.composicion import imprenta
from documentos.composicion.errores import ComposicionRehusada
from documentos.models import Papel
from documentos.services import componer_pendientes, composicion, pedir_papel
from flujo.acto import Acto
from tests.factories import Caso

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lento]


@pytest.fixture
def papel(deposito: Path) -> Papel:
    caso = Caso(Estado.EN_FIRMA)
    return pedir_papel(caso.actual(), "convenio", acto=Acto(registra=caso.titular))


def releido(papel: Papel) -> Papel:
    return Papel.objects.select_related("archivo").get(pk=papel.pk)


def arriendo_vencido(papel: Papel) -> None:
    Papel.objects.filter(pk=papel.pk).update(disponible_at=timezone.now() - dt.timedelta(seconds=1))


def test_the_task_composes_what_waits_and_finds_nothing_the_second_time(papel: Papel):
    tasks.componer_pendientes()
    hecho = releido(papel)
    assert hecho.archivo.medio == "application/pdf"
    assert hecho.intentos == 1
    assert componer_pendientes() == 0


def test_what_one_worker_has_in_hand_no_other_takes(papel: Papel):
    assert composicion.reclamar() == papel
    assert composicion.reclamar() is None
    arriendo_vencido(papel)
    assert composicion.reclamar() == papel


def test_a_killed_worker_leaves_the_paper_to_the_sweep(papel: Papel):
    orden = (
        "import sys, time, django; from django.conf import settings;"
        "settings.DATABASES['default']['NAME'] = sys.argv[1]; django.setup();"
        "from documentos.services import composicion;"
        "composicion.reclamar(); print('tomado', flush=True); time.sleep(600)"
    )
    trabajador = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", orden, str(connection.settings_dict["NAME"])],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE,
    )
    try:
        assert trabajador.stdout.readline() == b"tomado\n"
    finally:
        trabajador.send_signal(signal.SIGKILL)
        trabajador.wait()
        trabajador.stdout.close()
    assert componer_pendientes() == 0
    arriendo_vencido(papel)
    assert componer_pendientes() == 1
    assert (releido(papel).intentos, releido(papel).esta_compuesto) == (2, True)


def test_whoever_lost_the_lease_writes_nothing(papel: Papel):
    tardio = composicion.reclamar()
    assert tardio is not None
    arriendo_vencido(papel)
    composicion.reclamar()
    assert not composicion.terminar(tardio, b"%PDF-1.7 tarde")
    assert not releido(papel).esta_compuesto
    assert not Asiento.objects.filter(accion="componer_papel").exists()


def test_a_failure_is_tried_again_later_and_given_up_in_the_end(papel: Papel, monkeypatch):
    def falla(*_a: object, **_k: object) -> bytes:
        raise OSError("no queda espacio en el disco")

    monkeypatch.setattr(imprenta, "componer", falla)
    esperas = []
    for _n in range(composicion.MAXIMO_DE_INTENTOS):
        arriendo_vencido(papel)
        antes = timezone.now()
        assert componer_pendientes() == 0
        esperas.append(round((releido(papel).disponible_at - antes) / dt.timedelta(minutes=1)))
    assert esperas[:4] == [1, 2, 4, 8]
    assert releido(papel).fallido_at is not None
    assert releido(papel).ultimo_error == "OSError: no queda espacio en el disco"
    arriendo_vencido(papel)
    assert composicion.reclamar() is None


def test_what_killed_its_worker_every_time_is_given_up(papel: Papel):
    for _n in range(composicion.MAXIMO_DE_INTENTOS):
        arriendo_vencido(papel)
        composicion.reclamar()
    arriendo_vencido(papel)
    assert componer_pendientes() == 0
    assert releido(papel).ultimo_error == "El trabajador murió en cada intento."


def test_what_no_attempt_can_mend_is_given_up_at_once(papel: Papel, monkeypatch):
    def rehusa(*_a: object, **_k: object) -> bytes:
        raise ComposicionRehusada("El papel pide «http://x», y no puede.")

    monkeypatch.setattr(imprenta, "componer", rehusa)
    componer_pendientes()
    assert releido(papel).fallido_at is not None
    assert releido(papel).ultimo_error == "El papel pide «http://x», y no puede."


def test_nobody_waits_for_the_case_file_while_a_paper_is_set(papel: Papel, monkeypatch):
    vistos = []

    def mira(*_a: object, **_k: object) -> bytes:
        vistos.append(connection.in_atomic_block)
        return b"%PDF-1.7"

    monkeypatch.setattr(imprenta, "componer", mira)
    assert componer_pendientes() == 1
    assert vistos == [False]


def test_a_repetition_gives_the_very_same_file(papel: Papel):
    primero = imprenta.componer("papeles/convenio.html", papel.datos, codigo=papel.codigo_en_grupos)
    with override_settings(BASE_URL="https://otro.ejemplo"):
        time.sleep(1.1)
        assert (
            imprenta.componer("papeles/convenio.html", papel.datos, codigo=papel.codigo_en_grupos) == primero
        )

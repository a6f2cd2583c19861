"""Housekeeping: files are read back and compared; what no row names goes after a day."""

import datetime as dt
import hashlib
import os
import threading
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from documentos import almacen, tasks
from documentos.services import descartar_huerfanos
from tests.documentos.conftest import Incorporar

PERDIDO = b"de una carga que no termin\xc3\xb3"
HASH_PERDIDO = hashlib.sha256(PERDIDO).hexdigest()


def verificar() -> tuple[int, str]:
    dicho = StringIO()
    try:
        call_command("verificar_archivos", stdout=dicho, stderr=dicho)
    except SystemExit as salida:
        return int(str(salida.code)), dicho.getvalue()
    return 0, dicho.getvalue()


def guardado(deposito: Path, sha256: str) -> Path:
    return deposito / almacen.ruta(sha256)


def test_whole_files_are_verified(incorporar: Incorporar) -> None:
    incorporar()
    assert verificar() == (0, "Archivos íntegros: 1 de 1.\n")


def test_altered_and_missing_files_are_named(incorporar: Incorporar, deposito: Path) -> None:
    bueno, alterado, perdido = (
        incorporar(contenido=letra.encode(), nombre="a.txt").archivo.sha256 for letra in "abc"
    )
    guardado(deposito, alterado).unlink()
    guardado(deposito, alterado).write_bytes(b"B")
    guardado(deposito, perdido).unlink()
    codigo, dicho = verificar()
    assert codigo == 1
    assert dicho == (
        f"{alterado}: su contenido no es el que dice su hash\n"
        f"{perdido}: falta en el almacén\n"
        "Archivos con problemas: 2 de 3.\n"
    )
    assert bueno not in dicho


def test_bytes_that_no_row_names_go_after_a_day(incorporar: Incorporar, deposito: Path) -> None:
    conservado = incorporar().archivo.sha256
    almacen.guardar(ContentFile(PERDIDO), HASH_PERDIDO)
    assert descartar_huerfanos() == 0
    manana = timezone.now() + dt.timedelta(days=1, minutes=1)
    assert descartar_huerfanos(ahora=manana) == 1
    assert not guardado(deposito, HASH_PERDIDO).exists()
    assert guardado(deposito, conservado).exists()
    tasks.descartar_huerfanos()
    tasks.analizar_pendientes()


def test_an_upload_whose_transaction_is_undone_leaves_an_orphan_that_can_come_back(
    incorporar: Incorporar, deposito: Path
) -> None:
    with transaction.atomic():
        incorporar(contenido=PERDIDO, nombre="a.txt")
        transaction.set_rollback(True)
    assert guardado(deposito, HASH_PERDIDO).exists()
    assert incorporar(contenido=PERDIDO, nombre="a.txt").archivo.sha256 == HASH_PERDIDO


@pytest.mark.django_db(transaction=True)
def test_bytes_that_somebody_is_bringing_in_right_now_are_not_swept(deposito: Path) -> None:
    almacen.guardar(ContentFile(PERDIDO), HASH_PERDIDO)
    os.utime(guardado(deposito, HASH_PERDIDO), (0, 0))
    numero = int.from_bytes(bytes.fromhex(HASH_PERDIDO)[:8], "big", signed=True)
    tomado, soltar = threading.Event(), threading.Event()

    def otra_carga() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(%s)", [numero])
            tomado.set()
            soltar.wait(10)
        connection.close()

    hilo = threading.Thread(target=otra_carga)
    hilo.start()
    assert tomado.wait(10)
    assert descartar_huerfanos() == 0
    soltar.set()
    hilo.join()
    assert descartar_huerfanos() == 1

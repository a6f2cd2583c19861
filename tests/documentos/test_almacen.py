"""The bytes: once, whole, under their own hash, never written over."""

import datetime as dt
import hashlib
import io
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files import File
from django.core.files.base import ContentFile

from documentos import almacen
from documentos.almacen import ArchivoDanado

HOLA = hashlib.sha256(b"hola").hexdigest()
EN_CARPETAS = f"{HOLA[:2]}/{HOLA[2:4]}/{HOLA}"


def ficheros(deposito: Path) -> set[str]:
    return {str(f.relative_to(deposito)) for f in deposito.rglob("*") if f.is_file()}


def test_bytes_are_kept_read_only_under_their_hash(deposito: Path) -> None:
    almacen.guardar(ContentFile(b"hola"), HOLA)
    assert ficheros(deposito) == {EN_CARPETAS}
    assert (deposito / EN_CARPETAS).stat().st_mode & 0o777 == 0o440
    with almacen.abrir(HOLA) as guardado:
        assert guardado.read() == b"hola"


def test_the_same_bytes_twice_are_written_once(deposito: Path) -> None:
    almacen.guardar(ContentFile(b"hola"), HOLA)
    antes = (deposito / EN_CARPETAS).stat()
    almacen.guardar(ContentFile(b"hola"), HOLA)
    despues = (deposito / EN_CARPETAS).stat()
    assert (antes.st_ino, antes.st_mtime_ns) == (despues.st_ino, despues.st_mtime_ns)


def test_what_is_there_is_never_written_over(deposito: Path) -> None:
    almacen.guardar(ContentFile(b"hola"), HOLA)
    almacen.almacen().save(EN_CARPETAS, ContentFile(b"otra cosa"))
    assert (deposito / EN_CARPETAS).read_bytes() == b"hola"


def test_bytes_that_decayed_are_noticed_and_not_relied_on(deposito: Path) -> None:
    almacen.guardar(ContentFile(b"hola"), HOLA)
    (deposito / EN_CARPETAS).unlink()
    (deposito / EN_CARPETAS).write_bytes(b"h0la")
    assert not almacen.esta_integro(HOLA)
    with pytest.raises(ArchivoDanado):
        almacen.guardar(ContentFile(b"hola"), HOLA)


def test_many_that_bring_the_same_bytes_together_leave_one_file(deposito: Path) -> None:
    contenido = os.urandom(300_000)
    sha256 = hashlib.sha256(contenido).hexdigest()
    salida = threading.Barrier(8)

    def guardar() -> None:
        salida.wait()
        almacen.guardar(File(io.BytesIO(contenido)), sha256)

    hilos = [threading.Thread(target=guardar) for _ in range(8)]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join()
    assert ficheros(deposito) == {almacen.ruta(sha256)}
    assert almacen.esta_integro(sha256)


MUERE_A_LA_MITAD = """
import os, signal, sys
from django.conf import settings
settings.configure(ARCHIVOS_DIR=sys.argv[1], STORAGES={"archivos": {"BACKEND": "documentos.almacen.AlmacenLocal"}})
from django.core.files.base import ContentFile
from documentos import almacen

class Mortal(ContentFile):
    def chunks(self, chunk_size=None):
        yield b"la mitad"
        os.kill(os.getpid(), signal.SIGKILL)

almacen.guardar(Mortal(b"x"), sys.argv[2])
"""


def test_a_process_killed_in_the_middle_leaves_nothing_under_the_hash(deposito: Path) -> None:
    orden = [sys.executable, "-c", MUERE_A_LA_MITAD, str(deposito), HOLA]
    muerto = subprocess.run(orden, cwd=settings.BASE_DIR, capture_output=True, check=False)  # noqa: S603
    assert muerto.returncode == -signal.SIGKILL, muerto.stderr
    (resto,) = ficheros(deposito)
    assert resto.startswith(".entrantes/")
    with pytest.raises(FileNotFoundError):
        almacen.abrir(HOLA)
    almacen.guardar(ContentFile(b"hola"), HOLA)
    assert almacen.esta_integro(HOLA)

    local = almacen.almacen()
    assert isinstance(local, almacen.AlmacenLocal)
    ahora = dt.datetime.now(dt.UTC)
    assert local.descartar_inconclusos(ahora - dt.timedelta(hours=1)) == 0
    assert local.descartar_inconclusos(ahora + dt.timedelta(hours=1)) == 1
    assert ficheros(deposito) == {EN_CARPETAS}


def test_the_stored_hashes_of_before_a_moment_are_listed(deposito: Path) -> None:
    ahora = dt.datetime.now(dt.UTC)
    assert list(almacen.guardados(ahora)) == []
    almacen.guardar(ContentFile(b"hola"), HOLA)
    os.utime(deposito / EN_CARPETAS, (0, 0))
    assert list(almacen.guardados(ahora)) == [HOLA]
    assert list(almacen.guardados(dt.datetime.fromtimestamp(0, dt.UTC))) == []

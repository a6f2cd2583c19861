"""200 MB: refused at once in a sentence, by a real server, without taking them into memory."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as del_proyecto
from django.test import Client
from pytest_django.fixtures import Settings

from tests import factories
from tests.documentos.conftest import subida

MEGA = 1_000_000


def test_a_file_a_little_too_large_comes_back_with_its_form(
    caso: factories.Caso, client: Client, settings: Settings
) -> None:
    settings.ARCHIVO_MAXIMO = MEGA
    client.force_login(caso.titular)
    respuesta = client.post(
        f"/expedientes/{caso.expediente.codigo}/documentos/nuevo/",
        {
            "fichero": subida(b"a" * (MEGA + 1), "lista.csv"),
            "titulo": "Título que costó",
            "tipo": "otro",
            "fecha": "2016-05-02",
            "institucion": caso.propone.pk,
            "visibilidad": "interna",
            "clave": "6ff0ed2b-3b1f-4a37-9f35-66b5ee0ab2a4",
        },
    )
    pagina = respuesta.content.decode()
    assert respuesta.status_code == 422
    assert "El archivo «lista.csv» pasa de 1 MB, que es lo más que se admite" in pagina
    assert 'value="Título que costó"' in pagina


@pytest.mark.parametrize("direccion", ["/cuentas/login/", "/no/existe/"])
def test_whatever_is_larger_than_any_form_is_refused_before_it_is_read(
    client: Client, settings: Settings, direccion: str
) -> None:
    settings.ARCHIVO_MAXIMO = 100_000
    respuesta = client.post(direccion, {"fichero": subida(b"a" * 5_200_000)})
    assert respuesta.status_code == 413
    assert "Se admiten archivos de hasta 0,1 MB." in respuesta.getvalue().decode()


def test_a_length_that_is_no_number_is_left_to_django(client: Client) -> None:
    assert client.get("/cuentas/login/", CONTENT_LENGTH="x").status_code != 413


# -- a real server


class Servidor:
    """gunicorn with one worker process."""

    def __init__(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as libre:
            self.puerto = int(libre.getsockname()[1])
        orden = [sys.executable, "-m", "gunicorn", "config.wsgi", "--threads", "4", "--log-level", "error"]
        entorno = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "SECRET_KEY": "solo-para-pruebas",
        }
        self.proceso = subprocess.Popen(  # noqa: S603
            [*orden, "--bind", f"127.0.0.1:{self.puerto}"], cwd=del_proyecto.BASE_DIR, env=entorno
        )

    def conectar(self) -> socket.socket:
        hasta = time.monotonic() + 30
        while True:
            try:
                return socket.create_connection(("127.0.0.1", self.puerto), timeout=30)
            except ConnectionRefusedError:
                if time.monotonic() > hasta:
                    raise
                time.sleep(0.1)

    def preguntar(self, cabeceras: str) -> tuple[socket.socket, str]:
        """Send the head of a request and read the whole first answer."""
        enchufe = self.conectar()
        enchufe.sendall(f"{cabeceras}\r\nHost: localhost\r\n\r\n".encode())
        recibido = b""
        while b"</html>" not in recibido:
            bloque = enchufe.recv(65536)
            assert bloque, recibido
            recibido += bloque
        return enchufe, recibido.decode()

    def memoria_maxima(self) -> int:
        """Bytes of the largest resident size that the worker ever had."""
        hijos = Path(f"/proc/{self.proceso.pid}/task/{self.proceso.pid}/children").read_text().split()
        estado = Path(f"/proc/{hijos[0]}/status").read_text()
        return int(estado.split("VmHWM:")[1].split()[0]) * 1024


@pytest.fixture
def servidor() -> Iterator[Servidor]:
    servidor = Servidor()
    try:
        yield servidor
    finally:
        servidor.proceso.send_signal(signal.SIGTERM)
        servidor.proceso.wait(20)


@pytest.mark.lento
def test_two_hundred_megabytes_are_refused_early_and_never_held(servidor: Servidor) -> None:
    grande = f"POST /cuentas/login/ HTTP/1.1\r\nContent-Length: {200 * MEGA}"
    servidor.preguntar(grande)[0].close()  # the first answer loads what later ones find loaded
    antes = servidor.memoria_maxima()
    empezo = time.monotonic()
    enchufe, respuesta = servidor.preguntar(grande)
    assert time.monotonic() - empezo < 1
    assert respuesta.startswith("HTTP/1.1 413 ")
    assert "Se admiten archivos de hasta 25 MB." in respuesta
    with enchufe:  # a browser that goes on sending is listened to, so that it shows the page and not an error
        for _ in range(200):
            enchufe.sendall(b"x" * MEGA)
        enchufe.sendall(
            b"GET /cuentas/login/ HTTP/1.1\r\nContent-Length: 60000000\r\nHost: localhost\r\n\r\n"
        )
        assert enchufe.recv(12) == b"HTTP/1.1 413"
    assert servidor.memoria_maxima() - antes < 10 * MEGA


@pytest.mark.lento
def test_one_that_only_promises_two_hundred_megabytes_holds_nobody_up(servidor: Servidor) -> None:
    grande = f"POST /cuentas/login/ HTTP/1.1\r\nContent-Length: {200 * MEGA}"
    colgados = [servidor.preguntar(grande)[0] for _ in range(3)]
    empezo = time.monotonic()
    enchufe, respuesta = servidor.preguntar(grande)
    assert respuesta.startswith("HTTP/1.1 413 ")
    assert time.monotonic() - empezo < 2
    for abierto in [*colgados, enchufe]:
        abierto.close()

"""The box of a machine without a mail server, and its pages; elsewhere they do not exist."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives, send_mail
from django.test import Client, override_settings

from notificaciones import buzon

pytestmark = pytest.mark.django_db


@pytest.fixture
def abierto(tmp_path: Path) -> Iterator[Path]:
    with override_settings(DEMO=True, EMAIL_BACKEND=buzon.BUZON, EMAIL_FILE_PATH=str(tmp_path / "correo")):
        yield tmp_path / "correo"


def enviar(asunto: str = "Opinión & más", html: str = "<p>Hola, <b>ñandú</b></p>") -> str:
    """Send one mail into the box; its name there."""
    carta = EmailMultiAlternatives(asunto, "Hola, ñandú\nhttp://localhost/x/", to=["rosa@demo.invalid"])
    carta.attach_alternative(html, "text/html")
    assert carta.send() == 1
    return buzon.cartas()[0].nombre


def test_each_mail_becomes_one_file_that_only_its_owner_reads(abierto: Path) -> None:
    nombre = enviar()
    (archivo,) = abierto.iterdir()
    assert archivo.name == f"{nombre}.eml"
    assert oct(abierto.stat().st_mode & 0o777) == "0o700"
    carta = buzon.carta_guardada(nombre)
    assert carta is not None
    assert (carta.asunto, carta.para) == ("Opinión & más", "rosa@demo.invalid")
    assert carta.texto == "Hola, ñandú\nhttp://localhost/x/"
    assert carta.html == "<p>Hola, <b>ñandú</b></p>"


def test_the_list_shows_the_latest_mails_first_whoever_sent_them(abierto: Path, client: Client) -> None:
    assert "Todavía no se ha enviado ningún correo" in client.get("/correo/").content.decode()
    enviar("Primera")
    send_mail("Segunda", "solo texto", None, ["juan@demo.invalid"])
    pagina = client.get("/correo/").content.decode()
    assert pagina.index("Segunda") < pagina.index("Primera")
    assert "juan@demo.invalid" in pagina


def test_a_mail_is_read_as_text_and_in_a_frame_that_may_do_nothing(abierto: Path, client: Client) -> None:
    nombre = enviar(html="<script>alert(1)</script><a href='/x/'>ir</a>")
    respuesta = client.get(f"/correo/{nombre}/")
    pagina = respuesta.content.decode()
    assert "Opinión &amp; más" in pagina
    assert '<a href="http://localhost/x/"' in pagina
    assert "alert(1)" not in pagina
    assert f'src="/correo/{nombre}/html/"' in pagina
    assert 'sandbox="allow-popups allow-popups-to-escape-sandbox"' in pagina
    assert "frame-src 'self'" in respuesta.headers["Content-Security-Policy"]
    marco = client.get(f"/correo/{nombre}/html/")
    politica = marco.headers["Content-Security-Policy"]
    assert "script-src 'none'" in politica
    assert "sandbox allow-popups" in politica
    assert "frame-ancestors 'self'" in politica
    assert marco.headers["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize(
    "nombre",
    ["no-hay", "..", "%2e%2e%2fentorno", "20260101T000000000000-00000000", "x" * 300, "20261399T9-a"],
)
def test_a_name_that_is_none_of_the_box_s_does_not_exist(abierto: Path, client: Client, nombre: str) -> None:
    enviar()
    assert client.get(f"/correo/{nombre}/").status_code == 404
    assert client.get(f"/correo/{nombre}/html/").status_code == 404


@pytest.mark.parametrize(
    "cambio",
    [
        {"DEMO": False, "DEBUG": False},
        {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend"},
    ],
)
def test_where_mail_really_leaves_the_machine_nobody_reads_it_here(
    abierto: Path, client: Client, cambio: dict[str, Any]
) -> None:
    nombre = enviar()
    with override_settings(**cambio):
        for direccion in ("/correo/", f"/correo/{nombre}/", f"/correo/{nombre}/html/"):
            assert client.get(direccion).status_code == 404


def test_the_box_is_only_read(abierto: Path, client: Client) -> None:
    assert client.post("/correo/").status_code == 405

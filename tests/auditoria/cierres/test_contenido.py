"""What a closing covers and what it signs."""

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from asn1crypto import tsp, x509
from django.core.management import call_command

from auditoria import merkle
from auditoria.models import GENESIS, Cadena, Cierre
from auditoria.raices import registro
from auditoria.sello import demostracion
from auditoria.services import asentar
from auditoria.services.cierres import cerrar
from tests.auditoria.conftest import (
    cadena,
    cerrado,
    hecho,
    sano,
)

pytestmark = pytest.mark.django_db


def hoja(de: Cadena) -> bytes:
    datos = de.pk.to_bytes(8, "big") + de.cuenta.to_bytes(8, "big") + bytes(de.cabeza) + de.clave.encode()
    return hashlib.sha256(b"\x00" + datos).digest()


def test_the_root_covers_every_head_and_then_those_that_moved() -> None:
    cadenas = [cadena(i + 1) for i in range(5)]
    cadena()  # empty: there is nothing to cover
    primero = cerrado()
    del_sello = Cadena.objects.get(clave="cierres")  # the first closing is the first use of its seal
    assert primero.raiz == merkle.raiz([merkle.hoja(GENESIS), *map(hoja, [*cadenas, del_sello])])
    assert (primero.n, primero.anterior, primero.cantidad) == (1, GENESIS, 6)

    asentar(cadenas[3].pk, hecho())
    cadenas[3].refresh_from_db()
    segundo = cerrado()
    assert segundo.raiz == merkle.raiz([merkle.hoja(bytes(primero.raiz)), hoja(cadenas[3])])
    assert (segundo.n, segundo.anterior, segundo.cantidad) == (2, primero.raiz, 1)
    assert sano()


def test_it_signs_number_root_previous_moment_and_count() -> None:
    cadena(1)
    primero = cerrado()
    cadena(1)
    segundo = Cierre.objects.get(pk=cerrado().pk)
    assert json.loads(segundo.contenido()) == {
        "v": 1,
        "n": 2,
        "anterior": primero.raiz.hex(),
        "registro_anterior": registro(primero).hex(),
        "raiz": bytes(segundo.raiz).hex(),
        "momento": segundo.momento.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "cantidad": 1,
    }


def test_the_next_one_vouches_for_signature_and_timestamp_of_the_one_before() -> None:
    cadena(1)
    primero = cerrado()
    sellado = bytes(primero.firma) + bytes(primero.sello_de_tiempo or b"")
    cadena(1)
    assert cerrado().registro_anterior == hashlib.sha256(sellado).digest()


def test_when_nothing_changed_there_is_nothing_to_close() -> None:
    assert cerrar() is None
    cadena(2)
    cerrado()
    assert cerrar() is None
    assert Cierre.objects.count() == 1


def test_the_demonstration_says_what_its_signature_is_worth() -> None:
    cadena(1)
    cierre = cerrado()
    assert "DEMOSTRACIÓN, sin valor" in x509.Certificate.load(cierre.certificado).subject.human_friendly
    assert "DEMOSTRACIÓN, sin valor" in quien_sello(cierre)
    assert cierre.sello_de_tiempo
    assert cierre.motivo_sin_sello == ""


def quien_sello(cierre: Cierre) -> str:
    token = tsp.ContentInfo.load(cierre.sello_de_tiempo)["content"]
    certificados = [c.chosen.subject.human_friendly for c in token["certificates"]]
    return " ".join(certificados)


def test_its_keys_are_made_once_and_are_their_owners_alone(tmp_path: Path) -> None:
    carpeta = demostracion.carpeta(tmp_path)
    hechas = {archivo.name: archivo.read_bytes() for archivo in carpeta.iterdir()}
    llaves = ("sello.p12", "tsa.p12", "personas.p12")
    assert [(carpeta / llave).stat().st_mode & 0o777 for llave in llaves] == [0o600, 0o600, 0o600]
    assert carpeta.stat().st_mode & 0o777 == 0o700
    demostracion.carpeta(tmp_path)
    assert {archivo.name: archivo.read_bytes() for archivo in carpeta.iterdir()} == hechas
    assert [hija.name for hija in tmp_path.iterdir()] == ["sello"]


@pytest.mark.skipif(shutil.which("openssl") is None, reason="without openssl there is nobody else to ask")
def test_openssl_agrees(tmp_path: Path, llaves: Path) -> None:
    """The two commands of docs/auditoria.md."""
    cadena(1)
    cierre = cerrado()
    (tmp_path / "c.json").write_text(cierre.contenido())
    (tmp_path / "c.p7s").write_bytes(cierre.firma)
    (tmp_path / "c.tst").write_bytes(cierre.sello_de_tiempo or b"")
    raiz = str(llaves / "sello" / "raiz.pem")
    firma = [
        "cms",
        "-verify",
        "-binary",
        "-inform",
        "DER",
        "-in",
        "c.p7s",
        "-content",
        "c.json",
        "-CAfile",
        raiz,
    ]
    sello = ["ts", "-verify", "-data", "c.p7s", "-in", "c.tst", "-token_in", "-CAfile", raiz]
    assert openssl(tmp_path, firma) == openssl(tmp_path, sello) == 0
    (tmp_path / "c.json").write_text(cierre.contenido().replace('"n":1', '"n":2'))
    assert openssl(tmp_path, firma) != 0


def openssl(carpeta: Path, orden: list[str]) -> int:
    return subprocess.run(["openssl", *orden], cwd=carpeta, capture_output=True, check=False).returncode  # noqa: S603, S607


def test_the_command_says_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("cerrar_bitacora")
    cadena(1)
    call_command("cerrar_bitacora")
    call_command("cerrar_bitacora")
    vacia, _, hecho_, _, nada, _ = capsys.readouterr().out.splitlines()
    raiz = bytes(Cierre.objects.get().raiz).hex()
    assert vacia == "La bitácora está vacía."
    assert hecho_ == f"Cierre 1: 2 cadenas, raíz {raiz}, firmado y con sello de tiempo."
    assert nada == "Nada cambió desde el cierre 1."

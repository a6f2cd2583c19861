"""`manage.py sello`: what it says, what it writes, and how it ends."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from auditoria.services.cierres import cerrar
from auditoria.services.sellos import usar_sello
from tests.auditoria.conftest import cadena
from tests.auditoria.sellos.conftest import Configurar, descifrado, openssl

pytestmark = pytest.mark.django_db

CLAVE = "una clave larga de respaldo"


@pytest.fixture(autouse=True)
def clave(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELLO_CLAVE_DE_RESPALDO", CLAVE)


def dicho(capsys: pytest.CaptureFixture[str], *orden: object) -> str:
    call_command("sello", *map(str, orden))
    return capsys.readouterr().out


def test_it_tells_which_key_seals(configurar: Configurar, capsys: pytest.CaptureFixture[str]) -> None:
    configurar("uno")
    llave = usar_sello()
    salida = dicho(capsys, "estado")
    assert salida.startswith("En uso: Common Name: uno · DEMOSTRACIÓN, sin valor, desde ")
    assert llave.huella in salida
    assert salida.endswith("✓ El sello firma, y aquí se le cree.\n")


def falta(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What `estado` says is missing."""
    with pytest.raises(SystemExit) as salida:
        call_command("sello", "estado")
    assert salida.value.code == 1
    return [linea for linea in capsys.readouterr().out.splitlines() if linea.startswith("✗")]


def test_it_tells_what_is_missing(
    configurar: Configurar, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    configurar("uno")
    usar_sello()
    settings.DEMO = False
    (sin_hora,) = falta(capsys)
    assert "Sin TSA_URL" in sin_hora
    settings.TSA_URL = "http://localhost:9/"
    configurar("dos")
    (sin_rotar,) = falta(capsys)
    assert "no es la que está en uso" in sin_rotar
    call_command("sello", "revocar", "--desde", "2020-01-01T10:00", "--motivo", "Robo")
    (ninguna,) = falta(capsys)
    assert "Ninguna llave está en uso" in ninguna
    settings.SELLO_PKCS12 = "/no/hay.p12"
    assert "/no/hay.p12" in falta(capsys)[0]


def test_it_rotates_and_says_what_to_do_next(
    configurar: Configurar, capsys: pytest.CaptureFixture[str]
) -> None:
    configurar("uno")
    usar_sello()
    configurar("dos")
    salida = dicho(capsys, "rotar")
    assert "En uso desde ahora: Common Name: dos" in salida
    assert "Deje en SELLO_CONFIANZA la raíz de la llave de antes" in salida
    assert "Ya estaba en uso" in dicho(capsys, "rotar")


# -- respaldar


def test_openssl_reads_the_copy_and_gives_the_seal_back(
    configurar: Configurar, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The commands of docs/claves.md."""
    configurar("uno")
    llave = usar_sello()
    destino = tmp_path / "sello.respaldo"
    assert "se leyeron de vuelta" in dicho(capsys, "respaldar", destino)
    assert destino.stat().st_mode & 0o777 == 0o600

    respaldo = json.loads(descifrado(destino, CLAVE))
    assert [uno["huella"] for uno in respaldo["historia"]] == [llave.huella]
    (tmp_path / "sello.p12").write_bytes(base64.b64decode(respaldo["pkcs12"]))
    abrir = ("pkcs12", "-in", tmp_path / "sello.p12", "-passin", f"pass:{CLAVE}", "-nodes")
    abierto = openssl(*abrir).stdout
    assert b"BEGIN PRIVATE KEY" in abierto
    (tmp_path / "c.pem").write_bytes(openssl(*abrir, "-clcerts", "-nokeys").stdout)
    huella = openssl("x509", "-in", tmp_path / "c.pem", "-noout", "-fingerprint", "-sha256").stdout
    assert llave.huella in huella.decode().replace(":", "").lower()


def test_it_signs_again_from_the_copy(configurar: Configurar, settings: Any, tmp_path: Path) -> None:
    configurar("uno")
    cadena(1)
    cerrar()
    call_command("sello", "respaldar", str(tmp_path / "copia"))
    respaldo = json.loads(descifrado(tmp_path / "copia", CLAVE))
    Path(settings.SELLO_PKCS12).unlink()
    (tmp_path / "sello.p12").write_bytes(base64.b64decode(respaldo["pkcs12"]))
    settings.SELLO_PKCS12, settings.SELLO_CLAVE = str(tmp_path / "sello.p12"), CLAVE
    cadena(1)
    assert cerrar()


def test_it_writes_over_nothing(configurar: Configurar, tmp_path: Path) -> None:
    configurar("uno")
    destino = tmp_path / "está"
    destino.write_text("algo")
    with pytest.raises(CommandError, match="File exists"):
        call_command("sello", "respaldar", str(destino))
    assert destino.read_text() == "algo"


def test_a_short_password_and_none_are_refused(
    configurar: Configurar, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    configurar("uno")
    destino = tmp_path / "copia"
    monkeypatch.setenv("SELLO_CLAVE_DE_RESPALDO", "corta")
    with pytest.raises(CommandError, match="al menos 12"):
        call_command("sello", "respaldar", str(destino))
    monkeypatch.delenv("SELLO_CLAVE_DE_RESPALDO")
    with pytest.raises(CommandError, match="Sin terminal"):
        call_command("sello", "respaldar", str(destino))
    assert not destino.exists()


def test_a_seal_in_a_token_leaves_its_key_there(
    en_token: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    llave = usar_sello()
    destino = tmp_path / "copia.json"
    assert "La llave no: no sale de su token" in dicho(capsys, "respaldar", destino)
    respaldo = json.loads(destino.read_text())
    assert respaldo["pkcs12"] is None
    assert [uno["huella"] for uno in respaldo["historia"]] == [llave.huella]
    assert len(respaldo["certificados"]) == 2  # its own, and that of who issued it
    assert destino.stat().st_mode & 0o777 == 0o600


# -- revocar


def test_it_revokes_the_key_in_use(configurar: Configurar, capsys: pytest.CaptureFixture[str]) -> None:
    configurar("uno")
    llave = usar_sello()
    salida = dicho(capsys, "revocar", "--desde", "2026-01-02T10:00-05:00", "--motivo", "Robo del equipo")
    assert "revocada desde 2026-01-02 15:00 UTC: Robo del equipo" in salida
    llave.refresh_from_db()
    assert llave.motivo == "Robo del equipo"


def test_it_revokes_one_of_before_by_its_fingerprint(
    configurar: Configurar, capsys: pytest.CaptureFixture[str]
) -> None:
    configurar("uno")
    primera = usar_sello()
    configurar("dos")
    call_command("sello", "rotar")
    de = ("revocar", "--desde", "2026-01-02T10:00", "--motivo", "Robo", "--huella")
    assert "uno" in dicho(capsys, *de, primera.huella[:12].upper())
    with pytest.raises(CommandError, match="ya está revocado"):
        call_command("sello", *de, primera.huella)


MALAS: dict[str, tuple[list[str], str]] = {
    "no moment": (["--desde", "ayer", "--motivo", "x"], "no es un momento"),
    "no motive": (["--desde", "2026-01-02", "--motivo", " "], "Diga por qué"),
    "nobody's": (["--desde", "2026-01-02", "--motivo", "x", "--huella", "zz"], "0 llaves tienen"),
}


@pytest.mark.parametrize("mala", MALAS)
def test_what_it_cannot_revoke_is_told(configurar: Configurar, mala: str) -> None:
    configurar("uno")
    usar_sello()
    orden, dice = MALAS[mala]
    with pytest.raises(CommandError, match=dice):
        call_command("sello", "revocar", *orden)


def test_without_a_key_in_use_it_asks_which_one() -> None:
    with pytest.raises(CommandError, match="diga cuál con --huella"):
        call_command("sello", "revocar", "--desde", "2026-01-02", "--motivo", "x")

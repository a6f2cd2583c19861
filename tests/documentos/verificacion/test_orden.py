"""`manage.py verificar_pdf`, as an auditor runs it."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from django.core.management import call_command
from pytest_django.fixtures import Settings

from tests.documentos.verificacion import ataques
from tests.documentos.verificacion.firmado import firmar, papel
from tests.documentos.verificacion.pki import pki

pytestmark = [pytest.mark.django_db, pytest.mark.lento]


@pytest.fixture(autouse=True)
def confianza(settings: Settings, tmp_path: Path) -> None:
    settings.DEMO, settings.LOCAL_DIR, settings.FIRMAS_CONFIANZA = True, tmp_path, str(tmp_path)
    (tmp_path / "raiz.pem").write_bytes(pki().raiz.certificado.public_bytes(serialization.Encoding.PEM))
    for n, der in enumerate(pki().listas()):
        (tmp_path / f"{n}.crl").write_bytes(der)


def ejecutar(tmp_path: Path, pdf: bytes, emitido: bytes | None = None) -> tuple[int, dict[str, Any]]:
    (tmp_path / "firmado.pdf").write_bytes(pdf)
    opciones = {}
    if emitido is not None:
        (tmp_path / "emitido.pdf").write_bytes(emitido)
        opciones = {"emitido": tmp_path / "emitido.pdf"}
    salida = io.StringIO()
    with pytest.raises(SystemExit) as fin:
        call_command("verificar_pdf", tmp_path / "firmado.pdf", stdout=salida, **opciones)
    return int(str(fin.value.code)), json.loads(salida.getvalue())


def test_a_valid_file_ends_with_0(tmp_path: Path):
    salida, dicho = ejecutar(tmp_path, firmar(papel(), pki().ana), papel())
    assert (salida, dicho["resultado"], dicho["frases"]) == (0, "VALIDA", [])
    assert dicho["firmas"][0]["identidades"] == ["PE:DNI:40000001"]


def test_an_altered_one_with_1_and_the_sentence_why(tmp_path: Path):
    salida, dicho = ejecutar(tmp_path, firmar(ataques.tapar(papel()), pki().ana), papel())
    assert (salida, dicho["resultado"]) == (1, "INVALIDA")
    assert dicho["frases"] == [
        "Al archivo emitido se le cambió algo que no es una firma. Descargue el emitido, fírmelo sin cambiarlo y "
        "súbalo."
    ]


def test_one_of_which_something_cannot_be_affirmed_with_2(tmp_path: Path):
    salida, dicho = ejecutar(tmp_path, firmar(papel(), pki().ajena, nivel="B-B"))
    assert (salida, dicho["resultado"]) == (2, "INDETERMINADA")
    assert dicho["firmas"][0]["frases"][0].startswith("El certificado no lo emitió ninguna autoridad")


@pytest.mark.parametrize("opcion", ["archivo", "emitido"])
def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path, opcion: str):
    (tmp_path / "si.pdf").write_bytes(papel())
    rutas = {"archivo": tmp_path / "si.pdf", "emitido": tmp_path / "si.pdf", opcion: tmp_path / "no.pdf"}
    salida, quejas = io.StringIO(), io.StringIO()
    with pytest.raises(SystemExit) as fin:
        call_command(
            "verificar_pdf", rutas["archivo"], emitido=rutas["emitido"], stdout=salida, stderr=quejas
        )
    assert (fin.value.code, salida.getvalue()) == (2, "")
    assert "No se puede leer" in quejas.getvalue()


def test_what_examines_knows_nothing_of_django():
    pregunta = "import sys, documentos.verificacion.examen; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", pregunta], check=False).returncode == 0  # noqa: S603

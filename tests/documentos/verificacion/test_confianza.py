"""Whom this installation believes, read from its folders."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from django.core.exceptions import ImproperlyConfigured
from pytest_django.fixtures import Settings

from auditoria.sello import demostracion
from documentos.verificacion.confianza import confianza, de_carpeta
from tests.documentos.verificacion.pki import lista, pki


@pytest.fixture
def carpeta(tmp_path: Path) -> Path:
    pem = serialization.Encoding.PEM
    suya = tmp_path / "confianza"
    suya.mkdir()
    (suya / "raiz.pem").write_bytes(pki().raiz.certificado.public_bytes(pem))
    (suya / "intermedia.crt").write_bytes(pki().intermedia.der)
    (suya / "raiz.crl").write_bytes(lista(pki().raiz))
    (suya / "leame.txt").write_text("no es nada")
    return suya


def test_a_folder_gives_roots_what_helps_to_reach_them_and_lists(carpeta: Path):
    suya = de_carpeta(carpeta)
    assert (suya.raices, suya.intermedios) == ([pki().raiz.der], [pki().intermedia.der])
    assert suya.crls == [(carpeta / "raiz.crl").read_bytes()]


@pytest.mark.django_db
def test_the_roots_of_the_seal_and_of_time_are_believed_too(
    carpeta: Path, settings: Settings, tmp_path: Path
):
    settings.DEMO, settings.LOCAL_DIR, settings.FIRMAS_CONFIANZA = True, tmp_path, str(carpeta)
    del_sello = demostracion.carpeta(tmp_path)
    suya = confianza()
    assert len(suya.raices) == 2
    assert suya.raices[1] == pki().raiz.der
    listas = [*carpeta.glob("*.crl"), *del_sello.glob("*.crl")]
    assert len(listas) > 1
    assert set(suya.crls) == {fichero.read_bytes() for fichero in listas}


@pytest.mark.django_db
def test_without_anything_configured_nobody_is_believed(settings: Settings):
    settings.DEMO, settings.DEBUG = False, False
    settings.SELLO_CONFIANZA = settings.TSA_CONFIANZA = settings.FIRMAS_CONFIANZA = ""
    assert confianza().raices == ()


def test_a_folder_that_is_not_there_is_said(settings: Settings, tmp_path: Path):
    settings.FIRMAS_CONFIANZA = str(tmp_path / "no")
    with pytest.raises(ImproperlyConfigured, match="FIRMAS_CONFIANZA"):
        confianza()


@pytest.mark.parametrize("nombre", ["rota.pem", "rota.crt", "rota.crl"])
def test_a_file_that_cannot_be_read_is_named(carpeta: Path, nombre: str):
    (carpeta / nombre).write_bytes(b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
    with pytest.raises(ImproperlyConfigured, match=nombre):
        de_carpeta(carpeta)

"""Whatever runs inside the confined process can spend so much and reach nothing: shown with one that tries."""

import os
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from documentos.puerta import recinto
from documentos.puerta.examen.hallazgo import Hallazgo
from documentos.puerta.recinto import Limites, RecintoRoto

HOSTIL = "tests.documentos.hostil"


def intento(orden: str, limites: Limites | None = None, modulo: str = HOSTIL) -> Hallazgo:
    with tempfile.TemporaryFile() as fichero:
        fichero.write(orden.encode())
        return recinto.examinar(fichero, modulo=modulo, limites=limites)


@pytest.fixture
def pocos_segundos() -> Iterator[None]:
    empezo = time.monotonic()
    yield
    assert time.monotonic() - empezo < 6


@pytest.mark.parametrize("orden", ["gira", "duerme"])
@pytest.mark.lento
def test_one_that_never_ends_is_stopped(orden: str, pocos_segundos: None) -> None:
    assert intento(orden, Limites(segundos=1)).problema == "interrumpido"


def test_one_that_eats_memory_is_stopped(pocos_segundos: None) -> None:
    assert intento("come", Limites(memoria=256 << 20)).problema == "memoria"


@pytest.mark.parametrize("orden", ["revienta", "inunda", "miente"])
def test_one_that_breaks_down_or_talks_nonsense_is_a_refusal(orden: str) -> None:
    assert intento(orden).problema == "interrumpido"


@pytest.mark.parametrize("orden", ["conecta", "abre", "escribe"])
def test_it_can_open_neither_network_nor_files(orden: str) -> None:
    assert intento(orden).detalle == "no: Too many open files"


def test_it_can_start_no_process() -> None:
    assert intento("bifurca").detalle == "no: Resource temporarily unavailable"


@pytest.mark.skipif(os.geteuid() != 0, reason="needs the power that it checks to be given up")
def test_it_is_not_root_even_when_its_parent_is() -> None:
    assert intento("quien").detalle == "nadie en particular"


def test_it_cannot_lift_its_limits() -> None:
    assert intento("sube").detalle == "no"


def test_it_inherits_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "un secreto")
    assert intento("mira").detalle == "nada"


def test_our_own_process_keeps_its_limits() -> None:
    intento("mira")
    assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] > 100
    assert not Path("/tmp/documentos-hostil").exists()  # noqa: S108


def test_a_process_that_cannot_begin_is_our_fault_not_the_files() -> None:
    with pytest.raises(RecintoRoto, match=r"No module named 'documentos\.no_existe'"):
        intento("mira", modulo="documentos.no_existe")


def test_what_a_module_must_know_travels_beside_the_file_and_any_answer_comes_back() -> None:
    with tempfile.TemporaryFile() as fichero:
        fichero.write(b"el archivo")
        respuesta = recinto.ejecutar(fichero, modulo="tests.documentos.eco", contexto=b"lo que debe saber")
    assert respuesta == {"archivo": "el archivo", "contexto": "lo que debe saber", "abre": False}


@pytest.mark.parametrize(("orden", "motivo"), [("come", "memoria"), ("revienta", "averia")])
def test_why_it_was_stopped_is_told_to_whoever_asks_for_more_than_a_finding(orden: str, motivo: str) -> None:
    with tempfile.TemporaryFile() as fichero:
        fichero.write(orden.encode())
        with pytest.raises(recinto.Interrumpido) as interrumpido:
            recinto.ejecutar(fichero, modulo=HOSTIL, limites=Limites(memoria=256 << 20))
    assert interrumpido.value.motivo == motivo

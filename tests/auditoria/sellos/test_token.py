"""The seal in a PKCS#11 token, which SoftHSM stands in for."""

import os
import signal
import threading
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from auditoria.sello import llaves
from auditoria.sello.firma import firmar_con
from tests.auditoria.conftest import cadena, cerrado, sano
from tests.auditoria.sellos.conftest import Institucion, openssl


def firmar() -> bytes:
    return firmar_con(llaves.llave_configurada(), b"algo", timezone.now()).cms


@pytest.mark.django_db
def test_a_closing_sealed_in_a_token_is_verified_by_openssl(
    en_token: None, institucion: Institucion, tmp_path: Path
) -> None:
    cadena(1)
    cierre = cerrado()
    assert sano()
    (tmp_path / "c.json").write_text(cierre.contenido())
    (tmp_path / "c.p7s").write_bytes(cierre.firma)
    de = (
        "cms",
        "-verify",
        "-binary",
        "-inform",
        "DER",
        "-in",
        tmp_path / "c.p7s",
        "-content",
        tmp_path / "c.json",
    )
    assert openssl(*de, "-CAfile", institucion.raiz).returncode == 0


def test_threads_and_forked_workers_seal_at_the_same_time(en_token: None) -> None:
    firmadas: list[bytes] = []

    def varias() -> None:
        firmadas.extend(firmar() for _ in range(3))

    hilos = [threading.Thread(target=varias) for _ in range(2)]
    for hilo in hilos:
        hilo.start()
    hijos = [en_un_hijo() for _ in range(2)]
    assert [os.waitstatus_to_exitcode(os.waitpid(hijo, 0)[1]) for hijo in hijos] == [0, 0]
    for hilo in hilos:
        hilo.join()
    assert len(firmadas) == 6


def en_un_hijo() -> int:
    """A worker that seals, forked while others do; its number."""
    hijo = os.fork()
    if hijo:
        return hijo
    signal.alarm(60)  # a worker that waits for ever is one that fails
    try:
        firmar()
    except BaseException:
        os._exit(1)
    os._exit(0)


RECHAZOS = {
    "SELLO_CLAVE": ("0000", "PinIncorrect"),
    "SELLO_PKCS11_TOKEN": ("otro", "NoSuchToken"),
    "SELLO_PKCS11_ETIQUETA": ("otra", "hay 0 certificados con la etiqueta «otra»"),
    "SELLO_PKCS11_MODULO": ("/no/hay.so", "/no/hay.so"),
}


@pytest.mark.parametrize("variable", RECHAZOS)
def test_what_the_token_does_not_give_is_told(en_token: None, settings: Any, variable: str) -> None:
    valor, dice = RECHAZOS[variable]
    setattr(settings, variable, valor)
    with pytest.raises(ImproperlyConfigured, match=dice):
        llaves.llave_configurada()


def test_what_is_no_module_is_told(en_token: None, settings: Any, tmp_path: Path) -> None:
    (tmp_path / "m.so").write_text("nada")
    settings.SELLO_PKCS11_MODULO = str(tmp_path / "m.so")
    with pytest.raises(ImproperlyConfigured, match="no responde como debe"):
        llaves.llave_configurada()


AMBIGUOS = {
    "two seals": ({"SELLO_PKCS12": "s.p12"}, "Hay dos sellos configurados"),
    "no label": ({"SELLO_PKCS11_ETIQUETA": ""}, "Fije también: SELLO_PKCS11_ETIQUETA"),
    "no module": (
        {"SELLO_PKCS11_MODULO": "", "SELLO_PKCS11_TOKEN": ""},
        "SELLO_PKCS11_MODULO, SELLO_PKCS11_TOKEN",
    ),
}


@pytest.mark.parametrize("caso", AMBIGUOS)
def test_two_seals_and_half_a_seal_are_refused_in_words(en_token: None, settings: Any, caso: str) -> None:
    valores, dice = AMBIGUOS[caso]
    for variable, valor in valores.items():
        setattr(settings, variable, valor)
    with pytest.raises(ImproperlyConfigured, match=dice):
        llaves.llave_configurada()

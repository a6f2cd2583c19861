"""`manage.py verificar_bitacora` as a program: what it prints and how it ends. And the system checks of the seal."""

import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from auditoria.checks import sello
from auditoria.services.cierres import cerrar
from tests.auditoria.conftest import cadena, fila, sin_disparadores, sql

pytestmark = pytest.mark.django_db


def test_it_ends_with_nought_when_all_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    cadena(3)
    cerrar()
    call_command("verificar_bitacora")
    primera, segunda, tercera = capsys.readouterr().out.splitlines()
    assert primera == "Asientos: 4; cadenas: 2."  # one of them tells of the seal's first use
    assert segunda.startswith("Cierres: 1. Tiempo: ")
    assert tercera == "✓ Todo está como se escribió."


def test_it_ends_with_one_and_names_the_first_bad_row(capsys: pytest.CaptureFixture[str]) -> None:
    de = cadena(3, clave="la tocada")
    with sin_disparadores():
        sql("update auditoria_asiento set cuerpo = cuerpo || ' ' where cadena_id = %s and n > 1", de.pk)
    with pytest.raises(SystemExit) as salida:
        call_command("verificar_bitacora")
    assert salida.value.code == 1
    assert capsys.readouterr().out.splitlines()[-1] == (
        f"✗ cadena {de.pk} (la tocada), asiento n.º 2, id {fila(de, 2).pk}: "
        "el cuerpo no es el que se asentó: su huella interna no corresponde"
    )


def test_it_writes_json_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    de = cadena(3, clave="la tocada")
    call_command("verificar_bitacora", "--json")
    bien = json.loads(capsys.readouterr().out)
    assert bien.pop("segundos") >= 0
    assert bien == {"bien": True, "asientos": 3, "cadenas": 1, "cierres": 0, "hallazgos": [], "avisos": []}
    with sin_disparadores():
        sql("delete from auditoria_asiento where cadena_id = %s and n = 3", de.pk)
    with pytest.raises(SystemExit):
        call_command("verificar_bitacora", "--json")
    (hallazgo,) = json.loads(capsys.readouterr().out)["hallazgos"]
    assert hallazgo == {
        "comprobacion": "cadenas",
        "que": "faltan asientos al final: la cadena cuenta 3 y hay 2",
        "cadena": de.pk,
        "clave": "la tocada",
        "n": 3,
        "asiento": None,
        "cierre": None,
        "objeto": None,
    }


def test_it_tells_of_a_closing_that_does_not_exist() -> None:
    with pytest.raises(CommandError, match="No hay cierre 4"):
        call_command("verificar_bitacora", "--desde-cierre", "4")


def test_it_tells_when_it_cannot_know_whom_to_believe(settings: Any) -> None:
    cadena(1)
    cerrar()
    settings.DEMO = False
    with pytest.raises(CommandError, match="no pudo terminar: Sin SELLO_CONFIANZA"):
        call_command("verificar_bitacora")


TOKEN = {"SELLO_PKCS11_MODULO": "m.so", "SELLO_PKCS11_TOKEN": "t", "SELLO_PKCS11_ETIQUETA": "e"}
SETTINGS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "demonstration": ({"DEMO": True}, []),
    "development": ({"DEMO": False, "DEBUG": True}, []),
    "production without a seal": ({"DEMO": False}, ["auditoria.E001", "auditoria.W001"]),
    "seal of which nobody knows whom to believe": (
        {"SELLO_PKCS12": "s.p12", "DEMO": False, "TSA_URL": "http://x", "TSA_CONFIANZA": "t.pem"},
        ["auditoria.E002"],
    ),
    "seal in a token of which nobody knows whom to believe": (TOKEN, ["auditoria.E002"]),
    "half a token": ({"SELLO_PKCS11_MODULO": "m.so", "SELLO_CONFIANZA": "s.pem"}, ["auditoria.E004"]),
    "two seals": (TOKEN | {"SELLO_PKCS12": "s.p12", "SELLO_CONFIANZA": "s.pem"}, ["auditoria.E004"]),
    "authority of which nobody knows whom to believe": ({"TSA_URL": "http://x"}, ["auditoria.E003"]),
    "production": (
        {
            "DEMO": False,
            "SELLO_PKCS12": "s.p12",
            "SELLO_CONFIANZA": "s.pem",
            "TSA_URL": "http://x",
            "TSA_CONFIANZA": "t.pem",
        },
        [],
    ),
}


@pytest.mark.parametrize("caso", SETTINGS)
def test_the_system_checks(settings: Any, caso: str) -> None:
    valores, esperados = SETTINGS[caso]
    for nombre, valor in valores.items():
        setattr(settings, nombre, valor)
    assert [falta.id for falta in sello(None)] == esperados

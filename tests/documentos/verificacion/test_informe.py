"""Reports: kept and read again as they were, never better than their parts, with a sentence for every code."""

import json

import pytest

from documentos.puerta import recinto
from documentos.verificacion import comprobar as modulo
from documentos.verificacion import frases
from documentos.verificacion.informe import MOTIVOS, PROBLEMAS, Informe, Resultado, peor
from tests.documentos.verificacion.conftest import ver, ver_aqui
from tests.documentos.verificacion.firmado import firmar, papel
from tests.documentos.verificacion.pki import pki

MENTIROSO = "tests.documentos.verificacion.mentiroso"


def test_the_worst_is_what_counts():
    assert peor() == Resultado.VALIDA
    assert peor(Resultado.VALIDA, Resultado.INVALIDA, Resultado.INDETERMINADA) == Resultado.INVALIDA
    assert peor(Resultado.NO_COMPROBADA, Resultado.INVALIDA) == Resultado.NO_COMPROBADA


def test_no_motive_and_no_problem_leaves_a_file_valid():
    assert Resultado.VALIDA not in {*MOTIVOS.values(), *PROBLEMAS.values()}


def test_every_code_has_its_sentence_and_no_sentence_is_left_over():
    assert set(frases.MOTIVOS) == set(MOTIVOS)
    assert set(frases.PROBLEMAS) == set(PROBLEMAS)
    assert set(frases.RESULTADOS) == set(Resultado)


def test_a_code_that_an_older_report_kept_is_still_told():
    assert "«" not in frases.frase("desusado")
    assert "desusado" in frases.frase("desusado")


@pytest.mark.lento
def test_a_report_is_read_as_it_was_kept():
    informe = ver_aqui(firmar(papel(), pki().ana), base=papel())
    assert Informe.de_json(json.loads(json.dumps(informe.a_json()))) == informe


@pytest.mark.lento
@pytest.mark.parametrize(
    ("campo", "valor"),
    [
        ("resultado", "VERDE"),
        ("firmas", {}),
        ("problemas", [1]),
        ("tamano", "9"),
        ("otro", 1),
        ("sha256", None),
    ],
)
def test_what_is_no_report_is_not_read(campo: str, valor: object):
    datos = ver_aqui(firmar(papel(), pki().ana)).a_json()
    with pytest.raises(ValueError, match=r"verification|VERDE"):
        Informe.de_json({**datos, campo: valor})


@pytest.mark.parametrize(
    "mentira", ["verde", "sin nada", "otro archivo", "firma verde", "desconocido", "texto"]
)
def test_a_process_that_was_taken_over_makes_nothing_green(mentira: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(modulo, "EXAMEN", MENTIROSO)
    informe = ver(mentira.encode())
    assert (informe.resultado, informe.problemas) == (Resultado.NO_COMPROBADA, ("averia",))


@pytest.mark.parametrize(
    ("mentira", "motivo"), [("come", "memoria"), ("revienta", "averia"), ("gira", "tiempo")]
)
@pytest.mark.lento
def test_one_that_has_to_be_stopped_is_not_checked(
    mentira: str, motivo: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(modulo, "EXAMEN", MENTIROSO)
    monkeypatch.setattr(modulo, "LIMITES", recinto.Limites(segundos=1, memoria=256 << 20))
    informe = ver(mentira.encode())
    assert (informe.resultado, informe.problemas) == (Resultado.NO_COMPROBADA, (motivo,))


@pytest.mark.parametrize(
    ("quien", "nombre"),
    [
        ("Serial Number: PNOPE-1, Common Name: Ana Núñez, Country: PE", "Ana Núñez"),
        (
            "Common Name: Sello · DEMOSTRACIÓN, sin valor; Organization: DEMOSTRACIÓN, sin valor",
            "Sello · DEMOSTRACIÓN, sin valor",
        ),
        ("Organization: Ministerio", "Organization: Ministerio"),
        ("", ""),
    ],
)
def test_whose_certificate_it_is_is_told_by_name(quien: str, nombre: str):
    assert frases.titular(quien) == nombre

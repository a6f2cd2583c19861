"""The page on which an acta is written, and what it sends: little, and nothing after circulation."""

import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from seguimiento.models import Parrafo, Sesion
from seguimiento.services import (
    retirar_parrafo,
)
from seguimiento.services.parrafos import Empalme
from tests.acceso.visita import ESCRIBE
from tests.seguimiento.organo import CasoDeOrgano
from tests.seguimiento.redaccion.escritura import Pagina, agregar, cambiar, cambio, texto


def test_autosave_is_one_statement_that_writes_and_as_large_as_the_change(
    organo: CasoDeOrgano, sesion: Sesion, pagina: Pagina
):
    largo = agregar(organo, sesion, "x" * 19_000)
    corto = agregar(organo, sesion, "x")
    pagina.enviar(cambio(corto))  # its session is warm now
    medidas = []
    for parrafo in (largo, corto):
        version = Parrafo.objects.get(pk=parrafo.pk).version
        with CaptureQueriesContext(connection) as consultas:
            respuesta = pagina.enviar(cambio(parrafo, version=version, pone="una palabra"))
        assert respuesta.json()["resultados"] == [{"clave": str(parrafo.clave), "version": version + 1}]
        escriben = [c["sql"] for c in consultas if ESCRIBE.match(c["sql"])]
        assert (len(escriben), ESCRIBE.match(escriben[0])[1]) == (1, "seguimiento_parrafo")  # type: ignore[index]
        medidas.append((len(escriben[0]) // 100, len(respuesta.content), len(consultas)))
    assert medidas[0] == medidas[1]
    assert medidas[0][1] < 200
    assert len(json.dumps(cambio(largo, pone="una palabra"))) < 200


def test_what_met_another_change_comes_back_with_the_present_text(
    organo: CasoDeOrgano, sesion: Sesion, pagina: Pagina
):
    parrafo = agregar(organo, sesion, "Uno.")
    cambiar(organo, parrafo, 1, Empalme(desde=3, pone=", dos"), organo.titular)
    respuesta = pagina.enviar(cambio(parrafo))
    assert (respuesta.status_code, respuesta.json()["resultados"]) == (
        409,
        [
            {
                "clave": str(parrafo.clave),
                "version": 2,
                "choca": True,
                "texto": "Uno, dos.",
                "retirado": False,
            }
        ],
    )


def test_each_change_has_its_own_outcome(organo: CasoDeOrgano, sesion: Sesion, pagina: Pagina):
    parrafo = agregar(organo, sesion, "Uno.")
    nuevo = str(uuid4())
    lugar = f"p{organo.punto(sesion).pk}"
    respuesta = pagina.enviar(
        cambio(parrafo, desde=99),
        {"hace": "agregar", "clave": nuevo, "lugar": lugar, "clase": "compromiso", "texto": "Enviar @CORP"},
        {"hace": "clasificar", "clave": str(parrafo.clave), "clase": "acuerdo"},
        {"hace": "mover", "clave": str(parrafo.clave), "lugar": "cierre", "tras": None},
        cambio(parrafo, version=3, entender=True),
        {"hace": "retirar", "clave": nuevo, "version": 1},
    )
    fuera, agregado, clasificado, movido, cambiado, retirado = respuesta.json()["resultados"]
    assert respuesta.status_code == 200
    assert "cae fuera" in fuera["frases"][0]
    assert "Falta hasta cuándo" in agregado["parrafo"]["entendido"]["errores"][0]
    assert clasificado["parrafo"]["votar"].endswith("/votar/")
    assert movido["parrafo"]["lugar"] == "cierre"
    assert cambiado["version"] == 4
    assert retirado["version"] == 2


def test_an_agreement_that_was_just_added_says_where_it_is_voted_on(
    organo: CasoDeOrgano, sesion: Sesion, pagina: Pagina
):
    lugar = f"p{organo.punto(sesion).pk}"
    nuevo = {
        "hace": "agregar",
        "clave": str(uuid4()),
        "lugar": lugar,
        "clase": "acuerdo",
        "texto": "Aprobar.",
    }
    (agregado,) = pagina.enviar(nuevo).json()["resultados"]
    assert pagina.cliente.get(agregado["parrafo"]["votar"]).status_code == 200


HOSTILES: list[tuple[str, Any, int]] = [
    ("no JSON", "hola", 422),
    ("half", '{"cuenta": 1, "operaciones": [', 422),
    ("no list", '{"cuenta": 1, "operaciones": 7}', 422),
    ("a list", "[]", 422),
    ("deep", "[" * 100_000, 422),
    ("NaN", '{"cuenta": NaN, "operaciones": []}', 422),
    ("no operation", '{"cuenta": 1, "operaciones": [1]}', 422),
    ("unknown", f'{{"cuenta": 1, "operaciones": [{{"hace": "borrar", "clave": "{UUID(int=1)}"}}]}}', 422),
    ("no key", '{"cuenta": 1, "operaciones": [{"hace": "cambiar", "clave": 7}]}', 422),
    ("not UTF-8", b'{"cuenta": "\xff"}', 422),
    ("many", json.dumps({"cuenta": 1, "operaciones": [{}] * 201}), 422),
    ("ten megabytes", '{"cuenta": 1, "operaciones": ["' + "x" * 10_000_000 + '"]}', 413),
]


@pytest.mark.parametrize(("que", "cuerpo", "estado"), HOSTILES, ids=[que for que, *_ in HOSTILES])
def test_whatever_else_is_sent_is_refused_in_words(pagina: Pagina, que: str, cuerpo: Any, estado: int):
    respuesta = pagina.cliente.post(f"{pagina.base}guardar/", cuerpo, content_type="application/json")
    assert (respuesta.status_code, len(respuesta.json()["frases"])) == (estado, 1)


CAMBIOS_HOSTILES: list[dict[str, Any]] = [
    {"desde": -2},
    {"desde": 2**31},
    {"desde": 1.5},
    {"desde": "0"},
    {"desde": True},
    {"quita": None},
    {"version": -7},
    {"version": 2**63},
    {"pone": None},
    {"pone": ["x"]},
]


@pytest.mark.parametrize("mas", CAMBIOS_HOSTILES, ids=str)
def test_a_change_with_wrong_figures_is_refused_in_words(
    organo: CasoDeOrgano, sesion: Sesion, pagina: Pagina, mas: dict[str, Any]
):
    parrafo = agregar(organo, sesion, "Uno.")
    respuesta = pagina.enviar(cambio(parrafo, **mas))
    assert (respuesta.status_code, len(respuesta.json()["frases"])) == (422, 1)
    assert texto(parrafo) == "Uno."


def test_half_a_character_and_what_is_not_seen_are_refused(
    organo: CasoDeOrgano, sesion: Sesion, pagina: Pagina
):
    parrafo = agregar(organo, sesion, "🦙")
    for pone in ("\ud83e", "\u202e", "\u0000"):
        respuesta = pagina.enviar(cambio(parrafo, pone=pone))
        assert "carácter invisible" in respuesta.json()["resultados"][0]["frases"][0]
    assert texto(parrafo) == "🦙"


def test_the_page_of_one_account_does_not_write_as_another(
    organo: CasoDeOrgano, sesion: Sesion, pagina: Pagina
):
    parrafo = agregar(organo, sesion, "Uno.")
    respuesta = pagina.enviar(cambio(parrafo), cuenta=organo.titular.pk)
    assert (respuesta.status_code, respuesta.json()["otra_cuenta"]) == (409, True)
    assert texto(parrafo) == "Uno."


def test_without_the_token_of_the_page_nothing_is_written(
    organo: CasoDeOrgano, sesion: Sesion, pagina: Pagina
):
    parrafo = agregar(organo, sesion, "Uno.")
    pagina.cliente.handler.enforce_csrf_checks = True
    assert pagina.enviar(cambio(parrafo)).status_code == 403
    assert pagina.cliente.post(pagina.base, {}).status_code == 403
    assert texto(parrafo) == "Uno."


def test_only_json_is_taken(pagina: Pagina):
    respuesta = pagina.cliente.post(f"{pagina.base}guardar/", "{}", content_type="text/plain")
    assert respuesta.status_code == 422


def test_what_others_wrote_is_told_once_and_what_one_wrote_oneself_is_not(
    organo: CasoDeOrgano, sesion: Sesion, pagina: Pagina
):
    marca = json.loads(pagina.cliente.get(pagina.base).context["datos"])["marca"]
    parrafo = agregar(organo, sesion, "Uno.", quien=organo.titular)
    consulta = {"desde": marca}
    dicho = pagina.cliente.get(f"{pagina.base}cambios/", consulta).json()
    assert [(p["texto"], p["cuenta"]) for p in dicho["parrafos"]] == [("Uno.", organo.titular.pk)]
    consulta = {"desde": dicho["marca"], "tengo": f"{parrafo.clave}:1"}
    assert pagina.cliente.get(f"{pagina.base}cambios/", consulta).status_code == 204
    retirar_parrafo(sesion.acta, parrafo.clave, version=1, acto=organo.acto())
    dicho = pagina.cliente.get(f"{pagina.base}cambios/", consulta).json()
    assert [(p["version"], p["retirado"]) for p in dicho["parrafos"]] == [(2, True)]


@pytest.mark.parametrize("desde", ["", "ayer", "0001-01-01T00:00:00Z", "2026-02-31T00:00:00Z", "9" * 40])
@pytest.mark.parametrize("tengo", ["", "x:y", ",,,", "\x00:1"])
def test_an_odd_question_gets_everything(
    organo: CasoDeOrgano, sesion: Sesion, pagina: Pagina, desde: str, tengo: str
):
    agregar(organo, sesion, "Uno.")
    respuesta = pagina.cliente.get(f"{pagina.base}cambios/", {"desde": desde, "tengo": tengo})
    assert len(respuesta.json()["parrafos"]) == 1


def test_the_page_asks_the_same_of_the_database_however_much_is_written(
    organo: CasoDeOrgano, sesion: Sesion, pagina: Pagina
):
    cuantas = []
    for n in (3, 30):
        for m in range(n):
            agregar(organo, sesion, f"{m}", clase=("deliberacion", "acuerdo", "compromiso")[m % 3])
        pagina.cliente.get(pagina.base)
        with CaptureQueriesContext(connection) as consultas:
            assert pagina.cliente.get(f"{pagina.base}?lugar=apertura").status_code == 200
        cuantas.append(len(consultas))
    assert cuantas[0] == cuantas[1]

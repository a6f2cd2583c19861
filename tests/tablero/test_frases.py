"""No act is told by its bare name: whatever the services write into the log has its Spanish sentence."""

import ast
from pathlib import Path

import pytest
from django.conf import settings

from convenios.models import Adenda, Convenio
from expedientes.models import ACCIONES, Clase
from tablero.ficha.frases import FRASES

SERVICIOS = sorted(
    fichero
    for app in ("convenios", "expedientes", "documentos", "planes")
    for fichero in Path(settings.BASE_DIR, app, "services").rglob("*.py")
    if fichero.name != "vistas.py" and fichero.parent.name != "importaciones"
)
"""Those of a case file; an import writes into its institution's own log (`convenios/services/importaciones`), a saved
view into that of its person or institution."""


def acciones(fichero: Path) -> set[str]:
    """The actions that a module names literally, where it logs one act or several."""
    llamadas = [
        nodo
        for nodo in ast.walk(ast.parse(fichero.read_text()))
        if isinstance(nodo, ast.Call) and getattr(nodo.func, "id", "") in ("asentar_acto", "Apunte")
    ]
    return {
        hoja.value
        for llamada in llamadas
        for hoja in ast.walk(llamada.args[1])
        if isinstance(hoja, ast.Constant) and isinstance(hoja.value, str)
    }


@pytest.mark.parametrize("fichero", SERVICIOS, ids=lambda f: str(f.relative_to(settings.BASE_DIR)))
def test_every_action_that_a_service_writes_has_a_sentence(fichero: Path):
    con_frase = {accion for _modelo, accion in FRASES}
    assert acciones(fichero) - con_frase == set()


def test_the_search_finds_the_actions_of_the_services():
    assert {"numerar", "liquidar", "registrar_causal", "compartir_texto", "guardar_borrador"} <= set().union(
        *(acciones(f) for f in SERVICIOS)
    )


@pytest.mark.parametrize("modelo", [Convenio, Adenda])
def test_every_pronouncement_on_an_instrument_has_a_sentence(modelo: type[Convenio | Adenda]):
    sin_ellas = {
        Clase.VERIFICACION,
        *([Clase.COMPROBACION] if modelo is Adenda else []),
    }  # addenda have no model
    suyas = {ACCIONES[c] for c in Clase if c not in sin_ellas} | {"crear"}
    con_frase = {accion for de, accion in FRASES if de == modelo._meta.label_lower}
    assert suyas - con_frase == set()

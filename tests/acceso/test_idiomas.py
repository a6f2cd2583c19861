"""No page mixes languages: where every message stands in brackets, nothing is left but what people wrote."""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any
from zoneinfo import available_timezones

import pytest
from django.apps import apps

from convenios.importacion.origenes import ORIGENES
from convenios.models import Clausula
from convenios.ordinales import ordinal
from documentos.models import Papel
from instituciones.models import Usuario
from tablero.indice import vocabularios
from tests.acceso.paginas import PAGINAS, quien_abre
from tests.acceso.tabla import Fila
from tests.acceso.visita import Visita, deshecho
from tests.factories import hoy
from tests.idiomas import datos_de, hablado, mensajes_de_las_fuentes, textos_de

pytestmark = pytest.mark.django_db

PALABRA = re.compile(r"[^\W\d_]{2,}")
HUELLA = re.compile(r"\b[0-9a-f]{12,64}\b|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")
"""A hash, or how it begins, and the number of a copy: no word of any language."""
INVARIABLES = {
    "XLSX",
    "CSV",
    "JSON",
    "SHA-256",
    "verificar.html",
    "verificar.py",
    "Cooperación",
    "Oficio 1-2026",
}
"""Names of formats and files, and what the forms of these tests wrote where no table shows it."""
DE_LAS_ACTAS = {
    f"Sesión {tipo} {n}-{hoy().year}" for tipo in ("ordinaria", "extraordinaria") for n in range(1, 9)
}
"""What an acta says stays in the language in which it was written."""
SIN_IDIOMA = {"notificaciones.plazo", "notificaciones.envio", "sessions.session", "auth.permission"}
"""Tables whose sentences the site itself wrote: they are no data."""


@pytest.fixture(scope="module")
def entre_corchetes() -> Iterator[None]:
    with hablado("en", mensajes_de_las_fuentes()):
        yield


@pytest.fixture(scope="module")
def lectora(entre_corchetes: None, visita: Visita, django_db_blocker: Any) -> Iterator[Visita]:
    """Everybody reads English, until the module ends."""
    en_su_idioma = deepcopy(visita.galletas)
    for galletas in en_su_idioma.values():
        galletas["django_language"] = "en"
    with django_db_blocker.unblock(), deshecho(), pytest.MonkeyPatch.context() as en_ingles:
        Usuario.objects.update(idioma="en")
        en_ingles.setattr(visita, "galletas", en_su_idioma)
        for cliente in visita.clientes.values():
            # what the pages for everybody go by
            en_ingles.setitem(cliente.defaults, "HTTP_ACCEPT_LANGUAGE", "en")
        yield visita


@pytest.fixture(scope="module")
def datos(lectora: Visita) -> list[str]:
    """What people wrote, and names that are the same in every language; the longest first."""
    modelos = [m for m in apps.get_models() if m._meta.label_lower not in SIN_IDIOMA]
    zonas = {zona.rpartition("/")[2].replace("_", " ") for zona in available_timezones()}
    formas = [forma for origen in ORIGENES.values() for forma in origen.formas]
    columnas = {nombre for forma in formas for columna in forma.columnas for nombre in columna.nombres}
    ordinales = {f"{ordinal(n)}." for n in range(1, 100)}
    codigos = {papel.codigo_en_grupos for papel in Papel.objects.exclude(codigo=None)}
    todos = (
        datos_de(modelos)
        | zonas
        | columnas
        | ordinales
        | codigos
        | INVARIABLES
        | DE_LAS_ACTAS
        | _del_taller()
    )
    return sorted((d for d in todos if PALABRA.search(d)), key=len, reverse=True)


def _del_taller() -> set[str]:
    """The states of the lifecycle that only tests know: no catalogue is made of the tests."""
    taller = next(v for v in vocabularios() if v.clave == "estados-pieza")
    return {palabra[parte] for palabra in taller.palabras for parte in ("term", "value")}


@pytest.fixture(scope="module")
def clausulas(lectora: Visita) -> list[str]:
    """A comparison shows them in pieces."""
    return [" ".join(texto.split()) for texto in Clausula.objects.values_list("texto", flat=True)]


@pytest.mark.parametrize("fila", PAGINAS, ids=str)
def test_a_page_says_nothing_that_is_not_marked(
    lectora: Visita, datos: list[str], clausulas: list[str], fila: Fila
):
    respuesta = lectora.pedir("GET", fila.nombre, quien_abre(fila))
    if respuesta.texto.lstrip().startswith("<!doctype html>"):
        assert sin_marcar(respuesta.texto, datos, clausulas) == []


def sin_marcar(html: str, datos: list[str], clausulas: list[str]) -> list[str]:
    return [
        texto
        for texto in textos_de(html)
        if PALABRA.search(sin_datos(HUELLA.sub(" ", texto), datos))
        and not any(texto in clausula for clausula in clausulas)
    ]


def sin_datos(texto: str, datos: list[str]) -> str:
    for dato in datos:
        if dato in texto:
            texto = texto.replace(dato, " ")
            if not PALABRA.search(texto):
                break
    return texto

"""The list of case files: found by words, filtered by the address, paged by key, exported without formulas."""

import base64
import csv
import io
import json

import pytest
from django.test import Client
from openpyxl import load_workbook

from expedientes.models import Expediente
from tests.factories import Caso, expediente, institucion

pytestmark = pytest.mark.django_db


def entrar(usuario) -> Client:
    client = Client()
    client.force_login(usuario)
    return client


def clave(*partes: object) -> str:
    """A key as an address carries it."""
    return base64.urlsafe_b64encode(json.dumps(partes).encode()).decode().rstrip("=")


def titulos(respuesta) -> list[str]:
    return [e.titulo for e in respuesta.context["pagina"].filas]


def test_words_are_found_without_accents_and_in_any_form():
    caso = Caso(titulo="Reunión de evaluación del convenio")
    client = entrar(caso.personal)
    for q in ("evaluacion", "REUNIONES", "Confederación", caso.expediente.codigo[:8]):
        assert titulos(client.get("/expedientes/", {"q": q})) == ["Reunión de evaluación del convenio"], q
    assert titulos(client.get("/expedientes/", {"q": "ferrocarril"})) == []


def test_what_one_may_not_see_is_not_found():
    caso = Caso()
    assert titulos(entrar(caso.ajeno).get("/expedientes/")) == []
    assert titulos(entrar(caso.titular).get("/expedientes/")) == [caso.expediente.titulo]


def test_an_institution_is_found_by_its_acronym_or_part_of_its_name():
    caso = Caso()
    client = entrar(caso.personal)
    for institucion_ in ("conf", "Confederacion", "ministério"):
        assert titulos(client.get("/expedientes/", {"institucion": institucion_})) == [caso.expediente.titulo]
    assert titulos(client.get("/expedientes/", {"institucion": "Universidad"})) == []


def test_pages_follow_each_other_by_key_and_back():
    caso = Caso(titulo="Caso 0")
    for n in range(1, 31):
        expediente(caso.propone, titulo=f"Caso {n}")
    client = entrar(caso.personal)
    primera = client.get("/expedientes/")
    esperados = [e.titulo for e in Expediente.objects.visible_to(caso.personal)]
    assert titulos(primera) == esperados[:25]
    segunda = client.get("/expedientes/" + primera.context["siguiente"])
    assert titulos(segunda) == esperados[25:]
    assert segunda.context["siguiente"] == ""
    assert titulos(client.get("/expedientes/" + segunda.context["anterior"])) == esperados[:25]


@pytest.mark.parametrize(
    "consulta",
    [
        "page=-1",
        "limit=1000000000",
        "n=1e9",
        "n=7",
        "estado=cualquiera",
        "institucion=" + "x" * 101,
        "despues=mañana",
        "despues=1_2_3",
        "despues=" + clave("2026-01-01T00:00:00", 1),
        "despues=" + clave("0001-01-01", 1),
        "despues=" + clave("inf", 1),
        "antes=" + clave("2026-01-01T00:00:00+00:00", -1),
        "antes=" + clave(1, 1),
        "antes=W10",
        "movido_desde=2020-13-45",
        "movido_desde=2020-02-02&movido_hasta=2019-01-01",
        "q=" + "x" * 300,
        "q=%00",
        "inventado=1",
    ],
)
def test_nonsense_is_a_clear_400(consulta):
    caso = Caso()
    for camino in ("/expedientes/", "/expedientes/exportar/csv/"):
        respuesta = entrar(caso.personal).get(f"{camino}?{consulta}")
        assert respuesta.status_code == 400
        assert "Hay algo que corregir" in respuesta.content.decode()


@pytest.mark.parametrize("q", ["'", '"', "a & | !", "((", "\\", "🦙 cóndor", "<script>", "%", ":*"])
def test_any_words_may_be_searched(q):
    caso = Caso()
    respuesta = entrar(caso.personal).get("/expedientes/", {"q": q})
    assert respuesta.status_code == 200
    assert b"<script>" not in respuesta.content.replace(b"<script src", b"")


def test_the_list_costs_the_same_with_1_and_with_30_rows(django_assert_num_queries):
    caso = Caso()
    client = entrar(caso.personal)
    client.get("/expedientes/")
    with django_assert_num_queries(6):
        client.get("/expedientes/?n=50")
    for n in range(30):
        expediente(caso.propone, caso.otra, titulo=f"Caso {n}")
    with django_assert_num_queries(6):
        client.get("/expedientes/?n=50")
    with django_assert_num_queries(7):  # with a further page, they are counted
        client.get("/expedientes/?n=25")


def test_the_filtered_list_is_exported_and_nothing_in_it_is_a_formula():
    caso = Caso(titulo="=HYPERLINK(1)")
    expediente(institucion("Otra"), titulo="No lo veo")
    client = entrar(caso.personal)
    respuesta = client.get("/expedientes/exportar/csv/", {"q": "hyperlink"})
    texto = b"".join(respuesta).decode("utf-8-sig")
    filas = list(csv.reader(io.StringIO(texto)))
    assert [fila[1] for fila in filas] == ["Título", "'=HYPERLINK(1)"]
    libro = load_workbook(io.BytesIO(b"".join(client.get("/expedientes/exportar/xlsx/"))))
    celdas = [fila[1] for fila in libro.active.iter_rows(values_only=True)]
    assert celdas == ["Título", "'=HYPERLINK(1)"]


def test_a_case_file_without_an_agreement_tells_its_own_state():
    caso = Caso("solicitud")
    expediente(caso.propone, titulo="Relación")
    pagina = entrar(caso.personal).get("/expedientes/").content.decode()
    assert ('data-estado="abierto"' in pagina, 'data-estado="solicitud"' in pagina) == (True, True)
    assert "VARIABLE INDEFINIDA" not in pagina

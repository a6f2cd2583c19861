"""The pages of control: who may, what is counted, what is new, what is logged, what is exported, and nonsense."""

import csv
import datetime as dt
import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from convenios.services import numerar
from expedientes.models import Expediente
from flujo.acto import Acto
from instituciones.models import ReglasDeInstitucion
from tablero.control import PREGUNTAS
from tablero.control.visitas import FIN_DE_LA_VISITA, descartar_visitas
from tablero.models import VisitaDeControl
from tests.convenios.vida import DIA
from tests.factories import con_rol, cuenta, designado, hoy
from tests.tablero.control.preguntar import AYER, Control
from tests.tablero.test_cartera import entrar

pytestmark = pytest.mark.django_db

SIN_REGISTRO = "/control/sin-registro/"


@pytest.fixture
def control() -> Control:
    return Control()


def cuentas(client: Client, **consulta: Any) -> dict[str, Any]:
    return {c.pregunta.clave: c for c in client.get("/control/", consulta).context["cuentas"]}


def lecturas(expediente: Expediente) -> list[tuple[str, str]]:
    asientos = Expediente.objects.get(pk=expediente.pk).lecturas.asientos.order_by("n")
    return list(asientos.values_list("accion", "visibilidad"))


# -- who may


def test_it_is_open_to_who_audits_keeps_a_register_or_coordinates_and_to_nobody_else(control: Control):
    expediente = control.convenio().expediente
    coordina, _ = designado(expediente, control.propone, "coordinador_titular")
    firma, _ = designado(expediente, control.propone, "firmante")
    pueden = (control.auditora, control.registro, coordina)
    no_pueden = (firma, control.asistente, con_rol(control.propone, "personal"), cuenta(is_superuser=True))
    for camino in ("/control/", SIN_REGISTRO, f"{SIN_REGISTRO}exportar/csv/"):
        assert [entrar(quien).get(camino).status_code for quien in pueden] == [200] * 3, camino
        assert [entrar(quien).get(camino).status_code for quien in no_pueden] == [403] * 4, camino
    assert "Las preguntas de control las hace" in entrar(firma).get("/control/").content.decode()


def test_it_is_linked_from_the_desk_and_from_the_case_file(control: Control):
    expediente = control.convenio().expediente
    coordina, _ = designado(expediente, control.propone, "coordinador_titular")
    de_control = f'href="/control/?q={expediente.codigo}"'
    assert 'href="/control/"' in entrar(control.auditora).get("/").content.decode()
    assert 'href="/control/"' not in entrar(control.asistente).get("/").content.decode()
    for quien, hay in ((control.auditora, True), (coordina, True), (control.asistente, False)):
        pagina = entrar(quien).get(expediente.get_absolute_url()).content.decode()
        assert (de_control in pagina) == hay, quien
        assert f'href="/expedientes/{expediente.codigo}/linea/"' in pagina


# -- counts, and what changed


def test_every_question_is_counted_with_its_formula(control: Control):
    control.convenio()
    pagina = entrar(control.auditora).get("/control/")
    assert [c.pregunta.clave for c in pagina.context["cuentas"]] == list(PREGUNTAS)
    for pregunta in PREGUNTAS.values():
        assert str(pregunta.titulo) in pagina.content.decode()
        assert str(pregunta.explicacion) in pagina.content.decode()
    assert cuentas(entrar(control.auditora))["sin-registro"].total == 1
    assert cuentas(entrar(control.auditora), corte=AYER)["sin-registro"].total == 0


def test_what_is_new_and_what_is_gone_since_the_last_visit(control: Control):
    uno, client = control.convenio("Uno"), entrar(control.auditora)
    primera = cuentas(client)["sin-registro"]
    assert (primera.total, primera.desde, primera.nuevos) == (1, None, None)
    otro = control.convenio("Otro")
    numerar(uno, control.propone, acto=Acto(registra=control.registro), numero="1-2026")
    for _ in range(2):  # looking again is no other visit
        cuenta_ = cuentas(client)["sin-registro"]
        assert (cuenta_.nuevos, cuenta_.idos) == ({otro.pk}, {uno.pk})
    pagina = client.get(SIN_REGISTRO)
    assert [h.es_nuevo for h, _celdas in pagina.context["filas"]] == [True]
    assert [e.codigo for e in pagina.context["idos"]] == [uno.expediente.codigo]
    assert len(client.get(SIN_REGISTRO, {"solo": "nuevo"}).context["filas"]) == 1


def test_a_visit_is_over_after_half_an_hour_and_the_next_is_compared_with_its_end(control: Control):
    control.convenio("Uno")
    client = entrar(control.auditora)
    cuentas(client)
    otro = control.convenio("Otro")
    assert cuentas(client)["sin-registro"].nuevos == {otro.pk}
    VisitaDeControl.objects.update(
        antes_at=timezone.now() - 3 * FIN_DE_LA_VISITA, ahora_at=timezone.now() - 2 * FIN_DE_LA_VISITA
    )
    assert cuentas(client)["sin-registro"].nuevos == set()


def test_each_account_and_each_scope_has_visits_of_its_own(control: Control):
    control.convenio("Riego")
    cuentas(entrar(control.auditora))
    assert cuentas(entrar(control.registro))["sin-registro"].desde is None
    assert cuentas(entrar(control.auditora), q="riego")["sin-registro"].desde is None
    assert cuentas(entrar(control.auditora))["sin-registro"].desde is not None


def test_more_than_are_counted_are_not_compared(control: Control, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tablero.control.visitas.MAXIMO_CONTADO", 1)
    for titulo in ("Uno", "Otro"):
        control.convenio(titulo)
    client = entrar(control.auditora)
    cuentas(client)
    cuenta_ = cuentas(client)["sin-registro"]
    assert (cuenta_.total, cuenta_.hay_mas, cuenta_.nuevos) == (1, True, None)
    pagina = client.get("/control/").content.decode()
    assert "más de 1" in pagina
    assert "Son demasiados para comparar" in pagina


def test_what_nobody_compares_any_more_is_thrown_away(control: Control):
    cuentas(entrar(control.auditora))
    assert descartar_visitas() == 0
    assert descartar_visitas(ahora=timezone.now() + 500 * DIA) == len(PREGUNTAS)


# -- readings


def test_an_auditors_reading_is_logged_and_hidden_and_a_count_names_nobody(control: Control):
    expediente = control.convenio().expediente
    client = entrar(control.auditora)
    client.get("/control/")
    assert lecturas(expediente) == []
    client.get(SIN_REGISTRO)
    client.get(f"{SIN_REGISTRO}exportar/csv/").getvalue()
    assert lecturas(expediente) == [("leer", "control")] * 2
    entrar(control.registro).get(SIN_REGISTRO)
    assert lecturas(expediente) == [("leer", "control")] * 2
    camino = f"/expedientes/{expediente.codigo}/lecturas/"
    assert "lo que respondió una pregunta de control" in client.get(camino).content.decode()
    for quien in (control.registro, control.asistente, control.contraparte):
        assert "pregunta de control" not in entrar(quien).get(camino).content.decode()


# -- pages and files


def test_the_answers_go_page_by_page_by_key(control: Control):
    for n in range(30):
        control.convenio(f"Convenio {n}", suscrito_el=hoy() - (800 + n % 7) * DIA)
    client = entrar(control.registro)
    vistos, direccion = [], "?"
    while direccion:
        contexto = client.get(f"{SIN_REGISTRO}{direccion}").context
        vistos += [h.expediente.codigo for h, _celdas in contexto["filas"]]
        direccion = contexto["siguiente"]
    assert len(vistos) == len(set(vistos)) == 30
    assert contexto["pagina"].total == 30


@pytest.mark.parametrize("clave", PREGUNTAS)
def test_a_page_costs_the_same_however_many_answers_there_are(clave: str):
    caso = Mucho()
    client, camino = entrar(caso.auditora), f"/control/{clave}/"
    client.get(camino)
    pocas = _sentencias(client, camino)
    caso.crecer()
    assert _sentencias(client, camino) == pocas
    assert pocas <= 16


def test_the_counts_cost_a_statement_for_each_question():
    caso = Mucho()
    client = entrar(caso.auditora)
    client.get("/control/")
    pocas = _sentencias(client, "/control/")
    caso.crecer()
    assert _sentencias(client, "/control/") == pocas
    assert pocas <= len(PREGUNTAS) + 9


class Mucho(Control):
    """Something that answers most of the questions, and then ten times as much of it."""

    def __init__(self) -> None:
        super().__init__()
        ReglasDeInstitucion.objects.create(
            institucion=self.propone, desde=dt.date(2000, 1, 1), plazo_maximo=1
        )
        self.crecer(1)

    def crecer(self, cuantos: int = 9) -> None:
        for n in range(cuantos):
            self.convenio(f"Convenio {n}", suscrito_el=hoy() - DIA, fin=-30)


def _sentencias(client: Client, camino: str) -> int:
    with CaptureQueriesContext(connection) as capturadas:
        assert client.get(camino).status_code == 200
    return len(capturadas)


@pytest.mark.parametrize("clave", PREGUNTAS)
def test_every_question_is_exported(control: Control, clave: str):
    control.convenio("=HYPERLINK(1)", suscrito_el=hoy() - DIA, fin=-30)
    client = entrar(control.auditora)
    en_csv = client.get(f"/control/{clave}/exportar/csv/")
    filas = list(csv.reader(io.StringIO(en_csv.getvalue().decode("utf-8-sig"))))
    assert filas[0][:2] == ["Código", "Expediente"]
    assert len(filas) - 1 == len(client.get(f"/control/{clave}/").context["filas"])
    assert not [celda for fila in filas for celda in fila if celda.startswith("=")]
    en_xlsx = client.get(f"/control/{clave}/exportar/xlsx/")
    hoja = load_workbook(io.BytesIO(en_xlsx.getvalue())).active
    assert next([str(c or "") for c in fila] for fila in hoja.iter_rows(values_only=True)) == filas[0]
    assert hoja.max_row == len(filas)


def test_a_file_has_what_the_filters_let_through(control: Control):
    uno = control.convenio("Riego")
    control.convenio("Otro")
    respuesta = entrar(control.registro).get(f"{SIN_REGISTRO}exportar/csv/", {"q": "riego"})
    filas = list(csv.reader(io.StringIO(respuesta.getvalue().decode("utf-8-sig"))))
    assert [fila[0] for fila in filas[1:]] == [uno.expediente.codigo]


# -- nonsense

DISPARATES = [
    {"corte": "mañana"},
    {"corte": "9999-12-31"},
    {"corte": "0001-01-01"},
    {"desde": "2020-01-02", "hasta": "2020-01-01"},
    {"tipo": "ninguno"},
    {"despues": "x"},
    {"despues": "WyJ4IiwxXQ"},
    {"despues": "WzEsMV0"},
    {"n": "7"},
    {"page": "2"},
    {"otra": "cosa"},
    {"institucion": "a" * 101},
    {"registro": "\x00"},
]


@pytest.mark.parametrize("disparate", DISPARATES, ids=str)
@pytest.mark.parametrize("camino", ["/control/", SIN_REGISTRO, f"{SIN_REGISTRO}exportar/xlsx/"])
def test_nonsense_is_told_in_words(control: Control, camino: str, disparate: dict[str, str]):
    respuesta = entrar(control.auditora).get(camino, disparate)
    assert respuesta.status_code == 400
    assert "Esa lista no existe" in respuesta.content.decode()


@pytest.mark.parametrize(
    "raro",
    [{"q": "' or 1=1 --"}, {"registro": "%"}, {"desde": "0001-01-01"}, {"hasta": "9999-12-31"}],
    ids=str,
)
def test_what_is_odd_but_may_be_asked_is_answered(control: Control, raro: dict[str, str]):
    for camino in ("/control/", *(p.get_absolute_url() for p in PREGUNTAS.values())):
        assert entrar(control.auditora).get(camino, raro).status_code == 200


def test_a_question_that_is_not_declared_does_not_exist(control: Control):
    client = entrar(control.auditora)
    assert client.get("/control/otra/").status_code == 404
    assert client.get("/control/otra/exportar/csv/").status_code == 404
    assert client.get(f"{SIN_REGISTRO}exportar/pdf/").status_code == 404
    assert client.post("/control/").status_code == 405

"""The portfolio: one row for each agreement, what is urgent first, filtered by the address, exported."""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from convenios.models import Convenio, Estado
from convenios.services import ClausulaNueva, Existente, Pacto, incorporar_existente
from expedientes.models import Participacion
from expedientes.services import abrir_expediente, registrar_gestion
from flujo.acto import Acto
from instituciones.models import Institucion, Usuario
from notificaciones.models import Plazo
from tablero.cartera import TODOS, Fila, FiltrosDeCartera, con_lo_que_se_muestra, filas_de, filtrada
from tests.convenios.vida import DIA
from tests.factories import Caso, auditor, con_rol, hoy, institucion

pytestmark = pytest.mark.django_db


class Mesa:
    """A ministry with its assistant, and the agreements that are brought in for it."""

    def __init__(self) -> None:
        self.propone: Institucion = institucion("Ministerio", sigla="MIN")
        self.otra: Institucion = institucion("Confederación", sigla="CONF")
        self.asistente: Usuario = con_rol(self.propone, "asistente")
        self.contraparte: Usuario = con_rol(self.otra, "asistente")

    def convenio(
        self,
        titulo: str = "Un convenio",
        *,
        fin: int | None = 400,
        renovacion: int | None = None,
        clausula: str = "objeto",
        **datos: Any,
    ) -> Convenio:
        """In execution, ending in so many days; its renewal is asked for so many days before, if its text says so."""
        datos = {
            "estado": "en_ejecucion",
            "suscrito_el": hoy() - 800 * DIA,
            "inicio": hoy() - 800 * DIA,
            **datos,
        }
        return incorporar_existente(
            Existente(
                titulo=titulo,
                tipo="marco",
                proponente=self.propone,
                otras=datos.pop("otras", [self.otra]),
                clausulas=[ClausulaNueva(clausula, "Única", "Las partes cooperan.")],
                pacto=Pacto(renovacion_dias=renovacion),
                fin_original=None if fin is None else hoy() + fin * DIA,
                **datos,
            ),
            acto=Acto(registra=self.asistente),
        )

    def filas(self) -> list[Fila]:
        """What the page has of every agreement, over or not."""
        suyas = filtrada(self.asistente, FiltrosDeCartera(estado=TODOS))
        return filas_de(list(con_lo_que_se_muestra(self.asistente, suyas)))

    def gestion(self, convenio: Convenio, quien: Usuario | None = None, **datos: Any) -> None:
        datos = {"medio": "llamada", "con": self.otra, "resumen": "Quedaron en responder.", **datos}
        registrar_gestion(convenio.expediente, acto=Acto(registra=quien or self.asistente), **datos)


def entrar(usuario: Usuario) -> Client:
    client = Client()
    client.force_login(usuario)
    return client


def celdas(respuesta: Any, clave: str) -> list[Any]:
    """What one column says, row by row."""
    numero = [c.clave for c in respuesta.context["columnas"]].index(clave)
    return [fila[numero].valor for fila in respuesta.context["filas"]]


def titulos(usuario: Usuario, **consulta: Any) -> list[str]:
    return celdas(entrar(usuario).get("/cartera/", consulta), "titulo")


# -- what a row says


def test_a_row_says_what_is_known_of_the_agreement():
    mesa = Mesa()
    convenio = mesa.convenio(fin=120, renovacion=60, clausula="plan")
    mesa.gestion(convenio, fecha=hoy(), proximo_contacto=hoy() + 3 * DIA)
    respuesta = entrar(mesa.asistente).get("/cartera/")
    [prorroga] = set(Plazo.objects.filter(tipo="prorroga").values_list("vence", flat=True))
    dicho = {c.clave: celdas(respuesta, c.clave)[0] for c in respuesta.context["columnas"]}
    assert dicho == {
        "contraparte": "CONF",
        "titulo": "Un convenio",
        "codigo": convenio.expediente.codigo,
        "estado": "En ejecución",
        "fin": hoy() + 120 * DIA,
        "prorroga": prorroga,
        "plan": "Sí",
        "movido": hoy(),
        "que_paso": "Llamada · CONF",
        "contacto": hoy() + 3 * DIA,
        "dias": 0,
    }


def test_the_counterpart_is_whoever_is_not_of_the_reader():
    mesa = Mesa()
    mesa.convenio()
    assert celdas(entrar(mesa.contraparte).get("/cartera/"), "contraparte") == ["MIN"]
    ajena = auditor(mesa.propone)
    assert celdas(entrar(ajena).get("/cartera/"), "contraparte") == ["MIN; CONF"]


def test_a_party_that_left_is_no_counterpart():
    mesa = Mesa()
    salio = institucion("Universidad", sigla="UNI")
    mesa.convenio(otras=[mesa.otra, salio])
    assert celdas(entrar(mesa.asistente).get("/cartera/"), "contraparte") == ["CONF; UNI"]
    Participacion.objects.filter(institucion=salio).update(hasta=hoy() - DIA)
    assert celdas(entrar(mesa.asistente).get("/cartera/"), "contraparte") == ["CONF"]


def test_without_a_term_of_renewal_or_a_clause_of_plan_it_says_so():
    mesa = Mesa()
    mesa.convenio()
    respuesta = entrar(mesa.asistente).get("/cartera/")
    assert (celdas(respuesta, "prorroga"), celdas(respuesta, "plan")) == ([None], ["No"])


def test_an_agreement_without_term_is_said_to_be_indefinite():
    mesa = Mesa()
    mesa.convenio(fin=None, es_indefinido=True)
    assert celdas(entrar(mesa.asistente).get("/cartera/"), "fin") == ["Indefinido"]


def test_the_next_contact_is_the_readers_own_matter():
    mesa = Mesa()
    convenio = mesa.convenio()
    mesa.gestion(convenio, proximo_contacto=hoy() + DIA)
    assert celdas(entrar(mesa.asistente).get("/cartera/"), "contacto") == [hoy() + DIA]
    de_enfrente = entrar(mesa.contraparte).get("/cartera/")
    assert celdas(de_enfrente, "contacto") == [None]
    assert "Llamada" not in de_enfrente.text


def test_an_office_of_control_reads_what_happened_in_the_case_file_and_not_here():
    caso = Caso(Estado.EN_EVALUACION)
    assert "En evaluación" in celdas(entrar(caso.personal).get("/cartera/"), "que_paso")[0]
    assert celdas(entrar(auditor(caso.propone)).get("/cartera/"), "que_paso") == [""]


def test_a_day_that_is_over_is_told_in_words_and_not_by_colour_alone():
    mesa = Mesa()
    mesa.convenio(fin=-3)
    assert 'aria-label="Ya pasó"' in entrar(mesa.asistente).get("/cartera/").text
    mesa = Mesa()
    mesa.convenio(fin=30)
    assert 'aria-label="Pronto"' in entrar(mesa.asistente).get("/cartera/").text


@pytest.mark.parametrize(
    ("dentro_de", "dice"),
    [(-1, ["Ya pasó"]), (0, ["Pronto"]), (90, ["Pronto"]), (91, [])],
)
def test_the_last_day_is_not_over_and_soon_ends_after_90_days(dentro_de: int, dice: list[str]):
    mesa = Mesa()
    mesa.convenio(fin=dentro_de)
    assert re.findall(r'aria-label="(Ya pasó|Pronto)"', entrar(mesa.asistente).get("/cartera/").text) == dice


def test_no_day_of_an_agreement_that_is_over_is_urgent():
    mesa = Mesa()
    mesa.convenio(fin=70, renovacion=60, estado="concluido", concluido_el=hoy())
    [fila] = mesa.filas()
    assert (fila.fin, fila.tono_del_fin, fila.tono_de_la_prorroga) == (hoy() + 70 * DIA, "", "")
    en_marcha = replace(fila, convenio=mesa.convenio(fin=70), prorroga=hoy() + 10 * DIA)
    assert (en_marcha.tono_del_fin, en_marcha.tono_de_la_prorroga) == ("wait", "wait")
    assert replace(en_marcha, convenio=fila.convenio).tono_de_la_prorroga == ""


def test_a_contact_is_late_on_the_day_after():
    mesa = Mesa()
    mesa.gestion(mesa.convenio(), proximo_contacto=hoy())
    [fila] = mesa.filas()
    assert fila.tono_del_contacto == ""
    assert replace(fila, hoy=hoy() + DIA).tono_del_contacto == "bad"


# -- order and pages


def test_what_is_due_comes_first_and_then_what_stands_still():
    mesa = Mesa()
    mesa.convenio("quieto", fin=900)
    with tras(40):
        mesa.convenio("reciente", fin=500)
        mesa.convenio("vence en un mes", fin=30)
        mesa.convenio("venció", fin=-10)
        mesa.convenio("pronto se pide la prórroga", fin=200, renovacion=150)
        mesa.gestion(mesa.convenio("hay que llamar"), fecha=hoy(), proximo_contacto=hoy() + 5 * DIA)
        assert titulos(mesa.asistente) == [
            "venció",
            "hay que llamar",
            "vence en un mes",
            "pronto se pide la prórroga",
            "quieto",
            "reciente",
        ]


@contextmanager
def tras(dias: int) -> Iterator[None]:
    """So many days later."""
    with time_machine.travel(dt.datetime.now(dt.UTC) + dias * DIA, tick=True):
        yield


def test_pages_follow_each_other_by_urgency_and_back():
    mesa = Mesa()
    for n in range(45):
        mesa.convenio(f"Convenio {n:02}", fin=n + 1 if n % 2 else 400)
    client = entrar(mesa.asistente)
    primera = client.get("/cartera/")
    segunda = client.get("/cartera/" + primera.context["siguiente"])
    assert (len(celdas(primera, "titulo")), len(celdas(segunda, "titulo"))) == (40, 5)
    todos = celdas(client.get("/cartera/", {"n": 80}), "titulo")
    assert celdas(primera, "titulo") + celdas(segunda, "titulo") == todos
    assert celdas(client.get("/cartera/" + segunda.context["anterior"]), "titulo") == todos[:40]


def test_it_costs_the_same_with_1_and_with_30_rows(django_assert_num_queries):
    mesa = Mesa()
    client = entrar(mesa.asistente)

    def uno(n: int) -> None:
        convenio = mesa.convenio(f"Convenio {n}", fin=n + 1, renovacion=60)
        if n % 2:
            mesa.gestion(convenio, proximo_contacto=hoy() + DIA)

    uno(1)
    uno(2)
    client.get("/cartera/")
    with django_assert_num_queries(CUANTAS):
        client.get("/cartera/")
    for n in range(3, 31):
        uno(n)
    with django_assert_num_queries(CUANTAS):
        assert len(celdas(client.get("/cartera/"), "titulo")) == 30


CUANTAS = 9


# -- filters


def test_the_address_filters():
    mesa = Mesa()
    mesa.convenio("corto", fin=20)
    mesa.convenio("largo", fin=800)
    mesa.convenio("de otra", fin=800, otras=[institucion("Universidad", sigla="UNI")])
    mesa.convenio("archivado", estado="archivado", fin=-90, concluido_el=hoy() - 90 * DIA, causa="vencimiento",
                  cerrado_el=hoy() - 80 * DIA)  # fmt: skip
    mesa.convenio("concluido", estado="concluido", fin=10, concluido_el=hoy() - DIA, causa="mutuo_acuerdo")
    abrir_expediente(
        titulo="una relación", tipo="relacion", proponente=mesa.propone, acto=Acto(registra=None)
    )
    todos = {"corto", "largo", "de otra", "concluido"}
    casos: list[tuple[dict[str, Any], set[str]]] = [
        ({}, todos),
        ({"estado": "todos"}, todos | {"archivado"}),
        ({"estado": "archivado"}, {"archivado"}),
        ({"institucion": "uni"}, {"de otra"}),
        ({"vence_en": 20}, {"corto"}),
        ({"vence_en": 19}, set()),
        ({"vence_en": 20, "estado": "todos"}, {"corto"}),
        ({"vence_en": 900, "estado": "todos"}, todos - {"concluido"}),
        ({"termina_en": (hoy() + 20 * DIA).year, "q": "corto"}, {"corto"}),
        ({"termina_en": 1999}, set()),
        ({"sin_mover": 0}, todos),
        ({"sin_mover": 1}, set()),
        ({"q": "largo"}, {"largo"}),
    ]
    client = entrar(mesa.asistente)
    for consulta, esperados in casos:
        assert set(celdas(client.get("/cartera/", consulta), "titulo")) == esperados, consulta


def test_what_is_over_or_past_falls_due_no_more():
    mesa = Mesa()
    mesa.convenio("venció", fin=-1)
    mesa.convenio("vence hoy", fin=0)
    client = entrar(mesa.asistente)
    assert celdas(client.get("/cartera/", {"vence_en": 30}), "titulo") == ["vence hoy"]


@pytest.mark.parametrize(("renovacion", "tipo"), [(120, "otro"), (170, "prorroga")], ids=["other", "past"])
def test_only_the_coming_deadline_of_the_renewal_makes_it_urgent(renovacion: int, tipo: str):
    mesa = Mesa()
    mesa.convenio("quieto", fin=900)
    with tras(5):
        mesa.convenio("se movió después", fin=200, renovacion=renovacion)
        Plazo.objects.filter(tipo="prorroga").update(tipo=tipo)
    with tras(40):
        assert titulos(mesa.asistente) == ["quieto", "se movió después"]


def test_what_is_over_comes_last_and_what_runs_no_more_is_not_due():
    mesa = Mesa()
    mesa.convenio("archivado", estado="archivado", fin=-90, concluido_el=hoy() - 90 * DIA, causa="vencimiento",
                  cerrado_el=hoy() - 80 * DIA)  # fmt: skip
    mesa.convenio("quieto", fin=900)
    with tras(5):
        mesa.convenio(
            "concluido", estado="concluido", fin=30, concluido_el=hoy() - DIA, causa="mutuo_acuerdo"
        )
    with tras(10):
        vistos = celdas(entrar(mesa.asistente).get("/cartera/", {"estado": "todos"}), "titulo")
    assert vistos == ["quieto", "concluido", "archivado"]


def test_a_contact_that_was_made_is_no_next_one():
    mesa = Mesa()
    convenio = mesa.convenio()
    mesa.gestion(convenio, proximo_contacto=hoy() + DIA)
    Plazo.objects.filter(modelo="expedientes.gestion").update(
        cumplido_at=timezone.now(), proximo_aviso_at=None
    )
    assert celdas(entrar(mesa.asistente).get("/cartera/"), "contacto") == [None]


def test_so_many_days_without_movement_count_from_the_readers_last_movement():
    mesa = Mesa()
    quieto = mesa.convenio("quieto")
    with tras(40):
        mesa.convenio("movido")
        assert titulos(mesa.asistente, sin_mover=40) == ["quieto"]
        assert titulos(mesa.asistente, sin_mover=41) == []
        mesa.gestion(quieto, fecha=hoy() - 5 * DIA)
        assert titulos(mesa.asistente, sin_mover=5) == ["quieto"]
        assert titulos(mesa.asistente, sin_mover=6) == []
        assert titulos(mesa.contraparte, sin_mover=40) == ["quieto"]


def test_what_one_may_not_see_is_not_there():
    mesa = Mesa()
    mesa.convenio()
    ajeno = con_rol(institucion("Ajena"), "personal")
    assert titulos(ajeno) == []
    assert "Ningún convenio" in entrar(ajeno).get("/cartera/").text


@pytest.mark.parametrize(
    "consulta",
    ["page=2", "estado=x", "vence_en=-1", "vence_en=1e9", "termina_en=99999", "sin_mover=abc", "otro=1",
     "despues=!!", "n=7", "vence_en=99999999999999999999", "q=%00"],
)  # fmt: skip
def test_nonsense_is_a_clear_400(consulta: str):
    mesa = Mesa()
    for camino in ("/cartera/", "/cartera/exportar/csv/"):
        respuesta = entrar(mesa.asistente).get(f"{camino}?{consulta}")
        assert respuesta.status_code == 400
        assert "Hay algo que corregir" in respuesta.text


# -- as a file


def test_the_filtered_portfolio_is_exported_and_nothing_in_it_is_a_formula():
    mesa = Mesa()
    mesa.convenio("=HYPERLINK(1)", fin=10)
    mesa.convenio("otro", fin=500)
    client = entrar(mesa.asistente)
    texto = b"".join(client.get("/cartera/exportar/csv/", {"vence_en": 30})).decode("utf-8-sig")
    filas = list(csv.DictReader(io.StringIO(texto)))
    assert [f["Convenio"] for f in filas] == ["'=HYPERLINK(1)"]
    assert (filas[0]["Fin vigente"], filas[0]["Tipo"]) == ((hoy() + 10 * DIA).isoformat(), "Convenio marco")
    libro = load_workbook(io.BytesIO(b"".join(client.get("/cartera/exportar/xlsx/"))))
    assert [fila[1] for fila in libro.active.iter_rows(values_only=True)] == [
        "Convenio",
        "'=HYPERLINK(1)",
        "otro",
    ]


# -- who finds it


def test_it_stands_in_the_navigation_of_who_is_of_a_party():
    caso = Caso()
    assert 'href="/cartera/"' in entrar(caso.titular).get("/").text
    assert 'href="/cartera/"' in entrar(caso.personal).get("/").text
    assert 'href="/cartera/"' not in entrar(auditor(caso.propone)).get("/").text

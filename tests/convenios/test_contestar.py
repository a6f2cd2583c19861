"""The pages by which a party looks at what was recorded for it from a paper, contests it, and withdraws that."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from auditoria.models import Asiento
from convenios.models import Estado
from convenios.services import observar, opinar, retirar_contestacion
from documentos.services import incorporar_documento, por_documento
from expedientes import queries
from expedientes.models import Aprobacion, Contestacion
from expedientes.services import contestar
from flujo.acto import Acto
from flujo.services import perform
from tests.convenios.pagina import entrar, enviar, ruta
from tests.factories import Caso, con_rol, hoy
from tests.factories import por_documento as un_papel

pytestmark = pytest.mark.django_db

MOTIVO = "Nadie firmó ese oficio."


@pytest.fixture
def caso() -> Caso:
    return Caso(Estado.EN_EVALUACION)


def opinion_de_papel(caso: Caso, **campos: Any) -> Aprobacion:
    acto = caso.acto(caso.asistente_de_contraparte, institucion_id=caso.propone.pk)
    return opinar(
        caso.actual(),
        "juridica",
        es_favorable=True,
        fundamento="Informe legal.",
        visibilidad="compartida",
        acto=acto.con(documento=campos.get("documento") or un_papel("La jefa de Asesoría")),
    )


def de_contestar(caso: Caso, asiento: Asiento) -> str:
    return ruta(caso, f"actos/{asiento.pk}/contestar/")


def ficha(caso: Caso, quien: Any) -> Any:
    return entrar(quien).get(ruta(caso))


def la_juridica(respuesta: Any) -> Any:
    return next(o for o in respuesta.context["ficha"].opiniones if o["titulo"] == "Opinión jurídica")


def acciones(respuesta: Any) -> dict[str, str]:
    return {a.text: a.href for a in respuesta.context["ficha"].que_sigue.acciones}


def test_the_page_shows_the_act_and_what_contesting_it_does(caso):
    opinion = opinion_de_papel(caso)
    html = entrar(caso.titular).get(de_contestar(caso, opinion.asiento)).text
    for dicho in (
        "MIN dio su opinión jurídica, favorable.",
        "La jefa de Asesoría",
        "Asistente de la contraparte",
        "este pronunciamiento no cuenta",
        "Coordinación titular de MIN",
    ):
        assert dicho in html
    assert "por=documento" not in html
    observacion = observar(
        caso.actual(),
        "Falta.",
        acto=caso.acto(caso.asistente_de_contraparte, institucion_id=caso.propone.pk, documento=un_papel()),
    )
    assert "conserva su efecto" in entrar(caso.titular).get(de_contestar(caso, observacion.asiento)).text


def test_a_party_contests_and_withdraws_from_the_page_of_the_case_file(caso):
    opinion = opinion_de_papel(caso)
    texto, direccion = la_juridica(ficha(caso, caso.titular))["by_document"]["action"]
    assert (texto, direccion) == ("Contestar", de_contestar(caso, opinion.asiento))
    assert enviar(entrar(caso.titular), direccion, motivo=MOTIVO).status_code == 302

    fila = la_juridica(ficha(caso, caso.titular))
    assert (fila["estado"], fila["estado_text"]) == ("contestada", "Favorable, contestada")
    assert fila["nota"] == "No cuenta mientras MIN la conteste."
    texto, direccion = fila["by_document"]["action"]
    assert texto == "Retirar la contestación"
    assert enviar(entrar(caso.titular), direccion, motivo="Apareció.").status_code == 302

    fila = la_juridica(ficha(caso, caso.titular))
    assert fila["estado_text"] == "Favorable"
    assert fila["by_document"].keys() == {"decided_by", "recorded_by", "document", "href"}
    assert entrar(caso.titular).get(direccion).status_code == 409


def test_whoever_reads_the_act_reads_that_it_is_contested_wherever_it_stands(caso):
    opinion = opinion_de_papel(caso)
    contestar(caso.expediente, opinion.asiento, MOTIVO, acto=caso.acto(caso.titular))
    for quien in (caso.titular, caso.contraparte, caso.personal):
        for resto in ("", "historia/"):
            html = entrar(quien).get(ruta(caso, resto)).text
            assert "contestado por MIN el" in html, resto
            assert MOTIVO in html, resto
    assert "contestó un acto registrado por documento" in entrar(caso.contraparte).get(ruta(caso)).text
    assert "action" not in la_juridica(ficha(caso, caso.contraparte))["by_document"]


def test_the_paper_says_that_what_it_proves_is_contested(caso):
    papel = incorporar_documento(
        caso.expediente,
        fichero=SimpleUploadedFile("oficio.txt", b"oficio", "text/plain"),
        tipo="oficio",
        titulo="Oficio 7",
        fecha=hoy(),
        visibilidad="compartida",
        acto=Acto(registra=caso.asistente_de_contraparte),
    )
    opinion = opinion_de_papel(
        caso, documento=por_documento(papel, decidio="La jefa", institucion=caso.propone)
    )
    lista = ruta(caso, "documentos/")
    assert "Un acto que consta aquí" not in entrar(caso.contraparte).get(lista).text
    contestar(caso.expediente, opinion.asiento, MOTIVO, acto=caso.acto(caso.titular))
    assert "Un acto que consta aquí: contestado por MIN el" in entrar(caso.contraparte).get(lista).text


def test_what_was_done_in_person_or_contested_before_has_a_page_that_says_so(caso):
    en_persona = opinar(
        caso.actual(), "tecnica", es_favorable=True, fundamento="", acto=caso.acto(caso.tecnica)
    )
    respuesta = entrar(caso.titular).get(de_contestar(caso, en_persona.asiento))
    assert (respuesta.status_code, "lo hizo en persona" in respuesta.text) == (409, True)
    opinion = opinion_de_papel(caso)
    contestar(caso.expediente, opinion.asiento, MOTIVO, acto=caso.acto(caso.titular))
    respuesta = entrar(caso.asistente).get(de_contestar(caso, opinion.asiento))
    assert (respuesta.status_code, "se contesta una sola vez" in respuesta.text) == (409, True)


def test_a_contestation_without_its_reason_comes_back_with_a_sentence(caso):
    opinion = opinion_de_papel(caso)
    for motivo in ("", " ", "a\x07b", "x" * 2001):
        respuesta = enviar(entrar(caso.titular), de_contestar(caso, opinion.asiento), motivo=motivo)
        assert respuesta.status_code == 422
        assert respuesta.context["form"].errors
    assert not Contestacion.objects.exists()


def test_the_office_is_asked_for_the_contested_opinion(caso):
    opinion = opinion_de_papel(caso)
    assert ficha(caso, caso.juridica).context["ficha"].que_sigue.tareas == []
    contestar(caso.expediente, opinion.asiento, MOTIVO, acto=caso.acto(caso.titular))
    [tarea] = ficha(caso, caso.juridica).context["ficha"].que_sigue.tareas
    assert tarea.text == "Dar la opinión jurídica"
    assert "contestó la que se registró por documento" in tarea.note


# -- what follows


def test_a_recent_act_that_another_recorded_is_quietly_offered_to_look_at(caso):
    opinion = opinion_de_papel(caso)
    texto = "Revisar un acto registrado por documento"
    for quien in (caso.titular, caso.asistente):
        assert acciones(ficha(caso, quien))[texto] == de_contestar(caso, opinion.asiento)
    for quien in (caso.alterno, caso.personal, caso.contraparte, caso.asistente_de_contraparte):
        assert texto not in acciones(ficha(caso, quien))
    contestacion = contestar(caso.expediente, opinion.asiento, MOTIVO, acto=caso.acto(caso.titular))
    assert texto not in acciones(ficha(caso, caso.titular))
    retirar_contestacion(contestacion, "Apareció.", acto=caso.acto(caso.titular))
    assert texto not in acciones(ficha(caso, caso.titular))


def test_several_are_looked_at_in_the_history(caso):
    opinion_de_papel(caso)
    observar(
        caso.actual(),
        "Falta.",
        acto=caso.acto(caso.asistente_de_contraparte, institucion_id=caso.propone.pk, documento=un_papel()),
    )
    assert acciones(ficha(caso, caso.titular))["Revisar los actos registrados por documento"] == ruta(
        caso, "historia/"
    )


def test_ones_own_record_and_an_old_one_are_not_offered(caso, monkeypatch):
    opinar(
        caso.actual(),
        "juridica",
        es_favorable=True,
        fundamento="",
        acto=caso.acto(caso.asistente, institucion_id=caso.propone.pk, documento=un_papel()),
    )
    texto = "Revisar un acto registrado por documento"
    assert texto not in acciones(ficha(caso, caso.asistente))
    assert texto in acciones(ficha(caso, caso.titular))
    monkeypatch.setattr(queries, "PARA_REVISAR", queries.PARA_REVISAR * 0)
    assert texto not in acciones(ficha(caso, caso.titular))


def test_nothing_is_contested_in_a_closed_case_file(caso):
    opinion = opinion_de_papel(caso)
    perform(
        caso.expediente, "cerrar", acto=Acto(registra=con_rol(caso.propone, "registro")), motivo="Se archiva"
    )
    assert entrar(caso.titular).get(de_contestar(caso, opinion.asiento)).status_code == 403
    assert "Revisar un acto registrado por documento" not in acciones(ficha(caso, caso.titular))
    assert "action" not in la_juridica(ficha(caso, caso.titular))["by_document"]


def test_the_history_as_of_a_day_tells_that_the_opinion_was_contested(caso):
    opinion = opinion_de_papel(caso)
    contestacion = contestar(caso.expediente, opinion.asiento, MOTIVO, acto=caso.acto(caso.titular))
    al_dia = ruta(caso, f"historia/?al={hoy().isoformat()}&lectura=registro")
    assert "su institución la contestaba" in entrar(caso.titular).get(al_dia).text
    retirar_contestacion(contestacion, "Apareció.", acto=caso.acto(caso.titular))
    assert "su institución la contestaba" not in entrar(caso.titular).get(al_dia).text


# -- cost


@pytest.mark.parametrize("resto", ["", "historia/", "documentos/"])
def test_a_page_costs_the_same_with_one_contested_act_and_with_ten(caso, resto):
    def uno_mas() -> None:
        acto = caso.acto(caso.asistente_de_contraparte, institucion_id=caso.propone.pk, documento=un_papel())
        observacion = observar(caso.actual(), "Falta.", acto=acto)
        contestar(caso.expediente, observacion.asiento, MOTIVO, acto=caso.acto(caso.titular))

    client = entrar(caso.titular)
    uno_mas()
    una = _consultas(client, ruta(caso, resto))
    for _n in range(9):
        uno_mas()
    assert _consultas(client, ruta(caso, resto)) == una


def _consultas(client: Client, direccion: str) -> int:
    client.get(direccion)
    with CaptureQueriesContext(connection) as consultas:
        assert client.get(direccion).status_code == 200
    return len(consultas)

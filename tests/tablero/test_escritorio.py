"""The desk: what waits for me and what I wait for."""

import datetime as dt
import re
from dataclasses import replace

import pytest
from django.test import Client
from django.utils.formats import date_format

from convenios.models import Estado
from convenios.queries import esperas_de
from convenios.services import abrir_convenio, observar, opinar
from expedientes.models import Designacion
from flujo.acto import Acto
from instituciones.models import ReglasDeInstitucion, TipoDeOpinion, Usuario
from tablero.escritorio import escritorio_de
from tablero.pendientes import Grupo, agrupar
from tests.factories import Caso, conceder, cuenta, hoy, suplencia

pytestmark = pytest.mark.django_db


def lo_que_espera(usuario) -> tuple[list[str], list[str], list[str]]:
    desk = escritorio_de(usuario)
    de_mi, de_los_mios, de_otros = (
        [e.que for e in lista]
        for lista in (desk.esperan_de_mi, desk.esperan_de_los_mios, desk.espero_de_otros)
    )
    return de_mi, de_los_mios, de_otros


def test_each_person_sees_what_waits_for_them_and_for_whom_they_wait():
    caso = Caso(Estado.EN_EVALUACION)
    assert lo_que_espera(caso.tecnica) == (["Dar la opinión técnica"], ["Dar la opinión jurídica"], [])
    assert lo_que_espera(caso.titular) == ([], ["Dar la opinión técnica", "Dar la opinión jurídica"], [])
    assert lo_que_espera(caso.contraparte) == ([], [], ["Dar la opinión técnica", "Dar la opinión jurídica"])
    assert lo_que_espera(caso.ajeno) == ([], [], [])


def test_what_was_done_waits_no_more():
    caso = Caso(Estado.EN_EVALUACION)
    opinar(caso.actual(), "tecnica", es_favorable=True, fundamento="", acto=caso.acto(caso.tecnica))
    assert lo_que_espera(caso.tecnica) == ([], ["Dar la opinión jurídica"], [])
    observar(caso.actual(), "Falta el plazo.", acto=caso.acto(caso.juridica))
    assert lo_que_espera(caso.titular) == (["Responder 1 observación"], [], [])


def test_during_a_suplencia_the_titulars_work_waits_for_the_alterno():
    caso = Caso()
    assert lo_que_espera(caso.titular) == (["Presentar la solicitud"], [], [])
    assert lo_que_espera(caso.alterno) == ([], ["Presentar la solicitud"], [])
    suplencia(caso.d_titular, caso.d_alterno)
    assert lo_que_espera(caso.titular) == ([], ["Presentar la solicitud"], [])
    assert lo_que_espera(caso.alterno) == (["Presentar la solicitud"], [], [])


def test_the_page_says_what_why_since_when_and_until_when():
    caso = Caso(Estado.EN_EVALUACION)
    client = Client()
    client.force_login(caso.tecnica)
    pagina = client.get("/").content.decode()
    for texto in (
        "Dar la opinión técnica",
        "Las reglas de MIN exigen esta opinión sobre el texto actual.",
        "Desde el",
        "Hasta el",
        caso.expediente.codigo,
    ):
        assert texto in pagina


def test_the_desk_costs_the_same_with_1_and_with_30_agreements(django_assert_num_queries):
    caso = Caso(Estado.EN_EVALUACION)
    client = Client()
    client.force_login(caso.personal)
    client.get("/")
    with django_assert_num_queries(14):
        client.get("/")
    for _ in range(3):
        conceder(caso.personal, Caso(Estado.EN_EVALUACION).propone, "personal")
    with django_assert_num_queries(14):
        client.get("/")


def test_until_when_another_party_has_is_not_told():
    caso = Caso(Estado.EN_EVALUACION)
    client = Client()
    client.force_login(caso.contraparte)
    pagina = client.get("/").content.decode()
    assert "Dar la opinión técnica" in pagina
    assert "Hasta el" not in pagina


def test_a_task_without_a_deadline_says_nothing_of_one():
    caso = Caso()
    client = Client()
    for quien, cuando in ((caso.titular, "esperan_de_mi"), (caso.contraparte, "espero_de_otros")):
        client.force_login(quien)
        (tarea,) = getattr(escritorio_de(quien), cuando)
        assert tarea.hasta is None
        (dicho,) = re.findall(r'<div class="when">(.*?)</div>', client.get("/").content.decode(), re.DOTALL)
        assert re.findall(r"<span[^>]*>(.*?)</span>", dicho) == [f"Desde el {date_format(hoy(), 'j b Y')}"]


# -- a long desk


def con_convenios(n: int) -> Caso:
    """`n` agreements that are the same post's to request, in the order of their titles."""
    caso = Caso(titulo="Convenio 1")
    for i in range(2, n + 1):
        otro = abrir_convenio(
            titulo=f"Convenio {i}",
            tipo="marco",
            proponente=caso.propone,
            otras=[caso.otra],
            acto=Acto(registra=caso.asistente),
        )
        titular = caso.d_titular
        Designacion.objects.create(
            expediente=otro.expediente,
            institucion=caso.propone,
            puesto=titular.puesto,
            rol=titular.rol,
            desde=titular.desde,
        )
    return caso


def panel(usuario: Usuario, nombre: str) -> str:
    """One panel of the person's desk."""
    client = Client()
    client.force_login(usuario)
    pagina = client.get("/").content.decode()
    return pagina[pagina.index(f'id="{nombre}"') :].split("</section>")[0]


def test_more_than_three_equal_tasks_are_told_once_with_their_count():
    html = panel(con_convenios(6).titular, "de-mi")
    assert re.findall(r"<h3.*?>(.+?)</h3>", html) == ["Presentar la solicitud · 6"]
    assert html.count("El contacto está abierto y todavía no hay un pedido formal.") == 1
    a_la_vista, plegados = html.split("<details")
    assert re.findall(r"Convenio \d", a_la_vista) == ["Convenio 1", "Convenio 2", "Convenio 3"]
    assert re.findall(r"Convenio \d", plegados) == ["Convenio 4", "Convenio 5", "Convenio 6"]
    assert "Ver los otros 3<span" in plegados
    assert html.count("Desde el") == 6


def test_three_equal_tasks_stand_one_by_one():
    html = panel(con_convenios(3).titular, "de-mi")
    assert re.findall(r'<p class="what"><a .*?>(.+?)</a>', html) == ["Presentar la solicitud"] * 3
    assert "<details" not in html


def test_what_others_owe_is_told_once_too_with_whose_it_is():
    caso = con_convenios(4)
    html = panel(caso.asistente, "de-los-mios")
    assert re.findall(r"<h3.*?>(.+?)</h3>", html) == ["Presentar la solicitud · 4"]
    assert re.findall(r'<p class="why">(.+?) · MIN\.', html) == ["Coordinación titular"]
    assert "Ver 1 más<span" in html


def test_what_is_due_within_a_week_or_overdue_stands_alone_before_the_group():
    espera = esperas_de([Caso(Estado.EN_EVALUACION).actual()])[0]
    plazos = [-2, 0, 7, 8, 9, 10, None, None]
    lista = [replace(espera, hasta=None if d is None else hoy() + dt.timedelta(days=d)) for d in plazos]
    filas = agrupar(lista)
    assert filas == [*lista[:3], Grupo("Dar la opinión técnica", lista[3:])]


def test_a_group_stands_where_its_first_task_stood():
    espera = replace(esperas_de([Caso(Estado.EN_EVALUACION).actual()])[0], hasta=None)
    iguales = [replace(espera) for _ in range(4)]
    una, otra = replace(espera, lo_que="Archivar el convenio"), replace(espera, lo_que="Archivar el convenio")
    assert agrupar([una, *iguales[:2], otra, *iguales[2:]]) == [
        una,
        Grupo("Dar la opinión técnica", iguales),
        otra,
    ]


def test_equal_tasks_that_do_not_wait_for_the_same_keep_each_its_own_reason():
    quien, siglas = cuenta(), ["UNO", "DOS", "TRES", "TRES"]
    for sigla in siglas:
        propone = Caso().propone
        propone.sigla = sigla
        propone.save()
        conceder(quien, propone, "asistente")
    html = panel(quien, "de-los-mios")
    assert re.findall(r"<h3.*?>(.+?)</h3>", html) == ["Presentar la solicitud · 4"]
    assert 'class="why"' not in html
    assert sorted(re.findall(r"<p>Coordinación titular · (\w+)\.", html)) == sorted(siglas)


def test_neither_what_stands_alone_nor_the_order_tells_until_when_another_party_has():
    primero = Caso()
    for i in range(4):
        caso = Caso() if i else primero
        if i == 3:  # due within a week
            ReglasDeInstitucion.objects.create(
                institucion=caso.propone,
                desde=dt.date(2001, 1, 1),
                opiniones=[TipoDeOpinion.TECNICA, TipoDeOpinion.JURIDICA],
                plazo_de_opinion=1,
            )
        caso.hasta(Estado.EN_EVALUACION)
        if i:
            Designacion.objects.create(
                expediente=caso.expediente,
                institucion=primero.otra,
                puesto=primero.d_contraparte.puesto,
                rol=primero.d_contraparte.rol,
                desde=primero.d_contraparte.desde,
            )
    html = panel(primero.contraparte, "de-otros")
    assert re.findall(r"<h3.*?>(.+?)</h3>", html) == [
        "Dar la opinión jurídica · 4",
        "Dar la opinión técnica · 4",
    ]
    codigos = re.findall(r"(EXP-\d+-\d+) ·", html)
    assert codigos == sorted(codigos[:4]) * 2

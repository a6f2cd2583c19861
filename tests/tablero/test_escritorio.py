"""The desk: what waits for me and what I wait for."""

import pytest
from django.test import Client

from convenios.models import Estado
from convenios.services import observar, opinar
from tablero.escritorio import escritorio_de
from tests.factories import Caso, suplencia

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
    with django_assert_num_queries(11):
        client.get("/")
    from tests.factories import conceder

    for _ in range(3):
        conceder(caso.personal, Caso(Estado.EN_EVALUACION).propone, "personal")
    with django_assert_num_queries(11):
        client.get("/")


def test_until_when_another_party_has_is_not_told():
    caso = Caso(Estado.EN_EVALUACION)
    client = Client()
    client.force_login(caso.contraparte)
    pagina = client.get("/").content.decode()
    assert "Dar la opinión técnica" in pagina
    assert "Hasta el" not in pagina

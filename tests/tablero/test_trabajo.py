"""What is done together: on the page of the case file, and on the desks of those for whom something of it waits."""

import re

import pytest
from django.test import Client

from instituciones.models import Usuario
from tests.factories import hoy
from tests.planes.caso import CasoDePlan
from tests.seguimiento.caso import DIA, Caso

pytestmark = pytest.mark.django_db


def pagina(quien: Usuario, direccion: str = "/") -> str:
    cliente = Client()
    cliente.force_login(quien)
    return cliente.get(direccion).content.decode()


def panel(html: str, nombre: str) -> str:
    """The words of one panel of a page."""
    dentro = re.search(rf'(?s)<section[^>]*id="{nombre}".*?</section>', html)
    return re.sub(r"<[^>]+>|\s+", " ", dentro.group()) if dentro else ""


def test_a_plan_that_is_proposed_waits_for_each_party_that_did_not_approve_it():
    caso = CasoDePlan("propuesto")
    que = "Aprobar el plan «Plan del primer año»"
    for quien in (caso.titular, caso.contraparte):
        assert que in panel(pagina(quien), "de-mi")
        assert que in panel(pagina(quien, caso.expediente.get_absolute_url()), "que-sigue")
    assert que not in panel(pagina(caso.equipo), "de-mi")


def test_the_page_of_the_case_file_says_how_far_a_plan_has_come():
    caso = CasoDePlan("en_ejecucion")
    dicho = panel(pagina(caso.titular, caso.expediente.get_absolute_url()), "trabajo")
    assert "Plan del primer año" in dicho
    assert "0 acciones verificadas de 3 · 0 %" in dicho


def test_a_commitment_waits_for_its_party_and_then_for_the_one_that_verifies_it():
    caso = Caso()
    compromiso = caso.anotar(vence=hoy() + 2 * DIA)
    assert "Cumplir el compromiso 1" in panel(pagina(caso.titular), "de-mi")
    assert "Cumplir el compromiso 1" in panel(pagina(caso.contraparte), "de-otros")
    caso.cumplir(compromiso)
    assert "Verificar el compromiso 1" in panel(pagina(caso.contraparte), "de-mi")
    assert "Verificar el compromiso 1" not in panel(pagina(caso.titular), "de-mi")


def test_a_commitment_of_a_post_waits_for_who_holds_that_post():
    caso = Caso()
    caso.anotar(puesto=caso.d_tecnico.puesto)
    for direccion, donde in (("/", "de-mi"), (caso.expediente.get_absolute_url(), "que-sigue")):
        assert "Cumplir el compromiso 1" in panel(pagina(caso.tecnico, direccion), donde)
    assert "Cumplir el compromiso 1" not in panel(pagina(caso.titular), "de-mi")


def test_a_meeting_that_was_held_waits_for_its_ayuda_memoria():
    caso = Caso()
    caso.programar(fecha=hoy() + DIA)
    assert "Cerrar la ayuda memoria" not in pagina(caso.titular)
    caso.programar()
    assert "Cerrar la ayuda memoria de la reunión 2" in panel(pagina(caso.titular), "de-mi")


def test_what_is_overdue_is_counted_and_the_first_to_be_due_stand_first():
    caso = Caso()
    for dias in (30, 3, 9):
        caso.anotar(texto=f"Enviar en {dias} días", vence=hoy() + dias * DIA)
    dicho = panel(pagina(caso.titular, caso.expediente.get_absolute_url()), "trabajo")
    assert "Abiertos: 3; de ellos, vencidos: 0. Verificados: 0 de 3." in dicho
    assert re.findall(r"Enviar en (\d+) días", dicho) == ["3", "9", "30"]

"""Pages of steps: who may, what is refused and how, and that nothing is done twice or lost."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from auditoria.models import Asiento
from convenios.models import Estado, Observacion
from convenios.services import observar
from expedientes.models import Aprobacion
from tests.convenios.actos.conftest import OPINION
from tests.convenios.pagina import abrir, entrar, enviar, papel, ruta
from tests.factories import AYER, Caso, designado, hoy, suplencia

pytestmark = pytest.mark.django_db


def test_a_step_is_taken_from_its_page_and_leads_back_to_what_follows():
    caso = Caso()
    respuesta = enviar(entrar(caso.titular), ruta(caso, "paso/solicitar/"), motivo="Por acuerdo.")
    assert (respuesta.status_code, respuesta.url) == (302, ruta(caso, "#que-sigue"))
    assert caso.actual().estado == Estado.SOLICITUD


def test_a_step_says_what_is_missing_and_does_not_offer_its_form():
    caso = Caso(Estado.SOLICITUD)
    respuesta = entrar(caso.titular).get(ruta(caso, "paso/enviar_a_evaluacion/"))
    assert "Falta adjuntar, o declarar pendiente con fecha, «facultad de firma» de CONF." in respuesta.text
    assert 'name="clave"' not in respuesta.text


def test_a_step_sent_while_something_is_missing_comes_back_with_its_sentences():
    caso = Caso(Estado.SOLICITUD)
    datos = {"clave": uuid4(), "motivo": "Vamos."}
    respuesta = entrar(caso.titular).post(ruta(caso, "paso/enviar_a_evaluacion/"), datos)
    assert respuesta.status_code == 422
    assert "Hay un texto compartido con las partes." in respuesta.text
    assert caso.actual().estado == Estado.SOLICITUD


@pytest.mark.parametrize("metodo", ["get", "post"])
def test_a_step_that_no_lifecycle_has_is_refused_with_its_sentence(metodo: str):
    caso = Caso()
    respuesta = getattr(entrar(caso.titular), metodo)(ruta(caso, "paso/inventado/"), {"clave": uuid4()})
    assert respuesta.status_code == 403
    assert "lo que no está declarado no se puede hacer" in respuesta.text


def test_a_step_from_another_state_says_that_somebody_may_have_been_faster():
    caso = Caso(Estado.SOLICITUD)
    respuesta = entrar(caso.titular).post(ruta(caso, "paso/solicitar/"), {"clave": uuid4()})
    assert respuesta.status_code == 409
    assert "Quizá alguien se adelantó" in respuesta.text
    assert ruta(caso) in respuesta.text


def test_a_step_of_another_is_refused_with_whose_it_is():
    caso = Caso()
    for quien in (caso.contraparte, caso.personal, caso.juridica):
        respuesta = entrar(quien).post(ruta(caso, "paso/solicitar/"), {"clave": uuid4()})
        assert respuesta.status_code == 403
        assert "Este paso corresponde a: Coordinación titular" in respuesta.text
    assert enviar(entrar(caso.titular), ruta(caso, "paso/solicitar/")).status_code == 302


def test_what_one_may_not_see_does_not_exist():
    caso, otro = Caso(), Caso()
    observacion = _observada(otro)
    for resto in ("", "historia/", "paso/solicitar/", "texto/editar/", "partes/", "designaciones/"):
        assert entrar(caso.ajeno).get(ruta(caso, resto)).status_code == 404, resto
    ajena = ruta(caso, f"observaciones/{observacion.pk}/responder/")
    assert entrar(caso.titular).get(ajena).status_code == 404
    assert entrar(caso.titular).get("/expedientes/EXP-1999-00001/").status_code == 404


def test_sending_the_same_form_twice_does_it_once():
    caso = Caso()
    client = entrar(caso.titular)
    datos = abrir(client, ruta(caso, "paso/solicitar/"))
    assert client.post(ruta(caso, "paso/solicitar/"), datos).status_code == 302
    antes = Asiento.objects.count()
    otra_vez = client.post(ruta(caso, "paso/solicitar/"), datos, follow=True)
    assert "no se hizo dos veces" in otra_vez.text
    assert Asiento.objects.count() == antes


def test_two_tabs_record_one_opinion_each_time_it_is_said():
    caso = Caso(Estado.EN_EVALUACION)
    client = entrar(caso.tecnica)
    una, otra = (abrir(client, ruta(caso, "opinar/tecnica/")) for _ in range(2))
    for datos in (una, otra):
        assert client.post(ruta(caso, "opinar/tecnica/"), datos | OPINION).status_code == 302
    assert Aprobacion.objects.count() == 1


def test_two_observations_of_a_double_click_are_one():
    caso = Caso(Estado.EN_EVALUACION)
    client = entrar(caso.juridica)
    datos = abrir(client, ruta(caso, "observar/")) | {"texto": "Falta el plazo."}
    for _ in range(2):
        assert client.post(ruta(caso, "observar/"), datos).status_code == 302
    assert Observacion.objects.count() == 1


def test_a_form_without_its_key_is_not_done():
    caso = Caso()
    respuesta = entrar(caso.titular).post(ruta(caso, "paso/solicitar/"), {})
    assert respuesta.status_code == 422
    assert "Vuelva a abrir la página." in respuesta.text
    assert caso.actual().estado == Estado.CONTACTO


def test_a_fact_of_tomorrow_or_older_than_the_case_is_refused_and_one_between_is_recorded_late():
    caso = Caso()
    client, pagina = entrar(caso.asistente), ruta(caso, "paso/solicitar/?por=documento")
    consta = {"institucion": caso.propone.pk, "decidio": "Directora", "referencia": "Oficio 1"}
    for dia in (hoy() + AYER, caso.expediente.abierto_el - AYER):
        respuesta = enviar(client, pagina, **consta, papel=papel(), fecha_hecho=dia)
        assert respuesta.status_code == 422, dia
        assert "fecha_hecho" in respuesta.context["form"].errors
    assert caso.actual().estado == Estado.CONTACTO
    assert enviar(client, pagina, **consta, papel=papel(), fecha_hecho=hoy()).status_code == 302
    assert caso.actual().estado == Estado.SOLICITUD


def test_giving_up_takes_a_motive():
    caso = Caso()
    client, pagina = entrar(caso.titular), ruta(caso, "paso/no_suscribir/")
    assert enviar(client, pagina, motivo="").status_code == 422
    assert enviar(client, pagina, motivo="Cambió la gestión.").status_code == 302
    assert caso.actual().estado == Estado.NO_SUSCRITO


# -- a suplencia


def test_during_a_suplencia_the_alterno_acts_and_the_titular_reads_why_not():
    caso = Caso()
    suplencia(caso.d_titular, caso.d_alterno)
    assert "rige una suplencia" in entrar(caso.titular).get(ruta(caso, "paso/solicitar/")).text
    pagina = entrar(caso.alterno).get(ruta(caso, "paso/solicitar/"))
    assert "en suplencia de" in pagina.text
    assert enviar(entrar(caso.alterno), ruta(caso, "paso/solicitar/")).status_code == 302
    assert caso.actual().estado == Estado.SOLICITUD


# -- cost


@pytest.mark.parametrize("resto", ["", "historia/", "historia/?al=2026-01-01", "lecturas/", "texto/1/"])
def test_a_page_costs_the_same_with_one_row_and_with_thirty(resto: str):
    caso = Caso(Estado.EN_EVALUACION)
    _observada(caso)
    resto = resto.replace("2026-01-01", hoy().isoformat())
    client = entrar(caso.titular)
    una = _consultas(client, ruta(caso, resto))
    for n in range(30):
        observar(caso.actual(), f"Observación {n}", acto=caso.acto(caso.juridica))
        if n % 3 == 0:
            caso.compartir(f"Las partes cooperan {n}.")
    designado(caso.expediente, caso.propone, "presupuesto")
    assert _consultas(client, ruta(caso, resto)) == una


def _observada(caso: Caso) -> Observacion:
    if caso.actual().estado == Estado.CONTACTO:
        caso.mover("solicitar")
        caso.completar_solicitud()
        caso.mover("enviar_a_evaluacion")
    return observar(caso.actual(), "Falta el plazo.", acto=caso.acto(caso.juridica), clausula_orden=2)


def _consultas(client: Client, direccion: str) -> int:
    client.get(direccion)
    with CaptureQueriesContext(connection) as consultas:
        assert client.get(direccion).status_code == 200
    return len(consultas)

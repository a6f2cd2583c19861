"""Pages on which something is done: who may, what is refused and how, and that nothing is done twice or lost."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from auditoria.models import Asiento
from convenios.models import Estado, Observacion, Opinion, Requisito
from convenios.services import observar, opinar
from documentos.models import Documento
from expedientes.models import Aprobacion, Designacion, Participacion
from tests.convenios.pagina import abrir, entrar, enviado_por, enviar
from tests.factories import AYER, Caso, designado, hoy, institucion, suplencia

pytestmark = pytest.mark.django_db

OPINION = {"sentido": "favorable", "fundamento": "Conforme.", "visibilidad": "interna"}


@pytest.fixture(autouse=True)
def archivos(settings: Any, tmp_path: Any) -> None:
    settings.ARCHIVOS_DIR = tmp_path


def ruta(caso: Caso, resto: str = "") -> str:
    return f"/expedientes/{caso.expediente.codigo}/{resto}"


def papel() -> SimpleUploadedFile:
    return SimpleUploadedFile("oficio.txt", b"Oficio 7: opinamos a favor.", "text/plain")


# -- steps


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


# -- opinions


def test_an_opinion_binds_to_the_text_on_its_page():
    caso = Caso(Estado.EN_EVALUACION)
    pagina = entrar(caso.tecnica).get(ruta(caso, "opinar/tecnica/"))
    assert "Las partes cooperan." in pagina.text
    assert "Unidad proponente de MIN" in pagina.text
    enviar(entrar(caso.tecnica), ruta(caso, "opinar/tecnica/"), **OPINION)
    opinion = Opinion.objects.get()
    assert opinion.aprobacion.hash_contenido == caso.actual().contenido_hash
    assert (opinion.fundamento, opinion.aprobacion.visibilidad) == ("Conforme.", "interna")


def test_the_text_changed_meanwhile_shows_the_difference_and_keeps_what_was_typed():
    caso = Caso(Estado.EN_EVALUACION)
    client, pagina = entrar(caso.tecnica), ruta(caso, "opinar/tecnica/")
    datos = abrir(client, pagina) | OPINION | {"fundamento": "Lo que escribí."}
    caso.compartir("Las partes cooperan y rinden cuentas.")
    respuesta = client.post(pagina, datos)
    assert respuesta.status_code == 409
    assert "El texto cambió desde que" in respuesta.text
    assert "<ins>" in respuesta.text
    assert "Lo que escribí." in respuesta.text
    assert Aprobacion.objects.count() == 0
    assert client.post(pagina, enviado_por(respuesta.context["form"])).status_code == 302
    assert Aprobacion.objects.get().hash_contenido == caso.actual().contenido_hash


def test_an_unfavourable_opinion_says_why():
    caso = Caso(Estado.EN_EVALUACION)
    respuesta = enviar(
        entrar(caso.juridica), ruta(caso, "opinar/juridica/"), sentido="desfavorable", visibilidad="interna"
    )
    assert respuesta.status_code == 422
    assert "Una opinión desfavorable dice por qué." in respuesta.text


def test_opinions_are_given_by_their_office_and_only_while_the_text_is_evaluated():
    caso = Caso(Estado.EN_EVALUACION)
    assert entrar(caso.tecnica).get(ruta(caso, "opinar/juridica/")).status_code == 403
    assert entrar(caso.tecnica).get(ruta(caso, "opinar/astral/")).status_code == 404
    otro = Caso(Estado.SOLICITUD)
    assert entrar(otro.tecnica).get(ruta(otro, "opinar/tecnica/")).status_code == 409


def test_a_stale_opinion_is_ratified_on_the_difference_that_its_page_shows():
    caso = Caso(Estado.EN_EVALUACION)
    opinar(caso.actual(), "tecnica", es_favorable=True, fundamento="Viable.", acto=caso.acto(caso.tecnica))
    caso.compartir("Las partes cooperan cada año.")
    anterior = Aprobacion.objects.get()
    pagina = ruta(caso, f"ratificar/{anterior.pk}/")
    vista = entrar(caso.tecnica).get(pagina)
    assert "<ins>" in vista.text
    assert "Viable." in vista.text
    assert enviar(entrar(caso.tecnica), pagina).status_code == 302
    assert Aprobacion.objects.latest("pk").ratifica == anterior
    assert entrar(caso.juridica).get(pagina).status_code == 403
    assert entrar(caso.contraparte).get(pagina).status_code == 404


def test_an_internal_opinion_is_shared_by_its_party_alone():
    caso = Caso(Estado.EN_EVALUACION)
    opinion = opinar(
        caso.actual(), "tecnica", es_favorable=True, fundamento="Reservado.", acto=caso.acto(caso.tecnica)
    )
    pagina = ruta(caso, f"compartir/{opinion.pk}/")
    assert entrar(caso.contraparte).get(pagina).status_code == 404
    assert entrar(caso.tecnica).get(pagina).status_code == 403
    assert enviar(entrar(caso.titular), pagina).status_code == 302
    assert "Reservado." in entrar(caso.contraparte).get(ruta(caso)).text


# -- by document


def test_the_assistant_records_an_opinion_from_its_paper():
    caso = Caso(Estado.EN_EVALUACION)
    client, pagina = entrar(caso.asistente), ruta(caso, "opinar/tecnica/?por=documento")
    respuesta = enviar(
        client,
        pagina,
        **OPINION,
        institucion=caso.propone.pk,
        papel=papel(),
        tipo_de_papel="oficio",
        referencia="Oficio 7-2026",
        decidio="Director técnico",
        fecha_hecho=hoy(),
    )
    assert respuesta.status_code == 302, respuesta.context["form"].errors
    opinion, documento = Aprobacion.objects.get(), Documento.objects.get()
    assert (opinion.metodo, opinion.documento_sha256) == ("por_documento", documento.archivo.sha256)
    assert documento.visibilidad == "interna"
    ficha = client.get(ruta(caso)).text
    assert "Por documento:" in ficha
    assert "Director técnico" in ficha
    assert "Asistente" in ficha


def test_the_paper_of_another_partys_act_is_shared_at_once():
    caso = Caso(Estado.EN_EVALUACION)
    designado(caso.expediente, caso.otra, "unidad_tecnica")
    respuesta = enviar(
        entrar(caso.asistente),
        ruta(caso, f"opinar/tecnica/?por=documento&institucion={caso.otra.pk}"),
        **OPINION,
        papel=papel(),
        referencia="Correo",
        decidio="Su unidad",
        fecha_hecho=hoy(),
    )
    assert respuesta.status_code == 302, respuesta.context["form"].errors
    assert Aprobacion.objects.get().institucion == caso.otra
    assert Documento.objects.get().visibilidad == "compartida"


def test_a_refused_paper_says_why_and_a_paper_is_not_sent_twice():
    caso = Caso(Estado.EN_EVALUACION)
    client, pagina = entrar(caso.asistente), ruta(caso, "opinar/tecnica/?por=documento")
    datos = OPINION | {
        "institucion": caso.propone.pk,
        "referencia": "Oficio 7",
        "decidio": "Quien firma",
        "fecha_hecho": hoy(),
    }
    mentira = SimpleUploadedFile("oficio.pdf", b"no soy un PDF", "application/pdf")
    assert enviar(client, pagina, **datos, papel=mentira).status_code == 422
    sin_sentido = enviar(client, pagina, **datos | {"fundamento": "x" * 20_001}, papel=papel())
    assert sin_sentido.status_code == 422
    documento = Documento.objects.get()
    assert sin_sentido.context["form"]["documento"].value() == documento.pk
    assert "selected" in str(sin_sentido.context["form"]["documento"])


def test_an_act_by_document_needs_its_paper_its_author_and_its_date():
    caso = Caso(Estado.EN_EVALUACION)
    respuesta = enviar(entrar(caso.asistente), ruta(caso, "opinar/tecnica/?por=documento"), **OPINION)
    assert respuesta.status_code == 422
    assert {"decidio", "fecha_hecho", "papel"} <= set(respuesta.context["form"].errors)


def test_only_an_assistant_records_from_papers():
    caso = Caso(Estado.EN_EVALUACION)
    for quien in (caso.titular, caso.tecnica, caso.personal):
        assert entrar(quien).get(ruta(caso, "opinar/tecnica/?por=documento")).status_code == 403


# -- a suplencia


def test_during_a_suplencia_the_alterno_acts_and_the_titular_reads_why_not():
    caso = Caso()
    suplencia(caso.d_titular, caso.d_alterno)
    assert "rige una suplencia" in entrar(caso.titular).get(ruta(caso, "paso/solicitar/")).text
    pagina = entrar(caso.alterno).get(ruta(caso, "paso/solicitar/"))
    assert "en suplencia de" in pagina.text
    assert enviar(entrar(caso.alterno), ruta(caso, "paso/solicitar/")).status_code == 302
    assert caso.actual().estado == Estado.SOLICITUD


# -- observations


def _observada(caso: Caso) -> Observacion:
    if caso.actual().estado == Estado.CONTACTO:
        caso.mover("solicitar")
        caso.completar_solicitud()
        caso.mover("enviar_a_evaluacion")
    return observar(caso.actual(), "Falta el plazo.", acto=caso.acto(caso.juridica), clausula_orden=2)


def test_an_observation_is_made_answered_once_and_shown():
    caso = Caso(Estado.EN_EVALUACION)
    respuesta = enviar(entrar(caso.juridica), ruta(caso, "observar/"), texto="Falta el plazo.", clausula=2)
    assert respuesta.status_code == 302
    observacion = Observacion.objects.get()
    pagina = ruta(caso, f"observaciones/{observacion.pk}/responder/")
    assert entrar(caso.contraparte).get(pagina).status_code == 403
    assert enviar(entrar(caso.titular), pagina, respuesta="Ahora dice cinco años.").status_code == 302
    assert entrar(caso.titular).get(pagina).status_code == 409
    ficha = entrar(caso.contraparte).get(ruta(caso)).text
    assert "Falta el plazo." in ficha
    assert "Ahora dice cinco años." in ficha


# -- parties, posts and requirements


def test_a_post_is_designated_by_its_own_party():
    caso = Caso()
    client, pagina = entrar(caso.contraparte), ruta(caso, "designaciones/")
    libre = caso.d_contraparte.puesto
    respuesta = enviar(client, pagina, puesto=libre.pk, rol="firmante")
    assert respuesta.status_code == 302
    assert Designacion.objects.filter(puesto=libre, rol="firmante").exists()
    ajeno = enviar(client, pagina, puesto=caso.d_titular.puesto.pk, rol="firmante")
    assert ajeno.status_code == 422


def test_a_designation_that_ends_before_it_begins_is_refused():
    caso = Caso()
    respuesta = enviar(
        entrar(caso.titular),
        ruta(caso, "designaciones/"),
        puesto=caso.d_titular.puesto.pk,
        rol="firmante",
        desde=hoy(),
        hasta=hoy() - AYER,
    )
    assert respuesta.status_code == 422
    assert "La fecha final no puede ser anterior a la inicial." in respuesta.text


def test_a_designation_ends_on_its_day():
    caso = Caso()
    pagina = ruta(caso, f"designaciones/{caso.d_alterno.pk}/terminar/")
    assert entrar(caso.contraparte).get(pagina).status_code == 403
    assert enviar(entrar(caso.titular), pagina, hasta=hoy()).status_code == 302
    caso.d_alterno.refresh_from_db()
    assert caso.d_alterno.hasta == hoy()


def test_a_new_party_says_which_opinions_it_voids_and_they_go_stale():
    caso = Caso(Estado.EN_EVALUACION)
    opinar(caso.actual(), "tecnica", es_favorable=True, fundamento="", acto=caso.acto(caso.tecnica))
    nueva = institucion("Federación nueva", opiniones=[])
    client, pagina = entrar(caso.titular), ruta(caso, "partes/")
    assert "anula 1 opinión" in client.get(pagina).text
    assert enviar(client, pagina, parte=nueva.pk).status_code == 422
    assert enviar(client, pagina, parte=nueva.pk, acepta="on").status_code == 302
    assert Participacion.objects.filter(institucion=nueva, expediente=caso.expediente).exists()
    assert Aprobacion.objects.get().hash_contenido != caso.actual().contenido_hash
    assert "ya no cuenta" in client.get(ruta(caso)).text
    assert entrar(caso.contraparte).get(pagina).status_code == 403


def test_a_requirement_is_declared_with_a_date_to_come():
    caso = Caso(Estado.SOLICITUD)
    client, pagina = entrar(caso.titular), ruta(caso, "requisitos/")
    clave = f"{caso.propone.pk}:personeria"
    assert enviar(client, pagina, requisito=clave).status_code == 422
    assert enviar(client, pagina, requisito=clave, falta_hasta=hoy() - AYER).status_code == 422
    assert enviar(client, pagina, requisito=clave, falta_hasta=hoy() + AYER).status_code == 302
    assert Requisito.objects.get().falta_hasta == hoy() + AYER
    assert enviar(client, pagina, requisito="999:personeria", falta_hasta=hoy()).status_code == 422


def test_each_party_declares_its_own_requirements_and_from_its_paper_those_of_another():
    caso = Caso(Estado.SOLICITUD)
    pagina, suyo = (
        ruta(caso, "requisitos/"),
        {"requisito": f"{caso.otra.pk}:personeria", "falta_hasta": hoy()},
    )
    for quien in (caso.titular, caso.asistente):
        client = entrar(quien)
        assert "CONF: " not in client.get(pagina).text
        assert enviar(client, pagina, **suyo).status_code == 422
    del_papel = {
        "decidio": "Su gerente",
        "fecha_hecho": hoy(),
        "papel": papel(),
        "tipo_de_papel": "oficio",
        "referencia": "Oficio 9",
    }
    desde_papel = f"{pagina}?por=documento"
    ajeno = enviar(entrar(caso.asistente), desde_papel, institucion=caso.propone.pk, **suyo, **del_papel)
    assert "Ese requisito no es de la institución que decidió." in ajeno.text
    assert not Requisito.objects.exists()
    del_papel["papel"] = papel()
    respuesta = enviar(entrar(caso.asistente), desde_papel, institucion=caso.otra.pk, **suyo, **del_papel)
    assert respuesta.status_code == 302
    assert Requisito.objects.get().institucion == caso.otra
    asiento = Asiento.objects.get(accion="declarar_requisito")
    assert (asiento.institucion_id, asiento.registra_id) == (caso.otra.pk, caso.asistente.pk)
    assert enviar(entrar(caso.contraparte), pagina, **suyo).status_code == 302


# -- markup in what people write


def test_markup_in_every_text_is_shown_as_text():
    caso = Caso(Estado.EN_EVALUACION, titulo="<b>Título</b>", objeto="<i>objeto</i>")
    veneno = "<script>alert(1)</script>"
    caso.compartir(f"Cláusula {veneno}")
    opinar(
        caso.actual(),
        "tecnica",
        es_favorable=True,
        fundamento=veneno,
        visibilidad="compartida",
        acto=caso.acto(caso.tecnica),
    )
    enviar(entrar(caso.juridica), ruta(caso, "observar/"), texto=veneno)
    for resto in ("", "historia/", "texto/2/", "texto/comparar/?de=1&a=2", "texto/editar/"):
        html = entrar(caso.titular).get(ruta(caso, resto)).text
        assert "<script>alert" not in html, resto
        assert "<b>Título" not in html, resto
    assert "&lt;script&gt;" in entrar(caso.titular).get(ruta(caso, "historia/")).text


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


def _consultas(client: Client, direccion: str) -> int:
    client.get(direccion)
    with CaptureQueriesContext(connection) as consultas:
        assert client.get(direccion).status_code == 200
    return len(consultas)

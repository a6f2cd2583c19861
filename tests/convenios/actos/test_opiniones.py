"""Pages on which a text is opined on and observed, by its offices or from their papers."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from convenios.models import Estado, Observacion, Opinion
from convenios.services import opinar
from documentos.models import Documento
from expedientes.models import Aprobacion
from tests.convenios.actos.conftest import OPINION
from tests.convenios.pagina import abrir, entrar, enviado_por, enviar, papel, ruta
from tests.factories import Caso, designado, hoy

pytestmark = pytest.mark.django_db


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


# -- observations


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

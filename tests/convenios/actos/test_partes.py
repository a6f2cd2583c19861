"""Pages on which parties, posts and requirements are said."""

import pytest

from auditoria.models import Asiento
from convenios.models import Estado, Requisito
from convenios.services import opinar
from expedientes.models import Aprobacion, Designacion, Participacion
from tests.convenios.pagina import entrar, enviar, papel, ruta
from tests.factories import AYER, Caso, hoy, institucion

pytestmark = pytest.mark.django_db


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

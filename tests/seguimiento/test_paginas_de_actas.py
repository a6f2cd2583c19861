"""The pages of an acta, of the book of a body and of the boards of its commitments."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from documentos.services.firmas.ronda import papel_de_la_ronda, pedir_por_firmar
from instituciones.models import Usuario
from seguimiento.models import Acta, Compromiso
from seguimiento.services import actas, finalizar, resolver_punto
from tablero.escritorio import escritorio_de
from tests.seguimiento.acta import CasoDeActa
from tests.seguimiento.organo import AYER, a_las


@pytest.fixture
def caso(db: None) -> CasoDeActa:
    return CasoDeActa()


def entrar(quien: Usuario) -> Client:
    cliente = Client()
    cliente.force_login(quien)
    return cliente


def leer(quien: Usuario, direccion: str) -> str:
    respuesta = entrar(quien).get(direccion)
    assert respuesta.status_code == 200, (direccion, respuesta.status_code)
    return respuesta.content.decode()


def enviar(quien: Usuario, direccion: str, acta: Acta, **datos: Any) -> Any:
    datos = {"clave": uuid4(), "hash_mostrado": Acta.objects.get(pk=acta.pk).contenido_hash, **datos}
    return entrar(quien).post(direccion, datos)


def test_signing_leads_whoever_signs_to_their_place_of_the_paper_and_nobody_else(caso: CasoDeActa):
    acta = caso.en_firma()
    pedir_por_firmar()
    papel = papel_de_la_ronda(caso.viva(acta), "acta")
    assert papel is not None
    firmas = f'href="{caso.expediente.get_absolute_url()}papeles/{papel.pk}/firmas/'
    campos = {lugar["puesto_id"]: lugar["campo"] for lugar in papel.lugares()}
    for quien, designado in ((caso.titular, caso.d_titular), (caso.secretaria, caso.d_secretaria)):
        assert f'{firmas}{campos[designado.puesto_id]}/"' in leer(quien, acta.get_absolute_url())
    de_otra = leer(caso.contraparte, acta.get_absolute_url())
    assert f'{firmas}"' in de_otra
    assert not any(f"{firmas}{campo}/" in de_otra for campo in campos.values())


def test_the_whole_life_by_its_pages_until_the_signature(caso: CasoDeActa):
    sesion = caso.terminada()
    caso.parrafo(sesion, f"Enviar el informe @FED 30/12/{AYER.year + 1}", clase="compromiso")
    acta = caso.viva(sesion.acta)
    base = acta.get_absolute_url()
    assert "Es un borrador" in leer(caso.contraparte, base)
    leer(caso.secretaria, f"{base}paso/circular/")
    assert enviar(caso.secretaria, f"{base}paso/circular/", acta).status_code == 302
    parrafo = acta.parrafos.order_by("orden").first()
    pagina = leer(caso.contraparte, f"{base}paso/observar/")
    assert str(parrafo.clave) in pagina
    datos = {"parrafo": str(parrafo.clave), "texto": "No fue así.", "propuesta": "Fue así."}
    assert enviar(caso.contraparte, f"{base}paso/observar/", acta, **datos).status_code == 302
    pagina = leer(caso.secretaria, base)
    assert "No fue así." in pagina
    assert "Observación por resolver" in pagina
    una = acta.observaciones.get()
    leer(caso.secretaria, f"{base}observaciones/{una.pk}/")
    mal = enviar(caso.secretaria, f"{base}observaciones/{una.pk}/", acta, acepta="no")
    assert "Diga por qué no se acepta." in mal.content.decode()
    assert enviar(caso.secretaria, f"{base}observaciones/{una.pk}/", acta, acepta="si").status_code == 302
    assert "Fue" in leer(caso.secretaria, f"{base}paso/circular/")
    assert enviar(caso.secretaria, f"{base}paso/circular/", acta).status_code == 302
    assert "Párrafo cambiado" in leer(caso.titular, f"{base}paso/dar_por_aprobada/")
    assert "Párrafo cambiado" in leer(caso.titular, f"{base}versiones/2/")
    viejo = "0" * 64
    cambio = enviar(caso.titular, f"{base}paso/dar_por_aprobada/", acta, hash_mostrado=viejo)
    assert "cambió" in cambio.content.decode()
    assert entrar(caso.alterno).get(f"{base}paso/dar_por_aprobada/").status_code == 403
    for quien in (caso.titular, caso.contraparte):
        assert enviar(quien, f"{base}paso/dar_por_aprobada/", acta).status_code == 302
    pagina = leer(caso.contraparte, base)
    assert f"Acta 1-{AYER.year}" in pagina
    assert "Aprobó el" in pagina
    assert enviar(caso.contraparte, f"{base}firma/", acta).status_code == 302
    assert "A su pedido" in leer(caso.secretaria, f"{base}paso/enviar_a_firma/")
    assert enviar(caso.secretaria, f"{base}paso/enviar_a_firma/", acta).status_code == 302
    assert "Firmas y archivo" in leer(caso.contraparte, base)
    nacido = Compromiso.objects.get()
    assert f"Acta 1-{AYER.year}" in leer(caso.titular, nacido.get_absolute_url())
    assert "Enviar el informe" in leer(caso.titular, f"{caso.organo.get_absolute_url()}compromisos/")


def test_the_book_finds_words_and_shows_both_ways_what_rectifies(caso: CasoDeActa):
    primera = caso.aprobada(caso.viva(caso.otra_sesion().acta))
    segunda, _a = caso.en_la_sesion(("rectificar_acta", primera, {}))
    segunda = caso.aprobada(segunda)
    libro = f"{caso.organo.get_absolute_url()}libro/"
    pagina = leer(caso.contraparte, libro)
    assert "Rectificada por" in pagina
    assert "Rectifica el" in pagina
    assert "Rectificada por" in leer(caso.contraparte, primera.get_absolute_url())
    assert "Ninguna acta dice eso." in leer(caso.contraparte, f"{libro}?q=inexistente")
    assert "Acta 2" in leer(caso.contraparte, f"{libro}?q=rectificar_acta")


def test_an_effect_is_chosen_and_an_agreement_executed_by_their_pages(caso: CasoDeActa):
    compromiso, sesion = caso.anotar(), caso.en_curso()
    acuerdo = caso.acuerdo(sesion)
    base = f"{sesion.acta.get_absolute_url()}acuerdos/{acuerdo.pk}/"
    pagina = leer(caso.secretaria, f"{base}efecto/")
    clave = f"cancelar_compromiso:{compromiso.pk}:"
    assert clave in pagina
    assert (
        enviar(caso.secretaria, f"{base}efecto/", sesion.acta, que="cancelar_compromiso:999999:").status_code
        == 422
    )
    hecho = enviar(caso.secretaria, f"{base}efecto/", sesion.acta, que=clave, es_inmediato="on")
    assert hecho.status_code == 302
    acuerdo.refresh_from_db()
    caso.votar(acuerdo)
    assert "Por ejecutar" in leer(caso.secretaria, sesion.acta.get_absolute_url())
    leer(caso.secretaria, f"{base}ejecutar/")
    assert enviar(caso.secretaria, f"{base}ejecutar/", sesion.acta).status_code == 302
    assert caso.vivo(compromiso).estado == "cancelado"
    assert "Lo canceló" in leer(caso.titular, compromiso.get_absolute_url())


def test_silence_session_and_commission_have_their_forms(db: None):
    caso = CasoDeActa(aprobacion="por_comision")
    acta = caso.acta()
    base = acta.get_absolute_url()
    assert "Comisión de verificación" in leer(caso.secretaria, f"{base}paso/circular/")
    assert enviar(caso.secretaria, f"{base}paso/circular/", acta).status_code == 422
    assert (
        enviar(caso.secretaria, f"{base}paso/circular/", acta, comision=[caso.m_titular.pk]).status_code
        == 302
    )
    otro = CasoDeActa(aprobacion="por_silencio")
    acta = otro.circulada()
    leer(otro.secretaria, f"{acta.get_absolute_url()}paso/aprobar_por_silencio/")
    Acta.objects.filter(pk=acta.pk).update(observar_hasta=AYER)
    hecho = enviar(otro.secretaria, f"{acta.get_absolute_url()}paso/aprobar_por_silencio/", acta)
    assert hecho.status_code == 302
    assert otro.viva(acta).numero == 1


def test_why_one_goes_first_is_said_on_its_page(caso: CasoDeActa):
    caso.circulada(caso.viva(caso.otra_sesion().acta))
    segunda = caso.aprobada()
    base = segunda.get_absolute_url()
    assert enviar(caso.secretaria, f"{base}orden/", segunda, motivo="Urge.").status_code == 302
    assert "Urge." in leer(caso.contraparte, base)


def test_the_desk_says_what_waits_for_whom(caso: CasoDeActa):
    acta = caso.acta()
    assert "Circular el acta" in leer(caso.secretaria, "/")
    caso.circulada(acta)
    assert "Aprobar u observar el acta" in leer(caso.contraparte, "/")
    una = actas.observar(caso.viva(acta), "x", acto=caso.ante(acta, caso.contraparte))
    assert "Responder" in leer(caso.secretaria, "/")
    actas.resolver_observacion(una, acepta=True, acto=caso.acto())
    acta = caso.aprobar(caso.circulada(acta), caso.titular, caso.contraparte)
    assert "Enviar a firma" in leer(caso.secretaria, "/")
    caso.en_firma(acta)
    assert "Firmar el acta" in leer(caso.titular, "/")


def test_the_board_of_a_post_says_who_exercises_it(caso: CasoDeActa):
    caso.anotar(puesto=caso.d_tecnico.puesto, institucion=caso.propone)
    pagina = leer(caso.titular, "/compromisos/responsables/")
    assert caso.d_tecnico.puesto.nombre in pagina
    assert str(caso.tecnico.persona) in pagina
    assert "Enviar la propuesta" in leer(caso.titular, f"/compromisos/?puesto={caso.d_tecnico.puesto_id}")
    assert "Enviar la propuesta" in leer(caso.tecnico, "/compromisos/?de=mi_puesto")
    assert "Enviar la propuesta" not in leer(caso.contraparte, "/compromisos/?de=mi_puesto")


def test_whoever_keeps_the_minutes_finds_where_they_are_written_first(caso: CasoDeActa):
    sesion = caso.en_curso()
    escribir = f"{sesion.get_absolute_url()}acta/escribir/"
    pagina = leer(caso.secretaria, sesion.get_absolute_url())
    primero = pagina.index("Escribir el acta")
    assert escribir in pagina
    assert primero < pagina.index("Dar por terminada")
    assert escribir not in leer(caso.contraparte, sesion.get_absolute_url())
    [suya] = [e for e in escritorio_de(caso.secretaria).esperan_de_mi if e.que == "Escribir el acta"]
    assert suya.url == escribir
    assert escribir in leer(caso.secretaria, "/")
    for punto in sesion.puntos.all():
        caso.parrafo(sesion, "Se trató.", punto=punto)
        resolver_punto(punto, resultado="tratado", acto=caso.acto())
    finalizar(sesion, terminada_at=a_las("12:00"), acto=caso.acto())
    assert "Escribir el acta" not in {e.que for e in escritorio_de(caso.secretaria).esperan_de_mi}
    caso.circulada(caso.viva(sesion.acta))
    assert escribir not in leer(caso.secretaria, sesion.get_absolute_url())


def test_why_an_acta_goes_before_an_earlier_one_is_asked_only_of_one_that_does(caso: CasoDeActa):
    segunda = caso.acta()
    orden = f"{segunda.get_absolute_url()}orden/"
    assert orden not in leer(caso.secretaria, segunda.get_absolute_url())
    caso.otra_sesion()
    assert orden in leer(caso.secretaria, segunda.get_absolute_url())
    assert orden not in leer(caso.contraparte, segunda.get_absolute_url())
    actas.decir_por_que_va_antes(segunda, motivo="Urge.", acto=caso.acto())
    assert orden in leer(caso.secretaria, segunda.get_absolute_url()), "it may be said better"

"""The pages of reports and observations, as plain forms: what each party does, and what each page costs."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from documentos.services.firmas.ronda import papel_de_la_ronda, pedir_por_firmar
from notificaciones.models import Envio
from seguimiento.models import Compromiso, InformeDeSeguimiento, ObservacionDeSeguimiento
from tests.factories import hoy
from tests.seguimiento.caso import DIA
from tests.seguimiento.caso_de_informes import CasoDeInformes
from tests.seguimiento.test_paginas import de, enviar


@pytest.fixture
def caso(db: None) -> CasoDeInformes:
    return CasoDeInformes()


@pytest.fixture
def base(caso: CasoDeInformes) -> str:
    return caso.expediente.get_absolute_url()


def test_from_the_schedule_to_the_conformity_on_plain_forms(caso: CasoDeInformes, base: str):
    suyo, ajeno = de(caso.titular), de(caso.contraparte)
    fijado = enviar(
        suyo,
        f"{base}informes/calendario/",
        desde=(hoy() - 40 * DIA).isoformat(),
        hasta=(hoy() - DIA).isoformat(),
        meses="6",
        presenta=caso.propone.pk,
        con_final="",
    )
    assert (fijado.status_code, fijado["Location"]) == (302, f"{base}informes/")
    uno = f"{base}informes/1/"
    assert "período recortado" in suyo.get(f"{base}informes/").content.decode()
    assert enviar(suyo, f"{uno}paso/elaborar/")["Location"] == uno
    assert InformeDeSeguimiento.objects.get().cifras_hash
    bloqueado = suyo.get(f"{uno}paso/presentar/").content.decode()
    assert "El informe tiene un resumen." in bloqueado
    assert enviar(suyo, f"{uno}escribir/", resumen="Se intercambió.").status_code == 302
    assert enviar(suyo, f"{uno}paso/presentar/").status_code == 302
    assert ajeno.get(f"{uno}paso/presentar/").status_code in (403, 409)
    observado = enviar(ajeno, f"{uno}paso/observar/", texto="¿Con quién?", seccion="resumen")
    assert (observado.status_code, observado["Location"]) == (302, uno)
    obs = f"{base}informes/observaciones/1/"
    assert enviar(suyo, f"{obs}paso/atender/", texto="Se dirá.").status_code == 302
    enviar(suyo, f"{uno}escribir/", resumen="Se intercambió con CORP.")
    assert enviar(suyo, f"{uno}paso/presentar/").status_code == 302
    cambio = suyo.get(f"{uno}presentaciones/2/").content.decode()
    assert "<ins>" in cambio
    assert "con CORP" in cambio
    assert enviar(suyo, f"{obs}paso/subsanar/", respuesta="Se dijo.").status_code == 302
    assert enviar(ajeno, f"{obs}paso/verificar/").status_code == 302
    assert enviar(ajeno, f"{uno}paso/conformar/").status_code == 302
    assert InformeDeSeguimiento.objects.get().estado == "conforme"
    pagina = suyo.get(uno).content.decode()
    assert "El papel que se firma se está componiendo" in pagina
    assert "Semáforos al" in pagina


def test_signing_leads_each_party_to_its_own_place_of_the_paper(caso: CasoDeInformes, base: str):
    informe = caso.hasta("conforme")
    pedir_por_firmar()
    papel = papel_de_la_ronda(informe, "informe")
    assert papel is not None
    puestos = {caso.titular: caso.d_titular.puesto_id, caso.contraparte: caso.d_contraparte.puesto_id}
    uno, firmas = f"{base}informes/1/", f"{base}papeles/{papel.pk}/firmas/"
    for quien, puesto in puestos.items():
        campo = next(lugar["campo"] for lugar in papel.lugares() if lugar["puesto_id"] == puesto)
        pagina = de(quien).get(uno).content.decode()
        assert f'href="{firmas}{campo}/"' in pagina
        assert de(quien).get(f"{firmas}{campo}/").status_code == 200
    de_su_asistente = de(caso.asistente).get(uno).content.decode()
    assert f'href="{firmas}"' in de_su_asistente
    assert not re.search(f'href="{firmas}[^"]', de_su_asistente)


def test_a_signed_report_shows_its_paper_and_waits_to_be_published(caso: CasoDeInformes, base: str):
    caso.hasta("conforme")
    pedir_por_firmar()
    informe = InformeDeSeguimiento.objects.select_related("expediente").get()
    for quien in (caso.titular, caso.contraparte):
        caso.firmar(informe, quien)
    pagina = de(caso.contraparte).get(f"{base}informes/1/").content.decode()
    assert re.search(r'href="[^"]*/firmas/">Firmas y archivo', pagina)
    assert not re.search(r'href="[^"]*/firmas/[^"]', pagina)
    assert f'href="{base}informes/1/paso/publicar/"' in pagina
    for quien in (caso.titular, caso.contraparte):
        assert "Publicar: Informe 1" in de(quien).get("/").content.decode()
    assert "Informe 1" in de(caso.titular).get(base).content.decode().split('id="trabajo"')[1]
    caso.paso(caso.vivo(informe), "publicar", caso.titular)
    assert "Publicar: Informe 1" not in de(caso.contraparte).get("/").content.decode()


def test_what_a_control_body_observed_is_noted_and_needs_something_that_shows_the_correction(
    caso: CasoDeInformes, base: str
):
    cliente = de(caso.titular)
    hecho = enviar(
        cliente,
        f"{base}informes/observaciones/nueva/",
        de_control="Órgano de Control Institucional, Informe 3-2026",
        texto="No consta la asistencia.",
        responsable=caso.propone.pk,
    )
    assert hecho.status_code == 302
    una = f"{base}informes/observaciones/1/"
    enviar(cliente, f"{una}paso/atender/", texto="Se adjuntará la lista.")
    negado = enviar(cliente, f"{una}paso/subsanar/", respuesta="Se adjuntó.")
    assert negado.status_code == 422
    assert "Adjunte un documento o escriba un enlace" in negado.content.decode()
    assert (
        enviar(
            cliente, f"{una}paso/subsanar/", respuesta="Se adjuntó.", enlace="https://demo.invalid/"
        ).status_code
        == 302
    )
    assert ObservacionDeSeguimiento.objects.get().estado == "subsanada"


def test_an_observation_leads_to_a_commitment_with_its_origin_once(caso: CasoDeInformes, base: str):
    caso.observar(caso.hasta("presentado"))
    direccion = f"{base}informes/observaciones/1/compromiso/"
    hecho = enviar(de(caso.titular), direccion, texto="Detallar el cuadro")
    assert hecho["Location"] == f"{base}informes/observaciones/1/"
    compromiso = Compromiso.objects.get()
    assert (compromiso.origen, compromiso.referencia) == ("informe", "Informe 1, observación 1")
    assert compromiso.institucion == caso.propone
    assert enviar(de(caso.titular), direccion, texto="Otro").status_code == 422


def test_thresholds_are_set_together_or_not_at_all(caso: CasoDeInformes, base: str):
    cliente = de(caso.titular)
    negado = enviar(cliente, f"{base}informes/umbrales/", acciones_verde="80", vencidos_verde="50")
    assert negado.status_code == 422
    assert not caso.expediente.umbrales_de_semaforo.exists()
    assert enviar(cliente, f"{base}informes/umbrales/", acciones_verde="80").status_code == 302
    assert caso.expediente.umbrales_de_semaforo.get(semaforo="acciones").verde == 80


def test_thresholds_of_a_page_that_was_sent_before_are_not_set_over_later_ones(
    caso: CasoDeInformes, base: str
):
    cliente, clave = de(caso.titular), str(uuid4())
    for datos in ({"clave": clave, "acciones_verde": "80"}, {"acciones_verde": "60"}):
        assert enviar(cliente, f"{base}informes/umbrales/", **datos).status_code == 302
    otra_vez = enviar(cliente, f"{base}informes/umbrales/", clave=clave, acciones_verde="80")
    assert otra_vez.status_code == 302
    assert caso.expediente.umbrales_de_semaforo.get(semaforo="acciones").verde == 60


@pytest.mark.parametrize("que", ["informes/", "informes/observaciones/"])
def test_a_list_of_thirty_costs_what_one_costs(caso: CasoDeInformes, base: str, que: str):
    cliente = de(caso.titular)
    caso.observar(caso.hasta("presentado"))
    cliente.get(f"{base}{que}")
    with CaptureQueriesContext(connection) as una:
        cliente.get(f"{base}{que}")
    for _n in range(4):
        caso.observar(caso.hasta("presentado", desde=hoy() - 300 * DIA, corte=hoy() - 200 * DIA))
    for n in range(25):
        caso.esperado(desde=hoy() - (400 + n) * DIA, corte=hoy() - 300 * DIA)
    with CaptureQueriesContext(connection) as treinta:
        assert cliente.get(f"{base}{que}").status_code == 200
    assert len(treinta) <= len(una) + 1  # the calendar of whoever is late


def test_whoever_must_act_next_is_told_and_the_others_that_it_moved(caso: CasoDeInformes):
    informe = caso.hasta("presentado")
    pedido = Envio.objects.filter(usuario=caso.contraparte).latest("pk")
    assert (pedido.aviso, "Dar conformidad" in str(pedido.contexto)) == ("paso_pendiente", True)
    caso.observar(informe)
    observado = Envio.objects.filter(usuario=caso.titular).latest("pk")
    assert "Responder lo observado" in str(observado.contexto)
    caso.atender(ObservacionDeSeguimiento.objects.get())
    caso.presentar(caso.vivo(informe))
    caso.conformar(informe)
    firmar = Envio.objects.filter(usuario=caso.titular).latest("pk")
    assert "Firmar" in str(firmar.contexto)
    for quien in (caso.titular, caso.contraparte):
        caso.firmar(informe, quien)
    publicar = Envio.objects.filter(usuario=caso.titular).latest("pk")
    assert (publicar.aviso, "Publicar" in str(publicar.contexto)) == ("paso_pendiente", True)
    caso.paso(caso.vivo(informe), "publicar", caso.contraparte)
    avisos = Envio.objects.filter(aviso="informe_movido").values_list("usuario__persona", flat=True)
    assert list(avisos) == [caso.titular.persona_id]


def test_what_waits_is_on_the_desk_and_on_the_page_of_the_case_file(caso: CasoDeInformes, base: str):
    caso.hasta("presentado")
    for direccion in ("/", base):
        assert "Dar conformidad: Informe 1" in de(caso.contraparte).get(direccion).content.decode()


def test_nothing_asked_for_wrongly_breaks(caso: CasoDeInformes, base: str):
    cliente = de(caso.titular)
    for que in (
        "informes/99/",
        "informes/999999999999/",
        "informes/observaciones/7/",
        "informes/1/presentaciones/1/",
        "informes/1/presentaciones/99999999999/",
    ):
        assert cliente.get(f"{base}{que}").status_code == 404
    caso.esperado()
    assert cliente.get(f"{base}informes/1/paso/volar/").status_code == 403
    assert cliente.get(f"{base}informes/1/paso/firmar/").status_code == 409  # it is not to be signed yet
    assert cliente.get(f"{base}informes/1/escribir/").status_code == 409
    datos: dict[str, Any] = {"desde": "2026-05-01", "corte": "2026-01-01", "presenta": caso.propone.pk}
    assert enviar(cliente, f"{base}informes/nuevo/", **datos).status_code == 422

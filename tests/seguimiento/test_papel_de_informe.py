"""The paper of a report: a draft until it is conforme, then signed by all; and the agreement's final report."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from auditoria.models import Asiento
from auditoria.verificacion.todo import verificar
from convenios.models import Convenio, Estado
from convenios.plazos_de_vigencia import seguir
from convenios.services import cerrar, concluir, liquidar, reservar
from documentos import tasks
from documentos.models import Papel, Via
from documentos.services import pedir_papel
from documentos.services.firmas.ronda import papel_de_la_ronda
from expedientes.services import terminar_designacion
from flujo.acto import Acto
from flujo.errors import CondicionesIncumplidas, SinPermiso, TransicionNoDeclarada
from flujo.services import perform
from seguimiento.models import InformeDeSeguimiento
from seguimiento.papeles.informe import _falta, _por_que_no_se_firma
from seguimiento.queries.esperas.informes import esperas_de_informes
from seguimiento.services.calendario import Terminos, agregar_informe, fijar_calendario
from seguimiento.services.informes import (
    conformar_informe,
    elaborar_informe,
    escribir_informe,
    firmar_informe,
    presentar_informe,
)
from tablero.ficha.historia import frases_de
from tests.convenios.vida import CasoPactado, vencido
from tests.documentos.firmas.ronda import DNI, con_sello, firmar, preparar
from tests.documentos.papeles.muestras import sobre
from tests.factories import Caso, hoy, suplencia
from tests.seguimiento.caso import DIA
from tests.seguimiento.caso_de_informes import RESUMEN, CasoDeInformes

pytestmark = pytest.mark.django_db


@pytest.fixture
def caso() -> CasoDeInformes:
    return CasoDeInformes()


def pedir(informe: InformeDeSeguimiento, quien: Any) -> Papel:
    return pedir_papel(informe, "informe", acto=Acto(registra=quien))


def test_it_has_the_keys_of_its_sample_and_each_light_its_word_and_its_shape(caso: CasoDeInformes):
    caso.anotar()
    papel = pedir(caso.hasta("conforme"), caso.titular)
    datos, muestra = json.loads(papel.datos), sobre("informe")
    assert set(datos["datos"]) == set(muestra["datos"])
    assert set(muestra["datos"]["cifras"]) < set(datos["datos"]["cifras"])
    for luz in datos["datos"]["cifras"]["semaforos"]:
        assert set(luz) == set(muestra["datos"]["cifras"]["semaforos"][0])
        assert luz["forma"] in "●▲■○"
        assert luz["palabra"]
    assert [f["institucion_id"] for f in datos["firmas"]] == [caso.propone.pk, caso.otra.pk]


def test_until_it_is_conforme_it_is_a_draft_without_code(caso: CasoDeInformes):
    borrador = pedir(caso.hasta("presentado"), caso.titular)
    assert (borrador.es_borrador, borrador.codigo) == (True, None)
    assert not pedir(caso.hasta("conforme"), caso.titular).es_borrador


def test_without_figures_there_is_no_paper_of_it(caso: CasoDeInformes):
    informe = caso.esperado(corte=hoy() + 5 * DIA)
    assert "cifras" in _falta(informe)
    with pytest.raises(InformeDeSeguimiento.DoesNotExist):
        pedir(informe, caso.titular)


def test_a_party_without_a_coordinator_has_no_place_to_sign_and_the_page_says_so(caso: CasoDeInformes):
    informe = caso.hasta("conforme")
    terminar_designacion(caso.d_contraparte, hasta=hoy() - DIA, acto=Acto(registra=caso.su_asistente))
    with pytest.raises(CondicionesIncumplidas, match="Falta designar quién coordina por CORP"):
        pedir(informe, caso.titular)


def test_it_is_signed_only_while_it_is_conforme(caso: CasoDeInformes):
    presentado = caso.hasta("presentado")
    assert "cuando las demás partes dan su conformidad" in _por_que_no_se_firma(presentado)
    with pytest.raises(TransicionNoDeclarada):
        caso.firmar(presentado, caso.titular)
    conforme = caso.hasta("conforme")
    with pytest.raises(SinPermiso):
        caso.firmar(conforme, caso.tecnico)
    caso.firmar(conforme, caso.titular)
    caso.firmar(conforme, caso.titular)
    assert caso.vivo(conforme).estado == "conforme"
    caso.firmar(conforme, caso.contraparte)
    assert "Ya está firmado" in _por_que_no_se_firma(caso.vivo(conforme))


@pytest.mark.lento
def test_the_coordinators_sign_its_paper_and_with_the_last_it_is_signed(
    settings: Settings, tmp_path: Path, caso: CasoDeInformes
):
    settings.ARCHIVOS_DIR, settings.LOCAL_DIR, settings.DEMO = tmp_path / "archivos", tmp_path, True
    persona = caso.titular.persona
    persona.pais, persona.documento = "PE", DNI
    persona.save(update_fields=["pais", "documento"])
    cualquiera: Any = caso
    cualquiera.firmante = caso.titular
    con_sello(cualquiera)
    informe = caso.hasta("conforme")
    tasks.componer_pendientes()
    papel = papel_de_la_ronda(informe, "informe")
    assert papel is not None
    firmar(papel, caso.titular, cualquiera)
    assert caso.vivo(informe).estado == "conforme"
    firmar(papel, caso.contraparte, cualquiera, via=Via.SELLO)
    firmado = caso.vivo(informe)
    assert firmado.estado == "firmado"
    assert papel_de_la_ronda(firmado, "informe") == papel
    assert firmado.hash_de_contenido() == papel.contenido_hash
    assert verificar().bien


def test_an_alterno_signs_by_its_own_post_in_substitution_and_the_history_says_once_that_it_was_signed(
    settings: Settings, tmp_path: Path, caso: CasoDeInformes
):
    settings.ARCHIVOS_DIR, settings.LOCAL_DIR = tmp_path / "archivos", tmp_path
    cualquiera: Any = caso
    cualquiera.firmante = caso.alterno
    con_sello(cualquiera)
    informe = caso.hasta("conforme")
    tasks.componer_pendientes()
    papel = papel_de_la_ronda(informe, "informe")
    assert papel is not None
    suplencia(caso.d_titular, caso.d_alterno)
    suya = preparar(papel, caso.alterno, cualquiera)
    dicho = [renglon["texto"] for renglon in json.loads(suya.dice)["renglones"]]
    assert f"{caso.d_alterno.puesto.nombre}, {caso.propone}" in dicho
    assert f"En suplencia de {caso.d_titular.puesto.nombre}" in dicho
    assert f"{caso.d_titular.puesto.nombre}, {caso.propone}" not in dicho
    for quien in (caso.alterno, caso.contraparte):
        caso.firmar(informe, quien)
    filas = Asiento.objects.filter(modelo=informe._meta.label_lower, accion="firmar").order_by("n")
    frases = frases_de([(fila, caso.expediente) for fila in filas])
    assert frases == [
        f"{caso.propone} firmó un informe de seguimiento.",
        f"{caso.otra} firmó un informe de seguimiento.",
        "Dar por firmado el informe: de «Conforme» a «Firmado».",
    ]


# -- the final report and the agreement


def final_firmado(caso: Caso) -> InformeDeSeguimiento:
    """The final report of an agreement's whole term, signed by both coordinations."""
    convenio = caso.actual()
    informe = agregar_informe(
        caso.expediente,
        desde=convenio.inicio or hoy(),
        corte=convenio.fin_vigente or hoy(),
        presenta=caso.propone,
        dias_para_presentar=20,
        es_final=True,
        acto=Acto(registra=caso.titular),
    )
    return firmado(caso, informe)


def firmado(caso: Caso, informe: InformeDeSeguimiento) -> InformeDeSeguimiento:
    """One that was expected, taken to the signature of both coordinations."""

    def ante(quien: Any) -> Acto:
        return Acto(registra=quien, hash_mostrado=vivo(informe).hash_de_contenido())

    elaborar_informe(informe, acto=Acto(registra=caso.titular))
    escribir_informe(informe, {"resumen": RESUMEN}, acto=ante(caso.titular))
    presentar_informe(informe, acto=ante(caso.titular))
    conformar_informe(informe, acto=ante(caso.contraparte))
    pedir(vivo(informe), caso.titular)
    for quien in (caso.titular, caso.contraparte):
        firmar_informe(informe, acto=ante(quien))
    return vivo(informe)


def vivo(informe: InformeDeSeguimiento) -> InformeDeSeguimiento:
    return InformeDeSeguimiento.objects.select_related("expediente", "version").get(pk=informe.pk)


def archivar(caso: CasoPactado) -> Convenio:
    liquidar(caso.actual(), acto=caso.acto(caso.titular))
    cerrar(caso.actual(), acto=caso.acto(caso.titular))
    return caso.mover("archivar", quien=caso.registro)


def test_signed_before_the_agreement_ended_it_is_its_final_report_when_it_ends():
    caso = vencido(10)
    informe = final_firmado(caso)
    assert caso.actual().informe_final_papel is None
    concluir(caso.actual(), "vencimiento", acto=caso.acto(caso.registro))
    papel = papel_de_la_ronda(informe, "informe")
    assert papel is not None
    assert caso.actual().informe_final_papel == papel
    assert archivar(caso).estado == Estado.ARCHIVADO
    filas = Asiento.objects.filter(accion="incorporar_informe_final")
    assert [(f.registra_id, f.institucion_id) for f in filas] == [(None, caso.propone.pk)]


def test_signed_after_the_agreement_ended_it_is_its_final_report_at_once():
    caso = vencido(10)
    concluir(caso.actual(), "vencimiento", acto=caso.acto(caso.registro))
    final_firmado(caso)
    assert caso.actual().informe_final_papel is not None
    assert archivar(caso).estado == Estado.ARCHIVADO


def con_prorroga() -> tuple[CasoPactado, InformeDeSeguimiento, InformeDeSeguimiento]:
    """An agreement whose final report was signed, and whose term was then extended by thirty days: with it, and with
    the final report that is expected since."""
    caso = vencido(40)
    convenio = caso.actual()
    assert convenio.inicio
    assert convenio.fin_vigente
    terminos = Terminos(
        meses=12,
        desde=convenio.inicio,
        hasta=convenio.fin_vigente,
        dias_para_presentar=20,
        presenta=caso.propone,
        sigue_al_convenio=True,
    )
    fijar_calendario(caso.expediente, terminos, acto=Acto(registra=caso.titular))
    primero = firmado(caso, InformeDeSeguimiento.objects.get(es_final=True))
    convenio = caso.actual()
    convenio.fin_vigente = hoy() - 10 * DIA
    convenio.save()
    seguir(convenio)
    return caso, vivo(primero), vivo(InformeDeSeguimiento.objects.get(es_final=True, estado="esperado"))


def test_after_a_prorroga_the_first_final_report_stays_and_the_last_one_closes_the_agreement(client: Client):
    caso, primero, ultimo = con_prorroga()
    assert (primero.estado, primero.es_final, primero.final_posterior()) == ("firmado", True, ultimo)
    assert (ultimo.desde, ultimo.corte) == (primero.desde, hoy() - 10 * DIA), "it tells of the whole term"
    concluir(caso.actual(), "vencimiento", acto=caso.acto(caso.registro))
    assert caso.actual().informe_final_papel is None, "the first one tells of a term that went on"
    client.force_login(caso.titular)
    assert "Informe final que lo sigue" in client.get(primero.get_absolute_url()).content.decode()
    ultimo = firmado(caso, ultimo)
    assert caso.actual().informe_final_papel == papel_de_la_ronda(ultimo, "informe")
    assert ultimo.final_posterior() is None
    assert "Informe final que lo sigue" not in client.get(ultimo.get_absolute_url()).content.decode()
    lista = client.get(f"{caso.expediente.get_absolute_url()}informes/").content.decode()
    assert lista.count("lo sigue otro informe final") == 1


def test_a_later_final_report_that_was_dispensed_with_leaves_the_first_one_to_close():
    caso, primero, ultimo = con_prorroga()
    acto = Acto(registra=caso.contraparte, hash_mostrado=ultimo.hash_de_contenido())
    perform(ultimo, "dispensar", acto=acto, motivo="La prórroga fue para una sola entrega.")
    concluir(caso.actual(), "vencimiento", acto=caso.acto(caso.registro))
    assert caso.actual().informe_final_papel == papel_de_la_ronda(primero, "informe")


def test_what_was_not_met_is_counted_at_the_closing_and_stops_nothing():
    caso = vencido(10)
    agregar_informe(
        caso.expediente,
        desde=hoy() - 300 * DIA,
        corte=hoy() - 200 * DIA,
        presenta=caso.propone,
        dias_para_presentar=20,
        acto=Acto(registra=caso.titular),
    )
    final_firmado(caso)
    concluir(caso.actual(), "vencimiento", acto=caso.acto(caso.registro))
    liquidar(caso.actual(), acto=caso.acto(caso.titular))
    cerrado = cerrar(caso.actual(), acto=caso.acto(caso.titular))
    contado = json.loads(cerrado.asiento.cuerpo)["datos"]["sin_cumplir"]
    assert contado["informes_no_presentados"] == 1
    assert contado["compromisos_abiertos"] == 0


def test_what_is_reserved_is_not_published_and_waits_for_nobody_to_do_so():
    caso = vencido(10)
    informe = final_firmado(caso)
    assert {e.que for e in esperas_de_informes([informe], [])} == {f"Publicar: {informe}"}
    reservar(
        caso.actual(),
        norma="Ley 27806, artículo 17",
        motivo="Contiene datos de terceros.",
        desde=hoy(),
        acto=Acto(registra=caso.registro),
    )
    with pytest.raises(CondicionesIncumplidas, match="reservó"):
        perform(informe, "publicar", acto=Acto(registra=caso.titular))
    assert esperas_de_informes([informe], []) == []

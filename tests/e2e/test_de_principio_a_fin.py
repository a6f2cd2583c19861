"""The main job, whole: three people at three browsers, from a new agreement to the verified case file."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import sync_playwright
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from instituciones.models import Institucion, ReglasDeInstitucion, Usuario
from notificaciones.buzon import BUZON
from tests import factories
from tests.documentos.firmas.ronda import DNI
from tests.e2e import auditoria, comite, trabajo, tramite
from tests.e2e.conftest import launched
from tests.e2e.persona import Persona
from tests.e2e.trabajador import Trabajador

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lento]


@dataclass(frozen=True)
class Historia:
    """The people, each at a browser, the worker, and a folder of the test's own."""

    ana: Persona
    beto: Persona
    auditora: Persona
    trabajador: Trabajador
    carpeta: Path


@pytest.fixture
def instalacion(settings: Settings, tmp_path: Path, live_server: LiveServer) -> Path:
    """What stands on the disk of this installation: its papers, copies, keys and mail."""
    settings.DEMO, settings.CLAMAV_SOCKET, settings.BASE_URL = True, "", live_server.url
    settings.ARCHIVOS_DIR, settings.COPIAS_DIR = tmp_path / "archivos", tmp_path / "copias"
    settings.LOCAL_DIR, settings.EMAIL_FILE_PATH = tmp_path / "local", str(tmp_path / "correo")
    settings.EMAIL_BACKEND = BUZON
    return tmp_path


def test_three_people_take_an_agreement_from_its_beginning_to_its_verified_case_file(
    historia: Historia,
) -> None:
    for quien in (historia.ana, historia.beto, historia.auditora):
        quien.entra()
    nace(historia)
    se_firma(historia)
    se_planifica(historia)
    se_trabaja(historia)
    sesiona(historia)
    termina(historia)
    se_audita(historia)


def nace(h: Historia) -> None:
    """From nothing to a text that both parties approved. The auditor looks on."""
    codigo = tramite.abrir(h.ana)
    tramite.redactar(h.ana)
    tramite.pactar_el_plazo(h.ana)
    tramite.acreditar(h.ana)
    tramite.designar(h.ana, "Asesoría Jurídica", "Asesoría jurídica")
    tramite.designar(h.ana, "Dirección de Articulación", "Firmante")
    h.beto.busca(codigo)
    tramite.designar(h.beto, "Gerencia General", "Coordinación titular")
    tramite.designar(h.beto, "Gerencia General", "Firmante")
    tramite.acreditar(h.beto)
    h.ana.page.reload()
    tramite.evaluar(h.ana)
    tramite.aprobar(h.ana, "MINP")
    le_espera(h, h.beto, "Aprobar el texto")
    h.auditora.busca(codigo)
    auditoria.no_puede_actuar(h.auditora)
    tramite.aprobar(h.beto, "CONFP")
    esta_en_su_escritorio(h.ana, "Pasar el texto a firma")


def se_firma(h: Historia) -> None:
    """Her signature with a certificate of her own, his by the seal; then it is numbered and in force."""
    h.ana.hace("Pasar a firma")
    le_espera(h, h.beto, "Firmar")
    for quien, parte, certificado in ((h.ana, "MINP", tramite.su_certificado()), (h.beto, "CONFP", None)):
        esta_en_su_escritorio(quien, "Firmar")
        quien.abre(f"Firmar por {parte}")
        tramite.activar_el_segundo_factor(quien)
        esta_en_su_escritorio(quien, "Firmar")
        quien.abre(f"Firmar por {parte}")
        tramite.firmar(quien, h.trabajador, certificado=certificado)
    le_espera(h, h.ana, "Dar número al convenio")
    tramite.poner_en_ejecucion(h.ana)
    h.ana.estado("En ejecución")


def se_planifica(h: Historia) -> None:
    """A plan that the other party observes once, and that both approve."""
    trabajo.abrir_plan(h.ana)
    le_espera(h, h.beto, f"Aprobar el plan «{trabajo.PLAN}»")
    trabajo.observar_plan(h.beto)
    le_espera(h, h.ana, f"Atender las observaciones del plan «{trabajo.PLAN}»")
    trabajo.atender_la_observacion(h.ana)
    h.ana.hace("Aprobar el plan")
    le_espera(h, h.beto, f"Aprobar el plan «{trabajo.PLAN}»")
    h.beto.hace("Aprobar el plan")
    h.beto.estado("Aprobado")
    le_espera(h, h.ana, f"Poner en ejecución el plan «{trabajo.PLAN}»")
    h.ana.hace("Poner en ejecución")


def se_trabaja(h: Historia) -> None:
    """Each party does its action and the other verifies it; what they undertake in a meeting is done and verified."""
    for hace, verifica, n, accion in (
        (h.ana, h.beto, 1, trabajo.INTERCAMBIO),
        (h.beto, h.ana, 2, trabajo.DIFUSION),
    ):
        hace.va_a_la_ficha()
        hace.sigue(trabajo.PLAN, en=hace.page.locator("#trabajo"))
        trabajo.ejecutar_accion(hace, accion)
        le_espera(h, verifica, f"Verificar la acción {n}: {accion}")
        trabajo.verificar_accion(verifica)
    h.ana.va_a_la_ficha()
    trabajo.reunirse(h.ana)
    le_espera(h, h.beto, "Cumplir el compromiso 1")
    trabajo.cumplir_compromiso(h.beto)
    le_espera(h, h.ana, "Verificar el compromiso 1")
    trabajo.verificar_compromiso(h.ana)


def sesiona(h: Historia) -> None:
    """Their committee verifies what both did: a session called, held and written by two at once; its acta observed,
    approved, signed by her who presided and him who kept it, entered in the book and handed out."""
    puestos = ("Dirección de Articulación", "Gerencia General")
    h.ana.va_a_la_ficha()
    h.ana.sigue(trabajo.PLAN, en=h.ana.page.locator("#trabajo"))
    trabajo.ejecutar_accion(h.ana, trabajo.SEMINARIO)
    h.ana.va_a_la_ficha()
    comite.constituir(h.ana)
    h.beto.va_a_la_ficha()
    comite.convocar(h.beto)
    h.trabajador.trabaja()
    esta_en_su_escritorio(h.ana, "Acusar recibo de la convocatoria")
    h.ana.abre_su_correo("Convocatoria: Sesión ordinaria")
    comite.acusar_recibo(h.ana)
    esta_en_su_escritorio(h.beto, "Registrar asistencia e instalar la sesión")
    comite.instalar(h.beto, *puestos)
    h.ana.page.reload()
    comite.escribir_entre_dos(h.beto, h.ana)
    comite.votar(h.beto, trabajo.SEMINARIO, *puestos)
    se_aprueba_el_acta(h)
    se_firma_el_acta(h)
    h.ana.va_a_la_ficha()
    h.ana.sigue(trabajo.PLAN, en=h.ana.page.locator("#trabajo"))
    h.ana.sigue(trabajo.SEMINARIO, en=h.ana.page.locator("#acciones"))
    h.ana.estado("Verificada")


def se_aprueba_el_acta(h: Historia) -> None:
    """She observes what circulated first and he accepts it; what circulates then, both approve."""
    esta_en_su_escritorio(h.beto, "Circular el acta")
    h.beto.hace("Circular el acta")
    h.trabajador.trabaja()
    esta_en_su_escritorio(h.ana, "Aprobar u observar el acta")
    h.ana.abre_su_correo("Acta para aprobar u observar")
    comite.observar_el_acta(h.ana)
    h.trabajador.trabaja()
    h.beto.abre_su_correo("Observaron el acta")
    comite.aceptar_la_observacion(h.beto)
    for quien in (h.ana, h.beto):
        esta_en_su_escritorio(quien, "Aprobar u observar el acta")
        quien.hace("Aprobar el acta")
    h.beto.estado("Aprobada")


def se_firma_el_acta(h: Historia) -> None:
    """Hers with her certificate, his by the seal; then it is in the book, and handed out."""
    esta_en_su_escritorio(h.beto, "Enviar a firma el acta")
    h.beto.hace("Enviar a firma")
    h.trabajador.trabaja()
    for quien, certificado in ((h.ana, tramite.su_certificado()), (h.beto, None)):
        esta_en_su_escritorio(quien, "Firmar el acta")
        quien.sigue("Firmar su papel")
        tramite.firmar(quien, h.trabajador, certificado=certificado)
    esta_en_su_escritorio(h.beto, "Incorporar el acta al libro")
    h.beto.hace("Incorporar al libro de actas")
    h.beto.hace("Distribuir")
    h.beto.estado("Distribuida")


def termina(h: Historia) -> None:
    """The final report, conformed and signed by both; the plan evaluated and closed; the agreement archived."""
    h.ana.va_a_la_ficha()
    trabajo.informar(h.ana)
    le_espera(h, h.beto, "Dar conformidad")
    h.beto.hace("Dar conformidad")
    le_espera(h, h.ana, "Firmar: Informe final")
    for quien in (h.ana, h.beto):
        esta_en_su_escritorio(quien, "Firmar: Informe final")
        quien.sigue("Firmar su papel")
        certificado = tramite.su_certificado() if quien is h.ana else None
        tramite.firmar(quien, h.trabajador, certificado=certificado)
    h.ana.va_a_la_ficha()
    h.ana.sigue("Informes de seguimiento", en=h.ana.page.locator("#trabajo"))
    h.ana.sigue("Informe final", en=h.ana.page.locator("#informes"))
    h.ana.hace("Publicar el informe")
    h.ana.va_a_la_ficha()
    h.ana.sigue(trabajo.PLAN, en=h.ana.page.locator("#trabajo"))
    trabajo.evaluar_plan(h.ana)
    h.ana.va_a_la_ficha()
    tramite.concluir(h.ana)
    h.ana.estado("Archivado")


def se_audita(h: Historia) -> None:
    """She may do nothing in what ended, and takes a copy that holds without the site, as does each signed paper."""
    h.auditora.page.reload()
    h.auditora.estado("Archivado")
    auditoria.no_puede_actuar(h.auditora)
    h.trabajador.trabaja("renovar_sellos_de_tiempo", "cerrar_bitacora")
    copia, ancla = auditoria.llevarse_la_copia(h.auditora, h.trabajador, h.carpeta)
    informe = auditoria.verificada(copia, ancla, h.carpeta / "copia")
    assert informe["sentencia"] == "VÁLIDA: todo es como se selló."
    (convenio,) = (h.carpeta / "copia" / "papeles").glob("*-convenio.pdf")
    assert auditoria.validas_segun_pdfsig(convenio) == 3, (
        "the seal of the system and one signature of each party"
    )
    auditoria.verificar_en_la_pagina(h.auditora, convenio)


def le_espera(h: Historia, quien: Persona, que: str) -> None:
    """It stands on that person's desk, a mail asked for it, and the link of the mail leads to where it is done."""
    h.trabajador.trabaja()
    esta_en_su_escritorio(quien, que)
    quien.abre_su_correo(f"Un paso le espera: {que}")


def esta_en_su_escritorio(quien: Persona, que: str) -> None:
    """It stands among what waits for that person, whose link is followed."""
    quien.va_a("/")
    quien.sigue(que, en=quien.page.locator("#de-mi"))


@pytest.fixture
def historia(instalacion: Path, live_server: LiveServer) -> Iterator[Historia]:
    """Three browsers, nobody in yet; a worker beside them. At the end, none of them complained of anything."""
    gente = ana(), beto(), auditora()
    with Trabajador() as trabajador, sync_playwright() as playwright:
        navegadores = [launched(playwright) for _ in gente]
        personas = [
            Persona(navegador, live_server.url, usuario)
            for navegador, usuario in zip(navegadores, gente, strict=True)
        ]
        yield Historia(personas[0], personas[1], personas[2], trabajador, instalacion)
        for navegador in navegadores:
            navegador.close()
    assert [queja for persona in personas for queja in persona.quejas] == []


def ana() -> Usuario:
    """She coordinates for the ministry, keeps its register and, for the time being, its legal office; she signs with a
    certificate of her own."""
    ministerio = institucion("Ministerio de Prueba", "MINP", opiniones=["juridica"], numera_con="sistema")
    usuario = con_puestos(ministerio, "Ana", "Dirección de Articulación", "Asesoría Jurídica")
    usuario.persona.pais, usuario.persona.documento = "PE", DNI
    usuario.persona.save(update_fields=["pais", "documento"])
    factories.conceder(usuario, ministerio, "registro")
    return usuario


def beto() -> Usuario:
    """He coordinates for the confederation, which opines on nothing and signs by the seal."""
    otra = institucion("Confederación de Prueba", "CONFP", tipo="confederacion", firma_con_sello=True)
    usuario = con_puestos(otra, "Beto", "Gerencia General")
    factories.conceder(usuario, otra, "personal")
    return usuario


def auditora() -> Usuario:
    """She audits the ministry by a mandate of the control body."""
    return factories.auditor(Institucion.objects.get(sigla="MINP"), nombres="Carla")


def institucion(nombre: str, sigla: str, *, tipo: str = "ministerio", **reglas: Any) -> Institucion:
    una = factories.institucion(nombre, sigla=sigla, tipo=tipo)
    de_siempre = {"desde": dt.date(2000, 1, 1), "numera_con": "ninguno"}
    ReglasDeInstitucion.objects.create(institucion=una, **de_siempre | reglas)
    return una


def con_puestos(de: Institucion, nombres: str, *puestos: str) -> Usuario:
    usuario = factories.cuenta(nombres)
    for nombre in puestos:
        factories.ocupar(factories.puesto(de, nombre), usuario.persona)
    return usuario

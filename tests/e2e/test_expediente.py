"""A case file and its agreement, as people meet them: on a desk, on a phone, by keyboard alone, without JavaScript."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from convenios.models import Convenio, Estado, Opinion
from convenios.services import guardar_borrador, observar, opinar
from instituciones.models import Usuario
from tests.e2e.conftest import OpenPage, assert_is_for_everybody
from tests.factories import (
    Caso,
    clausulas,
    cuenta,
    hoy,
    institucion,
    ocupar,
    por_documento,
    puesto,
    suplencia,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def caso(settings: Settings, tmp_path: Path) -> Caso:
    """An agreement in evaluation in which everything has happened that its pages can show."""
    settings.ARCHIVOS_DIR = tmp_path
    caso = Caso(Estado.EN_EVALUACION, objeto="Promover a las cooperativas como modelo empresarial.")
    opinar(caso.actual(), "tecnica", es_favorable=True, fundamento="Viable.", acto=caso.acto(caso.tecnica))
    caso.compartir("Las partes cooperan y dan seguimiento.")
    guardar_borrador(caso.actual(), clausulas("Borrador."), acto=caso.acto(caso.titular))
    return caso


def ruta(caso: Caso, resto: str = "") -> str:
    return f"/expedientes/{caso.expediente.codigo}/{resto}"


def test_the_case_file_keeps_nobody_out(open_page: OpenPage, caso: Caso) -> None:
    suplencia(caso.d_titular, caso.d_alterno)
    observar(caso.actual(), "Falta decir quién verifica.", clausula_orden=2, acto=caso.acto(caso.juridica))
    for quien in (caso.alterno, caso.contraparte):
        assert_is_for_everybody(open_page(ruta(caso), quien))
    for resto in ("historia/", f"historia/?al={hoy()}&lectura=registro", "historia/?al=nunca", "lecturas/"):
        assert_is_for_everybody(open_page(ruta(caso, resto), caso.alterno))


def test_an_act_by_document_is_contested_and_keeps_nobody_out(open_page: OpenPage, caso: Caso) -> None:
    acto = caso.acto(
        caso.asistente_de_contraparte,
        institucion_id=caso.propone.pk,
        documento=por_documento("Jefatura de la Oficina General de Asesoría Jurídica"),
    )
    opinion = opinar(
        caso.actual(), "juridica", es_favorable=True, fundamento="", visibilidad="compartida", acto=acto
    )
    page = open_page(ruta(caso), caso.titular, "telefono")
    page.get_by_role("link", name="Revisar un acto registrado por documento").click()
    assert_is_for_everybody(page)
    page.get_by_label("Por qué su institución no reconoce este acto").fill("Nadie firmó ese oficio.")
    page.get_by_role("button", name="Contestar el acto").click()
    expect(page.locator("#opiniones")).to_contain_text("contestado por MIN el")
    expect(page.locator("#opiniones")).to_contain_text("Favorable, contestada")
    for resto in ("", "historia/", f"actos/{opinion.asiento_id}/retirar/"):
        assert_is_for_everybody(open_page(ruta(caso, resto), caso.titular))


def test_the_pages_of_acts_that_something_is_missing_for_keep_nobody_out(
    open_page: OpenPage, caso: Caso
) -> None:
    pages: list[tuple[Usuario, str]] = [
        (caso.asistente, f"opinar/tecnica/?por=documento&institucion={caso.propone.pk}"),
        (caso.titular, "requisitos/"),
        (caso.titular, "paso/suscribir/"),
        (caso.titular, "paso/solicitar/"),
    ]
    for quien, resto in pages:
        assert_is_for_everybody(open_page(ruta(caso, resto), quien))


def test_the_pages_of_the_text_keep_nobody_out(open_page: OpenPage, caso: Caso) -> None:
    for resto in ("texto/1/", "texto/comparar/?de=1&a=2"):
        assert_is_for_everybody(open_page(ruta(caso, resto), caso.contraparte))
    page = open_page(ruta(caso, "texto/editar/"), caso.titular, "telefono")
    assert_is_for_everybody(page)
    page.get_by_label("Texto").first.fill("Las partes cooperan, dan seguimiento e informan.")
    page.get_by_role("button", name="Revisar antes de compartir").click()
    expect(page.get_by_role("button", name="Compartir con todas las partes")).to_be_visible()
    assert_is_for_everybody(page)
    caso.compartir("Otra persona lo cambió.", quien=caso.asistente)
    page.get_by_role("button", name="Compartir con todas las partes").click()
    expect(page.get_by_role("heading", name="El texto cambió desde que lo abrió")).to_be_visible()
    assert_is_for_everybody(page)


def test_on_a_phone_what_follows_comes_before_everything_else(open_page: OpenPage, caso: Caso) -> None:
    page = open_page(ruta(caso), caso.juridica, "telefono")
    boton = page.get_by_role("link", name="Dar la opinión jurídica")
    assert boton.is_visible()
    orden = page.evaluate("[...document.querySelectorAll('main h2')].map(h => h.textContent)")
    assert orden[0] == "Qué sigue"
    tops = [page.locator(s).bounding_box()["y"] for s in ("#que-sigue", "#datos", "#historia")]  # type: ignore[index]
    assert tops == sorted(tops)


def test_on_a_desk_what_follows_stands_at_the_right(open_page: OpenPage, caso: Caso) -> None:
    page = open_page(ruta(caso), caso.juridica)
    sigue, datos = (page.locator(s).bounding_box() for s in ("#que-sigue", "#datos"))
    assert sigue
    assert datos
    assert sigue["x"] > datos["x"] + datos["width"]
    assert abs(sigue["y"] - datos["y"]) < 2


def test_an_opinion_is_given_by_keyboard_alone(open_page: OpenPage, caso: Caso) -> None:
    page = open_page(ruta(caso), caso.juridica)
    enfocar(page, "Dar la opinión jurídica")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Opinión jurídica", level=1)).to_be_visible()
    enfocar(page, "Favorable")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Conforme a derecho.")
    enfocar(page, "Registrar la opinión jurídica")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Se registró la opinión jurídica.")).to_be_visible()
    assert Opinion.objects.get(aprobacion__materia="juridica").fundamento == "Conforme a derecho."


def test_the_wizard_is_walked_by_keyboard_alone(open_page: OpenPage) -> None:
    propone, otra = institucion("Ministerio"), institucion("Confederación")
    quien, plaza = cuenta("Directora"), puesto(propone, "Dirección")
    ocupar(plaza, quien.persona)
    page = open_page("/expedientes/nuevo/", quien)
    enfocar(page, otra.sigla)
    page.keyboard.press("Space")
    continuar(page)
    enfocar(page, "Título")
    page.keyboard.type("Cooperación por teclado")
    continuar(page)
    enfocar(page, "Coordinación titular")
    page.keyboard.type("Dir")
    continuar(page)
    continuar(page)
    enfocar(page, "Crear el expediente")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Cooperación por teclado", level=1)).to_be_visible()
    convenio = Convenio.objects.get()
    assert convenio.version is not None
    assert [d.puesto for d in convenio.expediente.designaciones.all()] == [plaza]


def test_the_text_is_changed_without_javascript(open_page: OpenPage, caso: Caso) -> None:
    page = open_page(ruta(caso, "texto/editar/"), caso.titular, java_script_enabled=False)
    page.get_by_role("button", name="Agregar una cláusula al final").click()
    page.get_by_label("Título").nth(2).fill("Difusión")
    page.get_by_label("Texto").nth(2).fill("Las partes difunden lo que hacen.")
    page.get_by_role("button", name="Subir la cláusula 3").click()
    page.get_by_role("button", name="Revisar antes de compartir").click()
    expect(page.get_by_text("Las partes difunden lo que hacen.")).to_be_visible()
    page.get_by_role("button", name="Compartir con todas las partes").click()
    expect(page.get_by_text("El texto quedó compartido con todas las partes.")).to_be_visible()
    titulos = [c.titulo for c in caso.actual().version.clausulas.all()]
    assert titulos == ["Objeto", "Difusión", "Vigencia"]


def test_enter_in_a_title_changes_nothing(open_page: OpenPage, caso: Caso) -> None:
    page = open_page(ruta(caso, "texto/editar/"), caso.titular, java_script_enabled=False)
    page.get_by_label("Título").first.fill("Objeto del convenio")
    with page.expect_navigation():
        page.get_by_label("Título").first.press("Enter")
    titulos = [campo.input_value() for campo in page.get_by_label("Título").all()]
    assert titulos == ["Objeto del convenio", "Vigencia"]


def test_an_observation_is_made_without_javascript(open_page: OpenPage, caso: Caso) -> None:
    page = open_page(ruta(caso, "observar/"), caso.juridica, "telefono", java_script_enabled=False)
    page.get_by_role("textbox", name="Observación").fill("Falta decir quién verifica.")
    page.get_by_role("button", name="Enviar la observación").click()
    expect(page.get_by_text("La observación quedó hecha")).to_be_visible()
    assert caso.actual().estado == Estado.OBSERVADO


def test_a_double_click_registers_one_opinion(open_page: OpenPage, caso: Caso) -> None:
    page = open_page(ruta(caso, "opinar/juridica/"), caso.juridica, java_script_enabled=False)
    page.get_by_label("Favorable", exact=True).check()
    page.get_by_role("button", name="Registrar la opinión jurídica").dblclick()
    expect(page.get_by_role("heading", name="Qué sigue")).to_be_visible()
    assert Opinion.objects.filter(aprobacion__materia="juridica").count() == 1


def enfocar(page: Page, nombre: str) -> None:
    """Press Tab until the control of that name has the focus."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if nombre in nombre_enfocado(page):
            return
    raise AssertionError(f"no Tab leads to «{nombre}»")


def nombre_enfocado(page: Page) -> str:
    return str(
        page.evaluate(
            "(e => e.labels?.length ? e.labels[0].textContent : e.textContent)(document.activeElement).trim()"
        )
    )


def continuar(page: Page) -> None:
    enfocar(page, "Continuar")
    with page.expect_navigation():
        page.keyboard.press("Enter")

"""The pages of an agreement that is approved, signed, carried out, changed and ended, as people meet them."""

from pathlib import Path

import pytest
from playwright.sync_api import expect
from pytest_django.fixtures import Settings

from convenios.models import Estado
from convenios.services import concluir, firmar, registrar_causal, suspender
from instituciones.models import Usuario
from tests.convenios.vida import DIA, CasoPactado, abrir, con_efecto, evaluar, papel, vencido
from tests.e2e.conftest import OpenPage, assert_is_for_everybody
from tests.factories import Caso, hoy

pytestmark = pytest.mark.django_db(transaction=True)

Visita = tuple[Usuario, str]


@pytest.fixture(autouse=True)
def archivos(settings: Settings, tmp_path: Path) -> None:
    settings.ARCHIVOS_DIR = tmp_path


def visitar(open_page: OpenPage, caso: Caso, visitas: list[Visita]) -> None:
    for quien, resto in visitas:
        page = open_page(f"/expedientes/{caso.expediente.codigo}/{resto}", quien)
        assert page.locator("h1").is_visible(), page.url
        assert_is_for_everybody(page)


def test_approval_and_signature_keep_nobody_out(open_page: OpenPage) -> None:
    caso = CasoPactado(Estado.EN_APROBACION, plazo_meses=36, preaviso_dias=30, renovacion_dias=60)
    visitar(
        open_page,
        caso,
        [(caso.titular, ""), (caso.contraparte, "aprobar/"), (caso.titular, "texto/condiciones/")],
    )
    caso._a_firma()
    firmar(caso.actual(), acto=caso.acto(caso.firmante))
    visitar(open_page, caso, [(caso.titular, ""), (caso.firmante_de_otra, "firmar/")])


def test_an_extended_agreement_and_its_gap_keep_nobody_out(open_page: OpenPage) -> None:
    caso = vencido()
    adenda = con_efecto(
        caso,
        abrir(
            caso,
            "prorroga",
            fin_nuevo=hoy() + 300 * DIA,
            es_regularizacion=True,
            base_legal="Cláusula de modificaciones",
        ),
    )
    otra = evaluar(caso, abrir(caso, "alcance"))
    suspender(
        caso.actual(),
        acta=papel(caso),
        motivo="Emergencia sanitaria.",
        desde=hoy() - 20 * DIA,
        alarga_el_plazo=True,
        acto=caso.acto(caso.titular),
    )
    registrar_causal(
        caso.actual(),
        "mutuo_acuerdo",
        documento=papel(caso, "Acta de mutuo acuerdo"),
        acto=caso.acto(caso.titular),
    )
    visitar(
        open_page,
        caso,
        [
            (caso.titular, ""),
            (caso.titular, f"adendas/{adenda.ordinal}/"),
            (caso.contraparte, f"adendas/{otra.ordinal}/"),
            (caso.contraparte, f"adendas/{otra.ordinal}/aprobar/"),
            (caso.titular, f"adendas/{otra.ordinal}/cambiar/"),
            (caso.titular, "adendas/nueva/"),
            (caso.titular, "causales/"),
            (caso.titular, "paso/reanudar/"),
            (caso.registro, "paso/concluir/"),
            (caso.titular, "historia/"),
        ],
    )


def test_the_end_keeps_nobody_out(open_page: OpenPage) -> None:
    caso = vencido()
    concluir(caso.actual(), "vencimiento", acto=caso.acto(caso.registro))
    visitar(
        open_page,
        caso,
        [(caso.titular, ""), (caso.titular, "liquidar/"), (caso.titular, "informe-final/")],
    )


def test_the_term_is_drawn_and_told_in_words(open_page: OpenPage) -> None:
    caso = vencido()
    con_efecto(
        caso,
        abrir(
            caso,
            "prorroga",
            fin_nuevo=hoy() + 300 * DIA,
            es_regularizacion=True,
            base_legal="Cláusula de modificaciones",
        ),
    )
    page = open_page(f"/expedientes/{caso.expediente.codigo}/", caso.titular)
    assert [r.get_attribute("class") for r in page.locator(".term rect").all()] == [
        "original",
        "prorroga",
        "hueco",
    ]
    rellenos = page.evaluate(
        "[...document.querySelectorAll('.term rect')].map(r => getComputedStyle(r).strokeDasharray)"
    )
    assert rellenos[2] != rellenos[0] == rellenos[1] == "none"
    expect(page.locator(".term-key")).to_contain_text("Sin texto firmado: del")

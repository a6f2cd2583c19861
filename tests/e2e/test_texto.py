"""The text between two parties: versions chosen and compared, comments, and what both changed at once."""

import pytest
from playwright.sync_api import expect

from convenios.models import Estado
from convenios.services import ClausulaNueva, comentar, guardar_version, responder_comentario
from flujo.acto import Acto
from tests.e2e.conftest import PHONE, WIDE, OpenPage, assert_is_for_everybody, scrolls_sideways
from tests.e2e.test_expediente import ruta
from tests.factories import Caso

pytestmark = pytest.mark.django_db(transaction=True)

LEGAL = ClausulaNueva(
    "base_legal", "Base legal", "El artículo 88 del TUO de la Ley N.º 27444 y los estatutos."
)


@pytest.fixture
def caso() -> Caso:
    caso = Caso(Estado.EN_EVALUACION)
    comparte(caso, "Las partes cooperan y dan seguimiento.", "Tres años.")
    version = caso.actual().version
    assert version is not None
    dicho = comentar(
        version, 1, "¿Qué seguimiento?", fragmento="dan seguimiento", acto=Acto(registra=caso.tecnica)
    )
    responder_comentario(dicho, "El del plan de trabajo.", acto=Acto(registra=caso.titular))
    comentar(version, 2, "Cinco años.", visibilidad="compartida", acto=Acto(registra=caso.contraparte))
    return caso


def comparte(caso: Caso, objeto: str, vigencia: str) -> None:
    nuevas = [
        ClausulaNueva("objeto", "Objeto", objeto),
        ClausulaNueva("vigencia", "Vigencia", vigencia),
        LEGAL,
    ]
    guardar_version(caso.actual(), nuevas, acto=caso.acto(caso.asistente))


def test_the_pages_of_the_text_keep_nobody_out(open_page: OpenPage, caso: Caso) -> None:
    for quien, resto in (
        (caso.titular, "texto/2/"),
        (caso.contraparte, "texto/1/"),
        (caso.titular, "texto/comparar/?de=1&a=2"),
    ):
        assert_is_for_everybody(open_page(ruta(caso, resto), quien))


def test_two_versions_are_chosen_and_a_clause_commented_without_javascript(
    open_page: OpenPage, caso: Caso
) -> None:
    page = open_page(ruta(caso, "texto/2/"), caso.titular, java_script_enabled=False)
    page.get_by_role("link", name="Comentar la cláusula 2", exact=True).click()
    page.get_by_label("Comentario", exact=True).fill("Hasta cinco.")
    page.get_by_label("Compartida con las partes").check()
    page.get_by_role("button", name="Comentar").click()
    expect(page.get_by_text("Hasta cinco.").first).to_be_visible()
    page.get_by_label("De la versión").select_option("2")
    page.get_by_label("A la versión").select_option("1")
    page.get_by_role("button", name="Comparar").click()
    expect(page.get_by_role("heading", name="Qué cambió de la versión 2 a la 1")).to_be_visible()


def test_what_two_people_changed_at_once_is_decided_without_javascript(
    open_page: OpenPage, caso: Caso
) -> None:
    page = open_page(ruta(caso, "texto/editar/"), caso.titular, "telefono", java_script_enabled=False)
    page.get_by_label("Texto").first.fill("Las partes cooperan, dan seguimiento y se informan.")
    page.get_by_label("Texto").nth(1).fill("Dos años.")
    comparte(caso, "Todas las partes cooperan y dan seguimiento.", "Cinco años.")
    page.get_by_role("button", name="Revisar antes de compartir").click()
    expect(page.get_by_text("Otra parte cambió esta misma cláusula.").first).to_be_visible()
    for size in (WIDE, PHONE):
        page.set_viewport_size(size)
        assert not scrolls_sideways(page)
    for decision in page.get_by_label("Lo que yo escribí").all():
        decision.check()
    page.get_by_role("button", name="Revisar antes de compartir").click()
    page.get_by_role("button", name="Compartir con todas las partes").click()
    version = caso.actual().version
    assert version is not None
    assert version.clausulas.get(orden=2).texto == "Dos años."

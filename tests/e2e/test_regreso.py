"""Going back to what all approved, the checklist of a standard model, an addendum's text, a cause from its paper."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from convenios.estandar import PUNTOS
from convenios.models import Estado
from convenios.services import aprobar, comprobar_modelo
from tests.convenios.test_estandar import cambiar, en_evaluacion
from tests.convenios.test_regreso import aprobado_y_cambiado
from tests.convenios.vida import papel
from tests.e2e.conftest import OpenPage
from tests.e2e.test_vida import visitar
from tests.factories import Caso, CasoDeAdenda

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def archivos(settings: Settings, tmp_path: Path) -> None:
    settings.ARCHIVOS_DIR = tmp_path


def test_going_back_keeps_nobody_out(open_page: OpenPage) -> None:
    caso = aprobado_y_cambiado()
    aprobar(caso.actual(), acto=caso.acto(caso.contraparte))
    visitar(open_page, caso, [(caso.titular, "texto/2/"), (caso.titular, "texto/volver/")])


def test_a_standard_model_keeps_nobody_out(open_page: OpenPage) -> None:
    caso = en_evaluacion()
    visitar(open_page, caso, [(caso.tecnica, ""), (caso.tecnica, "lista-de-comprobacion/")])
    comprobar_modelo(caso.actual(), PUNTOS, acto=caso.acto(caso.tecnica))
    visitar(open_page, caso, [(caso.contraparte, "")])
    cambiar(caso, 0, titulo="Intervinientes")
    visitar(open_page, caso, [(caso.tecnica, "lista-de-comprobacion/")])


def test_the_text_of_an_addendum_keeps_nobody_out(open_page: OpenPage) -> None:
    caso = CasoDeAdenda()
    de = "adendas/1/texto/"
    visitar(
        open_page,
        caso,
        [(caso.titular, f"{de}1/"), (caso.titular, f"{de}recibir/"), (caso.titular, f"{de}1/comentar/1/")],
    )


def test_a_signed_agreement_and_a_cause_from_its_paper_keep_nobody_out(open_page: OpenPage) -> None:
    caso = Caso(Estado.EN_EJECUCION)
    papel(caso, "Oficio 12")
    visitar(open_page, caso, [(caso.titular, ""), (caso.registro, "causales/?por=documento")])


def test_the_consent_after_the_contributions_keeps_nobody_out(open_page: OpenPage) -> None:
    caso = Caso(Estado.CONTACTO, irroga_gasto=True)
    caso.hasta(Estado.EN_APROBACION)
    visitar(open_page, caso, [(caso.titular, "texto/condiciones/")])

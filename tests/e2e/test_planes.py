"""Strategic plans, alignments and shared resources as people read and write them: wide, in the dark, on a phone."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from pytest_django.fixtures import Settings

from planes.models import Iniciativa
from planes.services import alinear, compartir_recurso, retirar_alineacion, retirar_recurso
from tests.e2e.conftest import OpenPage, assert_is_for_everybody
from tests.e2e.test_expediente import enfocar
from tests.factories import Caso
from tests.planes.programa import Programa

pytestmark = pytest.mark.django_db(transaction=True)

MUY_LARGO = "https://example.org/" + "una-direccion-muy-larga-sin-espacios/" * 6


class Hecho:
    """A published plan with everything that a plan can have, a case file aligned to it, and resources of every look."""

    def __init__(self) -> None:
        self.programa, self.caso = Programa(), Caso()
        programa, caso = self.programa, self.caso
        iniciativa = programa.publicado()
        self.plan = iniciativa.objetivo.plan
        self.borrador = programa.plan(
            titulo="El que sigue",
            desde=2024,
            hasta=2027,
            mision="Servir.",
            nota_de_la_fuente="No dice los años.",
        )
        programa.leer_a(caso.titular)
        programa.iniciativa(
            iniciativa.objetivo,
            letra="B",
            texto="Medir el impacto del sector.",
            ods=[4, 8, 17],
            prioridad=[2021, 2022],
            otra_lectura="Comprender el sector.",
            nota_de_la_fuente="La lista dice otra cosa.",
            motivo="Faltaba.",
        )
        acto = programa.acto(caso.titular)
        segunda = Iniciativa.objects.get(letra="B")
        for una in (iniciativa, segunda):
            alineada = alinear(caso.expediente, una, sustento="Es una alianza regional.", acto=acto)
        retirar_alineacion(alineada, motivo="No lo era.", acto=acto)
        comunes: dict[str, Any] = {"descripcion": "Para formar dirigentes.", "acto": acto}
        compartir_recurso(caso.expediente, nombre="Caja", enlace=MUY_LARGO, licencia="CC BY 4.0", **comunes)
        otro = compartir_recurso(caso.expediente, nombre="Guía", con_quienes="todos", **comunes)
        retirar_recurso(otro, motivo="Hay otra.", acto=acto)


@pytest.fixture
def hecho(settings: Settings, tmp_path: Path) -> Hecho:
    settings.ARCHIVOS_DIR = tmp_path
    return Hecho()


def test_nobody_is_kept_out_of_a_plan(open_page: OpenPage, hecho: Hecho) -> None:
    plan, borrador = hecho.plan.get_absolute_url(), hecho.borrador.get_absolute_url()
    for direccion in (
        f"/expedientes/{hecho.programa.expediente.codigo}/estrategico/",
        plan,
        f"{plan}objetivos/1/iniciativas/B/",
        borrador,
    ):
        assert_is_for_everybody(open_page(direccion, hecho.programa.titular))


def test_nobody_is_kept_out_of_what_is_aligned_and_shared(open_page: OpenPage, hecho: Hecho) -> None:
    base = f"/expedientes/{hecho.caso.expediente.codigo}"
    for direccion in (
        f"{base}/alineacion/",
        f"{base}/recursos/",
        "/recursos/",
    ):
        assert_is_for_everybody(open_page(direccion, hecho.caso.titular))


def test_an_initiative_is_added_by_keyboard_alone(open_page: OpenPage, hecho: Hecho) -> None:
    page = open_page(hecho.plan.get_absolute_url(), hecho.programa.titular)
    enfocar(page, "Agregar una iniciativa")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Agregar una iniciativa al objetivo 1")
    enfocar(page, "Texto")
    page.keyboard.type("Crear una estrategia.")
    enfocar(page, "ODS 17 · Alianzas para lograr los objetivos")
    page.keyboard.press("Space")
    enfocar(page, "Por qué se cambia")
    page.keyboard.type("Faltaba.")
    page.keyboard.press("Enter")
    expect(page.get_by_text("El plan quedó al día.")).to_be_visible()
    expect(page.get_by_text("Crear una estrategia.")).to_be_visible()

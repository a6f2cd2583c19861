"""Annual plans as people read and write them: wide, in the dark, on a phone."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from flujo.acto import Acto
from planes import services as planes
from planes.models import Medicion
from tests.convenios.vida import papel_en
from tests.e2e.conftest import OpenPage, assert_is_for_everybody
from tests.factories import hoy
from tests.planes.caso import DIA, CasoDePlan
from tests.planes.medidas import CasoMedido

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def caso(settings: Settings, tmp_path: Path) -> CasoDePlan:
    """A plan with an action concluded, one running late, one changed by a reprogramming that is before the parties."""
    settings.ARCHIVOS_DIR = tmp_path
    caso = CasoDePlan("en_ejecucion", tolerancia_dias=15)
    caso.concluir(1, caso.equipo)
    ajuste = caso.datos(caso.otra, hasta=caso.accion(2).hasta + 5 * DIA)
    planes.ajustar(caso.accion(2), ajuste, motivo="Feriado.", acto=Acto(registra=caso.equipo_de_otra))
    cambio = caso.datos(
        caso.propone, caso.otra, hasta=caso.accion(3).hasta + 40 * DIA, nombre="Intercambiar más"
    )
    caso.reprogramar(3, cambio)
    return caso


def test_nobody_is_kept_out(open_page: OpenPage, caso: CasoDePlan) -> None:
    base = caso.plan.get_absolute_url()
    for direccion, quien in (
        (f"/expedientes/{caso.expediente.codigo}/planes/", caso.titular),
        (base, caso.titular),
        (f"{base}acciones/1/", caso.contraparte),
        (f"{base}versiones/2/", caso.personal),
        (f"{base}reprogramaciones/1/", caso.contraparte),
    ):
        assert_is_for_everybody(open_page(direccion, quien))


@pytest.fixture
def medido(settings: Settings, tmp_path: Path) -> CasoMedido:
    """One measurement is validated and one waits to be; the participants of one action were counted."""
    settings.ARCHIVOS_DIR = tmp_path
    caso = CasoMedido()
    caso.juzgar(caso.medir(1, caso.equipo, 10), "validar", caso.contraparte)
    caso.medir(3, caso.equipo)
    caso.mover_accion(1, "iniciar", caso.equipo)
    planes.contar_participantes(
        caso.accion(1),
        [
            {"departamento": "Puno", "edad": "18-29", "mujeres": 12, "hombres": 9, "sin_dato": 0},
            {"departamento": "Cusco", "edad": "", "mujeres": 3, "hombres": 4, "sin_dato": 1},
        ],
        total=29,
        fecha=hoy(),
        lista=papel_en(caso.expediente, caso.propone, caso.asistente, "Lista"),
        acto=Acto(registra=caso.equipo),
    )
    return caso


def test_measuring_and_counting_keep_nobody_out(open_page: OpenPage, medido: CasoMedido) -> None:
    base = medido.plan.get_absolute_url()
    medicion = Medicion.objects.get(estado="presentada")
    for direccion, quien in (
        ("/", medido.titular),
        (base, medido.titular),
        (f"{base}vistas/?por=parte", medido.titular),
        (f"{base}vistas/?por=ods&grupo=-", medido.personal),
        (f"{base}indicadores/", medido.personal),
        (f"{base}acciones/1/", medido.equipo),
        (f"{base}acciones/1/participantes/", medido.equipo),
        (medicion.get_absolute_url(), medido.contraparte),
    ):
        assert_is_for_everybody(open_page(direccion, quien))


def test_a_count_is_written_with_the_keyboard_alone(open_page: OpenPage, medido: CasoMedido) -> None:
    page = open_page(f"{medido.accion(1).get_absolute_url()}participantes/", medido.equipo)
    page.get_by_label("Cuántas personas dice la lista").fill("30")
    page.get_by_label("Hombres, fila 1").focus()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("10")
    page.get_by_label("O un documento del expediente").select_option(index=1)
    page.get_by_role("button", name="Guardar el conteo").press("Enter")
    page.get_by_text("El conteo quedó registrado.").wait_for()
    assert "30 personas" in page.inner_text("#participantes")

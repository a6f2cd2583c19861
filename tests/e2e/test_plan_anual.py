"""Annual plans as people read and write them: wide, in the dark, on a phone."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from flujo.acto import Acto
from planes import services as planes
from tests.e2e.conftest import OpenPage, assert_is_for_everybody
from tests.planes.caso import DIA, CasoDePlan

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
        (f"/expedientes/{caso.expediente.codigo}/planes/nuevo/", caso.titular),
        (base, caso.titular),
        (f"{base}acciones/1/", caso.contraparte),
        (f"{base}acciones/1/paso/verificar/", caso.contraparte),
        (f"{base}acciones/1/medios/nuevo/", caso.equipo),
        (f"{base}acciones/2/ajustar/", caso.equipo_de_otra),
        (f"{base}versiones/2/", caso.personal),
        (f"{base}reprogramaciones/1/", caso.contraparte),
        (f"{base}reprogramaciones/1/paso/dar_por_aprobada/", caso.contraparte),
    ):
        assert_is_for_everybody(open_page(direccion, quien))

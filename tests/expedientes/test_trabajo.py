"""What hangs on a post, on any day, for each who asks: what a transfer moves and a handover lists."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from expedientes.trabajo import del_puesto
from instituciones.models import Usuario
from notificaciones.models import Plazo
from tests import factories
from tests.factories import Caso

pytestmark = pytest.mark.django_db
DIA = dt.timedelta(days=1)


def que(caso: Caso, quien: Usuario, al: dt.date | None = None) -> tuple[list[str], int]:
    puesto = caso.d_titular.puesto
    trabajo = del_puesto(puesto, visible_para=quien, al=al or puesto.institucion.hoy())
    return [fila.que for fila in trabajo.filas], trabajo.ocultos


@pytest.fixture
def caso() -> Caso:
    caso = Caso()
    abrir(caso, "Verificar un compromiso")
    return caso


def abrir(caso: Caso, asunto: str, visibilidad: str = "interna") -> Plazo:
    vence = dt.date(2030, 1, 1)
    return Plazo.objects.create(
        cadena=caso.expediente.cadena,
        modelo="convenios.convenio",
        objeto=caso.convenio.pk,
        tipo="opinion",
        ocasion=asunto,
        asunto=asunto,
        referencia=str(caso.expediente),
        ruta=caso.expediente.get_absolute_url(),
        institucion=caso.propone,
        puesto=caso.d_titular.puesto,
        visibilidad=visibilidad,
        zona_horaria="America/Lima",
        vence=vence,
        vence_original=vence,
        calculo={"fecha": vence.isoformat()},
        frase="El 1 de enero.",
    )


def test_designations_and_open_deadlines_hang_on_a_post(caso: Caso) -> None:
    assert que(caso, caso.titular) == (["Designado: Coordinación titular", "Verificar un compromiso"], 0)


def test_a_party_s_internal_deadline_is_not_shown_to_the_other(caso: Caso) -> None:
    abrir(caso, "Responder a la contraparte", "compartida")
    assert que(caso, caso.contraparte) == (
        ["Designado: Coordinación titular", "Responder a la contraparte"],
        1,
    )


def test_whoever_sees_no_case_file_learns_only_how_much_there_is(caso: Caso) -> None:
    assert que(caso, caso.ajeno) == ([], 2)
    assert que(caso, factories.con_rol(caso.propone, "administracion")) == ([], 2)


def test_the_past_is_as_it_was(caso: Caso) -> None:
    ahora, hoy = dt.datetime.now(dt.UTC), caso.propone.hoy()
    Plazo.objects.update(creado_at=ahora - 10 * DIA, cumplido_at=ahora - 5 * DIA)
    titular = "Designado: Coordinación titular"
    assert que(caso, caso.titular)[0] == [titular]
    assert que(caso, caso.titular, hoy - 7 * DIA)[0] == [titular, "Verificar un compromiso"]
    assert que(caso, caso.titular, hoy - 20 * DIA)[0] == [titular]
    assert que(caso, caso.titular, dt.date(1999, 12, 31))[0] == []


def test_it_costs_the_same_for_one_deadline_as_for_thirty(caso: Caso) -> None:
    def preguntas() -> int:
        with CaptureQueriesContext(connection) as captura:
            que(caso, caso.titular)
        return len(captura)

    una = preguntas()
    for n in range(30):
        abrir(caso, f"Otro {n}")
    assert preguntas() == una

"""Commitments and meetings as people read and write them: wide, in the dark, on a phone, by the keyboard."""

import datetime as dt
import re
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from seguimiento.models import Compromiso, Reunion
from tests.e2e.conftest import OpenPage, assert_is_for_everybody, scrolls_sideways, small_targets
from tests.factories import hoy
from tests.seguimiento.caso import DIA, Caso

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def caso(settings: Settings, tmp_path: Path) -> Caso:
    """Commitments open, blocked, moved, said to be done and verified; a meeting closed, one of today, one to come."""
    settings.ARCHIVOS_DIR = tmp_path
    caso = Caso()
    caso.mover(caso.anotar(), "bloquear", motivo="Falta la resolución.")
    caso.mover(caso.anotar(), "reprogramar", motivo="Feriado.", vence=hoy() + 20 * DIA)
    caso.cumplir(caso.anotar())
    caso.mover(caso.cumplir(caso.anotar()), "verificar", caso.contraparte)
    caso.cerrar(caso.escribir(caso.programar(), lineas=f"Enviar el modelo @CORP {hoy() + 9 * DIA:%d/%m/%Y}"))
    caso.programar(hora=dt.time(10), hora_fin=dt.time(11, 30), lugar="Sala de reuniones")
    caso.programar(fecha=hoy() + 9 * DIA, titulo="Reunión de cierre")
    return caso


def test_nobody_is_kept_out(open_page: OpenPage, caso: Caso) -> None:
    base = f"/expedientes/{caso.expediente.codigo}/"
    for direccion, quien in (
        ("/compromisos/", caso.titular),
        (f"{base}compromisos/", caso.contraparte),
        (f"{base}compromisos/1/", caso.titular),
        (f"{base}compromisos/2/paso/bloquear/", caso.titular),
        (f"{base}reuniones/", caso.titular),
        (f"{base}reuniones/1/", caso.personal),
        (f"{base}reuniones/2/paso/reprogramar/", caso.titular),
    ):
        assert_is_for_everybody(open_page(direccion, quien))


def test_an_ayuda_memoria_is_written_and_saved_by_the_keyboard_alone(open_page: OpenPage, caso: Caso) -> None:
    page = open_page(f"/expedientes/{caso.expediente.codigo}/reuniones/2/ayuda-memoria/", caso.titular)
    page.get_by_label("Quiénes estuvieron").focus()
    page.keyboard.type("Gerenta general, FED")
    page.keyboard.press("Tab")
    page.keyboard.type("Modelo de financiamiento\n- Se revisará.")
    for _ in range(20):
        if page.evaluate("document.activeElement.matches('form[method=post] [type=submit]')"):
            break
        page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    reunion = Reunion.objects.get(numero=2)
    assert [a.nombre for a in reunion.asistentes.all()] == ["Gerenta general"]
    assert [p.titulo for p in reunion.puntos.all()] == ["Modelo de financiamiento"]


def test_an_ayuda_memoria_is_written_and_closed_on_a_phone_with_a_finger(
    open_page: OpenPage, caso: Caso
) -> None:
    page = open_page(f"/expedientes/{caso.expediente.codigo}/reuniones/2/", caso.titular, "telefono")
    page.get_by_role("link", name="Escribir la ayuda memoria").tap()
    for campo, texto in (
        ("Quiénes estuvieron", "Gerenta general, FED"),
        ("Puntos tratados", "Modelo de financiamiento\n- Se revisará."),
        ("Compromisos", f"Enviar el cuadro @CORP {hoy() + 9 * DIA:%d/%m/%Y}"),
    ):
        escrito = page.get_by_role("textbox", name=re.compile(rf"^{campo}"))
        escrito.tap()
        page.keyboard.insert_text(texto)
    assert not scrolls_sideways(page)
    assert small_targets(page) == []
    with page.expect_navigation():
        page.get_by_role("button", name="Guardar y cerrar la ayuda memoria").tap()
    assert "La ayuda memoria quedó cerrada." in page.content()
    reunion = Reunion.objects.get(numero=2)
    assert reunion.estado == "finalizada"
    assert [a.nombre for a in reunion.asistentes.all()] == ["Gerenta general"]
    assert [p.titulo for p in reunion.puntos.all()] == ["Modelo de financiamiento"]
    (compromiso,) = Compromiso.objects.filter(reunion=reunion)
    assert (compromiso.texto, compromiso.vence) == ("Enviar el cuadro", hoy() + 9 * DIA)

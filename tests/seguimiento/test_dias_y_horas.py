"""Days and hours that nobody means, in bodies, sessions, meetings and reports: a sentence, and nothing is written."""

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from auditoria.models import Asiento
from flujo.errors import CondicionesIncumplidas
from flujo.services import perform
from instituciones.models import Ocupacion, Usuario
from seguimiento.services import registrar_llegada
from tests.factories import hoy
from tests.seguimiento.caso import DIA
from tests.seguimiento.organo import LIMA, CasoDeOrgano

pytestmark = pytest.mark.django_db


def enviar(quien: Usuario, direccion: str, datos: dict[str, Any]) -> Any:
    cliente = Client()
    cliente.force_login(quien)
    return cliente.post(direccion, {"clave": str(uuid4()), **datos})


def direcciones(organo: CasoDeOrgano) -> dict[str, tuple[Usuario, str, dict[str, Any]]]:
    """Of each form that asks for a day: who sends it, where, and what else it says."""
    caso = organo.expediente.get_absolute_url()
    del_organo = organo.organo.get_absolute_url()
    sesion = organo.convocada(fecha=hoy() + 3 * DIA).get_absolute_url()
    otra = organo.convocada(fecha=hoy(), hora=dt.time(0))
    perform(otra, "declarar_sin_quorum", acto=organo.acto())
    reunion = organo.programar(fecha=hoy() + 3 * DIA).get_absolute_url()
    miembro = organo.m_su_alterno.pk
    reglas = {
        **dict.fromkeys(("quorum", "quorum_segunda"), "todos"),
        **dict.fromkeys(("aviso", "aviso_extraordinaria", "dias_para_observar", "dias_para_enviar"), 5),
        "decision": "unanimidad",
        "numeracion": "continua",
        "aprobacion": "en_sesion",
    }
    motivo = {"motivo": "x"}
    informe = {"desde": hoy(), "dias_para_presentar": 20, "presenta": organo.propone.pk}
    return {
        "mover la sesión": (organo.secretaria, f"{sesion}paso/reprogramar/", {"hora": "10:00", **motivo}),
        "segunda convocatoria": (
            organo.secretaria,
            f"{otra.get_absolute_url()}paso/convocar_otra_vez/",
            {"hora": "10:00"},
        ),
        "programar": (
            organo.secretaria,
            f"{del_organo}sesiones/nueva/",
            {"hora": "10:00", "tipo": "ordinaria", "modalidad": "presencial", "lugar": "Sala"},
        ),
        "mover la reunión": (organo.titular, f"{reunion}paso/reprogramar/", motivo),
        "reglas": (organo.titular, f"{del_organo}reglas/", reglas),
        "miembro": (organo.titular, f"{del_organo}miembros/{miembro}/fin/", {}),
        "disolver": (organo.titular, f"{del_organo}disolver/", motivo),
        "constituir": (organo.titular, f"{caso}organos/nuevo/", {"nombre": "Otro", **reglas}),
        "informe": (organo.titular, f"{caso}informes/nuevo/", informe),
    }


CAMPO = {
    "reglas": "desde",
    "miembro": "hasta",
    "disolver": "disuelto_el",
    "constituir": "constituido_el",
    "informe": "corte",
}


@pytest.mark.parametrize(
    "que",
    [
        *("mover la sesión", "segunda convocatoria", "programar", "mover la reunión"),
        *("reglas", "miembro", "disolver", "constituir", "informe"),
    ],
)
@pytest.mark.parametrize("dia", ["0001-01-01", "2926-11-28", "9999-12-31"])
def test_no_form_takes_a_day_of_another_age(organo: CasoDeOrgano, que: str, dia: str):
    quien, direccion, datos = direcciones(organo)[que]
    antes = Asiento.objects.count()
    respuesta = enviar(quien, direccion, {**datos, CAMPO.get(que, "fecha"): dia})
    assert (respuesta.status_code, Asiento.objects.count()) == (422, antes)
    bueno = enviar(quien, direccion, {**datos, CAMPO.get(que, "fecha"): hoy() + 20 * DIA})
    assert bueno.status_code == 302


def lima(hora: int, dias: int = 0) -> dt.datetime:
    return dt.datetime.combine(hoy() + dias * DIA, dt.time(hora), tzinfo=LIMA)


def test_nobody_is_missing_before_the_hour_of_the_session(organo: CasoDeOrgano):
    sesion = organo.convocada(fecha=hoy() + DIA, hora=dt.time(15))
    with time_machine.travel(lima(14, 1)), pytest.raises(CondicionesIncumplidas, match="Llegó la hora"):
        perform(sesion, "declarar_sin_quorum", acto=organo.acto())
    with time_machine.travel(lima(15, 1)):
        assert perform(sesion, "declarar_sin_quorum", acto=organo.acto()).objeto.estado == "sin_quorum"


def test_whoever_comes_in_the_evening_exercises_the_post_of_that_day(organo: CasoDeOrgano):
    """In Lima it is still that day when in Greenwich it is the next one, on which the post is somebody else's."""
    sesion = organo.convocada(fecha=hoy() + DIA, hora=dt.time(19))
    Ocupacion.objects.filter(puesto=organo.m_titular.puesto).update(hasta=hoy() + DIA)
    with time_machine.travel(lima(20, 1)):
        assert registrar_llegada(sesion, organo.m_titular, acto=organo.acto()).nombre == str(
            organo.titular.persona
        )


def test_hours_are_said_where_the_case_file_lives(organo: CasoDeOrgano):
    """What the page shows of an hour is what it takes back: a correction that corrects nothing moves nothing."""
    sesion = organo.en_curso()
    fila = sesion.asistencias.get(miembro=organo.m_titular)
    cliente = Client()
    cliente.force_login(organo.secretaria)
    pagina = cliente.get(f"{sesion.get_absolute_url()}asistencia/").content.decode()
    assert "presente desde las 10:00" in pagina
    assert f'id="l-{fila.pk}" name="hora" value="10:00"' in pagina
    assert "10:10" in cliente.get(sesion.get_absolute_url()).content.decode()
    acuerdo = organo.acuerdo(sesion)
    votado = {"accion": "ver", "dia": sesion.fecha, "hora": "10:30"}
    votar = f"{sesion.get_absolute_url()}acta/acuerdos/{acuerdo.pk}/votar/"
    assert "A las 10:30:" in enviar(organo.secretaria, votar, votado).content.decode()

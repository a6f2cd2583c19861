"""A session that was moved is of its new day: who came for the old one is not there, and its hours are its own."""

import datetime as dt

import pytest
from django.utils import timezone

from flujo.errors import CondicionesIncumplidas, DatosInvalidos
from flujo.services import perform
from seguimiento.acta.contenido import leer
from seguimiento.models import Sesion
from seguimiento.services import (
    agregar_punto,
    cambiar_fecha,
    corregir_asistencia,
    instalar,
    pasar_a_segunda,
    registrar_llegada,
)
from tests.factories import hoy
from tests.seguimiento.caso import DIA
from tests.seguimiento.organo import AYER, CasoDeOrgano, a_las

ANTIER = AYER - DIA


def en_segunda(organo: CasoDeOrgano) -> Sesion:
    """Called for the day before yesterday, when one of them came, and held yesterday in second call."""
    sesion = organo.convocada(fecha=ANTIER)
    organo.llega(sesion, organo.m_titular)
    sesion = perform(sesion, "declarar_sin_quorum", acto=organo.acto()).objeto
    return pasar_a_segunda(sesion, fecha=AYER, hora=dt.time(10), acto=organo.acto())


def test_who_came_for_the_first_day_is_not_there_on_the_second(organo: CasoDeOrgano):
    sesion = en_segunda(organo)
    organo.llega(sesion, organo.m_contraparte)
    assert not sesion.quorum_en(a_las("10:05")).hay
    with pytest.raises(CondicionesIncumplidas, match="No hay quórum: falta un miembro presente de"):
        instalar(sesion, preside=organo.m_contraparte, acto=organo.acto())
    assert sesion.asistencias.get(miembro=organo.m_titular).sale_at == a_las("00:00")


def test_who_came_for_the_first_day_may_come_on_the_second(organo: CasoDeOrgano):
    sesion = en_segunda(organo)
    for miembro in (organo.m_titular, organo.m_contraparte):
        organo.llega(sesion, miembro)
    sesion = instalar(sesion, acto=organo.acto())
    estancias = [m["estancias"] for m in leer(sesion.acta)["asistencia"]["miembros"]]
    assert [[e["llega"] for e in suyas] for suyas in estancias] == [[f"{AYER} 10:00"], [f"{AYER} 10:00"]]


def test_a_session_is_not_installed_at_an_hour_of_another_day(organo: CasoDeOrgano):
    sesion = organo.convocada()
    for miembro in (organo.m_titular, organo.m_contraparte):
        organo.llega(sesion, miembro)
    sesion = cambiar_fecha(sesion, fecha=hoy(), hora=dt.time(0), motivo="x", acto=organo.acto())
    sesion = perform(
        sesion, "convocar", acto=organo.acto(), numero=9, anio=9, reglas=organo.organo.reglas_al(hoy()),
        fecha=hoy()
    ).objeto  # fmt: skip
    with pytest.raises(DatosInvalidos, match="anterior al día de la sesión"):
        instalar(sesion, instalada_at=a_las("10:10"), acto=organo.acto())
    with pytest.raises(CondicionesIncumplidas, match="No hay quórum"):
        instalar(sesion, preside=None, acto=organo.acto())


def test_that_there_was_no_quorum_is_said_once_its_hour_has_come(organo: CasoDeOrgano):
    despues = (timezone.now() + dt.timedelta(hours=2)).astimezone(a_las("10:00").tzinfo)
    sesion = organo.convocada(fecha=despues.date(), hora=despues.time().replace(microsecond=0))
    with pytest.raises(CondicionesIncumplidas, match="Llegó la hora de la sesión"):
        perform(sesion, "declarar_sin_quorum", acto=organo.acto())


@pytest.mark.parametrize("sale", ["09:00", "10:00"])
def test_a_departure_before_the_arrival_is_refused_in_words(organo: CasoDeOrgano, sale: str):
    sesion = organo.en_curso()
    fila = sesion.asistencias.get(miembro=organo.m_secretaria)
    with pytest.raises(DatosInvalidos, match="La salida va después de la llegada"):
        organo.sale(fila, sale)
    with pytest.raises(DatosInvalidos, match="La salida va después de la llegada"):
        corregir_asistencia(
            fila,
            llega_at=a_las("10:00"),
            sale_at=a_las(sale),
            nombre="Quien vino",
            es_virtual=False,
            acto=organo.acto(),
        )


def test_nobody_comes_to_what_is_over_nor_leaves_it(organo: CasoDeOrgano):
    sesion = organo.terminada()
    with pytest.raises(DatosInvalidos, match="ya había terminado"):
        registrar_llegada(sesion, organo.m_alterno, llega_at=a_las("12:01"), acto=organo.acto())
    with pytest.raises(DatosInvalidos, match="ya había terminado"):
        corregir_asistencia(
            sesion.asistencias.earliest("pk"),
            llega_at=a_las("10:00"),
            sale_at=a_las("12:30"),
            nombre="Quien vino",
            es_virtual=False,
            acto=organo.acto(),
        )


def test_the_points_of_an_act_are_its_own_when_it_is_sent_again(organo: CasoDeOrgano):
    una, otra = organo.sesion(), organo.sesion(())
    acto = organo.acto(clave="una vez")
    punto = agregar_punto(una, titulo="Primero", acto=acto)
    agregar_punto(una, titulo="Segundo", acto=organo.acto())
    assert agregar_punto(una, titulo="Primero", acto=acto) == punto
    assert agregar_punto(otra, titulo="Primero", acto=acto) == punto

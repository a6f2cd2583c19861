"""Whom the system does not write to, somebody must: the page says so to the secretaría, with the mail ready."""

import datetime as dt
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from documentos import tasks
from documentos.models import Papel
from instituciones.models import Usuario
from seguimiento.queries.sin_cuenta import MAXIMO, de_la_reunion, del_acta
from seguimiento.services import (
    Invitacion,
    actas,
    convocar,
    finalizar,
    invitar,
    registrar_invitado,
    resolver_punto,
)
from tests.factories import hoy
from tests.seguimiento.caso import DIA, Caso
from tests.seguimiento.organo import CasoDeOrgano, a_las
from tests.seguimiento.test_libro import CasoDeLibro, caso  # noqa: F401 - a fixture

A_MANO = "A estas personas no les llega correo del sistema"


def leer(quien: Usuario, direccion: str) -> str:
    cliente = Client()
    cliente.force_login(quien)
    return cliente.get(direccion).content.decode()


def test_the_secretaria_is_told_whom_the_call_does_not_reach(organo: CasoDeOrgano):
    sesion = organo.sesion(fecha=hoy() + 20 * DIA)
    invitar(
        sesion, [Invitacion(nombre="Ana Pérez", cargo="gerenta", de="Cooperativa Uno")], acto=organo.acto()
    )
    direccion = sesion.get_absolute_url()
    assert A_MANO not in leer(organo.secretaria, direccion), "nobody is called yet"
    organo.su_alterno.is_active = False
    organo.su_alterno.save()
    convocar(sesion, acto=organo.acto())
    pagina = leer(organo.secretaria, direccion)
    assert A_MANO in pagina
    aviso = pagina[pagina.index(A_MANO) : pagina.index("Escribir el correo")]
    assert "Ana Pérez, gerenta, Cooperativa Uno" in aviso
    assert str(organo.m_su_alterno) in aviso
    assert str(organo.m_contraparte) not in aviso
    assert f'{direccion}sesion.ics" download' in pagina
    assert "mailto:?subject=" in pagina
    assert A_MANO not in leer(organo.contraparte, direccion)


def test_where_everybody_has_an_account_nothing_is_asked(organo: CasoDeOrgano):
    sesion = organo.convocada(fecha=hoy() + 20 * DIA)
    assert A_MANO not in leer(organo.secretaria, sesion.get_absolute_url())


def test_of_a_meeting_the_invitation_and_then_what_was_agreed(organo: CasoDeOrgano):
    reunion = organo.programar(fecha=hoy() + DIA, hora=dt.time(10), lugar="Sala 2")
    carta = de_la_reunion(reunion)
    assert carta is not None
    assert "Sala 2" in carta.cuerpo
    pagina = leer(organo.titular, reunion.get_absolute_url())
    assert "a los demás invíteles usted" in pagina
    assert "invíteles usted" not in leer(organo.personal, reunion.get_absolute_url())


def test_what_was_agreed_in_a_meeting_is_written_in_the_mail(caso_de_reunion: Caso):
    reunion = caso_de_reunion.programar()
    caso_de_reunion.escribir(reunion, lineas="Enviar la propuesta @FED sin fecha")
    cerrada = caso_de_reunion.cerrar(reunion)
    carta = de_la_reunion(cerrada)
    assert carta is not None
    partes = parse_qs(urlsplit(carta.enlace).query)
    assert "1. Enviar la propuesta" in partes["body"][0]
    assert len(partes["body"][0]) <= MAXIMO + 100


@pytest.fixture
def caso_de_reunion(db: None) -> Caso:
    return Caso()


@pytest.mark.django_db(transaction=True)
@pytest.mark.lento
def test_the_copy_for_guests_is_sent_by_the_secretaria(caso: CasoDeLibro):  # noqa: F811
    sesion = caso.en_curso()
    registrar_invitado(
        sesion, nombre="Ana Pérez", de="Cooperativa Uno", llega_at=a_las("10:11"), acto=caso.acto()
    )
    for punto in sesion.puntos.all():
        caso.parrafo(sesion, "Se trató.", punto=punto)
        resolver_punto(punto, resultado="tratado", acto=caso.acto())
    finalizar(sesion, terminada_at=a_las("12:00"), acto=caso.acto())
    acta = caso.en_el_libro(caso.aprobada(caso.viva(sesion.acta)))
    assert del_acta(acta) == []
    acta = actas.distribuir(acta, acto=caso.ante(acta, caso.secretaria))
    [carta] = del_acta(acta)
    assert (carta.quienes, carta.adjunto) == (["Ana Pérez, Cooperativa Uno"], "")
    tasks.componer_pendientes()
    copia = Papel.objects.get(clase="acta_para_invitados", objeto=acta.pk)
    pagina = leer(caso.secretaria, acta.get_absolute_url())
    assert "envíeles usted su copia" in pagina
    assert f'href="{copia.get_absolute_url()}" download' in pagina
    assert "envíeles usted su copia" not in leer(caso.contraparte, acta.get_absolute_url())

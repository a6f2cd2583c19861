"""Lists of bodies, of sessions, of actas and of reports: thirty cost the statements of three."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from flujo.acto import Acto
from instituciones.models import Usuario
from seguimiento.permissions import Cargo
from seguimiento.services import MiembroNuevo, constituir_organo
from tests.factories import hoy
from tests.seguimiento.acta import CasoDeActa
from tests.seguimiento.caso import DIA
from tests.seguimiento.caso_de_informes import CasoDeInformes
from tests.seguimiento.organo import CasoDeOrgano


def sentencias(quien: Usuario, direccion: str) -> tuple[int, Any]:
    """How many statements a page asks, once whatever is read only once has been, and what it shows."""
    cliente = Client()
    cliente.force_login(quien)
    assert cliente.get(direccion).status_code == 200
    with CaptureQueriesContext(connection) as hechas:
        respuesta = cliente.get(direccion)
    return len(hechas), respuesta.context


def otro_organo(caso: CasoDeOrgano, n: int) -> None:
    constituir_organo(
        caso.expediente,
        nombre=f"Comisión {n}",
        sigla=f"C{n}",
        constituido_el=hoy() - 60 * DIA,
        reglas={},
        miembros=[
            MiembroNuevo(puesto=caso.d_titular.puesto, cargo=Cargo.PRESIDENCIA),
            MiembroNuevo(puesto=caso.d_contraparte.puesto),
        ],
        acto=Acto(registra=caso.titular),
    )


def test_of_bodies(organo: CasoDeOrgano):
    direccion = f"{organo.expediente.get_absolute_url()}organos/"
    costos = []
    for desde, hasta in ((1, 3), (3, 30)):
        for n in range(desde, hasta):
            otro_organo(organo, n)
        organo.sesion(fecha=hoy() + DIA)
        costos.append((sentencias(organo.titular, direccion)[0], hasta))
        assert len(sentencias(organo.titular, direccion)[1]["filas"]) == hasta
    assert costos[0][0] == costos[1][0]


def test_of_sessions(organo: CasoDeOrgano):
    costos = []
    for desde, hasta in ((0, 3), (3, 30)):
        for n in range(desde, hasta):
            organo.sesion(fecha=hoy() + (n + 1) * DIA)
        n, contexto = sentencias(organo.titular, organo.organo.get_absolute_url())
        assert len(contexto["sesiones"]) == hasta
        costos.append(n)
    assert costos[0] == costos[1]


@pytest.mark.django_db
def test_of_the_actas_of_a_book():
    caso, costos = CasoDeActa(), []
    for desde, hasta in ((0, 3), (3, 30)):
        for n in range(desde, hasta):
            caso.aprobada(caso.viva(caso.otra_sesion(dias=40 - n, acuerdos=0).acta))
        n, contexto = sentencias(caso.titular, f"{caso.organo.get_absolute_url()}libro/")
        assert len(contexto["entradas"]) == hasta
        costos.append(n)
    assert costos[0] == costos[1]


@pytest.mark.django_db
def test_of_reports():
    caso, costos = CasoDeInformes(), []
    caso.hasta("presentado")
    for desde, hasta in ((1, 3), (3, 30)):
        for n in range(desde, hasta):
            caso.esperado(desde=hoy() - (400 + n) * DIA, corte=hoy() - 300 * DIA)
        n, contexto = sentencias(caso.titular, f"{caso.expediente.get_absolute_url()}informes/")
        assert len(contexto["filas"]) == hasta
        costos.append(n)
    assert costos[0] == costos[1]

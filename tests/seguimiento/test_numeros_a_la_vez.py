"""Eight people call eight sessions at the very same moment: their numbers have no gap, and no two are the same."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from seguimiento.models import Sesion
from seguimiento.services import convocar
from tests.factories import hoy
from tests.seguimiento.caso import DIA
from tests.seguimiento.organo import CasoDeOrgano

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lento]
GENTE = 8


def test_numbers_have_no_gaps_under_eight_calls_at_once():
    organo = CasoDeOrgano()
    sesiones = [organo.sesion(fecha=hoy() + n * DIA, hora=dt.time(9)) for n in range(1, GENTE + 1)]
    salida = Barrier(GENTE)

    def llamar(sesion: Sesion) -> None:
        try:
            salida.wait()
            convocar(sesion, acto=organo.acto())
        finally:
            connection.close()

    with ThreadPoolExecutor(GENTE) as hilos:
        list(hilos.map(llamar, sesiones))
    por_anio: dict[int, list[int]] = {}
    for sesion in Sesion.objects.all():
        por_anio.setdefault(sesion.anio or 0, []).append(sesion.numero or 0)
    assert {anio: sorted(n) for anio, n in por_anio.items()} == {
        anio: list(range(1, len(n) + 1)) for anio, n in por_anio.items()
    }
    assert sum(map(len, por_anio.values())) == GENTE

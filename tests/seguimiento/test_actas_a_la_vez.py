"""Eight people approve actas of two bodies at once: numbers come one after the other, without gaps."""

from functools import partial

import pytest

from seguimiento.models import Acta
from seguimiento.services import actas
from tests.flujo.test_concurrencia import a_la_vez
from tests.seguimiento.acta import CasoDeActa

pytestmark = pytest.mark.django_db(transaction=True)


def test_eight_approvers_at_once_leave_no_gap():
    casos = [CasoDeActa(), CasoDeActa()]
    tareas = []
    for caso in casos:
        for dias in range(4):
            acta = caso.circulada(caso.viva(caso.otra_sesion(dias=dias).acta))
            actas.aprobar(acta, acto=caso.ante(acta, caso.titular))
            acto = caso.ante(acta, caso.contraparte)
            tareas.append(partial(actas.aprobar, caso.viva(acta), acto=acto))
    dados = a_la_vez(*tareas)
    assert not [d for d in dados if isinstance(d, Exception)]
    for caso in casos:
        filas = Acta.objects.filter(organo=caso.organo).order_by("sesion__fecha")
        assert [(a.estado, a.numero) for a in filas] == [("aprobada", n) for n in (1, 2, 3, 4)]


def test_two_who_press_the_last_approval_at_once_number_it_once():
    caso = CasoDeActa()
    acta = caso.circulada()
    actas.aprobar(acta, acto=caso.ante(acta, caso.titular))
    acto = caso.ante(acta, caso.contraparte)
    a_la_vez(*[partial(actas.aprobar, caso.viva(acta), acto=acto)] * 4)
    assert caso.viva(acta).numero == 1
    assert Acta.objects.filter(organo=caso.organo, numero__isnull=False).count() == 1

"""Going back to the approved text while somebody else writes, approves or observes."""

import pytest

from auditoria.verificacion.todo import verificar
from convenios.aprobado import ultimo_aprobado
from convenios.models import Estado, VersionDeTexto
from convenios.services import aprobar, observar, volver_al_aprobado
from expedientes.models import Clase
from expedientes.queries import aprobaciones_vigentes
from flujo.errors import Negativa
from tests.convenios.test_regreso import aprobado_y_cambiado
from tests.factories import Caso
from tests.flujo.test_concurrencia import a_la_vez

pytestmark = pytest.mark.django_db(transaction=True)


def lo_aprobado(caso: Caso) -> VersionDeTexto:
    version = ultimo_aprobado(caso.actual())
    assert version
    return version


def sanas(salidas: list[object]) -> bool:
    return all(not isinstance(s, Exception) or isinstance(s, Negativa) for s in salidas)


def test_going_back_while_another_text_is_shared_leaves_one_of_them_and_the_other_is_told():
    caso = aprobado_y_cambiado()
    aprobada = lo_aprobado(caso)
    acto = caso.acto(caso.titular)
    salidas = a_la_vez(
        lambda: volver_al_aprobado(caso.actual(), aprobada, acto=acto),
        lambda: caso.compartir("Un tercer texto.", caso.contraparte),
    )
    assert sanas(salidas), salidas
    numeros = list(VersionDeTexto.objects.order_by("n").values_list("n", flat=True))
    assert numeros == list(range(1, len(numeros) + 1))
    actual = caso.actual()
    assert actual.version.n == numeros[-1]
    es_el_aprobado = actual.version.hash == aprobada.hash
    assert bool(aprobaciones_vigentes(actual, Clase.APROBACION)) == es_el_aprobado
    assert verificar().bien


def test_an_approval_that_races_the_way_back_is_of_the_text_that_was_shown():
    caso = aprobado_y_cambiado()
    aprobada = lo_aprobado(caso)
    volver, si = caso.acto(caso.titular), caso.acto(caso.contraparte)
    mostrado = caso.actual().contenido_hash
    salidas = a_la_vez(
        lambda: volver_al_aprobado(caso.actual(), aprobada, acto=volver),
        lambda: aprobar(caso.actual(), acto=si),
    )
    assert sanas(salidas), salidas
    actual = caso.actual()
    de_la_otra = aprobaciones_vigentes(actual, Clase.APROBACION).filter(institucion=caso.otra)
    if actual.contenido_hash == mostrado:
        assert de_la_otra.count() == 1  # it came first, and then that text was no longer to be gone back from
    elif not isinstance(salidas[1], Negativa):
        assert not de_la_otra.exists()  # its last word is for the other text
    assert verificar().bien


def test_going_back_twice_at_once_makes_one_version():
    caso = aprobado_y_cambiado()
    aprobada = lo_aprobado(caso)
    actos = [caso.acto(caso.titular), caso.acto(caso.asistente)]
    salidas = a_la_vez(
        *[lambda acto=acto: volver_al_aprobado(caso.actual(), aprobada, acto=acto) for acto in actos]
    )
    assert sanas(salidas), salidas
    assert VersionDeTexto.objects.count() == 3
    assert aprobaciones_vigentes(caso.actual(), Clase.APROBACION).count() == 2
    assert verificar().bien


def test_an_observation_that_races_the_way_back_leaves_both_in_order():
    caso = aprobado_y_cambiado()
    aprobada = lo_aprobado(caso)
    volver, observa = caso.acto(caso.titular), caso.acto(caso.contraparte)
    salidas = a_la_vez(
        lambda: volver_al_aprobado(caso.actual(), aprobada, acto=volver),
        lambda: observar(caso.actual(), "Falta algo.", acto=observa),
    )
    assert sanas(salidas), salidas
    assert (caso.actual().estado == Estado.OBSERVADO) == caso.actual().observaciones.exists()
    assert verificar().bien

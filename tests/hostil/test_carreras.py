"""Two people of two parties at the same moment, each on a connection of their own."""

import pytest

from auditoria.verificacion.todo import verificar
from convenios.models import Estado, VersionDeTexto
from convenios.requeridos import requeridos_de
from convenios.services import observar, opinar
from expedientes.models import Aprobacion
from expedientes.queries import aprobaciones_vigentes
from expedientes.services import terminar_designacion
from flujo.errors import Negativa, TextoCambiado
from notificaciones.models import Envio, Plazo
from tests.factories import AYER, Caso, hoy
from tests.flujo.test_concurrencia import a_la_vez

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_texts_shared_at_once_one_is_the_text_and_the_other_is_told():
    caso = Caso(Estado.EN_EVALUACION)
    mostrado = caso.actual().contenido_hash
    salidas = a_la_vez(
        *[
            lambda n=n, quien=quien: caso.compartir(f"Texto {n}.", quien)
            for n, quien in enumerate([caso.titular, caso.asistente, caso.contraparte])
        ]
    )
    perdieron = [s for s in salidas if s is not None]
    assert all(isinstance(s, Negativa) for s in perdieron), salidas
    numeros = list(VersionDeTexto.objects.order_by("n").values_list("n", flat=True))
    assert numeros == list(range(1, len(numeros) + 1))
    assert caso.actual().version.n == numeros[-1]
    assert caso.actual().contenido_hash != mostrado
    assert Plazo.objects.abiertos().count() == 2
    assert verificar().bien


def test_an_opinion_that_races_an_edit_counts_for_the_text_that_it_was_given_on_or_not_at_all():
    caso = Caso(Estado.EN_EVALUACION)
    acto = caso.acto(caso.juridica)
    salidas = a_la_vez(
        lambda: opinar(caso.actual(), "juridica", es_favorable=True, fundamento="", acto=acto),
        lambda: caso.compartir("Otro."),
    )
    assert all(s is None or isinstance(s, Aprobacion | TextoCambiado) for s in salidas), salidas
    juridica = next(r for r in requeridos_de([caso.actual()])[caso.convenio.llave] if r.materia == "juridica")
    assert juridica.vigente is None
    assert not aprobaciones_vigentes(caso.actual()).exists()
    assert verificar().bien


def test_an_observation_that_races_an_opinion_and_another_observation_leaves_one_move():
    caso = Caso(Estado.EN_EVALUACION)
    salidas = a_la_vez(
        lambda: observar(caso.actual(), "Falta A.", acto=caso.acto(caso.juridica)),
        lambda: observar(caso.actual(), "Falta B.", acto=caso.acto(caso.tecnica)),
        lambda: opinar(
            caso.actual(), "tecnica", es_favorable=True, fundamento="", acto=caso.acto(caso.tecnica)
        ),
    )
    assert [s for s in salidas if isinstance(s, Exception) and not isinstance(s, Negativa)] == []
    assert caso.actual().estado == Estado.OBSERVADO
    assert caso.actual().observaciones.count() == 2
    assert Plazo.objects.abiertos().count() == 0
    claves = list(Envio.objects.values_list("aviso", "modelo", "objeto", "ocasion", "usuario"))
    assert len(claves) == len(set(claves))
    assert verificar().bien


def test_who_loses_the_designation_while_acting_has_acted_before_it_or_not_at_all():
    caso = Caso(Estado.SOLICITUD)
    caso.completar_solicitud()
    salidas = a_la_vez(
        lambda: caso.mover("enviar_a_evaluacion"),
        lambda: terminar_designacion(caso.d_titular, hasta=hoy() - AYER, acto=caso.acto(caso.asistente)),
    )
    assert [s for s in salidas if isinstance(s, Exception) and not isinstance(s, Negativa)] == []
    filas = caso.expediente.cadena.asientos.order_by("n").values_list("accion", flat=True)
    orden = [a for a in filas if a in ("enviar_a_evaluacion", "terminar_designacion")]
    assert orden in (["enviar_a_evaluacion", "terminar_designacion"], ["terminar_designacion"])
    assert verificar().bien

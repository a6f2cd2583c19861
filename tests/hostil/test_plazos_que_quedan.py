"""A deadline lives as long as what it is for, and reminds whoever answers for it today."""

import datetime as dt

import pytest
import time_machine

from convenios.avisos import destinatarios_de_lo_pedido
from convenios.models import Estado
from convenios.services import observar, opinar, responder_observacion
from expedientes.services import designar, terminar_designacion
from flujo.services import perform
from notificaciones.cadencias import Destino
from notificaciones.models import Plazo
from notificaciones.services import vencer_plazos
from tests import factories as hacer
from tests.factories import AYER, Caso, hoy, suplencia

pytestmark = pytest.mark.django_db


def abiertos(caso: Caso) -> list[Plazo]:
    return list(Plazo.objects.abiertos().filter(cadena=caso.expediente.cadena).order_by("id"))


def responsables(caso: Caso, materia: str, destino: Destino = Destino.RESPONSABLE) -> set[int]:
    plazo = next(p for p in abiertos(caso) if f":{materia}:" in p.ocasion)
    return set(destinatarios_de_lo_pedido([(plazo, destino)])[plazo.pk])


def test_nothing_is_due_any_more_in_an_agreement_that_will_not_be_signed():
    caso = Caso(Estado.EN_EVALUACION)
    assert len(abiertos(caso)) == 2
    caso.mover("no_suscribir", motivo="Las partes desisten.")
    assert abiertos(caso) == []


def test_while_it_is_observed_no_opinion_is_due():
    caso = Caso(Estado.EN_EVALUACION)
    observar(caso.actual(), "Falta la base legal.", acto=caso.acto(caso.juridica))
    assert abiertos(caso) == []


def test_back_from_being_observed_the_time_to_opine_runs_anew():
    caso = Caso(Estado.EN_EVALUACION)
    antes = {p.ocasion: p.vence for p in abiertos(caso)}
    observacion = observar(caso.actual(), "Falta la base legal.", acto=caso.acto(caso.juridica))
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=40), tick=True):
        responder_observacion(observacion, "No hace falta.", acto=caso.acto(caso.titular))
        perform(caso.actual(), "levantar_observaciones", acto=caso.acto(caso.titular))
        despues = abiertos(caso)
        assert len(despues) == len(antes) == 2
        assert all(p.vence > hoy() for p in despues)


def test_one_opinion_is_due_once_whatever_the_number_of_texts():
    caso = Caso(Estado.EN_EVALUACION)
    caso.compartir("Otro texto.")
    caso.compartir("Y otro más.")
    assert len(abiertos(caso)) == 2


def test_going_back_to_an_earlier_text_makes_its_missing_opinion_due_again():
    caso = Caso(Estado.EN_EVALUACION)
    caso.compartir("Otro texto.")
    opinar(caso.actual(), "juridica", es_favorable=True, fundamento="", acto=caso.acto(caso.juridica))
    caso.compartir("Las partes cooperan.")
    assert [p.ocasion.split(":")[2] for p in abiertos(caso)].count("juridica") == 1


def test_the_reminder_goes_to_the_post_that_is_designated_now():
    caso = Caso(Estado.EN_EVALUACION)
    vieja = caso.expediente.designaciones.get(rol="asesoria_juridica")
    assert responsables(caso, "juridica") == {caso.juridica.pk}
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=2), tick=True):
        terminar_designacion(vieja, hasta=hoy() - AYER, acto=caso.acto(caso.titular))
        plaza = hacer.puesto(caso.propone, "Asesoría nueva")
        nueva = hacer.cuenta("Nueva")
        hacer.ocupar(plaza, nueva.persona)
        designar(caso.expediente, plaza, "asesoria_juridica", acto=caso.acto(caso.titular))
        assert responsables(caso, "juridica") == {nueva.pk}


def test_a_post_designated_after_the_opinion_was_asked_for_is_reminded_too():
    caso = Caso(Estado.SOLICITUD)
    caso.expediente.designaciones.filter(rol="asesoria_juridica").update(hasta=hoy() - AYER)
    caso.completar_solicitud()
    caso.mover("enviar_a_evaluacion")
    designar(
        caso.expediente,
        caso.expediente.designaciones.get(rol="asesoria_juridica").puesto,
        "asesoria_juridica",
        acto=caso.acto(caso.titular),
    )
    assert responsables(caso, "juridica") == {caso.juridica.pk}


def test_when_it_is_late_the_alterno_hears_of_it_in_the_place_of_an_absent_titular():
    caso = Caso(Estado.EN_EVALUACION)
    suplencia(caso.d_titular, caso.d_alterno)
    assert responsables(caso, "juridica", Destino.SUPERIOR) == {caso.alterno.pk}


def test_after_seven_in_the_evening_today_still_is_the_day_of_the_case_file():
    """At 20:00 in Lima it already is tomorrow in Greenwich, where nobody of this case file lives."""
    caso = Caso(Estado.EN_EVALUACION)
    noche = dt.datetime.combine(hoy() + AYER * 3, dt.time(1, 0), tzinfo=dt.UTC)
    with time_machine.travel(noche, tick=True):
        caso.expediente.designaciones.filter(rol="asesoria_juridica").update(hasta=hoy())
        assert responsables(caso, "juridica") == {caso.juridica.pk}
        caso.juridica.persona.ocupaciones.update(hasta=hoy())
        assert responsables(caso, "juridica") == {caso.juridica.pk}


def test_reminders_are_written_for_what_is_still_due_and_for_nothing_else():
    caso = Caso(Estado.EN_EVALUACION)
    caso.mover("no_suscribir", motivo="Las partes desisten.")
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=60), tick=True):
        assert vencer_plazos() == 0


def test_what_an_office_lets_lie_its_coordination_hears_of_and_what_that_lets_lie_whoever_signs():
    caso = Caso(Estado.EN_EVALUACION)
    firmante, _designacion = hacer.designado(caso.expediente, caso.propone, "firmante")
    assert responsables(caso, "juridica", Destino.SUPERIOR) == {caso.titular.pk}
    plazo = next(p for p in abiertos(caso) if p.institucion == caso.propone)
    plazo.tipo, plazo.ocasion = "aprobacion", plazo.ocasion.replace(":opinion:", ":aprobacion:")
    quien = {destino: set(destinatarios_de_lo_pedido([(plazo, destino)])[plazo.pk]) for destino in Destino}
    assert quien[Destino.RESPONSABLE] == {caso.titular.pk}
    assert quien[Destino.SUPERIOR] == {firmante.pk}

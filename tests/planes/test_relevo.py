"""A coordinator who is replaced in mid-plan: what was done stays of whoever did it, what comes is of the new one."""

import pytest
from django.db import IntegrityError, transaction

from auditoria.models import Asiento
from expedientes.models import Aprobacion
from flujo.acto import Acto, Capacidad
from flujo.errors import SinPermiso
from flujo.services import asentar_acto, perform
from notificaciones.models import Plazo
from planes import services as planes
from planes.queries import esperas_de
from tests.factories import cuenta, hoy, ocupar
from tests.planes.caso import DIA, CasoDePlan

pytestmark = pytest.mark.django_db


def relevar(caso: CasoDePlan):
    """Today somebody else sits down in the post of the proposing party's coordination."""
    nueva = cuenta("La nueva")
    caso.d_titular.puesto.ocupaciones.update(hasta=hoy() - DIA)
    ocupar(caso.d_titular.puesto, nueva.persona, desde=hoy())
    return nueva


def test_what_the_first_one_approved_counts_and_the_second_goes_on_from_there():
    caso = CasoDePlan("propuesto")
    planes.aprobar(caso.vivo(), acto=caso.ante(caso.plan, caso.titular))
    nueva = relevar(caso)
    planes.aprobar(caso.vivo(), acto=caso.ante(caso.plan, caso.contraparte))
    assert caso.vivo().estado == "aprobado"  # nobody asks the post twice
    dada = Aprobacion.objects.get(institucion=caso.propone)
    assert (dada.asiento.registra_id, dada.puesto) == (caso.titular.pk, caso.d_titular.puesto)
    assert caso.mover_plan("poner_en_ejecucion", nueva).estado == "en_ejecucion"


def test_whoever_left_the_post_may_nothing_any_more():
    caso = CasoDePlan("en_ejecucion")
    nueva = relevar(caso)
    with pytest.raises(SinPermiso):
        caso.mover_accion(1, "suspender", caso.titular, motivo="x")
    with pytest.raises(SinPermiso):
        planes.abrir_reprogramacion(caso.vivo(), motivo="x", acto=Acto(registra=caso.titular))
    assert caso.mover_accion(1, "suspender", nueva, motivo="x").estado == "suspendida"


def test_the_new_one_verifies_for_the_party_and_never_what_is_its_own():
    caso = CasoDePlan("en_ejecucion")
    caso.concluir(1, caso.equipo)
    caso.concluir(2, caso.equipo_de_otra)
    nueva = relevar(caso)
    with pytest.raises(SinPermiso):  # another person, and the same party
        caso.mover_accion(1, "verificar", nueva)
    assert caso.mover_accion(2, "verificar", nueva).estado == "verificada"
    asiento = Asiento.objects.filter(modelo="planes.accionconjunta", accion="verificar").latest("id")
    assert (asiento.registra_id, asiento.institucion_id) == (nueva.pk, caso.propone.pk)


def test_a_difference_that_the_first_one_proposed_is_approved_by_the_second():
    caso = CasoDePlan("en_ejecucion")
    una = caso.reprogramar(1, caso.datos(caso.propone, hasta=caso.accion(1).hasta + 30 * DIA))
    nueva = relevar(caso)
    with pytest.raises(SinPermiso):
        planes.aprobar_reprogramacion(caso.viva(una), acto=caso.ante(una, caso.titular))
    for quien in (nueva, caso.contraparte):
        planes.aprobar_reprogramacion(caso.viva(una), acto=caso.ante(una, quien))
    assert (caso.viva(una).estado, caso.vivo().version.n) == ("aprobada", 2)


def test_whoever_presented_a_means_of_verification_does_not_judge_it_when_another_party_answers_now():
    caso = CasoDePlan("en_ejecucion")
    caso.mover_accion(1, "iniciar", caso.equipo)
    medio = caso.presentar(1, caso.equipo)
    una = caso.reprogramar(1, caso.datos(caso.otra))
    caso.aprobar_reprogramacion(una)
    assert caso.accion(1).responsables_ids() == {caso.otra.pk}
    with pytest.raises(SinPermiso):
        perform(medio, "aceptar", acto=Acto(registra=caso.titular))


def de_otra_que_lo_presento_todo() -> CasoDePlan:
    """The first party showed what was done; then the other one came to answer for the action, and concluded it."""
    caso = CasoDePlan("en_ejecucion")
    caso.mover_accion(1, "iniciar", caso.equipo)
    caso.presentar(1, caso.equipo)
    caso.aprobar_reprogramacion(caso.reprogramar(1, caso.datos(caso.otra)))
    caso.mover_accion(1, "iniciar", caso.equipo_de_otra)
    caso.mover_accion(1, "concluir", caso.equipo_de_otra)
    return caso


def test_whoever_presented_what_shows_an_action_does_not_verify_it_when_another_party_answers_now():
    caso = de_otra_que_lo_presento_todo()
    with pytest.raises(SinPermiso, match="ni presentó lo que la muestra"):
        caso.mover_accion(1, "verificar", caso.titular)
    pedidos = Plazo.objects.filter(tipo="verificacion_de_accion")
    assert {p.institucion for p in pedidos} == {caso.propone, caso.otra}
    assert all(p.asunto.startswith("Llevar a una sesión la verificación de la acción 1") for p in pedidos)
    assert not [e for e in esperas_de([caso.vivo()]) if "Verificar la acción 1" in e.que]


def test_what_it_presented_and_was_returned_does_not_keep_it_from_verifying():
    caso = CasoDePlan("en_ejecucion")
    caso.mover_accion(1, "iniciar", caso.equipo)
    medio = caso.presentar(1, caso.equipo)
    planes.devolver_medio(medio, motivo="No se lee.", acto=Acto(registra=caso.contraparte))
    caso.aprobar_reprogramacion(caso.reprogramar(1, caso.datos(caso.otra)))
    caso.concluir(1, caso.equipo_de_otra)
    assert [e.institucion for e in esperas_de([caso.vivo()]) if "Verificar la acción 1" in e.que] == [
        caso.propone
    ]
    assert caso.mover_accion(1, "verificar", caso.titular).estado == "verificada"


def a_mano(caso: CasoDePlan, institucion_id: int) -> None:
    """Write that the action is verified by that institution, as somebody with the password of the database could."""
    accion = caso.accion(1)
    asiento = asentar_acto(
        accion,
        "verificar",
        acto=Acto(registra=caso.titular),
        capacidad=Capacidad(rol="coordinador_titular", institucion_id=institucion_id),
        desde="concluida",
        hasta="verificada",
    )
    type(accion).objects.filter(pk=accion.pk).update(estado="verificada", asiento=asiento)


def test_the_database_refuses_a_verification_by_whoever_did_it_or_presented_it():
    caso = de_otra_que_lo_presento_todo()
    for institucion in (caso.propone, caso.otra):
        with pytest.raises(IntegrityError, match="su propia parte"), transaction.atomic():
            a_mano(caso, institucion.pk)

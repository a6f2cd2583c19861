"""The lifecycles of a session and of its acta, each compared with a literal table."""

import pytest
from django.db import IntegrityError, transaction

from flujo.errors import CondicionesIncumplidas, TransicionNoDeclarada
from flujo.services import perform
from seguimiento.models import DE_ACTA, DE_SESION, Acta, Sesion, Voto
from tests.seguimiento.organo import CasoDeOrgano, a_las

SESION = {
    ("programada", "convocar"): "convocada",
    ("programada", "reprogramar"): "reprogramada",
    ("programada", "cancelar"): "cancelada",
    ("reprogramada", "convocar"): "convocada",
    ("reprogramada", "reprogramar"): "reprogramada",
    ("reprogramada", "cancelar"): "cancelada",
    ("convocada", "declarar_sin_quorum"): "sin_quorum",
    ("convocada", "instalar"): "instalada",
    ("convocada", "reprogramar"): "reprogramada",
    ("convocada", "cancelar"): "cancelada",
    ("sin_quorum", "convocar_otra_vez"): "convocada",
    ("sin_quorum", "reprogramar"): "reprogramada",
    ("sin_quorum", "cancelar"): "cancelada",
    ("instalada", "iniciar"): "en_curso",
    ("en_curso", "suspender"): "suspendida",
    ("en_curso", "finalizar"): "finalizada",
    ("suspendida", "reanudar"): "en_curso",
    ("suspendida", "finalizar"): "finalizada",
}
ACTA = {
    ("borrador", "circular"): "circulada",
    ("borrador", "aprobar_en_sesion"): "aprobada",
    ("circulada", "observar"): "observada",
    ("circulada", "dar_por_aprobada"): "aprobada",
    ("circulada", "aprobar_por_silencio"): "aprobada",
    ("circulada", "aprobar_en_sesion"): "aprobada",
    ("observada", "circular"): "circulada",
    ("aprobada", "enviar_a_firma"): "en_firma",
    ("en_firma", "dar_por_firmada"): "firmada",
    ("firmada", "incorporar_al_libro"): "incorporada_al_libro",
    ("incorporada_al_libro", "distribuir"): "distribuida",
}


@pytest.mark.parametrize(("maquina", "tabla"), [(DE_SESION, SESION), (DE_ACTA, ACTA)], ids=["sesion", "acta"])
def test_the_declared_transitions_are_exactly_the_workflow(maquina, tabla):
    assert {(t.source, t.name): t.target for t in maquina.transiciones()} == tabla


@pytest.mark.parametrize(
    ("maquina", "finales"),
    [(DE_SESION, {"finalizada", "cancelada"}), (DE_ACTA, {"distribuida"})],
    ids=["sesion", "acta"],
)
def test_the_ends_are_final_and_nothing_leads_out_of_them(maquina, finales):
    assert {estado for estado, ficha in maquina.fichas.items() if ficha.final} == finales
    assert [estado for estado in finales if maquina.desde(estado)] == []


def test_a_state_without_its_log_row_is_refused_by_the_database(organo: CasoDeOrgano):
    sesion = organo.en_curso()
    for modelo, estado in ((Sesion, "suspendida"), (Acta, "observada")):
        with pytest.raises(IntegrityError), transaction.atomic():
            modelo.objects.filter(expediente=sesion.expediente).update(estado=estado)


def test_what_is_not_declared_is_refused(organo: CasoDeOrgano):
    with pytest.raises(TransicionNoDeclarada):
        perform(organo.sesion(), "finalizar", acto=organo.acto(), terminada_at=a_las("11:00"))


@pytest.mark.parametrize("campo", ["numero", "convocada_el", "reglas_de_la_convocatoria"])
def test_a_called_session_has_its_number(organo: CasoDeOrgano, campo: str):
    sesion = organo.convocada()
    with pytest.raises(IntegrityError), transaction.atomic():
        Sesion.objects.filter(pk=sesion.pk).update(**{campo: None})


def test_a_vote_of_nobody_who_was_there_is_refused_by_the_database(organo: CasoDeOrgano):
    sesion = organo.en_curso()
    acuerdo = organo.votar(organo.acuerdo(sesion))
    with pytest.raises(IntegrityError, match="presente"), transaction.atomic():
        Voto.objects.filter(acuerdo=acuerdo, plaza=organo.m_titular).update(miembro=organo.m_alterno)


def test_the_points_must_be_settled_before_the_end(organo: CasoDeOrgano):
    sesion = organo.en_curso()
    with pytest.raises(CondicionesIncumplidas, match="Falta decir qué pasó con «Avance del plan»"):
        perform(sesion, "finalizar", acto=organo.acto(), terminada_at=a_las("11:00"))

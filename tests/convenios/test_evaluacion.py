"""The agreement from first contact into evaluation, through the services that pages, demo and imports use."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from auditoria.models import Asiento
from convenios.models import Estado
from convenios.queries import esperas_de
from convenios.requeridos import requeridos_de
from convenios.services import hash_que_tendria, observar, opinar, ratificar_opinion, responder_observacion
from expedientes.queries import aprobaciones_vigentes, lo_que_anularia
from flujo.errors import (
    CondicionesIncumplidas,
    DatosInvalidos,
    SinPermiso,
    TextoCambiado,
    TransicionNoDeclarada,
)
from flujo.services import perform
from notificaciones.models import Envio, Plazo
from tests.factories import AYER, Caso, clausulas, hoy, por_documento, suplencia

pytestmark = pytest.mark.django_db


def test_the_request_goes_into_evaluation_once_everything_is_there():
    caso = Caso(Estado.SOLICITUD)
    caso.completar_solicitud()
    convenio = caso.mover("enviar_a_evaluacion")
    assert convenio.estado == Estado.EN_EVALUACION
    assert convenio.asiento.desde == "solicitud"
    assert convenio.asiento.hasta == "en_evaluacion"


def test_each_missing_thing_is_named_and_nothing_changes():
    caso = Caso(Estado.SOLICITUD)
    antes = Asiento.objects.count()
    with pytest.raises(CondicionesIncumplidas) as refusal:
        perform(caso.actual(), "enviar_a_evaluacion", acto=caso.acto(caso.titular))
    assert list(refusal.value.frases) == [
        "Hay un texto compartido con las partes.",
        *[
            f"Falta adjuntar, o declarar pendiente con fecha, «{que}» de {quien}."
            for quien in ("MIN", "CONF")
            for que in ("personería jurídica", "facultad de firma")
        ],
    ]
    assert caso.actual().estado == Estado.SOLICITUD
    assert Asiento.objects.count() == antes


def test_opinions_are_asked_of_the_offices_that_each_institution_requires():
    caso = Caso(Estado.EN_EVALUACION)
    requeridas = requeridos_de([caso.actual()])[caso.convenio.llave]
    assert [(r.institucion.sigla, r.clase, r.materia) for r in requeridas] == [
        ("MIN", "opinion", "tecnica"),
        ("MIN", "opinion", "juridica"),
    ]
    assert {e.usuario_id for e in Envio.objects.filter(contexto__titulo__es__startswith="Dar la")} == {
        caso.tecnica.pk,
        caso.juridica.pk,
    }
    assert Plazo.objects.abiertos().count() == 2


def test_an_opinion_binds_to_the_text_and_an_edit_makes_it_stale():
    caso = Caso(Estado.EN_EVALUACION)
    opinar(caso.actual(), "tecnica", es_favorable=True, fundamento="Conforme.", acto=caso.acto(caso.tecnica))
    assert [a.materia for a in aprobaciones_vigentes(caso.actual())] == ["tecnica"]

    nuevo = hash_que_tendria(caso.actual(), clausulas("Otra cosa."))
    assert [a.aprobacion.materia for a in lo_que_anularia(caso.actual(), nuevo)] == ["tecnica"]
    caso.compartir("Otra cosa.")
    assert caso.actual().contenido_hash == nuevo
    assert list(aprobaciones_vigentes(caso.actual())) == []
    assert [e.que for e in esperas_de([caso.actual()])] == [
        "Ratificar o cambiar la opinión técnica",
        "Dar la opinión jurídica",
    ]


def test_a_stale_opinion_is_ratified_in_one_act_on_the_current_text():
    caso = Caso(Estado.EN_EVALUACION)
    primera = opinar(
        caso.actual(), "tecnica", es_favorable=True, fundamento="Conforme.", acto=caso.acto(caso.tecnica)
    )
    caso.compartir("Otra cosa.")
    segunda = ratificar_opinion(primera, acto=caso.acto(caso.tecnica))
    assert segunda.ratifica == primera
    assert list(aprobaciones_vigentes(caso.actual())) == [segunda]


def test_an_opinion_on_a_text_that_is_no_longer_shown_is_refused():
    caso = Caso(Estado.EN_EVALUACION)
    viejo = caso.actual().contenido_hash
    caso.compartir("Otra cosa.")
    with pytest.raises(TextoCambiado):
        opinar(
            caso.actual(),
            "tecnica",
            es_favorable=True,
            fundamento="",
            acto=caso.acto(caso.tecnica, hash_mostrado=viejo),
        )


def test_only_the_office_that_gives_an_opinion_may_give_it():
    caso = Caso(Estado.EN_EVALUACION)
    for quien in (caso.juridica, caso.titular, caso.contraparte, caso.personal, caso.ajeno):
        with pytest.raises(SinPermiso):
            opinar(caso.actual(), "tecnica", es_favorable=True, fundamento="", acto=caso.acto(quien))


def test_an_unfavourable_opinion_says_why():
    caso = Caso(Estado.EN_EVALUACION)
    with pytest.raises(DatosInvalidos):
        opinar(caso.actual(), "tecnica", es_favorable=False, fundamento=" ", acto=caso.acto(caso.tecnica))


def test_whoever_changes_their_mind_is_heard_and_the_last_word_counts():
    caso = Caso(Estado.EN_EVALUACION)
    opinar(caso.actual(), "tecnica", es_favorable=True, fundamento="Sí.", acto=caso.acto(caso.tecnica))
    opinar(caso.actual(), "tecnica", es_favorable=False, fundamento="No.", acto=caso.acto(caso.tecnica))
    assert [a.es_favorable for a in aprobaciones_vigentes(caso.actual())] == [False]


def test_the_assistant_records_an_opinion_from_its_paper():
    caso = Caso(Estado.EN_EVALUACION)
    opinion = opinar(
        caso.actual(),
        "juridica",
        es_favorable=True,
        fundamento="Informe legal.",
        acto=caso.acto(
            caso.asistente, documento=por_documento("La jefa de Asesoría"), institucion_id=caso.propone.pk
        ),
    )
    assert (opinion.metodo, opinion.persona, opinion.puesto.nombre.split()[0]) == (
        "por_documento",
        None,
        "asesoria_juridica",
    )


def test_an_observation_returns_the_text_and_must_be_answered_before_it_comes_back():
    caso = Caso(Estado.EN_EVALUACION)
    observacion = observar(caso.actual(), "Falta el plazo.", acto=caso.acto(caso.juridica), clausula_orden=2)
    assert caso.actual().estado == Estado.OBSERVADO
    with pytest.raises(CondicionesIncumplidas):
        caso.mover("levantar_observaciones")
    caso.compartir("Con plazo.")
    responder_observacion(observacion, "Se agregó.", acto=caso.acto(caso.titular))
    assert caso.mover("levantar_observaciones").estado == Estado.EN_EVALUACION
    observacion.refresh_from_db()
    assert observacion.version_respuesta == caso.actual().version


def test_during_a_suplencia_the_alterno_acts_and_the_titular_cannot():
    caso = Caso()
    with pytest.raises(SinPermiso):
        caso.mover("solicitar", caso.alterno)
    suplencia(caso.d_titular, caso.d_alterno)
    with pytest.raises(SinPermiso, match="rige una suplencia"):
        caso.mover("solicitar", caso.titular)
    convenio = caso.mover("solicitar", caso.alterno)
    assert f'"puesto_suplido":{caso.d_titular.puesto_id}' in convenio.asiento.cuerpo


def test_what_is_not_declared_is_refused():
    caso = Caso()
    with pytest.raises(TransicionNoDeclarada):
        caso.mover("levantar_observaciones")


def test_one_step_takes_at_most_fifteen_statements():
    caso = Caso(Estado.SOLICITUD)
    caso.completar_solicitud()
    convenio, acto = caso.actual(), caso.acto(caso.titular)
    with CaptureQueriesContext(connection) as consultas:
        perform(convenio, "enviar_a_evaluacion", acto=acto)
    assert len(consultas) <= 15


def test_the_case_file_has_its_own_today():
    assert Caso().expediente.hoy() == hoy()


def test_nobody_dates_back_their_own_act_but_a_paper_may_prove_an_earlier_day():
    caso = Caso()
    with pytest.raises(DatosInvalidos, match="fecha de hoy"):
        perform(caso.actual(), "solicitar", acto=caso.acto(caso.titular, fecha_hecho=hoy() - AYER))
    with pytest.raises(DatosInvalidos, match="posterior a hoy"):
        perform(caso.actual(), "solicitar", acto=caso.acto(caso.titular, fecha_hecho=hoy() + AYER))
    movido = perform(
        caso.actual(),
        "solicitar",
        acto=caso.acto(
            caso.asistente,
            fecha_hecho=hoy() - AYER,
            documento=por_documento(),
            institucion_id=caso.propone.pk,
        ),
    )
    assert movido.asiento.fecha_hecho == hoy() - AYER

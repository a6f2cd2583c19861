"""What one party keeps to itself does not reach the other by any way around."""

import datetime as dt
import json

import pytest

from auditoria.models import Asiento
from convenios.models import Estado
from convenios.queries import esperas_de
from convenios.services import observar, opinar
from expedientes.models import Aprobacion, Expediente
from expedientes.visibilidad import asientos_visibles
from flujo.errors import DatosInvalidos, TextoCambiado
from instituciones.models import Institucion, ReglasDeInstitucion, TipoDeOpinion, Usuario
from notificaciones.models import Envio, Plazo
from tests import factories as hacer
from tests.factories import Caso, designado

pytestmark = pytest.mark.django_db

SECRETO = "Fundamento reservado"


def exigir_juridica(institucion: Institucion) -> None:
    ReglasDeInstitucion.objects.create(
        institucion=institucion,
        desde=dt.date(2001, 1, 1),
        opiniones=[TipoDeOpinion.JURIDICA],
        plazo_de_opinion=7,
    )


def caso_con_oficina_de_la_contraparte() -> tuple[Caso, Usuario]:
    """The other party requires a legal opinion too, and has an office that gives it."""
    caso = Caso(Estado.SOLICITUD)
    exigir_juridica(caso.otra)
    oficina, _ = designado(caso.expediente, caso.otra, "asesoria_juridica")
    caso.completar_solicitud()
    caso.mover("enviar_a_evaluacion")
    return caso, oficina


def test_nobody_is_told_that_the_other_party_opined_against_before_it_shares_it():
    caso, oficina = caso_con_oficina_de_la_contraparte()
    opinar(caso.actual(), "juridica", es_favorable=False, fundamento=SECRETO, acto=caso.acto(oficina))
    assert not [e for e in esperas_de([caso.actual()]) if "desfavorable" in e.que + e.por_que]


def test_the_proposing_party_is_told_of_its_own_unfavourable_opinion_and_of_shared_ones():
    caso, oficina = caso_con_oficina_de_la_contraparte()
    opinar(
        caso.actual(),
        "juridica",
        es_favorable=False,
        fundamento=SECRETO,
        visibilidad="compartida",
        acto=caso.acto(oficina),
    )
    assert [e for e in esperas_de([caso.actual()]) if "desfavorable" in e.que]
    otro = Caso(Estado.EN_EVALUACION)
    opinar(otro.actual(), "juridica", es_favorable=False, fundamento="No.", acto=otro.acto(otro.juridica))
    esperas = esperas_de([otro.actual()])
    assert [(e.institucion, e.rol) for e in esperas if "desfavorable" in e.que] == [
        (otro.propone, "coordinador_titular")
    ]


def test_no_message_and_no_deadline_carries_what_an_internal_opinion_says():
    caso, oficina = caso_con_oficina_de_la_contraparte()
    opinar(caso.actual(), "juridica", es_favorable=False, fundamento=SECRETO, acto=caso.acto(oficina))
    caso.compartir("Otro texto.")
    todo = json.dumps([list(Envio.objects.values_list("contexto")), list(Plazo.objects.values_list("frase"))])
    assert SECRETO not in todo
    assert "desfavorable" not in todo
    assert SECRETO not in "".join(Expediente.objects.values_list("texto_buscable", flat=True))


def test_the_case_file_is_found_by_the_object_of_its_agreement_from_the_first_day():
    caso = Caso(objeto="Fortalecimiento apícola")
    assert "apícola" in Expediente.objects.get(pk=caso.expediente.pk).texto_buscable


def test_an_observation_is_on_the_text_that_its_author_had_before_them():
    """Also the second one, when the agreement already is observed."""
    caso = Caso(Estado.EN_EVALUACION)
    viejo = caso.actual().contenido_hash
    observar(caso.actual(), "Falta la base legal.", acto=caso.acto(caso.juridica))
    caso.compartir("Otro texto.")
    for mostrado in (viejo, None):
        with pytest.raises(TextoCambiado):
            observar(caso.actual(), "Y el plazo.", acto=caso.acto(caso.tecnica, hash_mostrado=mostrado))


@pytest.mark.parametrize("orden", [0, -1, 3, 10**30])
def test_an_observation_names_a_clause_that_exists(orden):
    caso = Caso(Estado.EN_EVALUACION)
    with pytest.raises(DatosInvalidos):
        observar(caso.actual(), "Algo.", clausula_orden=orden, acto=caso.acto(caso.juridica))


def test_the_office_of_one_party_reads_no_internal_row_of_the_other():
    caso, oficina = caso_con_oficina_de_la_contraparte()
    opinar(caso.actual(), "juridica", es_favorable=False, fundamento=SECRETO, acto=caso.acto(oficina))
    filas = Asiento.objects.filter(cadena=caso.expediente.cadena)
    for quien in (caso.titular, caso.asistente, caso.personal, caso.juridica):
        assert not Aprobacion.objects.visible_to(quien).exists()
        leidas = filas.filter(asientos_visibles(quien, caso.expediente))
        assert SECRETO not in "".join(a.personal or "" for a in leidas)
        assert not leidas.filter(accion="opinar").exists()


def test_of_two_offices_held_by_one_person_each_is_told_of():
    """The same step waits for the same account on behalf of two parties: two messages, not one."""
    caso = Caso(Estado.SOLICITUD)
    exigir_juridica(caso.otra)
    plaza = hacer.puesto(caso.otra, "Asesoría compartida")
    hacer.ocupar(plaza, caso.juridica.persona)
    caso.expediente.designaciones.create(
        institucion=caso.otra, puesto=plaza, rol="asesoria_juridica", desde=hacer.hoy()
    )
    caso.completar_solicitud()
    Envio.objects.all().delete()
    caso.mover("enviar_a_evaluacion")
    assert Envio.objects.filter(usuario=caso.juridica, aviso="paso_pendiente").count() == 2

"""Whoever records from a paper is not the party: what they try beyond it is refused."""

from typing import Any

import pytest

from convenios.models import Estado, Requisito, VersionDeTexto
from convenios.services import (
    declarar_requisito,
    guardar_borrador,
    guardar_version,
    observar,
    opinar,
)
from documentos.models import Archivo, Documento
from expedientes.models import Aprobacion, Clase
from expedientes.permissions import needs
from expedientes.services import compartir, designar, pronunciarse
from flujo.acto import SISTEMA, Acto
from flujo.errors import DatosInvalidos, SinPermiso
from flujo.services import asentar_acto, perform, siguiente_id
from instituciones.models import Institucion, Usuario
from tests import factories as hacer
from tests.factories import AYER, Caso, clausulas, con_rol, hoy, por_documento

pytestmark = pytest.mark.django_db


def de_papel(caso: Caso, quien: Usuario, parte: Institucion, **campos: Any) -> Acto:
    return caso.acto(quien, documento=por_documento(), institucion_id=parte.pk, **campos)


def aprobar(caso: Caso, acto: Acto) -> Aprobacion:
    return pronunciarse(caso.actual(), Clase.APROBACION, permiso=needs("aprobar"), acto=acto)


def test_the_counterpart_takes_no_step_of_the_proposing_party_as_if_it_were_its_own():
    caso = Caso()
    with pytest.raises(SinPermiso):
        perform(caso.actual(), "solicitar", acto=de_papel(caso, caso.asistente_de_contraparte, caso.otra))
    assert caso.actual().estado == Estado.CONTACTO


def test_a_paper_moves_the_text_along_for_the_party_that_proposes_it():
    caso = Caso()
    acto = de_papel(caso, caso.asistente_de_contraparte, caso.propone)
    assert perform(caso.actual(), "solicitar", acto=acto).objeto.estado == Estado.SOLICITUD


def test_no_paper_speaks_for_an_institution_that_is_no_party():
    caso = Caso(Estado.EN_EVALUACION)
    ajena = hacer.institucion("Ajena a todo")
    registro = con_rol(caso.propone, "registro")
    with pytest.raises(SinPermiso, match="no es parte"):
        aprobar(caso, de_papel(caso, registro, ajena))
    with pytest.raises(SinPermiso, match="no es parte"):
        observar(caso.actual(), "No conviene.", acto=de_papel(caso, caso.asistente, ajena))
    assert not caso.actual().observaciones.exists()


@pytest.mark.parametrize("de_otra", [True, False])
def test_an_opinion_from_a_paper_is_of_the_designated_office_and_of_no_other_post(de_otra):
    caso = Caso(Estado.EN_EVALUACION)
    ajeno = hacer.puesto(caso.otra if de_otra else caso.propone, "Otro puesto")
    with pytest.raises(DatosInvalidos, match="puesto"):
        opinar(
            caso.actual(),
            "juridica",
            es_favorable=True,
            fundamento="",
            acto=de_papel(caso, caso.asistente, caso.propone, puesto_id=ajeno.pk),
        )


def test_a_pronouncement_from_a_paper_names_a_post_of_the_party_that_decided():
    caso = Caso(Estado.EN_EVALUACION)
    with pytest.raises(DatosInvalidos, match="puesto"):
        aprobar(caso, de_papel(caso, caso.asistente, caso.propone, puesto_id=caso.d_contraparte.puesto_id))


def test_nobody_closes_the_case_file_with_a_paper_in_hand():
    caso = Caso()
    for parte in (caso.propone, caso.otra):
        with pytest.raises(SinPermiso):
            perform(
                caso.expediente,
                "cerrar",
                acto=de_papel(caso, caso.asistente_de_contraparte, parte),
                motivo="Ya no",
            )


def test_an_assistant_whose_grant_ended_yesterday_records_nothing():
    caso = Caso(Estado.EN_EVALUACION)
    caso.asistente.concesiones.update(hasta=hoy() - AYER)
    with pytest.raises(SinPermiso):
        opinar(
            caso.actual(),
            "juridica",
            es_favorable=True,
            fundamento="",
            acto=de_papel(caso, caso.asistente, caso.propone),
        )


def test_an_unknown_opinion_is_refused_with_a_sentence_also_from_a_paper():
    caso = Caso(Estado.EN_EVALUACION)
    for acto in (caso.acto(caso.juridica), de_papel(caso, caso.asistente, caso.propone)):
        with pytest.raises((SinPermiso, DatosInvalidos)):
            opinar(caso.actual(), "astral", es_favorable=True, fundamento="", acto=acto)


def test_the_counterpart_neither_shares_an_internal_opinion_nor_reads_a_draft_that_is_not_its_own():
    caso = Caso(Estado.EN_EVALUACION)
    opinion = opinar(
        caso.actual(), "juridica", es_favorable=False, fundamento="Falta.", acto=caso.acto(caso.juridica)
    )
    borrador = guardar_borrador(caso.actual(), clausulas("Un secreto."), acto=caso.acto(caso.titular))
    for acto in (
        caso.acto(caso.contraparte),
        de_papel(caso, caso.asistente_de_contraparte, caso.propone),
        de_papel(caso, caso.asistente_de_contraparte, caso.otra),
    ):
        with pytest.raises(SinPermiso):
            compartir(opinion, acto=acto)
        assert acto.registra is not None
        assert not VersionDeTexto.objects.visible_to(acto.registra).filter(pk=borrador.pk).exists()
    assert Aprobacion.objects.get(pk=opinion.pk).visibilidad == "interna"
    guardar_version(caso.actual(), clausulas("Un secreto."), acto=caso.acto(caso.titular))
    assert VersionDeTexto.objects.visible_to(caso.contraparte).filter(n__isnull=False).count() == 2


def papel(caso: Caso, **campos: Any) -> Documento:
    """A paper of the proposing party in its case file, its bytes aside."""
    n = Documento.objects.count()
    archivo = Archivo.objects.create(sha256=f"{n:064x}", tamano=1, medio="application/pdf")
    documento = Documento(
        id=siguiente_id(Documento),
        expediente=caso.expediente,
        institucion=caso.propone,
        archivo=archivo,
        nombre="a.pdf",
        tipo="oficio",
        titulo="Un papel",
        fecha=hoy(),
        incorporado_el=hoy(),
        incorporado_por=caso.asistente,
        **campos,
    )
    documento.asiento = asentar_acto(
        documento, "incorporar_documento", acto=Acto(registra=caso.asistente), capacidad=SISTEMA
    )
    documento.save(force_insert=True)
    return documento


def test_a_party_s_requirement_is_declared_by_its_own_people_or_from_its_own_paper():
    caso = Caso(Estado.SOLICITUD)

    def de_la_otra(acto: Acto) -> Requisito:
        return declarar_requisito(caso.actual(), caso.otra, "personeria", falta_hasta=hoy(), acto=acto)

    for quien in (caso.titular, caso.alterno, caso.asistente):
        with pytest.raises(SinPermiso):
            de_la_otra(caso.acto(quien))
    with pytest.raises(DatosInvalidos, match="Cada parte acredita lo suyo"):
        de_la_otra(de_papel(caso, caso.asistente, caso.propone))
    assert not Requisito.objects.exists()
    assert de_la_otra(de_papel(caso, caso.asistente, caso.otra)).institucion == caso.otra
    assert de_la_otra(caso.acto(caso.contraparte)).institucion == caso.otra
    assert de_la_otra(caso.acto(caso.asistente_de_contraparte)).institucion == caso.otra


def test_a_requirement_is_not_met_with_a_paper_of_another_case_file():
    caso, otro = Caso(), Caso()
    with pytest.raises(DatosInvalidos, match="no está en este expediente"):
        declarar_requisito(
            caso.actual(), caso.propone, "personeria", documento=papel(otro), acto=caso.acto(caso.titular)
        )


def test_a_requirement_is_not_met_with_a_paper_that_one_may_not_read():
    caso = Caso()
    with pytest.raises(DatosInvalidos, match="no puede leerlo"):
        declarar_requisito(
            caso.actual(), caso.otra, "personeria", documento=papel(caso), acto=caso.acto(caso.contraparte)
        )
    compartido = papel(caso, visibilidad="compartida")
    requisito = declarar_requisito(
        caso.actual(), caso.otra, "personeria", documento=compartido, acto=caso.acto(caso.contraparte)
    )
    assert requisito.documento == compartido


def test_nothing_happens_in_a_closed_case_file_but_its_reopening():
    caso = Caso(Estado.EN_EVALUACION)
    registro = con_rol(caso.propone, "registro")
    perform(caso.expediente, "cerrar", acto=Acto(registra=registro), motivo="Se archiva")
    intentos = [
        lambda: opinar(
            caso.actual(), "juridica", es_favorable=True, fundamento="", acto=caso.acto(caso.juridica)
        ),
        lambda: observar(caso.actual(), "Algo.", acto=caso.acto(caso.juridica)),
        lambda: caso.compartir("Otro texto."),
        lambda: caso.mover("no_suscribir", motivo="Porque sí"),
        lambda: designar(
            caso.expediente, hacer.puesto(caso.otra), "firmante", acto=caso.acto(caso.contraparte)
        ),
    ]
    for intento in intentos:
        with pytest.raises(SinPermiso, match="reabran"):
            intento()
    with pytest.raises(SinPermiso):
        designar(caso.expediente, hacer.puesto(caso.otra), "firmante", acto=Acto(registra=None))
    perform(caso.expediente, "reabrir", acto=Acto(registra=registro), motivo="Faltaba algo")
    intentos[0]()

"""An act recorded from a paper is told to its party, which may contest it."""

from typing import Any

import pytest
from django.core import mail
from django.db import DatabaseError, transaction

from auditoria.models import Asiento
from auditoria.verificacion.todo import verificar
from convenios.models import Estado
from convenios.queries import esperas_de
from convenios.requeridos import requeridos_de
from convenios.services import contestar_acto, guardar_borrador, observar, opinar, retirar_contestacion
from expedientes.models import Aprobacion, Clase, Contestacion, Designacion
from expedientes.permissions import needs
from expedientes.queries import aprobaciones_vigentes, lo_que_anularia
from expedientes.services import compartir, designar, pronunciarse, ratificar
from flujo.errors import DatosInvalidos, SinPermiso
from flujo.services import perform
from instituciones.models import Usuario
from notificaciones.models import Envio, Plazo
from notificaciones.services import enviar_pendientes
from tests import factories as hacer
from tests.factories import AYER, Caso, con_rol, hoy, por_documento, suplencia

pytestmark = pytest.mark.django_db


def de_papel(caso: Caso, quien: Usuario, **campos: Any) -> Any:
    campos.setdefault("institucion_id", caso.propone.pk)
    campos.setdefault("documento", por_documento("La jefa de Asesoría"))
    return caso.acto(quien, **campos)


def opinion_de_papel(caso: Caso, quien: Usuario | None = None, **campos: Any) -> Aprobacion:
    """The legal opinion of the proposing party, as the counterpart's assistant (or whoever) typed it."""
    return opinar(
        caso.actual(),
        "juridica",
        es_favorable=campos.pop("es_favorable", True),
        fundamento="Informe legal.",
        visibilidad=campos.pop("visibilidad", "compartida"),
        acto=de_papel(caso, quien or caso.asistente_de_contraparte, **campos),
    )


def contestada(caso: Caso, asiento: Asiento, quien: Usuario | None = None, **campos: Any) -> Contestacion:
    acto = caso.acto(quien or caso.titular, **campos)
    return contestar_acto(caso.expediente, asiento, "Nadie firmó ese oficio.", acto=acto)


def requerida(caso: Caso, materia: str = "juridica") -> Any:
    return next(r for r in requeridos_de([caso.actual()])[caso.convenio.llave] if r.materia == materia)


def avisados(clave: str = "registrado_por_documento") -> list[int]:
    return sorted(Envio.objects.filter(aviso=clave).values_list("usuario_id", flat=True))


def ids(*cuentas: Usuario) -> list[int]:
    return sorted(c.pk for c in cuentas)


@pytest.fixture
def caso() -> Caso:
    return Caso(Estado.EN_EVALUACION)


# -- telling


def test_what_the_counterpart_records_is_told_to_the_partys_coordination_and_assistants(caso):
    con_rol(caso.propone, "asistente").concesiones.update(hasta=hoy() - AYER)
    con_rol(caso.propone, "registro")
    opinion_de_papel(caso)
    assert avisados() == ids(caso.titular, caso.alterno, caso.asistente)


def test_what_the_partys_own_assistant_records_is_told_to_its_coordination(caso):
    opinion_de_papel(caso, caso.asistente)
    assert avisados() == ids(caso.titular, caso.alterno)


def test_what_is_done_in_person_is_told_to_nobody(caso):
    opinar(caso.actual(), "tecnica", es_favorable=True, fundamento="", acto=caso.acto(caso.tecnica))
    assert avisados() == []


def test_whoever_records_it_is_never_told_even_when_they_coordinate():
    caso = Caso()
    hacer.conceder(caso.titular, caso.propone, "asistente")
    perform(caso.actual(), "solicitar", acto=de_papel(caso, caso.titular))
    assert avisados() == ids(caso.alterno)


def test_nobody_is_told_where_nobody_has_an_account(caso):
    for cuenta in (caso.contraparte, caso.asistente_de_contraparte):
        cuenta.is_active = False
        cuenta.save()
    pronunciarse(
        caso.actual(),
        Clase.APROBACION,
        permiso=needs("aprobar"),
        acto=de_papel(caso, con_rol(caso.propone, "registro"), institucion_id=caso.otra.pk),
    )
    assert Aprobacion.objects.get().institucion == caso.otra
    assert avisados() == []


HECHOS = {
    "a step": lambda caso, acto: perform(caso.actual(), "no_suscribir", acto=acto, motivo="No."),
    "an opinion": lambda caso, acto: opinar(
        caso.actual(), "juridica", es_favorable=True, fundamento="", acto=acto
    ),
    "an observation": lambda caso, acto: observar(caso.actual(), "Falta.", acto=acto),
    "a designation": lambda caso, acto: designar(
        caso.expediente, hacer.puesto(caso.propone), "firmante", acto=acto
    ),
    "a draft": lambda caso, acto: guardar_borrador(caso.actual(), hacer.clausulas("Otro."), acto=acto),
    "an approval": lambda caso, acto: pronunciarse(
        caso.actual(), Clase.APROBACION, permiso=needs("aprobar"), acto=acto
    ),
}


@pytest.mark.parametrize("hecho", HECHOS)
def test_every_act_from_a_paper_is_told_once_whatever_the_service(caso, hecho):
    HECHOS[hecho](caso, de_papel(caso, caso.asistente))
    assert avisados() == ids(caso.titular, caso.alterno)


def test_the_same_act_again_is_not_told_again(caso):
    for _vez in range(2):
        opinion_de_papel(caso, clave="la-misma")
    assert len(avisados()) == 3


def test_a_coordination_that_a_paper_designates_is_told_of_it():
    caso = Caso()
    Designacion.objects.filter(institucion=caso.otra).update(hasta=hoy() - AYER)
    nueva = hacer.cuenta("Nueva")
    plaza = hacer.puesto(caso.otra)
    hacer.ocupar(plaza, nueva.persona)
    acto = de_papel(caso, caso.asistente, institucion_id=caso.otra.pk)
    designar(caso.expediente, plaza, "coordinador_titular", acto=acto)
    assert avisados() == ids(nueva, caso.asistente_de_contraparte)


@pytest.mark.django_db(transaction=True)
def test_the_mail_says_what_was_recorded_by_whom_and_where_to_contest_it():
    caso = Caso(Estado.EN_EVALUACION)
    opinion = opinion_de_papel(caso)
    enviar_pendientes(100)
    correos = {m.to[0]: m for m in mail.outbox if "por documento" in m.subject}
    assert correos.keys() == {c.correo for c in (caso.titular, caso.alterno, caso.asistente)}
    carta = correos[caso.titular.correo]
    assert carta.subject == f"Se registró un acto de MIN por documento · {caso.expediente}"
    for dicho in (
        "MIN dio su opinión jurídica, favorable.",
        "Decidió, según el documento: La jefa de Asesoría",
        "Lo registró: Asistente de la contraparte",
        "Documento: Oficio 1-2026",
        f"/expedientes/{caso.expediente.codigo}/actos/{opinion.asiento_id}/contestar/",
    ):
        assert dicho in carta.body
    assert "/contestar/" not in correos[caso.alterno.correo].body
    assert f"#asiento-{opinion.asiento.n}" in correos[caso.alterno.correo].body


@pytest.mark.django_db(transaction=True)
def test_whoever_may_no_longer_read_the_act_gets_no_mail():
    caso = Caso(Estado.EN_EVALUACION)
    hacer.conceder(caso.alterno, caso.otra, "personal")
    opinion_de_papel(caso, visibilidad="interna")
    Designacion.objects.filter(pk=caso.d_alterno.pk).update(hasta=hoy() - AYER)
    enviar_pendientes(100)
    assert {m.to[0] for m in mail.outbox if "por documento" in m.subject} == {
        caso.titular.correo,
        caso.asistente.correo,
    }


# -- contesting


@pytest.mark.parametrize("quien", ["titular", "asistente"])
def test_the_party_it_is_attributed_to_contests_it(caso, quien):
    opinion = opinion_de_papel(caso)
    contestacion = contestada(caso, opinion.asiento, getattr(caso, quien))
    assert (contestacion.institucion, contestacion.contestado) == (caso.propone, opinion.asiento)
    assert contestacion.asiento.accion == "contestar"
    assert "Nadie firmó" in (contestacion.asiento.personal or "")


@pytest.mark.parametrize(
    "quien", ["contraparte", "asistente_de_contraparte", "alterno", "juridica", "personal", "ajeno"]
)
def test_nobody_contests_the_act_of_a_party_but_its_coordination_and_its_assistant(caso, quien):
    opinion = opinion_de_papel(caso)
    with pytest.raises(SinPermiso):
        contestada(caso, opinion.asiento, getattr(caso, quien))
    with pytest.raises(SinPermiso):
        contestada(caso, opinion.asiento, getattr(caso, quien), institucion_id=caso.otra.pk)
    assert not Contestacion.objects.exists()
    contestada(caso, opinion.asiento)


def test_during_a_suplencia_the_alterno_contests_and_the_titular_does_not(caso):
    opinion = opinion_de_papel(caso)
    suplencia(caso.d_titular, caso.d_alterno)
    with pytest.raises(SinPermiso, match="rige una suplencia"):
        contestada(caso, opinion.asiento)
    assert contestada(caso, opinion.asiento, caso.alterno).institucion == caso.propone


def test_an_act_is_contested_in_person_only(caso):
    opinion = opinion_de_papel(caso)
    for quien in (caso.asistente, caso.asistente_de_contraparte):
        acto = de_papel(caso, quien)
        with pytest.raises(SinPermiso, match="en persona"):
            contestar_acto(caso.expediente, opinion.asiento, "No.", acto=acto)


def test_what_was_done_in_person_cannot_be_contested(caso):
    opinion = opinar(
        caso.actual(), "juridica", es_favorable=True, fundamento="", acto=caso.acto(caso.juridica)
    )
    with pytest.raises(DatosInvalidos, match="no se registró desde un documento"):
        contestada(caso, opinion.asiento)


def test_an_act_is_contested_once_even_after_it_was_withdrawn(caso):
    opinion = opinion_de_papel(caso)
    contestacion = contestada(caso, opinion.asiento)
    with pytest.raises(DatosInvalidos, match="se contesta una sola vez"):
        contestada(caso, opinion.asiento, caso.asistente)
    retirar_contestacion(contestacion, "Apareció el oficio.", acto=caso.acto(caso.titular))
    with pytest.raises(DatosInvalidos, match="se contesta una sola vez"):
        contestada(caso, opinion.asiento)


def test_the_same_click_twice_contests_once(caso):
    opinion = opinion_de_papel(caso)
    primera = contestada(caso, opinion.asiento, clave="clic")
    assert contestada(caso, opinion.asiento, clave="clic") == primera
    assert Asiento.objects.filter(accion="contestar").count() == 1
    assert len(avisados("acto_contestado")) == 2


@pytest.mark.parametrize("motivo", ["", "  ", "a\x07b", "x" * 2001])
def test_a_contestation_says_why_in_legible_words(caso, motivo):
    opinion = opinion_de_papel(caso)
    with pytest.raises(DatosInvalidos):
        contestar_acto(caso.expediente, opinion.asiento, motivo, acto=caso.acto(caso.titular))


def test_an_act_of_another_case_file_is_not_contested_in_this_one(caso):
    opinion = opinion_de_papel(caso)
    otro = Caso(Estado.EN_EVALUACION)
    with pytest.raises(DatosInvalidos, match="no es de este expediente"):
        contestar_acto(otro.expediente, opinion.asiento, "No.", acto=otro.acto(otro.titular))


# -- what it brings about


def test_a_contested_opinion_counts_no_more_until_its_party_withdraws_it(caso):
    opinion = opinion_de_papel(caso)
    assert list(aprobaciones_vigentes(caso.actual())) == [opinion]
    contestacion = contestada(caso, opinion.asiento)
    assert list(aprobaciones_vigentes(caso.actual())) == []
    assert lo_que_anularia(caso.actual(), "0" * 64) == []
    assert (requerida(caso).vigente, requerida(caso).caduca, requerida(caso).contestada) == (
        None,
        None,
        opinion,
    )
    assert (
        "Dar la opinión jurídica",
        "MIN contestó lo que se registró por documento, que no cuenta.",
    ) in [(e.que, e.por_que) for e in esperas_de([caso.actual()])]
    retirar_contestacion(contestacion, "Apareció el oficio.", acto=caso.acto(caso.asistente))
    assert list(aprobaciones_vigentes(caso.actual())) == [opinion]
    assert requerida(caso).vigente == opinion


def test_the_same_opinion_given_anew_counts(caso):
    contestada(caso, opinion_de_papel(caso).asiento)
    nueva = opinar(caso.actual(), "juridica", es_favorable=True, fundamento="", acto=caso.acto(caso.juridica))
    assert list(aprobaciones_vigentes(caso.actual())) == [nueva]
    assert requerida(caso).vigente == nueva


def test_a_contested_opinion_is_not_ratified(caso):
    opinion = opinion_de_papel(caso)
    contestada(caso, opinion.asiento)
    caso.compartir("Otro objeto.")
    with pytest.raises(DatosInvalidos, match="está contestado"):
        ratificar(opinion, caso.actual(), permiso=needs("opinar:juridica"), acto=caso.acto(caso.juridica))


def test_while_the_last_word_is_contested_an_earlier_one_does_not_count_again(caso):
    opinar(caso.actual(), "juridica", es_favorable=True, fundamento="", acto=caso.acto(caso.juridica))
    ultima = opinion_de_papel(caso, es_favorable=False)
    contestada(caso, ultima.asiento)
    assert list(aprobaciones_vigentes(caso.actual())) == []


@pytest.mark.parametrize("clase", [Clase.VISTO_BUENO, Clase.APROBACION, Clase.FIRMA])
def test_whatever_is_pronounced_from_a_paper_does_not_count_while_contested(caso, clase):
    acto = de_papel(caso, caso.asistente)
    dada = pronunciarse(caso.actual(), clase, permiso=needs("aprobar"), acto=acto)
    assert list(aprobaciones_vigentes(caso.actual(), clase)) == [dada]
    contestada(caso, dada.asiento)
    assert list(aprobaciones_vigentes(caso.actual(), clase)) == []


def test_its_office_has_its_time_again_and_is_told(caso):
    opinion = opinion_de_papel(caso)
    assert not Plazo.objects.abiertos().filter(ocasion__contains=":juridica:").exists()
    contestacion = contestada(caso, opinion.asiento)
    assert Plazo.objects.abiertos().filter(ocasion__contains=":juridica:").count() == 1
    assert Plazo.objects.abiertos().filter(ocasion__contains=":tecnica:").count() == 1
    pasos = Envio.objects.filter(aviso="paso_pendiente", asiento=contestacion.asiento)
    assert list(pasos.values_list("usuario_id", flat=True)) == [caso.juridica.pk]
    retirar_contestacion(contestacion, "Apareció el oficio.", acto=caso.acto(caso.titular))
    assert not Plazo.objects.abiertos().filter(ocasion__contains=":juridica:").exists()


def test_another_contested_act_keeps_its_effect():
    caso = Caso()
    movido = perform(caso.actual(), "solicitar", acto=de_papel(caso, caso.asistente_de_contraparte))
    contestada(caso, movido.asiento)
    assert caso.actual().estado == Estado.SOLICITUD


def test_whoever_recorded_it_and_the_proposing_coordination_are_told(caso):
    opinion = opinion_de_papel(caso)
    contestacion = contestada(caso, opinion.asiento)
    assert avisados("acto_contestado") == ids(caso.alterno, caso.asistente_de_contraparte)
    retirar_contestacion(contestacion, "Apareció.", acto=caso.acto(caso.titular))
    assert avisados("acto_contestado") == sorted(2 * ids(caso.alterno, caso.asistente_de_contraparte))


@pytest.mark.django_db(transaction=True)
def test_the_proposing_coordination_hears_why_the_other_party_contests():
    caso = Caso(Estado.EN_EVALUACION)
    observacion = observar(
        caso.actual(), "Falta.", acto=de_papel(caso, caso.asistente, institucion_id=caso.otra.pk)
    )
    contestacion = contestada(caso, observacion.asiento, caso.contraparte)
    retirar_contestacion(contestacion, "Sí era nuestra.", acto=caso.acto(caso.contraparte))
    enviar_pendientes(100)
    cartas = {m.subject.partition(" ·")[0]: m.body for m in mail.outbox if m.to[0] == caso.titular.correo}
    assert "Nadie firmó ese oficio." in cartas["CONF contestó un acto registrado por documento"]
    assert "Sí era nuestra." in cartas["CONF retiró la contestación de un acto"]
    assert caso.asistente.correo in {m.to[0] for m in mail.outbox if "contestó" in m.subject}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("tecleo", ["asistente_de_contraparte", "asistente"])
def test_that_an_internal_act_is_contested_is_heard_by_whoever_recorded_it_and_no_other_party(tecleo):
    caso = Caso(Estado.EN_EVALUACION)
    hacer.designado(caso.expediente, caso.otra, "asesoria_juridica")
    opinion = opinion_de_papel(
        caso, getattr(caso, tecleo), institucion_id=caso.otra.pk, visibilidad="interna"
    )
    contestada(caso, opinion.asiento, caso.contraparte)
    enviar_pendientes(100)
    cartas = {m.to[0] for m in mail.outbox if "contestó" in m.subject}
    assert cartas == {getattr(caso, tecleo).correo}
    assert caso.titular.pk in avisados("acto_contestado")


# -- what stays


def test_an_internal_act_is_contested_inside_its_party_until_it_is_shared(caso):
    opinion = opinion_de_papel(caso, caso.asistente, visibilidad="interna")
    contestada(caso, opinion.asiento)
    visibles = Contestacion.objects.visible_to
    assert visibles(caso.titular).exists()
    assert not visibles(caso.contraparte).exists()
    assert "contestó" not in " ".join(e.por_que for e in esperas_de([caso.actual()]))
    compartir(opinion, acto=caso.acto(caso.titular))
    assert visibles(caso.contraparte).exists()


def test_the_contested_row_never_changes_and_the_log_verifies(caso):
    opinion = opinion_de_papel(caso)
    antes = Asiento.objects.filter(pk=opinion.asiento_id).values().get()
    contestacion = contestada(caso, opinion.asiento)
    retirar_contestacion(contestacion, "Apareció el oficio.", acto=caso.acto(caso.titular))
    assert Asiento.objects.filter(pk=opinion.asiento_id).values().get() == antes
    assert verificar().hallazgos == []


def rehusa(hacer: Any) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        hacer()


def test_the_database_keeps_what_was_contested_and_withdrawn(caso):
    contestacion = contestada(caso, opinion_de_papel(caso).asiento)
    filas = Contestacion.objects.filter(pk=contestacion.pk)
    rehusa(lambda: filas.update(motivo="Otro."))
    rehusa(lambda: filas.update(institucion=caso.otra))
    rehusa(lambda: filas.update(visibilidad="interna"))
    rehusa(lambda: filas.update(retirada_el=hoy()))
    rehusa(lambda: filas.delete())
    retirar_contestacion(contestacion, "Apareció el oficio.", acto=caso.acto(caso.titular))
    rehusa(lambda: filas.update(retirada_el=None, retiro=None, motivo_de_retiro=""))
    rehusa(lambda: filas.update(motivo_de_retiro="Otro."))


def test_the_database_takes_no_contestation_of_what_is_not_the_partys_act_by_document(caso):
    propio = opinion_de_papel(caso).asiento
    en_persona = opinar(
        caso.actual(), "tecnica", es_favorable=True, fundamento="", acto=caso.acto(caso.tecnica)
    ).asiento
    ajena = Caso().expediente
    for cambio in (
        {"contestado": en_persona},
        {"institucion": caso.otra},
        {"expediente": ajena},
    ):
        datos = {"expediente": caso.expediente, "institucion": caso.propone, "contestado": propio} | cambio
        rehusa(
            lambda datos=datos: Contestacion.objects.create(
                motivo="No.", fecha=hoy(), asiento=caso.actual().asiento, **datos
            )
        )

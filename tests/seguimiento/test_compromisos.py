"""Undertaking, doing, verifying, and the endings that are none of these."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction

from flujo.acto import Acto, Capacidad
from flujo.errors import CondicionesIncumplidas, DatosInvalidos, SinPermiso, TransicionNoDeclarada
from flujo.services import asentar_acto, perform
from notificaciones.models import Plazo
from seguimiento.models import Compromiso
from seguimiento.services import anotar_compromiso, dar_por_cumplido, presentar_evidencia
from tests.factories import hoy, institucion, por_documento, puesto
from tests.seguimiento.caso import DIA, Caso


def test_a_commitment_is_numbered_in_its_case_file_and_keeps_its_first_date(caso: Caso):
    uno, dos = caso.anotar(), caso.anotar()
    assert (uno.numero, dos.numero, uno.vence_original, uno.estado) == (1, 2, uno.vence, "pendiente")
    assert uno.anotado_por == caso.propone
    assert caso.acciones(uno) == ["crear"]


def test_the_same_act_notes_it_once(caso: Caso):
    acto = Acto(registra=caso.titular, clave="una-vez")
    datos: dict[str, Any] = {"texto": "Llamar", "institucion": caso.propone, "acto": acto}
    assert anotar_compromiso(caso.expediente, **datos) == anotar_compromiso(caso.expediente, **datos)
    assert Compromiso.objects.count() == 1


def test_it_may_be_of_somebody_who_is_no_party_in_words(caso: Caso):
    compromiso = caso.anotar(responsable="Banco Central", vence=None)
    assert (compromiso.quien, compromiso.institucion, compromiso.sigue) == (
        "Banco Central",
        None,
        caso.propone,
    )


@pytest.mark.parametrize(
    ("campos", "frase"),
    [
        ({"texto": " "}, "Qué se hará"),
        ({"institucion": None}, "Diga quién lo hará."),
        ({"vence": hoy() - DIA}, "Esa fecha ya pasó"),
        ({"origen": "auditoria"}, "Diga dónde consta"),
        ({"origen": "reunion"}, "reunion"),
        ({"vence": dt.date(2190, 1, 1)}, "No se conocen los feriados"),
    ],
)
def test_what_cannot_be_is_refused_in_words(caso: Caso, campos: dict[str, Any], frase: str):
    with pytest.raises(DatosInvalidos, match=frase):
        caso.anotar(**campos)
    assert not Compromiso.objects.exists()


def test_an_institution_outside_the_case_file_is_written_in_words(caso: Caso):
    with pytest.raises(DatosInvalidos, match="no es parte del expediente"):
        caso.anotar(institucion=institucion("Otra más"))


def test_a_post_is_of_its_institution(caso: Caso):
    with pytest.raises(DatosInvalidos, match="es de otra institución"):
        caso.anotar(institucion=caso.propone, puesto=puesto(caso.otra))


def test_whoever_only_reads_notes_nothing(caso: Caso):
    with pytest.raises(SinPermiso):
        caso.anotar(caso.personal)


# -- nobody verifies what their own party did


def test_it_is_done_and_another_party_verifies_it(caso: Caso):
    cumplido = caso.cumplir(caso.anotar())
    assert (cumplido.estado, cumplido.cumplido_el) == ("cumplido_por_verificar", hoy())
    verificado = caso.mover(cumplido, "verificar", caso.contraparte)
    assert verificado.estado == "verificado"


def test_nobody_verifies_returns_or_halves_what_their_own_party_did(caso: Caso):
    cumplido = caso.cumplir(caso.anotar())
    for paso, datos in (
        ("verificar", {}),
        ("devolver", {"motivo": "x"}),
        ("verificar_en_parte", {"motivo": "x"}),
    ):
        with pytest.raises(SinPermiso, match="que no sea la responsable"):
            caso.mover(cumplido, paso, caso.titular, **datos)
        caso.mover(cumplido, paso, caso.contraparte, **datos)
        cumplido = caso.cumplir(caso.anotar())


def test_nobody_verifies_their_own_from_a_paper_either(caso: Caso):
    cumplido = caso.cumplir(caso.anotar())
    acto = Acto(registra=caso.asistente, institucion_id=caso.propone.pk, documento=por_documento())
    with pytest.raises(SinPermiso):
        perform(cumplido, "verificar", acto=acto)
    suyo = Acto(registra=caso.su_asistente, institucion_id=caso.otra.pk, documento=por_documento())
    assert perform(cumplido, "verificar", acto=suyo).objeto.estado == "verificado"


def test_of_a_third_who_said_that_it_was_done_does_not_verify_it(caso: Caso):
    cumplido = caso.cumplir(caso.anotar(responsable="Banco Central"), caso.contraparte)
    assert cumplido.responsables_ids() == {caso.otra.pk}
    with pytest.raises(SinPermiso):
        caso.mover(cumplido, "verificar", caso.contraparte)
    assert caso.mover(cumplido, "verificar", caso.titular).estado == "verificado"


def test_the_database_knows_it_too(caso: Caso):
    """A log row of the responsible party itself makes nothing verified, whoever wrote it."""
    cumplido = caso.cumplir(caso.anotar())
    asiento = asentar_acto(
        cumplido,
        "verificar",
        acto=Acto(registra=caso.titular),
        capacidad=Capacidad(rol="coordinador_titular", institucion_id=caso.propone.pk),
        desde="cumplido_por_verificar",
        hasta="verificado",
    )
    with pytest.raises(IntegrityError, match="su propia parte"), transaction.atomic():
        Compromiso.objects.filter(pk=cumplido.pk).update(estado="verificado", asiento=asiento)


def test_progress_is_the_responsible_partys_to_say(caso: Caso):
    compromiso = caso.anotar()
    with pytest.raises(SinPermiso, match="de la parte responsable"):
        caso.mover(compromiso, "empezar", caso.contraparte)
    with pytest.raises(SinPermiso):
        caso.cumplir(compromiso, caso.contraparte)
    assert caso.mover(compromiso, "empezar", caso.tecnico).estado == "en_progreso"


def test_the_counterparts_assistant_records_from_a_paper_that_it_was_done(caso: Caso):
    compromiso = caso.anotar(institucion=caso.otra)
    acto = Acto(registra=caso.asistente, institucion_id=caso.otra.pk, documento=por_documento())
    cumplido = dar_por_cumplido(compromiso, nota="Llegó el oficio.", cumplido_el=hoy(), acto=acto)
    assert cumplido.responsables_ids() == {caso.otra.pk}


# -- its life


def test_it_is_returned_with_what_is_missing_and_done_again(caso: Caso):
    devuelto = caso.mover(caso.cumplir(caso.anotar()), "devolver", caso.contraparte, motivo="Falta el anexo.")
    assert (devuelto.estado, devuelto.motivo, devuelto.cumplido_el) == ("devuelto", "Falta el anexo.", None)
    assert caso.cumplir(devuelto).estado == "cumplido_por_verificar"


def test_the_first_date_and_every_change_are_kept(caso: Caso):
    compromiso = caso.anotar()
    primera = compromiso.vence
    for dias in (20, 30):
        compromiso = caso.mover(compromiso, "reprogramar", motivo=f"Por {dias}", vence=hoy() + dias * DIA)
    assert (compromiso.vence_original, compromiso.vence, compromiso.reprogramaciones) == (
        primera,
        hoy() + 30 * DIA,
        2,
    )
    assert [(c.antes, c.despues, c.motivo) for c in compromiso.cambios_de_fecha.all()] == [
        (primera, hoy() + 20 * DIA, "Por 20"),
        (hoy() + 20 * DIA, hoy() + 30 * DIA, "Por 30"),
    ]
    with pytest.raises(IntegrityError), transaction.atomic():
        compromiso.cambios_de_fecha.all().delete()


def test_one_without_a_date_gets_one_and_the_page_still_knows_that_it_had_none(caso: Caso):
    compromiso = caso.mover(caso.anotar(vence=None), "reprogramar", motivo="Se acordó", vence=hoy() + 5 * DIA)
    (cambio,) = compromiso.cambios_de_fecha.all()
    assert (compromiso.vence_original, cambio.antes, cambio.despues) == (None, None, hoy() + 5 * DIA)


@pytest.mark.parametrize("dias", [-1, 10])
def test_it_is_not_moved_to_the_past_nor_to_where_it_is(caso: Caso, dias: int):
    with pytest.raises(DatosInvalidos):
        caso.mover(caso.anotar(), "reprogramar", motivo="x", vence=hoy() + dias * DIA)


def test_another_commitment_of_the_same_case_file_blocks_it(caso: Caso):
    uno, dos = caso.anotar(), caso.anotar()
    bloqueado = caso.mover(uno, "bloquear", motivo="Falta el otro", bloqueado_por=dos)
    assert (bloqueado.estado, bloqueado.bloqueado_por) == ("bloqueado", dos)
    with pytest.raises(TransicionNoDeclarada):
        caso.cumplir(bloqueado)
    libre = caso.mover(bloqueado, "desbloquear")
    assert (libre.estado, libre.bloqueado_por, libre.motivo) == ("en_progreso", None, "")


def test_one_of_another_case_file_or_itself_does_not_block_it(caso: Caso):
    uno = caso.anotar()
    with pytest.raises(DatosInvalidos, match="mismo expediente"):
        caso.mover(uno, "bloquear", motivo="x", bloqueado_por=uno)
    with pytest.raises(DatosInvalidos, match="mismo expediente"):
        caso.mover(uno, "bloquear", motivo="x", bloqueado_por=Caso().anotar())


def test_overdue_is_computed_and_only_of_what_is_still_to_be_done(caso: Caso):
    compromiso, sin_fecha = caso.anotar(vence=hoy()), caso.anotar(vence=None)
    assert not compromiso.esta_vencido(hoy())
    assert not Compromiso.objects.vencidos().exists()
    with time_machine.travel(dt.datetime.now(dt.UTC) + 3 * DIA):
        assert (compromiso.esta_vencido(hoy()), compromiso.dias_de_atraso(hoy())) == (True, 3)
        assert list(Compromiso.objects.vencidos()) == [compromiso]
        assert not sin_fecha.esta_vencido(hoy())
        caso.cumplir(compromiso)
        assert not Compromiso.objects.vencidos().exists()


# -- its endings


@pytest.mark.parametrize(
    ("paso", "estado"),
    [("dar_por_no_cumplido", "no_cumplido"), ("dar_por_cumplido_en_parte", "cumplido_en_parte")],
)
def test_it_ends_unmet_only_once_its_day_is_past(caso: Caso, paso: str, estado: str):
    compromiso = caso.anotar(vence=hoy())
    with pytest.raises(CondicionesIncumplidas, match="hasta ese día puede cumplirse"):
        caso.mover(compromiso, paso, motivo="No hubo tiempo")
    with time_machine.travel(dt.datetime.now(dt.UTC) + 2 * DIA):
        assert caso.mover(compromiso, paso, motivo="No hubo tiempo").estado == estado


def test_it_is_cancelled_by_a_later_meeting_of_its_case_file(caso: Caso):
    compromiso = caso.anotar()
    with pytest.raises(CondicionesIncumplidas, match="reunión posterior"):
        caso.mover(compromiso, "cancelar", motivo="x", reunion=None)
    reunion = caso.programar()
    cancelado = caso.mover(compromiso, "cancelar", motivo="Ya no hace falta", reunion=reunion)
    assert (cancelado.estado, cancelado.cancelado_en) == ("cancelado", reunion)


def test_a_meeting_before_it_or_of_another_case_file_does_not_cancel_it(caso: Caso):
    compromiso = caso.anotar()
    caso.programar()
    for otra in (
        caso.programar(fecha=hoy() - 5 * DIA),
        caso.programar(fecha=hoy() + DIA),
        Caso().programar(),
    ):
        with pytest.raises(DatosInvalidos, match="posterior al compromiso"):
            caso.mover(compromiso, "cancelar", motivo="x", reunion=otra)


def test_the_meeting_in_which_it_was_undertaken_does_not_cancel_it(caso: Caso):
    reunion = caso.cerrar(caso.escribir(caso.programar(), lineas="Enviar el modelo @FED sin fecha"))
    (compromiso,) = reunion.compromisos.all()
    with pytest.raises(CondicionesIncumplidas):
        caso.mover(compromiso, "cancelar", motivo="x", reunion=reunion)


def test_without_an_answer_it_ends_unverified_once_the_term_has_run(caso: Caso):
    cumplido = caso.cumplir(caso.anotar())
    with pytest.raises(CondicionesIncumplidas, match="tiene plazo hasta"):
        caso.mover(cumplido, "cerrar_sin_verificacion", motivo="Nadie respondió")
    with time_machine.travel(dt.datetime.now(dt.UTC) + 40 * DIA):
        cerrado = caso.mover(cumplido, "cerrar_sin_verificacion", motivo="Nadie respondió")
    assert cerrado.estado == "verificacion_no_obtenida"


def test_the_term_to_verify_is_ten_business_days_of_whoever_is_asked(caso: Caso):
    cumplido = caso.cumplir(caso.anotar())
    plazo = Plazo.objects.get(tipo="verificacion_de_compromiso", objeto=cumplido.pk)
    assert (plazo.institucion, plazo.vence) == (caso.otra, cumplido.verificar_hasta)
    assert (plazo.calculo["cantidad"], plazo.calculo["unidad"]) == (10, "dias_habiles")


# -- evidence


def test_evidence_says_what_it_proves_and_is_never_edited(caso: Caso):
    compromiso = caso.anotar()
    evidencia = presentar_evidencia(
        compromiso,
        prueba="El correo con el modelo.",
        enlace="https://demo.invalid/correo",
        acto=Acto(registra=caso.tecnico),
    )
    assert (evidencia.institucion, caso.acciones(evidencia)) == (caso.propone, ["presentar_evidencia"])
    with pytest.raises(IntegrityError), transaction.atomic():
        type(evidencia).objects.filter(pk=evidencia.pk).update(prueba="Otra cosa")


@pytest.mark.parametrize("campos", [{}, {"prueba": " ", "enlace": "https://demo.invalid/"}])
def test_evidence_needs_something_and_what_it_proves(caso: Caso, campos: dict[str, Any]):
    with pytest.raises(DatosInvalidos):
        presentar_evidencia(caso.anotar(), **{"prueba": "Algo", **campos}, acto=Acto(registra=caso.titular))


def test_a_link_is_an_address_of_the_web(caso: Caso):
    with pytest.raises(DatosInvalidos):
        presentar_evidencia(
            caso.anotar(), prueba="x", enlace="javascript:alert(1)", acto=Acto(registra=caso.titular)
        )


def test_a_closed_commitment_takes_no_more_evidence(caso: Caso):
    cumplido = caso.cumplir(caso.anotar())
    caso.mover(cumplido, "verificar", caso.contraparte)
    with pytest.raises(CondicionesIncumplidas, match="está cerrado"):
        presentar_evidencia(
            cumplido, prueba="x", enlace="https://demo.invalid/", acto=Acto(registra=caso.titular)
        )

"""The one door: what it does when it opens, and each way in which it stays shut."""

import datetime as dt
import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from auditoria.models import Asiento
from flujo.acto import Acto
from flujo.errors import (
    CondicionesIncumplidas,
    DatosInvalidos,
    Negativa,
    SinPermiso,
    TextoCambiado,
    TransicionNoDeclarada,
)
from flujo.services import crear, perform
from notificaciones.models import Envio
from tests import factories as f
from tests.flujo.conftest import Taller
from tests.taller.models import Estado, Pieza

pytestmark = pytest.mark.django_db


def mundo(taller: Taller) -> tuple[Any, ...]:
    """Everything that a refusal must leave as it was."""
    return (
        list(Pieza.objects.values()),
        Asiento.objects.count(),
        Envio.objects.count(),
        list(type(taller.expediente).objects.values("estado", "asiento_id", "movido_at")),
    )


def rechazado(taller: Taller, negativa: type[Negativa], paso: str, acto: Acto, **datos: Any) -> list[str]:
    """The sentences with which a step is refused, having changed nothing."""
    antes = mundo(taller)
    with pytest.raises(negativa) as refusal:
        perform(taller.actual(), paso, acto=acto, **datos)
    assert type(refusal.value) is negativa
    assert mundo(taller) == antes
    return list(refusal.value.frases)


# -- what a step leaves behind


def test_a_step_moves_the_object_logs_it_and_tells_the_others(taller: Taller) -> None:
    pasada = taller.actual()
    acto = taller.acto(taller.titular, motivo="Ya está.", clave="k1")
    resultado = perform(pasada, "proponer", acto=acto, motivo="Lista")
    assert taller.actual().estado == resultado.objeto.estado == Estado.PROPUESTA
    assert pasada.estado == Estado.BORRADOR
    assert not resultado.repetido
    asiento = Asiento.objects.order_by("id").last()
    assert asiento == resultado.asiento == taller.actual().asiento
    assert (asiento.modelo, asiento.objeto, asiento.accion) == ("taller.pieza", pasada.pk, "proponer")
    assert (asiento.desde, asiento.hasta, asiento.clave) == ("borrador", "propuesta", "k1")
    assert (asiento.cadena_id, asiento.registra_id) == (taller.expediente.cadena_id, taller.titular.pk)
    assert (asiento.institucion_id, asiento.fecha_hecho) == (taller.propone.pk, taller.expediente.hoy())
    datos = json.loads(asiento.cuerpo)["datos"]
    assert (datos["rol"], datos["puesto"]) == ("coordinador_titular", taller.d_titular.puesto_id)
    assert datos["contenido"] == pasada.hash_de_contenido()
    assert json.loads(asiento.personal or "")["motivo"] == "Lista"
    assert {e.usuario for e in Envio.objects.filter(asiento=asiento)} == {taller.contraparte}


def test_the_words_of_people_stay_out_of_the_part_that_is_never_erased(taller: Taller) -> None:
    taller.mover("proponer", motivo="Lo pidió Ana Quispe")
    asiento = taller.actual().asiento
    assert "Quispe" not in asiento.cuerpo
    assert "Quispe" in (asiento.personal or "")


def test_an_act_by_document_has_its_own_date_and_says_who_decided(taller: Taller) -> None:
    acto = taller.acto(
        taller.asistente,
        institucion_id=taller.propone.pk,
        documento=f.por_documento("La directora"),
        fecha_hecho=dt.date(2026, 3, 2),
    )
    asiento = perform(taller.actual(), "proponer", acto=acto).asiento
    assert asiento.fecha_hecho == dt.date(2026, 3, 2)
    assert asiento.registrado_at.date() >= taller.expediente.hoy() - f.AYER
    assert json.loads(asiento.personal or "")["decidio"] == "La directora"
    assert json.loads(asiento.cuerpo)["datos"]["documento"] == f.por_documento("La directora").sha256


@pytest.mark.parametrize(
    ("dias", "frase"),
    [
        (1, "La fecha del hecho no puede ser posterior a hoy."),
        (
            -1,
            "Lo que usted hace aquí lleva la fecha de hoy. Un hecho anterior se registra desde su documento.",
        ),
    ],
)
def test_nobody_dates_their_own_act_otherwise_than_today(taller: Taller, dias: int, frase: str) -> None:
    fecha = taller.expediente.hoy() + dt.timedelta(days=dias)
    assert rechazado(taller, DatosInvalidos, "proponer", taller.acto(taller.titular, fecha_hecho=fecha)) == [
        frase
    ]


def test_one_step_takes_a_literal_number_of_statements(taller: Taller) -> None:
    pieza, acto = taller.actual(), taller.acto(taller.titular, clave="k1")
    with CaptureQueriesContext(connection) as consultas:
        perform(pieza, "proponer", acto=acto)
    sentencias = [c["sql"].split()[0] for c in consultas.captured_queries]
    assert sentencias == [
        "SAVEPOINT",
        "SELECT",  # the root, locked
        "SELECT",  # the object
        "SELECT",  # was this act done before?
        "SELECT",  # designations, occupations, substitutions
        "SELECT",  # parties
        "INSERT",  # the log row
        "UPDATE",  # the case file's last movement
        "UPDATE",  # the object
        "INSERT",  # the notices
        "RELEASE",
    ]


# -- the ways to be refused


def test_a_step_that_is_not_declared_from_here(taller: Taller) -> None:
    frases = rechazado(taller, TransicionNoDeclarada, "observar", taller.acto(taller.titular), motivo="x")
    assert frases == [
        "Ese paso no es posible en el estado «Borrador». Quizá alguien se adelantó: vuelva a abrir la página."
    ]


@pytest.mark.parametrize("nombre", ["volar", "save", "delete", "raiz", "__init__", ""])
def test_a_name_that_is_no_step(taller: Taller, nombre: str) -> None:
    assert rechazado(taller, TransicionNoDeclarada, nombre, taller.acto(taller.titular))


def test_a_step_into_a_state_closed_to_entry(taller: Taller) -> None:
    taller.mover("proponer")
    assert rechazado(taller, TransicionNoDeclarada, "revisar", taller.acto(taller.titular))


@pytest.mark.parametrize("quien", ["contraparte", "alterno", "firmante", "registro", "personal", "ajeno"])
def test_somebody_without_the_permission(taller: Taller, quien: str) -> None:
    frases = rechazado(taller, SinPermiso, "proponer", taller.acto(getattr(taller, quien)))
    assert frases == [
        "Este paso corresponde a: Coordinación titular o Asistente de convenios de la parte proponente."
    ]


def test_a_deactivated_person(taller: Taller) -> None:
    taller.titular.is_active = False
    taller.titular.save()
    assert rechazado(taller, SinPermiso, "proponer", taller.acto(taller.titular))


def test_the_system_itself(taller: Taller) -> None:
    frases = rechazado(taller, SinPermiso, "proponer", Acto(registra=None))
    assert frases == ["Este paso lo da una persona, no el sistema."]


def test_a_titular_whose_alterno_stands_in(taller: Taller) -> None:
    f.suplencia(taller.d_titular, taller.d_alterno)
    (frase,) = rechazado(taller, SinPermiso, "proponer", taller.acto(taller.titular))
    assert "mientras dure, actúa la coordinación alterna" in frase
    taller.mover("proponer", taller.alterno)
    datos = json.loads(taller.actual().asiento.cuerpo)["datos"]
    assert datos["puesto_suplido"] == taller.d_titular.puesto_id
    assert datos["puesto"] == taller.d_alterno.puesto_id


def test_everything_that_is_missing_is_said_at_once(taller: Taller) -> None:
    taller.escribir(texto="", medidas="")
    frases = rechazado(taller, CondicionesIncumplidas, "proponer", taller.acto(taller.titular))
    assert frases == ["La pieza tiene texto.", "La pieza dice sus medidas."]


def test_a_missing_thing_is_said_for_each_party(taller: Taller) -> None:
    taller.mover("proponer")
    frases = rechazado(taller, CondicionesIncumplidas, "dar_por_aprobada", taller.acto(taller.contraparte))
    assert frases == ["Falta que PROP apruebe este texto.", "Falta que OTRA apruebe este texto."]


def test_a_case_that_began_before_a_condition_is_not_asked_for_it(taller: Taller) -> None:
    taller.escribir(medidas="")
    assert rechazado(taller, CondicionesIncumplidas, "proponer", taller.acto(taller.titular))
    Pieza.objects.update(flujo_version=1)
    assert taller.mover("proponer").estado == Estado.PROPUESTA


def test_the_text_changed_since_it_was_shown(taller: Taller) -> None:
    acto = taller.acto(taller.titular)
    taller.escribir(texto="Otra mesa.")
    frases = rechazado(taller, TextoCambiado, "proponer", acto)
    assert frases == [
        "El texto cambió desde que usted lo abrió. Revise la diferencia y vuelva a decidir sobre el texto actual."
    ]


def test_a_step_that_binds_to_a_text_needs_to_say_which(taller: Taller) -> None:
    rechazado(taller, TextoCambiado, "proponer", taller.acto(taller.titular, hash_mostrado=None))


def test_a_step_that_binds_to_no_text_may_still_say_which(taller: Taller) -> None:
    taller.mover("proponer")
    acto = taller.acto(taller.contraparte)
    taller.escribir(texto="Otra mesa.")
    rechazado(taller, TextoCambiado, "observar", acto, motivo="x")


def test_permission_comes_before_conditions_and_text(taller: Taller) -> None:
    taller.escribir(texto="", medidas="")
    assert rechazado(taller, SinPermiso, "proponer", taller.acto(taller.ajeno, hash_mostrado="0" * 64))


def test_data_that_the_log_cannot_hold_changes_nothing(taller: Taller) -> None:
    antes = mundo(taller)
    with pytest.raises(TypeError):
        perform(taller.actual(), "proponer", acto=taller.acto(taller.titular), motivo=1.5)
    with pytest.raises(TypeError):
        perform(taller.actual(), "proponer", acto=taller.acto(taller.titular), desconocido="x")
    assert mundo(taller) == antes


# -- the same act again


def test_a_double_click_gives_the_same_outcome_and_one_row(taller: Taller) -> None:
    acto = taller.acto(taller.titular, clave="formulario-1")
    primero = perform(taller.actual(), "proponer", acto=acto)
    antes = mundo(taller)
    segundo = perform(taller.actual(), "proponer", acto=acto)
    assert (segundo.repetido, segundo.asiento, segundo.objeto.estado) == (True, primero.asiento, "propuesta")
    assert mundo(taller) == antes


def test_without_a_key_a_repetition_is_refused_by_the_state(taller: Taller) -> None:
    taller.mover("proponer")
    assert rechazado(taller, TransicionNoDeclarada, "proponer", taller.acto(taller.titular))


def test_a_key_serves_one_act_only(taller: Taller) -> None:
    perform(taller.actual(), "proponer", acto=taller.acto(taller.titular, clave="k"))
    frases = rechazado(taller, DatosInvalidos, "observar", taller.acto(taller.titular, clave="k"), motivo="x")
    assert frases == ["Esta página ya se usó para otro acto. Vuelva a abrirla."]


def test_a_key_serves_one_object_only(taller: Taller) -> None:
    from tests.taller.services import hacer

    otra = hacer(taller.expediente)
    perform(taller.actual(), "proponer", acto=taller.acto(taller.titular, clave="k"))
    with pytest.raises(DatosInvalidos):
        perform(otra, "proponer", acto=taller.acto(taller.titular, clave="k"))
    assert Pieza.objects.get(pk=otra.pk).estado == Estado.BORRADOR


def test_somebody_else_cannot_pass_off_a_key_as_their_own(taller: Taller) -> None:
    perform(taller.actual(), "proponer", acto=taller.acto(taller.titular, clave="k"))
    assert rechazado(taller, DatosInvalidos, "proponer", taller.acto(taller.ajeno, clave="k"))


# -- the root that is locked is the root of the row


def test_an_instance_that_names_another_root_is_not_believed(taller: Taller) -> None:
    ajena = Taller()
    falsa = taller.actual()
    falsa.expediente = ajena.expediente
    antes = mundo(taller)
    with pytest.raises(ValueError, match="another root"):
        perform(falsa, "proponer", acto=taller.acto(ajena.titular))
    assert mundo(taller) == antes


def test_who_begins_something_takes_the_root_before_its_chain(taller: Taller) -> None:
    """As a step does: in the other order two people would wait for each other."""
    nueva = Pieza(expediente=taller.expediente)
    with CaptureQueriesContext(connection) as consultas:
        crear(nueva, acto=Acto(registra=None))
    sentencias = [c["sql"] for c in consultas.captured_queries]
    assert [sentencia.split()[0] for sentencia in sentencias] == [
        "SAVEPOINT",
        "SELECT",  # the root, locked
        "select",  # the next id
        "INSERT",  # the log row, which locks the chain
        "UPDATE",  # the case file's last movement
        "INSERT",  # the object
        "RELEASE",
    ]
    assert sentencias[1].endswith("FOR NO KEY UPDATE")


def test_nothing_begins_in_a_late_state(taller: Taller) -> None:
    tardia = Pieza(expediente=taller.expediente, texto="x", estado=Estado.APROBADA)
    antes = mundo(taller)
    with pytest.raises(TransicionNoDeclarada, match="estado inicial"):
        crear(tardia, acto=Acto(registra=None))
    assert mundo(taller) == antes

"""Absurd input is refused with a sentence, and what is sent twice is done once."""

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from auditoria.models import Asiento
from convenios.models import Convenio, Estado
from convenios.services import (
    ClausulaNueva,
    abrir_convenio,
    declarar_requisito,
    guardar_borrador,
    guardar_version,
    observar,
    opinar,
    responder_observacion,
)
from expedientes.models import Expediente
from expedientes.services import abrir_expediente, designar, terminar_designacion
from flujo.acto import Acto
from flujo.errors import DatosInvalidos, Negativa
from flujo.services import perform
from tests import factories as hacer
from tests.factories import AYER, Caso, clausulas, hoy, por_documento

pytestmark = pytest.mark.django_db

ABSURDOS = ["\x00", "a\x00b", "\ud800", "normal\u202egnp.exe", "x" * 300_000]


@pytest.mark.parametrize("texto", ABSURDOS, ids=lambda t: ascii(t[:12]))
def test_no_text_that_cannot_be_read_or_kept_gets_in_by_any_service(texto):
    caso = Caso(Estado.EN_EVALUACION)
    a = caso.acto
    intentos: list[Callable[[], Any]] = [
        lambda: abrir_expediente(
            titulo=texto, tipo="relacion", proponente=caso.propone, acto=Acto(registra=None)
        ),
        lambda: abrir_convenio(
            titulo="Bien",
            tipo="marco",
            objeto=texto,
            proponente=caso.propone,
            otras=[caso.otra],
            acto=Acto(registra=None),
        ),
        lambda: guardar_version(
            caso.actual(), [ClausulaNueva("objeto", "Objeto", texto)], acto=a(caso.titular)
        ),
        lambda: guardar_version(
            caso.actual(), [ClausulaNueva("objeto", texto, "Texto")], acto=a(caso.titular)
        ),
        lambda: guardar_borrador(caso.actual(), clausulas("B."), motivo=texto, acto=a(caso.titular)),
        lambda: observar(caso.actual(), texto, acto=a(caso.juridica)),
        lambda: opinar(caso.actual(), "juridica", es_favorable=True, fundamento=texto, acto=a(caso.juridica)),
        lambda: perform(caso.actual(), "no_suscribir", acto=a(caso.titular), motivo=texto),
        lambda: opinar(
            caso.actual(),
            "juridica",
            es_favorable=True,
            fundamento="",
            acto=a(caso.asistente, documento=por_documento(decidio=texto), institucion_id=caso.propone.pk),
        ),
        lambda: designar(
            caso.expediente,
            hacer.puesto(caso.propone),
            "firmante",
            documento=texto,
            acto=a(caso.titular),
        ),
    ]
    for n, intento in enumerate(intentos):
        with pytest.raises(DatosInvalidos):
            pytest.fail(f"intento {n}: {intento()!r}")


@pytest.mark.parametrize("dia", [dt.date(1, 1, 1), dt.date(1850, 1, 1), dt.date(9999, 12, 31)], ids=str)
def test_no_day_of_another_age_gets_in(dia):
    caso = Caso(Estado.SOLICITUD)
    caso.completar_solicitud()
    de_papel = caso.acto(
        caso.asistente, documento=por_documento(), institucion_id=caso.propone.pk, fecha_hecho=dia
    )
    intentos: list[Callable[[], Any]] = [
        lambda: perform(caso.actual(), "enviar_a_evaluacion", acto=de_papel),
        lambda: abrir_expediente(
            titulo="Uno",
            tipo="relacion",
            proponente=caso.propone,
            abierto_el=dia,
            acto=Acto(registra=None),
        ),
    ]
    for n, intento in enumerate(intentos):
        with pytest.raises(DatosInvalidos):
            pytest.fail(f"intento {n}: {intento()!r}")


def test_a_case_file_is_not_opened_tomorrow():
    with pytest.raises(DatosInvalidos):
        Caso(abierto_el=hoy() + AYER)


def test_a_role_that_does_not_exist_is_refused_with_a_sentence():
    caso = Caso()
    with pytest.raises(DatosInvalidos):
        designar(caso.expediente, hacer.puesto(caso.propone), "rey", acto=caso.acto(caso.titular))


def test_a_post_that_no_longer_exists_is_not_designated():
    caso = Caso()
    suprimido = hacer.puesto(caso.propone)
    suprimido.esta_activo = False
    suprimido.save()
    with pytest.raises(DatosInvalidos):
        designar(caso.expediente, suprimido, "firmante", acto=caso.acto(caso.titular))


def test_a_designation_that_ended_is_not_brought_back_to_life():
    caso = Caso()
    designacion = caso.d_alterno
    terminar_designacion(designacion, hasta=hoy() - AYER, acto=caso.acto(caso.titular))
    for hasta in (hoy() + AYER, hoy() - 10 * AYER):
        with pytest.raises(DatosInvalidos):
            terminar_designacion(designacion, hasta=hasta, acto=caso.acto(caso.titular))


def test_a_designation_does_not_end_before_what_was_done_under_it():
    caso = Caso(Estado.SOLICITUD)
    with pytest.raises(DatosInvalidos):
        terminar_designacion(caso.d_titular, hasta=hoy() - 30 * AYER, acto=caso.acto(caso.titular))


def test_a_deactivated_assistant_opens_nothing():
    caso = Caso()
    caso.asistente.is_active = False
    caso.asistente.save()
    with pytest.raises(Negativa):
        abrir_expediente(
            titulo="Otro", tipo="relacion", proponente=caso.propone, acto=Acto(registra=caso.asistente)
        )


def repetidos(caso: Caso) -> dict[str, Callable[[str], Any]]:
    """Every service of a case file, as somebody calls it twice with the same page's key."""
    hash_ = caso.actual().contenido_hash
    texto = clausulas("Un texto que se guarda dos veces.")
    plaza = hacer.puesto(caso.propone)
    fin = hoy()

    def con(quien: Any, clave: str) -> Acto:
        return caso.acto(quien, clave=clave, hash_mostrado=hash_)

    return {
        "guardar_version": lambda k: guardar_version(caso.actual(), texto, acto=con(caso.titular, k)),
        "guardar_borrador": lambda k: guardar_borrador(caso.actual(), texto, acto=con(caso.titular, k)),
        "observar": lambda k: observar(caso.actual(), "Falta algo.", acto=con(caso.juridica, k)),
        "opinar": lambda k: opinar(
            caso.actual(), "juridica", es_favorable=True, fundamento="", acto=con(caso.juridica, k)
        ),
        "declarar_requisito": lambda k: declarar_requisito(
            caso.actual(), caso.propone, "personeria", falta_hasta=hoy() + AYER, acto=con(caso.titular, k)
        ),
        "designar": lambda k: designar(caso.expediente, plaza, "firmante", acto=con(caso.titular, k)),
        "terminar_designacion": lambda k: terminar_designacion(
            caso.d_alterno, hasta=fin, acto=con(caso.titular, k)
        ),
    }


@pytest.mark.parametrize(
    "cual",
    [
        "guardar_version",
        "guardar_borrador",
        "observar",
        "opinar",
        "declarar_requisito",
        "designar",
        "terminar_designacion",
    ],
)
def test_what_is_sent_twice_with_one_key_is_done_once_and_never_breaks(cual):
    caso = Caso(Estado.EN_EVALUACION)
    hacerlo = repetidos(caso)[cual]
    hacerlo("una-clave")
    antes = Asiento.objects.count()
    with suppress(Negativa):
        hacerlo("una-clave")
    assert Asiento.objects.count() == antes


def test_one_key_opens_one_agreement():
    caso = Caso()
    acto = Acto(registra=caso.asistente, clave="abrir-1")
    uno, otro = (
        abrir_convenio(titulo="Doble", tipo="marco", proponente=caso.propone, otras=[caso.otra], acto=acto)
        for _ in range(2)
    )
    assert uno.pk == otro.pk
    assert Expediente.objects.filter(titulo="Doble").count() == 1
    assert Convenio.objects.filter(expediente__titulo="Doble").count() == 1


@pytest.mark.parametrize("clave", ["x" * 81, "x" * 100_000, "\x00", "\ud800"], ids=lambda c: ascii(c[:9]))
def test_a_key_of_no_form_of_ours_is_refused_with_a_sentence(clave):
    caso = Caso()
    with pytest.raises(DatosInvalidos):
        perform(caso.actual(), "solicitar", acto=caso.acto(caso.titular, clave=clave))


def test_the_key_of_one_opinion_is_not_the_key_of_another():
    caso = Caso(Estado.EN_EVALUACION)
    caso.expediente.designaciones.create(
        institucion=caso.propone,
        puesto=caso.expediente.designaciones.get(rol="asesoria_juridica").puesto,
        rol="unidad_tecnica",
        desde=hoy(),
    )
    acto = caso.acto(caso.juridica, clave="k")
    opinar(caso.actual(), "juridica", es_favorable=True, fundamento="", acto=acto)
    for materia, favorable in (("tecnica", True), ("juridica", False)):
        with pytest.raises(DatosInvalidos):
            opinar(caso.actual(), materia, es_favorable=favorable, fundamento="No.", acto=acto)


def test_a_step_that_was_taken_long_ago_is_recorded_from_its_paper():
    """Before any rule of ours on deadlines, and before any calendar of holidays."""
    for dia in (dt.date(1900, 1, 1), dt.date(1950, 6, 1), dt.date(1995, 1, 2)):
        caso = Caso(Estado.SOLICITUD)
        for parte, quien in ((caso.propone, caso.titular), (caso.otra, caso.contraparte)):
            for tipo in ("personeria", "facultades"):
                declarar_requisito(
                    caso.actual(), parte, tipo, falta_hasta=hoy() + AYER, acto=caso.acto(quien)
                )
        antiguo = caso.acto(
            caso.asistente, documento=por_documento(), institucion_id=caso.propone.pk, fecha_hecho=dia
        )
        guardar_version(caso.actual(), clausulas(), acto=antiguo)
        acto = caso.acto(
            caso.asistente, documento=por_documento(), institucion_id=caso.propone.pk, fecha_hecho=dia
        )
        assert perform(caso.actual(), "enviar_a_evaluacion", acto=acto).objeto.estado == Estado.EN_EVALUACION


def test_an_observation_of_another_case_file_is_answered_by_its_own_people_only():
    caso, otro = Caso(Estado.EN_EVALUACION), Caso(Estado.EN_EVALUACION)
    observacion = observar(caso.actual(), "Falta.", acto=caso.acto(caso.juridica))
    with pytest.raises(Negativa):
        responder_observacion(observacion, "Está.", acto=otro.acto(otro.titular))

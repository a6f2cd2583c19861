"""What an acta, its votes and its agreements do not take: each refused by its own sentence, or not there at all."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from flujo.errors import CondicionesIncumplidas, DatosInvalidos, TextoCambiado
from flujo.services import perform
from notificaciones.models import FeriadoPropio, Plazo
from seguimiento.models import Acta, Acuerdo, Asistencia, MiembroDeOrgano, Parrafo
from seguimiento.services import (
    MiembroNuevo,
    actas,
    finalizar,
    instalar,
    integrar_miembro,
    quitar_asistencia,
    quitar_votacion,
    registrar_llegada,
    resolver_punto,
    suspender,
)
from seguimiento.services.acuerdos import ejecutar_acuerdo, fijar_efecto, hash_de
from seguimiento.services.parrafos import retirar_parrafo
from tests.factories import hoy, por_documento, puesto
from tests.seguimiento.acta import CasoDeActa
from tests.seguimiento.caso import DIA
from tests.seguimiento.organo import AYER, CasoDeOrgano, a_las


@pytest.fixture
def caso(db: None) -> CasoDeActa:
    return CasoDeActa()


# -- to circulate it


def test_an_acta_waits_for_the_end_of_its_session(caso: CasoDeActa):
    sesion = caso.en_curso()
    caso.parrafo(sesion)
    with pytest.raises(CondicionesIncumplidas, match="La sesión terminó"):
        caso.circulada(sesion.acta)


def test_of_each_point_that_was_treated_something_is_written(caso: CasoDeActa):
    acta = caso.acta(puntos=("Uno", "Dos"), acuerdos=0)
    acta.parrafos.filter(punto__titulo="Dos").update(texto="")
    with pytest.raises(CondicionesIncumplidas, match="hay algo escrito en cada punto tratado"):
        caso.circulada(acta)
    acta.parrafos.filter(punto__titulo="Dos").update(texto="Se trató.")
    assert caso.circulada(acta).estado == "circulada"


def test_an_agreement_has_its_vote_and_its_words(caso: CasoDeActa):
    acta = caso.acta()
    otro = caso.acuerdo(acta.sesion, "Otro.")
    with pytest.raises(CondicionesIncumplidas, match="Falta registrar la votación de «Otro"):
        caso.circulada(acta)
    caso.votar(otro)
    otro.parrafo.texto = " "
    otro.parrafo.save()
    with pytest.raises(CondicionesIncumplidas, match="Hay un acuerdo sin texto"):
        caso.circulada(acta)


def _nadie_estaba(acta: Acta) -> None:
    """The titular was there when its alterno voted: written behind the services, which refuse it."""
    titular = acta.organo.miembros.get(suplentes__in=acta.sesion.asistencias.values("miembro"))
    Asistencia.objects.create(
        sesion=acta.sesion,
        miembro=titular,
        institucion=titular.institucion,
        nombre="Titular",
        llega_at=a_las("10:20"),
        sale_at=a_las("11:00"),
    )


def _sin_quorum(acta: Acta) -> None:
    """A third seat that nobody took, where everybody must be there."""
    otra = acta.organo.miembros.order_by("orden")[0].institucion
    MiembroDeOrgano.objects.create(
        organo=acta.organo, institucion=otra, puesto=puesto(otra), desde=AYER, asiento=acta.asiento
    )


def _al_reves(acta: Acta) -> None:
    Acuerdo.objects.filter(acta=acta).update(es_adoptado=False)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("romper", "frase"),
    [
        (_nadie_estaba, "figura el voto de quien no estaba"),
        (_sin_quorum, "no había quórum"),
        (_al_reves, "el resultado no es el de sus votos"),
    ],
)
def test_a_vote_that_its_attendance_does_not_bear_is_not_circulated(romper: Any, frase: str):
    caso = CasoDeActa(quorum="todos")
    acta = caso.acta(presentes=(caso.m_titular, caso.m_su_alterno, caso.m_secretaria))
    romper(acta)
    with pytest.raises(CondicionesIncumplidas, match=frase):
        caso.circulada(acta)


@pytest.mark.django_db
def test_a_commission_is_of_the_body_and_only_where_its_rules_have_one():
    caso, otro = CasoDeActa(aprobacion="por_comision"), CasoDeActa()
    acta = caso.acta()
    with pytest.raises(DatosInvalidos, match="Elija entre los miembros"):
        caso.circulada(acta, comision=[otro.m_contraparte])
    with pytest.raises(DatosInvalidos, match="no aprueban el acta por una comisión"):
        otro.circulada(comision=[otro.m_contraparte])
    acta = caso.circulada(acta, comision=[caso.m_contraparte])
    assert caso.aprobar(acta, caso.su_alterno).estado == "aprobada"  # takes the seat of whoever verifies


def test_a_page_that_shows_another_version_circulates_nothing(caso: CasoDeActa):
    acta = caso.acta()
    with pytest.raises(TextoCambiado):
        actas.circular(acta, acto=caso.acto(hash_mostrado="0" * 64))


def test_it_may_be_observed_as_long_as_whoever_has_longest(caso: CasoDeActa):
    for n in range(1, 40):
        FeriadoPropio.objects.create(
            institucion=caso.otra, pais="PE", fecha=hoy() + n * DIA, motivo="Cierre", laborable=False
        )
    acta = caso.circulada()
    vencen = dict(
        Plazo.objects.filter(tipo="acta_por_observar", objeto=acta.pk).values_list("institucion", "vence")
    )
    assert vencen[caso.propone.pk] < vencen[caso.otra.pk] == acta.observar_hasta


# -- to observe it


def test_an_observation_is_of_what_circulates(caso: CasoDeActa):
    acta = caso.acta()
    fuera = caso.parrafo(acta.sesion, "Fuera.", retirado=True)
    acta = caso.circulada(acta)
    ante = caso.ante(acta, caso.contraparte)
    with pytest.raises(DatosInvalidos, match="no está en la versión"):
        actas.observar(acta, "x", parrafo=fuera, acto=ante)
    with pytest.raises(DatosInvalidos, match="de qué párrafo es la redacción"):
        actas.observar(acta, "x", propuesta="y", acto=ante)
    for visto in ("0" * 64, None):
        with pytest.raises(TextoCambiado):
            actas.observar(acta, "x", acto=ante.con(hash_mostrado=visto))


def test_what_was_taken_out_meanwhile_comes_back_with_the_wording_that_was_accepted(caso: CasoDeActa):
    acta = caso.circulada()
    parrafo = acta.parrafos.order_by("orden")[0]
    una = actas.observar(acta, "x", parrafo=parrafo, propuesta="Así.", acto=caso.ante(acta, caso.contraparte))
    acta.parrafos.filter(pk=parrafo.pk).update(retirado=True)
    actas.resolver_observacion(una, acepta=True, acto=caso.acto())
    parrafo.refresh_from_db()
    assert (parrafo.texto, parrafo.retirado) == ("Así.", False)


def test_from_a_paper_it_is_said_which_of_its_members_decided(caso: CasoDeActa):
    acta = caso.circulada()
    acto = caso.ante(acta, caso.asistente, documento=por_documento(), institucion_id=caso.propone.pk)
    with pytest.raises(DatosInvalidos, match="cuál de los miembros"):
        actas.observar(acta, "x", acto=acto)
    una = actas.observar(acta, "x", acto=acto.con(puesto_id=caso.m_alterno.puesto_id))
    assert una.puesto_id == caso.m_alterno.puesto_id


# -- to approve it, and to sign it


@pytest.mark.django_db
def test_whoever_came_without_a_vote_is_not_asked_to_approve():
    caso = CasoDeActa()
    acta = caso.circulada()
    assert {m.pk for m in acta.quienes_aprueban()} == {caso.m_titular.pk, caso.m_contraparte.pk}


def test_whoever_approved_is_not_reminded_any_more(caso: CasoDeActa):
    acta = caso.circulada()
    actas.aprobar(acta, acto=caso.ante(acta, caso.titular))
    abiertos = Plazo.objects.abiertos().filter(tipo="acta_por_observar", objeto=acta.pk)
    assert list(abiertos.values_list("puesto_id", flat=True)) == [caso.m_contraparte.puesto_id]


def test_of_two_sessions_of_one_day_the_first_goes_first(caso: CasoDeActa):
    primera = caso.terminada(hora=dt.time(8)).acta
    segunda = caso.terminada().acta
    assert caso.aprobada(caso.viva(segunda)).estado == "circulada"
    assert caso.aprobada(caso.viva(primera)).numero == 1
    assert caso.viva(segunda).numero == 2  # it waited for nothing else


@pytest.mark.django_db
def test_silence_counts_from_the_day_after_the_last_one():
    caso = CasoDeActa(aprobacion="por_silencio")
    acta = caso.circulada()
    Acta.objects.filter(pk=acta.pk).update(observar_hasta=hoy())
    with pytest.raises(CondicionesIncumplidas, match="Pasó el plazo"):
        actas.aprobar_por_silencio(caso.viva(acta), acto=caso.acto())
    Acta.objects.filter(pk=acta.pk).update(observar_hasta=AYER)
    assert actas.aprobar_por_silencio(caso.viva(acta), acto=caso.acto()).estado == "aprobada"


def test_only_who_was_there_asks_to_sign(caso: CasoDeActa):
    acta = caso.circulada()
    with pytest.raises(DatosInvalidos, match="La firma quien asistió"):
        actas.pedir_firma(acta, acto=caso.acto(caso.alterno))


def test_who_dissented_without_saying_why_does_not_sign(caso: CasoDeActa):
    sesion = caso.en_curso()
    votos = {caso.m_titular.pk: "a_favor", caso.m_contraparte.pk: "en_contra"}
    caso.votar(caso.acuerdo(sesion), votos=votos, fundamentos={caso.m_titular.pk: "A favor no se funda."})
    assert set(actas.quienes_firmarian(sesion.acta)) == {caso.m_titular.pk, caso.m_secretaria.pk}
    assert sesion.acta.acuerdos.get().votos.exclude(fundamento="").count() == 0


# -- its agreements


def test_a_body_approves_and_rectifies_its_own_actas_once_they_can_be(caso: CasoDeActa):
    sesion = caso.en_curso()
    acuerdo, acta = caso.acuerdo(sesion), sesion.acta
    borrador = caso.viva(caso.otra_sesion(dias=1).acta)
    circulada = caso.circulada(caso.viva(caso.otra_sesion(dias=2).acta))

    def fijar(efecto: str, objeto: Acta) -> None:
        mostrado = hash_de(acta, efecto, objeto)
        fijar_efecto(acuerdo, efecto, objeto, hash_mostrado=mostrado, acto=caso.acto())

    for efecto, objeto, frase in (
        ("aprobar_acta", borrador, "Circule primero"),
        ("rectificar_acta", circulada, "Se rectifica un acta ya aprobada"),
        ("rectificar_acta", caso.viva(acta), "Se rectifica un acta ya aprobada"),
    ):
        with pytest.raises(DatosInvalidos, match=frase):
            fijar(efecto, objeto)
    fijar("aprobar_acta", circulada)


def test_what_an_agreement_did_keeps_its_vote(caso: CasoDeActa):
    compromiso = caso.anotar()
    sesion = caso.en_curso()
    acuerdo = caso.acuerdo(sesion)
    fijar_efecto(acuerdo, "cancelar_compromiso", compromiso, es_inmediato=True, acto=caso.acto())
    caso.votar(Acuerdo.objects.get(pk=acuerdo.pk))
    hecho = ejecutar_acuerdo(Acuerdo.objects.get(pk=acuerdo.pk), acto=caso.acto())
    with pytest.raises(CondicionesIncumplidas, match="su votación queda"):
        quitar_votacion(Acuerdo.objects.get(pk=acuerdo.pk), acto=caso.acto())
    with pytest.raises(CondicionesIncumplidas, match="su votación queda"):
        caso.votar(
            Acuerdo.objects.get(pk=acuerdo.pk),
            votos={caso.m_titular.pk: "a_favor", caso.m_contraparte.pk: "en_contra"},
        )
    assert Acuerdo.objects.get(pk=acuerdo.pk).ejecutado_en_id == hecho.ejecutado_en_id


# -- who is there, and when


def test_an_hour_is_of_the_session(organo: CasoDeOrgano):
    sesion = organo.en_curso()
    with pytest.raises(DatosInvalidos, match="anterior al día"):
        registrar_llegada(sesion, organo.m_alterno, llega_at=a_las("10:00", AYER - DIA), acto=organo.acto())
    organo.votar(acuerdo := organo.acuerdo(sesion))
    resolver_punto(organo.punto(sesion), resultado="tratado", acto=organo.acto())
    with pytest.raises(CondicionesIncumplidas, match="todavía se votaba"):
        finalizar(sesion, terminada_at=a_las("10:30"), acto=organo.acto())
    organo.llega(sesion, organo.m_alterno, "11:30")
    with pytest.raises(DatosInvalidos, match="llegó después de esa hora"):
        suspender(
            sesion,
            motivo="x",
            continua_el=hoy(),
            hora=dt.time(9),
            suspendida_at=a_las("11:00"),
            acto=organo.acto(),
        )
    finalizar(sesion, terminada_at=a_las("12:00"), acto=organo.acto())
    with pytest.raises(DatosInvalidos, match="ya había terminado"):
        organo.votar(acuerdo, "12:00")


def test_who_is_no_member_of_that_day_comes_as_a_guest(organo: CasoDeOrgano):
    nuevo = puesto(organo.propone, "Nueva")
    sesion = organo.en_curso()
    miembro = integrar_miembro(
        organo.organo, MiembroNuevo(puesto=nuevo), desde=hoy(), acto=organo.acto(organo.titular)
    )
    with pytest.raises(DatosInvalidos, match="no es miembro del órgano el día de la sesión"):
        registrar_llegada(sesion, miembro, nombre="Ana", acto=organo.acto())


def test_after_it_circulated_nobody_came_or_left_otherwise(caso: CasoDeActa):
    acta = caso.circulada()
    fila = acta.sesion.asistencias.get(miembro=caso.m_secretaria)
    with pytest.raises(CondicionesIncumplidas, match="la asistencia cambia solo si la observan"):
        quitar_asistencia(fila, acto=caso.acto())
    with pytest.raises(CondicionesIncumplidas, match="sus votaciones no cambian"):
        caso.votar(acta.acuerdos.get(), "10:40")


def test_whoever_presides_is_there_and_enough_are_at_that_hour(organo: CasoDeOrgano):
    sesion = organo.convocada()
    organo.llega(sesion, organo.m_titular)
    organo.llega(sesion, organo.m_contraparte, "10:20")
    with pytest.raises(DatosInvalidos, match="A esa hora no había quórum"):
        instalar(sesion, instalada_at=a_las("10:10"), acto=organo.acto())
    with pytest.raises(DatosInvalidos, match="no estaba presente a esa hora"):
        instalar(sesion, instalada_at=a_las("10:30"), preside=organo.m_alterno, acto=organo.acto())
    with pytest.raises(CondicionesIncumplidas, match="No hay quórum"):
        perform(sesion, "declarar_sin_quorum", acto=organo.acto())
    assert instalar(sesion, instalada_at=a_las("10:30"), acto=organo.acto()).preside == organo.m_titular


def test_an_agreement_with_an_effect_is_not_taken_out_under_it(caso: CasoDeActa):
    acuerdo = caso.acuerdo(caso.en_curso())
    fijar_efecto(acuerdo, "cancelar_compromiso", caso.anotar(), acto=caso.acto())
    parrafo = acuerdo.parrafo
    with pytest.raises(CondicionesIncumplidas, match="tiene un efecto"):
        retirar_parrafo(acuerdo.acta, parrafo.clave, version=parrafo.version, acto=caso.acto())


# -- what the database itself refuses


def _se_fue_antes(acta: Acta) -> None:
    acta.sesion.asistencias.update(sale_at=a_las("10:15"))


def _punto_de_otra(acta: Acta) -> None:
    otra = acta.organo.sesiones.exclude(pk=acta.sesion_id).get()
    acta.parrafos.update(punto=otra.puntos.get())


def _parrafo_de_otra(acta: Acta) -> None:
    Acuerdo.objects.create(acta=acta, parrafo=Parrafo.objects.exclude(acta=acta).filter(acuerdo=None)[0])


def _dos_veces_a_la_vez(acta: Acta) -> None:
    fila = acta.sesion.asistencias.get(miembro__vota=False)
    fila.pk, fila.llega_at, fila.sale_at = None, a_las("10:30"), a_las("11:00")
    fila.save(force_insert=True)


def _sin_ejecutar(acta: Acta) -> None:
    acta.acuerdos.update(ejecutado_el=None, ejecutado_en=None)


@pytest.mark.parametrize(
    ("romper", "frase"),
    [
        (_se_fue_antes, "ya votó a esa hora"),
        (_punto_de_otra, "El punto es de otra sesión"),
        (_parrafo_de_otra, "El párrafo es de otra acta"),
        (_dos_veces_a_la_vez, "asistencia_una_a_la_vez"),
        (_sin_ejecutar, "acuerdo"),
    ],
)
def test_what_no_service_does_the_database_refuses(caso: CasoDeActa, romper: Any, frase: str):
    caso.otra_sesion()
    acta, (acuerdo,) = caso.en_la_sesion(("cancelar_compromiso", caso.anotar(), {"es_inmediato": True}))
    ejecutar_acuerdo(acuerdo, acto=caso.acto())
    with pytest.raises(IntegrityError, match=frase), transaction.atomic():
        romper(acta)

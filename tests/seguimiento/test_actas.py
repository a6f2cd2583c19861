"""An acta from its circulation to its approval: the version shown, who may, in which order, with which number."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.utils.formats import date_format

from flujo.errors import (
    CondicionesIncumplidas,
    DatosInvalidos,
    SinPermiso,
    TextoCambiado,
    TransicionNoDeclarada,
)
from flujo.services import perform
from notificaciones.cadencias import Destino
from notificaciones.models import Envio, Plazo
from notificaciones.services import vencer_plazos
from seguimiento.acta.cambios import comparar
from seguimiento.acta.contenido import hash_de_lo_escrito, leer, nombres_de
from seguimiento.acta.palabras import en_palabras
from seguimiento.avisos.recordatorios import destinatarios
from seguimiento.lineas import Conocidos, leer_compromiso_de, leer_compromisos_de
from seguimiento.models import (
    DE_ACTA,
    Acta,
    Compromiso,
    ObservacionDeActa,
    Parrafo,
    Sesion,
    SuspensionDeSesion,
)
from seguimiento.services import actas, instalar, registrar_invitado, registrar_llegada, suspender
from tablero.escritorio import escritorio_de
from tests.factories import hoy, por_documento, suplencia
from tests.seguimiento.acta import CasoDeActa
from tests.seguimiento.caso import DIA
from tests.seguimiento.organo import AYER, a_las

FECHA = f"30/12/{AYER.year + 1}"
ACTA = {
    ("borrador", "circular"): "circulada",
    ("borrador", "aprobar_en_sesion"): "aprobada",
    ("observada", "circular"): "circulada",
    ("circulada", "observar"): "observada",
    ("circulada", "dar_por_aprobada"): "aprobada",
    ("circulada", "aprobar_por_silencio"): "aprobada",
    ("circulada", "aprobar_en_sesion"): "aprobada",
    ("aprobada", "enviar_a_firma"): "en_firma",
    ("en_firma", "dar_por_firmada"): "firmada",
    ("firmada", "incorporar_al_libro"): "incorporada_al_libro",
    ("incorporada_al_libro", "distribuir"): "distribuida",
}


@pytest.fixture
def caso(db: None) -> CasoDeActa:
    return CasoDeActa()


def test_the_declared_transitions_are_exactly_the_workflow():
    assert {(t.source, t.name): t.target for t in DE_ACTA.transiciones()} == ACTA


# -- what it says


def test_a_version_says_what_an_acta_must_say_and_no_name_of_a_person(caso: CasoDeActa):
    sesion = caso.en_curso()
    caso.parrafo(sesion, f"Enviar el informe @FED {FECHA}", clase="compromiso")
    acta = caso.viva(sesion.acta)
    dice = leer(acta)
    assert dice["organo"] == {
        "nombre": "Comité de Coordinación",
        "sigla": "CC",
        "fundamento": "Cláusula séptima",
    }
    assert dice["sesion"]["convocada_el"] == hoy().isoformat()
    assert dice["sesion"]["inicio"] == f"{AYER:%Y-%m-%d} 10:10"
    assert [m["puesto"] for m in dice["asistencia"]["miembros"]] == [
        caso.m_titular.puesto.nombre,
        caso.m_contraparte.puesto.nombre,
        caso.m_secretaria.puesto.nombre,
    ]
    assert dice["quorum"] == {
        "regla": "uno_por_parte", "presentes": 2, "plazas": 2, "requeridos": 2, "decision": "todas_las_partes"
    }  # fmt: skip
    assert dice["partes"][1]["parrafos"][0]["compromiso"] == {
        "que": "Enviar el informe", "quien": "FED", "vence": f"{AYER.year + 1}-12-30"
    }  # fmt: skip
    nombres = {str(u.persona) for u in (caso.titular, caso.contraparte, caso.secretaria)}
    assert not any(nombre in str(dice) for nombre in nombres)


def test_how_commitments_stood_is_looked_at_once(caso: CasoDeActa):
    reunion = caso.programar(fecha=AYER - DIA)
    caso.escribir(reunion, lineas=f"Enviar la propuesta @FED {FECHA}")
    caso.cerrar(reunion)
    compromiso = Compromiso.objects.get()
    acta = caso.circulada()
    assert [c["numero"] for c in acta.version.datos["antecedentes"]["compromisos"]] == [compromiso.numero]
    caso.mover(compromiso, "empezar")
    assert leer(caso.viva(acta)) == acta.version.datos


def test_an_acta_says_when_why_and_where_its_session_stopped_and_went_on(caso: CasoDeActa):
    antier = hoy() - 2 * DIA
    sesion = caso.en_curso(fecha=antier)
    assert "suspensiones" not in leer(caso.viva(sesion.acta))["sesion"]
    suspender(
        sesion,
        motivo="Se fue la luz.",
        continua_el=AYER,
        hora=dt.time(9),
        lugar="Sala 2",
        enlace="https://otra.pe/sala",
        suspendida_at=a_las("11:00", antier),
        acto=caso.acto(),
    )
    for miembro in (caso.m_titular, caso.m_contraparte):
        registrar_llegada(sesion, miembro, llega_at=a_las("09:00"), acto=caso.acto())
    perform(Sesion.objects.get(pk=sesion.pk), "reanudar", acto=caso.acto())
    dice = leer(caso.viva(sesion.acta))
    assert dice["sesion"]["suspensiones"] == [
        {
            "desde": f"{antier} 11:00",
            "motivo": "Se fue la luz.",
            "continua": f"{AYER} 09:00",
            "lugar": "Sala 2",
            "enlace": "https://otra.pe/sala",
        }
    ]
    dicho = en_palabras(dice, nombres_de(sesion.acta))
    (suspension,) = (h["valor"] for h in dicho["hechos"] if h["que"] == "Suspensión")
    assert suspension == (
        f"Desde las 11:00 del {date_format(antier, 'DATE_FORMAT')}: Se fue la luz. Continúa: 09:00 del "
        f"{date_format(AYER, 'DATE_FORMAT')}. Lugar: Sala 2 · https://otra.pe/sala"
    )
    assert dicho["miembros"][0]["horas"] == (
        f"10:00 a 11:00; desde las 09:00 del {date_format(AYER, 'DATE_FORMAT')}"
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        SuspensionDeSesion.objects.update(hora=dt.time(10))


def test_an_acta_says_who_was_there_at_a_distance(caso: CasoDeActa):
    sesion = caso.convocada(modalidad="mixta", lugar="Sala 1", enlace="https://uno.pe/sala")
    llegada: dict[str, Any] = {"llega_at": a_las("10:00"), "acto": caso.acto()}
    registrar_llegada(sesion, caso.m_titular, **llegada)
    registrar_llegada(sesion, caso.m_contraparte, es_virtual=True, **llegada)
    registrar_invitado(sesion, nombre="Ana Ríos", cargo="Asesora", es_virtual=True, **llegada)
    registrar_invitado(sesion, nombre="Luis Paz", cargo="Asesor", **llegada)
    instalar(sesion, instalada_at=a_las("10:10"), acto=caso.acto())
    dice = leer(caso.viva(Acta.objects.get()))
    assert dice["sesion"]["modalidad"] == "mixta"
    asistencia = dice["asistencia"]
    assert [m["estancias"][0]["es_virtual"] for m in asistencia["miembros"]] == [False, True]
    assert [i["estancias"][0]["es_virtual"] for i in asistencia["invitados"]] == [True, False]
    dicho = en_palabras(dice, nombres_de(Acta.objects.get()))
    assert [m["nota"] for m in dicho["miembros"]] == ["", "a distancia"]
    assert [i["horas"] for i in dicho["invitados"]] == [
        "desde las 10:00; a distancia",
        "desde las 10:00",
    ]


# -- circulating


def test_circulating_freezes_a_version_and_gives_each_seat_its_days(caso: CasoDeActa):
    acta = caso.circulada()
    assert acta.version.n == 1
    assert acta.contenido_hash == acta.version.hash
    abiertos = Plazo.objects.abiertos().filter(tipo="acta_por_observar", objeto=acta.pk)
    assert set(abiertos.values_list("puesto_id", flat=True)) == {
        caso.m_titular.puesto_id,
        caso.m_contraparte.puesto_id,
    }
    assert max(abiertos.values_list("vence", flat=True)) == acta.observar_hasta
    assert acta.observar_hasta is not None
    assert acta.observar_hasta > hoy()
    avisados = set(Envio.objects.filter(aviso="acta_circulada").values_list("usuario_id", flat=True))
    assert avisados == {caso.titular.pk, caso.contraparte.pk}


def test_only_the_secretaria_or_the_presidency_circulates_it(caso: CasoDeActa):
    acta = caso.acta()
    with pytest.raises(SinPermiso):
        actas.circular(acta, acto=caso.ante(acta, caso.contraparte))
    assert actas.circular(acta, acto=caso.ante(acta, caso.titular)).estado == "circulada"


def test_what_somebody_wrote_meanwhile_is_not_circulated_unseen(caso: CasoDeActa):
    acta = caso.acta()
    visto = hash_de_lo_escrito(acta)
    Parrafo.objects.filter(acta=acta).update(texto="Otra cosa.")
    with pytest.raises(TextoCambiado):
        actas.circular(caso.viva(acta), acto=caso.ante(acta, caso.secretaria), visto=visto)


def test_a_commitment_that_nobody_understands_stops_it_in_words(caso: CasoDeActa):
    sesion = caso.en_curso()
    caso.parrafo(sesion, "Enviar el informe", clase="compromiso")
    with pytest.raises(CondicionesIncumplidas) as negativa:
        actas.circular(caso.viva(sesion.acta), acto=caso.ante(sesion.acta, caso.secretaria))
    assert [f for f in negativa.value.frases if "falta quién" in f] == [
        "En «1. Avance del plan», «Enviar el informe»: falta quién. Escriba @ y el puesto o la institución: "
        "«Enviar el informe @FECRECOOP 30/09»."
    ]


def test_of_several_commitments_each_says_where_it_is_not_understood(caso: CasoDeActa):
    sesion = caso.en_curso(puntos=["Uno", "Dos"])
    dos = sesion.puntos.get(titulo="Dos")
    caso.parrafo(sesion, "Enviar el informe @FED", clase="compromiso", punto=dos)
    caso.parrafo(sesion, "Convocar @FED 31/02", clase="compromiso", lugar="cierre")
    assert [error for linea in leer_compromisos_de(caso.viva(sesion.acta)) for error in linea.errores] == [
        "En «2. Dos», «Enviar el informe @FED»: falta hasta cuándo. Termine con la fecha («30/09», «30 de septiembre») "
        "o con «sin fecha».",
        "En «Cierre», «Convocar @FED 31/02»: «31/02» no es un día del calendario.",
    ]


def test_one_that_is_being_typed_says_what_is_missing_and_no_place(caso: CasoDeActa):
    acta = caso.en_curso().acta
    conocidos = Conocidos.de(acta.expediente)
    assert leer_compromiso_de(acta, "Enviar el informe @FED", conocidos).errores == [
        "Falta hasta cuándo. Termine con la fecha («30/09», «30 de septiembre») o con «sin fecha»."
    ]


def test_whoever_signs_is_reminded_until_it_is_signed(caso: CasoDeActa):
    acta = caso.en_firma()
    abiertos = Plazo.objects.abiertos().filter(tipo="acta_por_firmar", objeto=acta.pk).order_by("vence")
    assert set(abiertos.values_list("puesto_id", flat=True)) == {
        caso.m_titular.puesto_id,
        caso.m_secretaria.puesto_id,
    }
    actas.firmar(acta, acto=caso.ante(acta, caso.titular))
    assert list(abiertos.values_list("puesto_id", flat=True)) == [caso.m_secretaria.puesto_id]
    Envio.objects.all().delete()
    with time_machine.travel(dt.datetime.combine(abiertos[0].vence, dt.time(15), tzinfo=dt.UTC)):
        vencer_plazos()
    assert list(Envio.objects.values_list("usuario_id", flat=True)) == [caso.secretaria.pk]
    actas.firmar(caso.viva(acta), acto=caso.ante(acta, caso.secretaria))
    assert (caso.viva(acta).estado, abiertos.count()) == ("firmada", 0)


# -- observing


def test_an_accepted_observation_changes_its_paragraph_and_the_next_version_shows_it(caso: CasoDeActa):
    acta = caso.circulada()
    parrafo = acta.parrafos.order_by("orden").first()
    una = actas.observar(
        acta, "No fue así.", parrafo=parrafo, propuesta="Fue así.", acto=caso.ante(acta, caso.contraparte)
    )
    acta = caso.viva(acta)
    assert acta.estado == "observada"
    assert not Plazo.objects.abiertos().filter(tipo="acta_por_observar", objeto=acta.pk).exists()
    actas.resolver_observacion(una, acepta=True, acto=caso.acto())
    parrafo.refresh_from_db()
    assert (parrafo.texto, parrafo.version) == ("Fue así.", 2)
    antes = acta.version.datos
    otra = caso.circulada(acta)
    assert otra.version.n == 2
    assert [(c.que, c.antes, c.despues) for c in comparar(antes, otra.version.datos)] == [
        ("cambiado", antes["partes"][1]["parrafos"][0]["texto"], "Fue así.")
    ]


def test_what_is_not_accepted_says_why_and_circulates_as_the_same_version(caso: CasoDeActa):
    acta = caso.circulada()
    actas.aprobar(acta, acto=caso.ante(acta, caso.titular))
    una = actas.observar(caso.viva(acta), "No me gusta.", acto=caso.ante(acta, caso.contraparte))
    with pytest.raises(DatosInvalidos):
        actas.resolver_observacion(una, acepta=False, acto=caso.acto())
    with pytest.raises(CondicionesIncumplidas):
        caso.circulada(acta)
    actas.resolver_observacion(una, acepta=False, respuesta="Así fue.", acto=caso.acto())
    acta = caso.circulada(acta)
    assert acta.version.n == 1
    assert (
        caso.aprobar(acta, caso.contraparte).estado == "aprobada"
    )  # what the titular approved is this very version


def test_an_observation_is_answered_once_and_only_by_the_secretaria(caso: CasoDeActa):
    acta = caso.circulada()
    una = actas.observar(acta, "Falta algo.", acto=caso.ante(acta, caso.contraparte))
    with pytest.raises(SinPermiso):
        actas.resolver_observacion(una, acepta=True, acto=caso.acto(caso.contraparte))
    actas.resolver_observacion(una, acepta=True, acto=caso.acto())
    with pytest.raises(DatosInvalidos):
        actas.resolver_observacion(una, acepta=True, acto=caso.acto())
    with pytest.raises(IntegrityError), transaction.atomic():
        ObservacionDeActa.objects.filter(pk=una.pk).update(respuesta="otra")


def test_who_is_no_member_observes_nothing(caso: CasoDeActa):
    acta = caso.circulada()
    with pytest.raises(SinPermiso):
        actas.observar(acta, "x", acto=caso.ante(acta, caso.tecnico))


# -- approving


def test_the_last_of_those_who_attended_gives_it_its_number(caso: CasoDeActa):
    acta = caso.circulada()
    actas.aprobar(acta, acto=caso.ante(acta, caso.titular))
    assert caso.viva(acta).numero is None
    acta = caso.aprobar(acta, caso.contraparte)
    assert (acta.estado, acta.numero_dicho, acta.forma) == ("aprobada", f"1-{AYER.year}", "tras_circulacion")
    assert Envio.objects.filter(aviso="acta_aprobada").exists()


def test_an_approval_of_an_earlier_version_does_not_count(caso: CasoDeActa):
    acta = caso.circulada()
    viejo = caso.ante(acta, caso.titular)
    actas.aprobar(acta, acto=viejo)
    una = actas.observar(
        caso.viva(acta),
        "x",
        parrafo=acta.parrafos.first(),
        propuesta="y",
        acto=caso.ante(acta, caso.contraparte),
    )
    actas.resolver_observacion(una, acepta=True, acto=caso.acto())
    acta = caso.circulada(acta)
    with pytest.raises(TextoCambiado):
        actas.aprobar(acta, acto=viejo)
    assert caso.aprobar(acta, caso.contraparte).estado == "circulada"
    assert caso.aprobar(acta, caso.titular).estado == "aprobada"


def test_nobody_who_did_not_attend_approves(caso: CasoDeActa):
    acta = caso.circulada()
    for quien in (caso.alterno, caso.su_alterno, caso.tecnico, caso.ajeno):
        with pytest.raises(SinPermiso):
            actas.aprobar(acta, acto=caso.ante(acta, quien))
    assert caso.aprobar(acta, caso.contraparte, caso.titular).estado == "aprobada"


def test_the_alterno_who_took_the_seat_approves_and_the_absent_titular_does_not(caso: CasoDeActa):
    acta = caso.circulada(caso.acta(presentes=(caso.m_titular, caso.m_su_alterno, caso.m_secretaria)))
    with pytest.raises(SinPermiso):
        actas.aprobar(acta, acto=caso.ante(acta, caso.contraparte))
    assert caso.aprobar(acta, caso.titular, caso.su_alterno).estado == "aprobada"


def test_what_an_acta_asks_of_an_absent_titular_is_asked_of_the_alterno(caso: CasoDeActa):
    acta = caso.aprobada()
    suplencia(caso.d_titular, caso.d_alterno)
    caso.en_firma(acta)
    pedidas = Envio.objects.filter(aviso="acta_por_firmar").values_list("usuario", flat=True)
    assert set(pedidas) == {caso.alterno.pk}, "the secretaría has just sent it"
    assert "Firmar el acta" in {e.que for e in escritorio_de(caso.alterno).esperan_de_mi}
    assert "Firmar el acta" not in {e.que for e in escritorio_de(caso.titular).esperan_de_mi}


def test_an_absent_titular_is_not_asked_to_approve_but_its_alterno(caso: CasoDeActa):
    acta = caso.acta()
    suplencia(caso.d_titular, caso.d_alterno)
    caso.circulada(acta)
    assert set(Envio.objects.filter(aviso="acta_circulada").values_list("usuario", flat=True)) == {
        caso.alterno.pk,
        caso.contraparte.pk,
    }
    suyo = Plazo.objects.abiertos().get(tipo="acta_por_observar", puesto=caso.d_titular.puesto)
    assert set(destinatarios([(suyo, Destino.RESPONSABLE)])[suyo.pk]) == {caso.alterno.pk}


def test_the_partys_assistant_records_its_approval_from_the_paper(caso: CasoDeActa):
    acta = caso.circulada()
    actas.aprobar(acta, acto=caso.ante(acta, caso.titular))
    acto = caso.ante(acta, caso.su_asistente, documento=por_documento(), institucion_id=caso.otra.pk)
    with pytest.raises(SinPermiso):
        actas.aprobar(acta, acto=acto.con(registra=caso.asistente))
    hecha = actas.aprobar(acta, acto=acto)
    assert hecha.puesto_id == caso.m_contraparte.puesto_id
    assert caso.viva(acta).estado == "aprobada"


def test_a_commission_verifies_it_where_the_rules_say_so(db: None):
    caso = CasoDeActa(aprobacion="por_comision")
    acta = caso.acta()
    with pytest.raises(DatosInvalidos):
        caso.circulada(acta)
    acta = caso.circulada(acta, comision=[caso.m_contraparte])
    with pytest.raises(SinPermiso):
        actas.aprobar(acta, acto=caso.ante(acta, caso.titular))
    acta = caso.aprobar(acta, caso.contraparte)
    assert (acta.estado, acta.forma) == ("aprobada", "por_comision")
    with pytest.raises(IntegrityError), transaction.atomic():
        acta.comision.add(caso.m_titular)


def test_silence_approves_only_where_the_rules_say_so_and_only_after_the_term(caso: CasoDeActa):
    acta = caso.circulada()
    with pytest.raises(CondicionesIncumplidas) as negativa:
        actas.aprobar_por_silencio(acta, acto=caso.acto())
    assert len(negativa.value.frases) == 2
    otro = CasoDeActa(aprobacion="por_silencio")
    acta = otro.circulada()
    with pytest.raises(CondicionesIncumplidas):
        actas.aprobar_por_silencio(acta, acto=otro.acto())
    Acta.objects.filter(pk=acta.pk).update(observar_hasta=AYER)
    with pytest.raises(SinPermiso):
        actas.aprobar_por_silencio(otro.viva(acta), acto=otro.acto(otro.contraparte))
    acta = actas.aprobar_por_silencio(otro.viva(acta), acto=otro.acto())
    assert (acta.estado, acta.forma, acta.numero) == ("aprobada", "por_silencio", 1)


def test_the_same_session_approves_its_acta_and_freezes_it_in_that_act(db: None):
    caso = CasoDeActa(aprobacion="en_sesion")
    acta, _acuerdos = caso.en_la_sesion(("aprobar_acta", "esta", {}))
    acta = actas.aprobar_en_sesion(acta, acto=caso.acto()).objeto
    assert (acta.estado, acta.forma, acta.numero, acta.version.origen) == (
        "aprobada",
        "en_sesion",
        1,
        "sesion",
    )
    assert acta.acuerdos.get().ejecutado_el == hoy()


def test_where_the_plenary_approves_no_member_does_alone(db: None):
    caso = CasoDeActa(aprobacion="en_sesion")
    acta = caso.circulada()
    with pytest.raises(CondicionesIncumplidas):
        actas.aprobar(acta, acto=caso.ante(acta, caso.titular))
    with pytest.raises(CondicionesIncumplidas):
        actas.aprobar_en_sesion(acta, acto=caso.acto())


def test_a_later_session_approves_the_version_that_circulated_and_no_other(caso: CasoDeActa):
    primera = caso.circulada(caso.viva(caso.otra_sesion().acta))
    _segunda, _a = caso.en_la_sesion(("aprobar_acta", primera, {}))
    una = actas.observar(
        primera,
        "x",
        parrafo=primera.parrafos.first(),
        propuesta="y",
        acto=caso.ante(primera, caso.contraparte),
    )
    actas.resolver_observacion(una, acepta=True, acto=caso.acto())
    primera = caso.circulada(primera)
    with pytest.raises(CondicionesIncumplidas):
        actas.aprobar_en_sesion(primera, acto=caso.acto())


def test_a_later_session_approves_it(caso: CasoDeActa):
    primera = caso.circulada(caso.viva(caso.otra_sesion().acta))
    segunda, (acuerdo,) = caso.en_la_sesion(("aprobar_acta", primera, {}))
    primera = actas.aprobar_en_sesion(primera, acto=caso.acto()).objeto
    acuerdo.refresh_from_db()
    assert (primera.numero, acuerdo.ejecutado_en) == (1, primera.asiento)
    assert caso.aprobada(segunda).numero == 2


def test_what_an_agreement_did_stays_voted_as_it_was(caso: CasoDeActa):
    primera = caso.circulada(caso.viva(caso.otra_sesion().acta))
    segunda, (acuerdo,) = caso.en_la_sesion(("aprobar_acta", primera, {}))
    actas.aprobar_en_sesion(primera, acto=caso.acto())
    en_contra = {caso.m_titular.pk: "en_contra", caso.m_contraparte.pk: "en_contra"}
    with pytest.raises(CondicionesIncumplidas, match="ya se ejecutó"):
        caso.votar(caso.vivo(acuerdo), "10:40", votos=en_contra)
    assert caso.vivo(acuerdo).es_adoptado
    assert caso.viva(segunda).estado == "borrador"


def test_that_an_acta_got_its_number_changes_nothing_in_the_one_that_approved_it(caso: CasoDeActa):
    primera = caso.circulada(caso.viva(caso.otra_sesion().acta))
    segunda, _acuerdos = caso.en_la_sesion(("aprobar_acta", primera, {}))
    segunda = caso.circulada(segunda)
    una = actas.observar(segunda, "No fue así.", acto=caso.ante(segunda, caso.contraparte))
    assert actas.aprobar_en_sesion(primera, acto=caso.acto()).objeto.numero == 1
    actas.resolver_observacion(una, acepta=False, respuesta="Así fue.", acto=caso.acto())
    assert caso.circulada(segunda).version == segunda.version


@pytest.mark.parametrize("motivo", ["", "Urge."])
def test_an_acta_that_is_approved_is_not_approved_again_whatever_is_said_of_its_order(
    caso: CasoDeActa, motivo: str
):
    acta = caso.aprobada()
    for aprobar in (actas.aprobar_por_silencio, actas.aprobar_en_sesion):
        with pytest.raises(TransicionNoDeclarada):
            aprobar(acta, fuera_de_orden=motivo, acto=caso.acto())


# -- order and numbers


def test_out_of_order_waits_unless_somebody_says_why(caso: CasoDeActa):
    primera = caso.circulada(caso.viva(caso.otra_sesion().acta))
    segunda = caso.aprobada()
    assert segunda.estado == "circulada"
    primera = caso.aprobar(primera, caso.titular, caso.contraparte)
    segunda = caso.viva(segunda)
    assert (primera.numero, segunda.numero) == (1, 2)  # the one that waited went on in the same act


def test_out_of_order_with_its_reason_gets_the_next_number(caso: CasoDeActa):
    caso.circulada(caso.viva(caso.otra_sesion().acta))
    segunda = caso.aprobada()
    with pytest.raises(CondicionesIncumplidas):
        actas.decir_por_que_va_antes(segunda, motivo=" ", acto=caso.acto())
    segunda = actas.decir_por_que_va_antes(segunda, motivo="Urge el convenio.", acto=caso.acto())
    assert (segunda.estado, segunda.numero, segunda.fuera_de_orden) == ("aprobada", 1, "Urge el convenio.")


def test_who_only_prepares_says_why_it_goes_first_and_a_member_completes_it(caso: CasoDeActa):
    caso.circulada(caso.viva(caso.otra_sesion().acta))
    segunda = caso.aprobada()
    segunda = actas.decir_por_que_va_antes(segunda, motivo="Urge.", acto=caso.acto(caso.asistente))
    assert (segunda.estado, segunda.fuera_de_orden) == ("circulada", "Urge.")
    assert caso.aprobar(segunda, caso.titular).estado == "aprobada"


def test_a_partys_assistant_asks_for_a_signature_of_its_own_members_only(caso: CasoDeActa):
    acta = caso.aprobada()
    acto = caso.acto(caso.su_asistente, documento=por_documento(), institucion_id=caso.otra.pk)
    with pytest.raises(DatosInvalidos, match="quien asistió"):
        actas.pedir_firma(acta, acto=acto.con(puesto_id=caso.m_titular.puesto_id))
    suyo = actas.pedir_firma(acta, acto=acto.con(puesto_id=caso.m_contraparte.puesto_id))
    assert suyo.miembro == caso.m_contraparte


def test_numbers_begin_anew_each_year_or_never(db: None):
    caso = CasoDeActa(numeracion="continua")
    assert caso.aprobada().numero_dicho == "1"
    assert caso.aprobada(caso.acta(hora=dt.time(16))).numero_dicho == "2"


# -- nothing changes after approval


def sql(orden: str, *datos: str | int | None) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(orden, datos)


@pytest.mark.parametrize(
    "orden",
    [
        "update seguimiento_parrafo set texto = 'otra cosa' where acta_id = %s",
        "delete from seguimiento_parrafo where acta_id = %s",
        "update seguimiento_acuerdo set es_adoptado = false where acta_id = %s",
        "update seguimiento_voto set sentido = 'en_contra' where acuerdo_id in "
        "(select id from seguimiento_acuerdo where acta_id = %s)",
        "update seguimiento_asistencia set nombre = 'Otro' where sesion_id in "
        "(select sesion_id from seguimiento_acta where id = %s)",
        "update seguimiento_puntodeagenda set titulo = 'Otro' where sesion_id in "
        "(select sesion_id from seguimiento_acta where id = %s)",
        "update seguimiento_acta set numero = 9 where id = %s",
        "update seguimiento_acta set forma = 'por_silencio' where id = %s",
        "update seguimiento_acta set fuera_de_orden = 'x' where id = %s",
        "update seguimiento_acta set contenido_hash = repeat('a', 64) where id = %s",
        "update seguimiento_acta set estado = 'borrador' where id = %s",
        "update seguimiento_versiondeacta set contenido = '{}' where acta_id = %s",
        "delete from seguimiento_versiondeacta where acta_id = %s",
        "delete from seguimiento_acta where id = %s",
        "update seguimiento_sesion set terminada_at = now() where id in "
        "(select sesion_id from seguimiento_acta where id = %s)",
    ],
)
def test_the_database_refuses_every_change_after_approval(caso: CasoDeActa, orden: str):
    acta = caso.aprobada()
    with pytest.raises((IntegrityError, Exception)) as error:
        sql(orden, acta.pk)
    assert "23" in str(getattr(error.value.__cause__, "sqlstate", "")), error.value
    assert caso.viva(acta).numero == 1


def test_nothing_is_observed_or_circulated_once_it_is_approved(caso: CasoDeActa):
    acta = caso.aprobada()
    with pytest.raises(TransicionNoDeclarada):
        actas.observar(acta, "tarde", acto=caso.ante(acta, caso.contraparte))
    with pytest.raises(TransicionNoDeclarada):
        actas.circular(acta, acto=caso.ante(acta, caso.secretaria))


# -- its commitments


def test_its_commitments_are_born_when_it_is_approved(caso: CasoDeActa):
    sesion = caso.terminada()
    caso.parrafo(sesion, f"Enviar el informe @FED {FECHA}", clase="compromiso")
    acta = caso.circulada(caso.viva(sesion.acta))
    assert not Compromiso.objects.exists()
    acta = caso.aprobar(acta, caso.titular, caso.contraparte)
    nacido = Compromiso.objects.get()
    assert (nacido.origen, nacido.acta, nacido.institucion, nacido.texto) == (
        "acta", acta, caso.propone, "Enviar el informe"
    )  # fmt: skip
    assert nacido.desde == AYER


def test_a_commitment_counts_at_once_when_the_session_says_so_and_is_not_born_twice(caso: CasoDeActa):
    sesion = caso.terminada()
    uno = caso.parrafo(sesion, f"Enviar el informe @FED {FECHA}", clase="compromiso")
    caso.parrafo(sesion, f"Revisar @CORP {FECHA}", clase="compromiso")
    actas.anotar_compromisos(caso.viva(sesion.acta), [uno.pk], acto=caso.acto())
    assert [c.texto for c in Compromiso.objects.all()] == ["Enviar el informe"]
    caso.aprobada(caso.viva(sesion.acta))
    assert sorted(Compromiso.objects.values_list("texto", flat=True)) == ["Enviar el informe", "Revisar"]

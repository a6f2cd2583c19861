"""What the members of a body are reminded of: not lost when a day moves, and over once it was done."""

import datetime as dt

import pytest
import time_machine

from flujo.services import perform
from notificaciones.cadencias import Destino
from notificaciones.models import Envio, Plazo
from notificaciones.services import vencer_plazos
from seguimiento.avisos.sesiones import destinatarios
from seguimiento.models import Acta, Sesion
from seguimiento.services import (
    Invitacion,
    actas,
    cambiar_fecha,
    convocar,
    instalar,
    invitar,
    registrar_llegada,
    suspender,
)
from tests.factories import designado, hoy
from tests.seguimiento.acta import AYER, CasoDeActa
from tests.seguimiento.caso import DIA
from tests.seguimiento.organo import LIMA, CasoDeOrgano, a_las


@pytest.fixture
def caso(db: None) -> CasoDeActa:
    return CasoDeActa()


def plazos_de(objeto: Acta | Sesion, tipo: str) -> list[tuple[int, dt.date, str]]:
    """For which institution, until when, and how it stands."""
    filas = Plazo.objects.filter(tipo=tipo, objeto=objeto.pk).order_by("pk")
    return [
        (
            p.institucion_id,
            p.vence,
            "abierto" if p.esta_abierto else "cumplido" if p.cumplido_at else p.motivo,
        )
        for p in filas
    ]


# -- actas


def test_from_the_end_of_the_session_whoever_keeps_the_minutes_has_the_days_of_the_rules_to_send_them(
    db: None,
):
    caso = CasoDeActa(dias_para_enviar=3, dias_para_observar=7)
    acta = caso.acta()
    plazo = Plazo.objects.get(tipo="acta_por_enviar", objeto=acta.pk)
    assert (plazo.puesto, plazo.esta_abierto) == (caso.d_secretaria.puesto, True)
    assert (plazo.calculo["cantidad"], plazo.calculo["desde"]) == (3, AYER.isoformat())
    caso.circulada(acta)
    plazo.refresh_from_db()
    assert plazo.cumplido_at
    observa = Plazo.objects.filter(tipo="acta_por_observar", objeto=acta.pk)
    assert {p.calculo["cantidad"] for p in observa} == {7}


def test_without_a_secretaria_it_is_sent_by_whoever_presided(caso: CasoDeActa):
    acta = caso.acta(presentes=[caso.m_titular, caso.m_contraparte])
    assert Plazo.objects.get(tipo="acta_por_enviar", objeto=acta.pk).puesto == caso.d_titular.puesto


def test_an_acta_that_silence_approves_leaves_nobody_to_remind(db: None):
    caso = CasoDeActa(aprobacion="por_silencio")
    acta = caso.circulada()
    assert [como for _i, _v, como in plazos_de(acta, "acta_por_observar")] == ["abierto", "abierto"]
    Acta.objects.filter(pk=acta.pk).update(observar_hasta=AYER)
    actas.aprobar_por_silencio(caso.viva(acta), acto=caso.acto())
    assert [como for _i, _v, como in plazos_de(acta, "acta_por_observar")] == ["El acta se aprobó."] * 2


def test_of_an_acta_that_silence_approves_nobody_is_reminded_late_and_its_secretaria_hears_of_the_end(
    db: None,
):
    caso = CasoDeActa(aprobacion="por_silencio")
    acta = caso.circulada()
    por_observar = Plazo.objects.filter(tipo="acta_por_observar", objeto=acta.pk)
    assert {tuple(r["dias"] for r in p.recordatorios) for p in por_observar} == {(-3, -1, 0)}
    assert all(p.que_vence.startswith("Observar el acta, o el silencio la aprueba") for p in por_observar)
    (plazo,) = Plazo.objects.filter(tipo="acta_por_silencio", objeto=acta.pk)
    assert (plazo.vence, plazo.puesto) == (acta.observar_hasta, caso.d_secretaria.puesto)
    assert plazo.proximo_aviso_at is not None
    assert plazo.proximo_aviso_at.astimezone(LIMA).date() > plazo.vence  # when its term is over
    actas.observar(caso.viva(acta), "No fue así.", acto=caso.ante(acta, caso.contraparte))
    assert plazos_de(acta, "acta_por_silencio") == [(caso.propone.pk, plazo.vence, "El acta se observó.")]


def test_when_the_term_is_over_the_secretaria_is_written_once_and_whoever_kept_silent_is_not(db: None):
    caso = CasoDeActa(aprobacion="por_silencio")
    acta = caso.circulada()
    plazo = Plazo.objects.get(tipo="acta_por_silencio", objeto=acta.pk)
    assert acta.observar_hasta is not None
    with time_machine.travel(a_las("12:00", acta.observar_hasta)):
        vencer_plazos(cadena=caso.expediente.cadena_id)
    Envio.objects.all().delete()
    assert plazo.proximo_aviso_at is not None
    with time_machine.travel(plazo.proximo_aviso_at):
        for _vez in range(2):
            vencer_plazos(cadena=caso.expediente.cadena_id)
    (envio,) = Envio.objects.filter(aviso="plazo_cercano")
    assert (envio.usuario, envio.contexto["plazos"]) == (caso.secretaria, [plazo.pk])
    assert plazo.que_vence.startswith("Nadie observó el acta y el silencio la aprueba")


def test_an_acta_that_members_approve_is_reminded_of_late_as_well(caso: CasoDeActa):
    acta = caso.circulada()
    por_observar = Plazo.objects.filter(tipo="acta_por_observar", objeto=acta.pk)
    assert {max(r["dias"] for r in p.recordatorios) for p in por_observar} == {5}
    assert not Plazo.objects.filter(tipo="acta_por_silencio").exists()


def test_a_body_of_a_long_name_has_its_deadlines(organo: CasoDeOrgano):
    type(organo.organo).objects.filter(pk=organo.organo.pk).update(
        nombre="Comité " + "de todo " * 36, sigla=""
    )
    organo.organo.refresh_from_db()
    sesion = organo.convocada(fecha=hoy() + 5 * DIA)
    assert len(plazos_de(sesion, "sesion")) == 2


def test_an_acta_that_its_own_session_approved_need_not_be_sent(db: None):
    caso = CasoDeActa(aprobacion="en_sesion")
    acta, _acuerdos = caso.en_la_sesion(("aprobar_acta", "esta", {}))
    assert [como for _i, _v, como in plazos_de(acta, "acta_por_enviar")] == ["abierto"]
    actas.aprobar_en_sesion(acta, acto=caso.acto())
    assert [como for _i, _v, como in plazos_de(acta, "acta_por_enviar")] == ["El acta se aprobó."]


def test_whoever_circulates_an_acta_is_not_told_that_it_circulated(caso: CasoDeActa):
    acta = caso.acta()
    actas.circular(acta, acto=caso.ante(acta, caso.titular))
    avisados = Envio.objects.filter(aviso="acta_circulada").values_list("usuario", flat=True)
    assert set(avisados) == {caso.contraparte.pk, caso.secretaria.pk}


# -- sessions


def test_a_session_that_is_moved_reminds_of_its_new_day_alone(organo: CasoDeOrgano):
    antes, despues = hoy() + 5 * DIA, hoy() + 9 * DIA
    sesion = organo.convocada(fecha=antes)
    partes = (organo.propone.pk, organo.otra.pk)
    assert plazos_de(sesion, "sesion") == [(p, antes, "abierto") for p in partes]
    sesion = cambiar_fecha(sesion, fecha=despues, hora=dt.time(9), motivo="x", acto=organo.acto())
    movidos = [(p, antes, "La sesión cambió de fecha.") for p in partes]
    assert plazos_de(sesion, "sesion") == movidos
    sesion = convocar(sesion, acto=organo.acto())
    assert plazos_de(sesion, "sesion") == [*movidos, *((p, despues, "abierto") for p in partes)]
    perform(sesion, "cancelar", acto=organo.acto(), motivo="Nadie puede.")
    assert [como for _p, _v, como in plazos_de(sesion, "sesion")[2:]] == ["La sesión se canceló."] * 2


def test_a_session_of_a_day_that_has_gone_reminds_nobody(organo: CasoDeOrgano):
    assert plazos_de(organo.convocada(fecha=AYER), "sesion") == []


def test_a_session_that_is_held_is_not_reminded_of(organo: CasoDeOrgano):
    sesion = organo.convocada(fecha=hoy(), hora=dt.time(0))
    assert [como for _p, _v, como in plazos_de(sesion, "sesion")] == ["abierto", "abierto"]
    for miembro in (organo.m_titular, organo.m_contraparte):
        registrar_llegada(sesion, miembro, acto=organo.acto())
    sesion = instalar(sesion, acto=organo.acto())
    assert [como for _p, _v, como in plazos_de(sesion, "sesion")] == ["cumplido", "cumplido"]


def test_a_session_that_goes_on_another_day_is_reminded_of_before_it(organo: CasoDeOrgano):
    sesion = organo.en_curso()
    sesion = suspender(
        sesion,
        motivo="Se fue la luz.",
        continua_el=hoy() + 6 * DIA,
        hora=dt.time(9),
        suspendida_at=a_las("11:00"),
        acto=organo.acto(),
    )
    assert [(v, como) for _p, v, como in plazos_de(sesion, "sesion")] == [(hoy() + 6 * DIA, "abierto")] * 2


def test_each_party_is_reminded_of_its_own_members_and_guests(organo: CasoDeOrgano):
    sesion = organo.sesion(fecha=hoy() + 5 * DIA)
    de_otra, d_de_otra = designado(organo.expediente, organo.otra, "equipo_tecnico")
    invitados = [Invitacion(puesto=organo.d_tecnico.puesto), Invitacion(puesto=d_de_otra.puesto)]
    invitar(sesion, invitados, acto=organo.acto())
    sesion = convocar(sesion, acto=organo.acto())
    suyo, ajeno = Plazo.objects.filter(tipo="sesion", objeto=sesion.pk).order_by("pk")
    assert destinatarios([(suyo, Destino.RESPONSABLE), (ajeno, Destino.RESPONSABLE)]) == {
        suyo.pk: {organo.titular.pk, organo.alterno.pk, organo.secretaria.pk, organo.tecnico.pk},
        ajeno.pk: {organo.contraparte.pk, organo.su_alterno.pk, de_otra.pk},
    }

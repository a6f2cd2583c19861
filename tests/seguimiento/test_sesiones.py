"""Bodies and their sessions, from the day on which they are set up to the end of a session."""

import datetime as dt
import uuid
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from expedientes.permissions import RolDesignado
from flujo.acto import Acto
from flujo.errors import CondicionesIncumplidas, DatosInvalidos, SinPermiso
from flujo.services import perform
from notificaciones.models import Envio, Plazo
from notificaciones.reglas import Calendario
from notificaciones.services import vencer_plazos
from seguimiento.models import MiembroDeOrgano, Organo, Sesion, SuspensionDeSesion
from seguimiento.permissions import Cargo
from seguimiento.queries.sesiones import acusaron, puntos_ofrecidos
from seguimiento.series import dias_de_serie
from seguimiento.services import (
    Invitacion,
    MiembroNuevo,
    acusar_recibo,
    agregar_punto,
    cambiar_fecha,
    convocar,
    disolver_organo,
    fijar_reglas,
    finalizar,
    instalar,
    integrar_miembro,
    invitar,
    pasar_a_segunda,
    preparar_sesion,
    registrar_llegada,
    registrar_salida,
    registrar_votacion,
    resolver_punto,
    suspender,
    terminar_miembro,
)
from tests.factories import designado, hoy, institucion, puesto
from tests.seguimiento.caso import DIA
from tests.seguimiento.organo import AYER, CasoDeOrgano, a_las


def test_a_session_is_programmed_called_installed_held_and_ended(organo: CasoDeOrgano):
    sesion = organo.terminada()
    assert (sesion.estado, sesion.numero, sesion.acta.estado) == ("finalizada", 1, "borrador")
    assert (sesion.preside, sesion.secretaria) == (organo.m_titular, organo.m_secretaria)
    assert sesion.acta.acuerdos.get().es_adoptado is True
    assert set(sesion.asistencias.values_list("sale_at", flat=True)) == {sesion.terminada_at}


# -- rules and members


def test_new_rules_end_the_old_ones_the_day_before(organo: CasoDeOrgano):
    nuevas = fijar_reglas(organo.organo, desde=hoy() + DIA, quorum="todos", acto=organo.acto(organo.titular))
    antes, despues = organo.organo.reglas.order_by("desde")
    assert (antes.hasta, despues, despues.quorum, despues.aviso) == (hoy(), nuevas, "todos", 0)
    assert organo.organo.reglas_al(hoy()).quorum == "uno_por_parte"


@pytest.mark.parametrize("dias", [-61, -60])
def test_rules_do_not_begin_before_the_body_nor_before_others(organo: CasoDeOrgano, dias: int):
    with pytest.raises(DatosInvalidos, match=r"constituyó|Ya hay reglas"):
        fijar_reglas(organo.organo, desde=hoy() + dias * DIA, acto=organo.acto(organo.titular))


def test_what_was_held_keeps_its_rules_and_members(organo: CasoDeOrgano):
    organo.instalada()
    acto = organo.acto(organo.titular)
    for cambiar in (
        lambda: fijar_reglas(organo.organo, desde=AYER, quorum="todos", acto=acto),
        lambda: terminar_miembro(organo.m_alterno, hasta=AYER - DIA, acto=acto),
        lambda: integrar_miembro(
            organo.organo, MiembroNuevo(puesto=organo.d_tecnico.puesto), desde=AYER, acto=acto
        ),
        lambda: disolver_organo(organo.organo, disuelto_el=AYER, motivo="x", acto=acto),
    ):
        with pytest.raises(DatosInvalidos, match=r"ya se celebró una sesión|hacia atrás"):
            cambiar()


def test_each_act_is_by_the_rules_of_its_own_day(organo: CasoDeOrgano):
    """Called by the rules of today (one of each party), held by those of tomorrow (all)."""
    sesion = organo.convocada(fecha=hoy() + DIA)
    assert not sesion.cambiaron_las_reglas
    nuevas = fijar_reglas(
        organo.organo,
        desde=hoy() + DIA,
        quorum="todos",
        numeracion="continua",
        acto=organo.acto(organo.titular),
    )
    sesion = Sesion.objects.get(pk=sesion.pk)
    assert sesion.cambiaron_las_reglas
    assert (sesion.reglas_que_rigen, sesion.numero_dicho) == (nuevas, f"1-{sesion.fecha.year}")
    assert sesion.quorum_en(timezone.now()).requeridos == 2
    pagina = _en_la_pagina(organo, sesion)
    assert "Las reglas cambiaron después de convocar" in pagina


def _en_la_pagina(organo: CasoDeOrgano, sesion: Sesion) -> str:
    cliente = Client()
    cliente.force_login(organo.titular)
    return cliente.get(sesion.get_absolute_url()).content.decode()


def test_a_post_without_designation_gets_one_from_its_own_party(organo: CasoDeOrgano):
    nuevo = puesto(organo.propone, "Especialista")
    miembro = integrar_miembro(
        organo.organo, MiembroNuevo(puesto=nuevo, documento="Oficio 3"), acto=organo.acto(organo.titular)
    )
    designacion = organo.expediente.designaciones.get(puesto=nuevo)
    assert (designacion.rol, designacion.documento) == (RolDesignado.MIEMBRO, "Oficio 3")
    assert miembro in organo.organo.miembros_al(hoy())
    de_otra = MiembroNuevo(puesto=puesto(organo.otra, "Analista"))
    with pytest.raises(SinPermiso, match="a los suyos los designa"):
        integrar_miembro(organo.organo, de_otra, acto=organo.acto(organo.titular))
    assert (
        integrar_miembro(organo.organo, de_otra, acto=organo.acto(organo.contraparte)).institucion
        == organo.otra
    )


@pytest.mark.parametrize(
    ("quien", "frase"),
    [
        (lambda o: MiembroNuevo(puesto=puesto(institucion("Ajenos"))), "no es parte del expediente"),
        (lambda o: MiembroNuevo(puesto=o.d_titular.puesto), "ya es miembro"),
        (lambda o: MiembroNuevo(puesto=o.d_tecnico.puesto, cargo=Cargo.PRESIDENCIA), "ya tiene presidencia"),
        (
            lambda o: MiembroNuevo(puesto=o.d_tecnico.puesto, suple_a=o.d_contraparte.puesto),
            "misma institución",
        ),
        (
            lambda o: MiembroNuevo(puesto=o.d_tecnico.puesto, suple_a=o.d_alterno.puesto),
            "no es miembro titular",
        ),
        (
            lambda o: MiembroNuevo(puesto=o.d_tecnico.puesto, suple_a=o.d_titular.puesto, vota=False),
            "vota en su lugar",
        ),
    ],
)
def test_who_cannot_be_a_member_is_told_why(organo: CasoDeOrgano, quien: Any, frase: str):
    with pytest.raises(DatosInvalidos, match=frase):
        integrar_miembro(organo.organo, quien(organo), acto=organo.acto(organo.titular))
    assert MiembroDeOrgano.objects.count() == 5


def test_the_alternos_of_a_seat_end_with_it(organo: CasoDeOrgano):
    terminar_miembro(organo.m_titular, hasta=hoy(), acto=organo.acto(organo.titular))
    assert set(organo.organo.miembros.filter(hasta=hoy())) == {organo.m_titular, organo.m_alterno}


def test_a_body_is_dissolved_once_nothing_waits_and_holds_no_more(organo: CasoDeOrgano):
    acto = organo.acto(organo.titular)
    sesion = organo.convocada(fecha=hoy() + 5 * DIA)
    with pytest.raises(CondicionesIncumplidas, match="Antes se termina o se cancela"):
        disolver_organo(organo.organo, disuelto_el=hoy(), motivo="Se cumplió.", acto=acto)
    perform(sesion, "cancelar", acto=organo.acto(), motivo="x")
    disolver_organo(organo.organo, disuelto_el=hoy() + DIA, motivo="Se cumplió.", acto=acto)
    with pytest.raises(CondicionesIncumplidas, match="se disolvió"):
        organo.sesion()
    assert Organo.objects.get().motivo == "Se cumplió."


# -- the call


def test_numbers_go_up_without_gaps_and_a_cancelled_one_keeps_its_own(organo: CasoDeOrgano):
    primera, segunda = organo.convocada(fecha=hoy() + DIA), organo.convocada(fecha=hoy() + 2 * DIA)
    perform(segunda, "cancelar", acto=organo.acto(), motivo="x")
    perform(organo.sesion(fecha=hoy() + 2 * DIA), "cancelar", acto=organo.acto(), motivo="x")
    movida = cambiar_fecha(
        primera, fecha=hoy() + 9 * DIA, hora=primera.hora, motivo="Feriado", acto=organo.acto()
    )
    tercera = organo.convocada(fecha=hoy() + 3 * DIA)
    otra_vez = convocar(movida, acto=organo.acto())
    assert [s.numero for s in (otra_vez, segunda, tercera)] == [1, 2, 3]
    assert sorted(filter(None, Sesion.objects.values_list("numero", flat=True))) == [1, 2, 3]


def test_by_year_or_continuously(organo: CasoDeOrgano):
    en_enero = dt.date(hoy().year + 1, 1, 15)
    assert [organo.convocada(fecha=f).numero_dicho for f in (hoy() + DIA, en_enero)] == [
        f"1-{(hoy() + DIA).year}",
        f"1-{en_enero.year}" if en_enero.year != (hoy() + DIA).year else f"2-{en_enero.year}",
    ]
    fijar_reglas(organo.organo, desde=hoy(), numeracion="continua", acto=organo.acto(organo.titular))
    assert organo.convocada(fecha=hoy() + 4 * DIA).numero_dicho == "1"


def test_notice_is_counted_in_business_days_and_says_which_holidays_it_skipped(organo: CasoDeOrgano):
    fijar_reglas(organo.organo, desde=hoy(), aviso=25, acto=organo.acto(organo.titular))
    sesion = organo.sesion(fecha=hoy() + 10 * DIA)
    with pytest.raises(CondicionesIncumplidas, match=r"se celebra desde el .*25 días hábiles"):
        convocar(sesion, acto=organo.acto())
    breve = convocar(sesion, aviso_breve="Vence el plazo del fondo.", acto=organo.acto())
    assert (breve.estado, breve.aviso_breve) == ("convocada", "Vence el plazo del fondo.")


def test_a_short_notice_is_installed_only_with_every_seat(organo: CasoDeOrgano):
    fijar_reglas(
        organo.organo, desde=hoy(), aviso=5, quorum="los_presentes", acto=organo.acto(organo.titular)
    )
    sesion = organo.convocada(fecha=hoy(), hora=dt.time(0), aviso_breve="Urge.")
    registrar_llegada(sesion, organo.m_titular, acto=organo.acto())
    with pytest.raises(CondicionesIncumplidas, match="están presentes todos los miembros con voto"):
        instalar(sesion, acto=organo.acto())
    registrar_llegada(sesion, organo.m_su_alterno, acto=organo.acto())
    assert instalar(sesion, acto=organo.acto()).estado == "instalada"


def _correos(sesion: Sesion) -> list[Envio]:
    return list(Envio.objects.filter(modelo="seguimiento.sesion", objeto=sesion.pk).order_by("pk"))


def test_the_call_reaches_titulars_alternos_and_guests_with_agenda_and_event(organo: CasoDeOrgano):
    sesion = organo.sesion(fecha=hoy() + 5 * DIA)
    invitar(sesion, [Invitacion(puesto=organo.d_tecnico.puesto)], acto=organo.acto())
    sesion = convocar(sesion, acto=organo.acto())
    correos = _correos(sesion)
    assert {c.usuario for c in correos} == {
        organo.titular,
        organo.alterno,
        organo.contraparte,
        organo.su_alterno,
        organo.secretaria,
        organo.tecnico,
    }
    evento = correos[0].contexto["adjuntos"][0]["contenido"]
    assert correos[0].contexto["agenda"] == ["Avance del plan"]
    assert f"UID:{sesion.uid}@" in evento
    assert ("SEQUENCE:1\r\n" in evento, "STATUS:CONFIRMED" in evento) == (True, True)


def test_each_change_replaces_the_event_and_a_cancelled_one_says_so(organo: CasoDeOrgano):
    sesion = organo.convocada(fecha=hoy() + 5 * DIA)
    preparar_sesion(
        sesion,
        tipo="ordinaria",
        modalidad="mixta",
        lugar="Sala 9",
        enlace="https://x.invalid/",
        acto=organo.acto(),
    )
    movida = cambiar_fecha(sesion, fecha=hoy() + 8 * DIA, hora=dt.time(9), motivo="x", acto=organo.acto())
    perform(movida, "cancelar", acto=organo.acto(), motivo="Nadie puede")
    eventos = [
        c.contexto["adjuntos"][0]["contenido"] for c in _correos(sesion) if c.usuario == organo.titular
    ]
    assert [e.split("SEQUENCE:")[1].split("\r\n")[0] for e in eventos] == ["1", "2", "3", "4"]
    assert ["CANCELLED" in e for e in eventos] == [False, False, False, True]
    assert len({e.split("UID:")[1].split("\r\n")[0] for e in eventos}) == 1


def test_a_session_held_before_it_was_recorded_tells_nobody_to_come(organo: CasoDeOrgano):
    assert _correos(organo.convocada(fecha=AYER)) == []


def test_the_day_before_everybody_is_reminded_with_the_event(organo: CasoDeOrgano):
    """At eight, where the case file lives; nobody before."""
    dia = next(d for n in range(20, 40) if LIMA.es_habil((d := hoy() + n * DIA) - DIA))
    sesion = organo.convocada(fecha=dia)
    plazos = Plazo.objects.abiertos().filter(tipo="sesion", objeto=sesion.pk)
    assert {p.institucion_id for p in plazos} == {organo.propone.pk, organo.otra.pk}
    for antes in (a_las("23:00", dia - 2 * DIA), a_las("07:59", dia - DIA)):
        with time_machine.travel(antes, tick=False):
            assert vencer_plazos() == 0
    with time_machine.travel(a_las("08:00", dia - DIA), tick=False):
        vencer_plazos()
    recordatorios = Envio.objects.filter(aviso="plazo_cercano")
    assert {e.usuario for e in recordatorios} == {
        *(organo.titular, organo.alterno, organo.contraparte, organo.su_alterno, organo.secretaria)
    }
    assert {e.contexto["adjuntos"][0]["nombre"] for e in recordatorios} == {"sesion.ics"}


def test_members_say_that_they_received_it_once_for_each_call(organo: CasoDeOrgano):
    sesion = organo.convocada(fecha=hoy() + 5 * DIA)
    for _vez in range(2):
        acusar_recibo(sesion, acto=organo.acto(organo.contraparte))
    assert acusaron([sesion]) == {sesion.pk: {organo.d_contraparte.puesto_id}}
    assert organo.acciones(sesion).count("acusar_recibo") == 1
    with pytest.raises(SinPermiso):
        acusar_recibo(sesion, acto=organo.acto(organo.tecnico))


# -- the agenda


def test_what_the_last_session_left_is_offered_first(organo: CasoDeOrgano):
    anterior = organo.en_curso(puntos=["Fondo", "Plan"], fecha=AYER)
    fondo, plan = anterior.puntos.order_by("orden")
    resolver_punto(fondo, resultado="diferido", motivo="Falta el informe.", acto=organo.acto())
    resolver_punto(plan, resultado="tratado", acto=organo.acto())
    finalizar(anterior, terminada_at=a_las("11:00"), acto=organo.acto())
    organo.anotar()
    sesion = organo.sesion(puntos=[], fecha=hoy() + DIA)
    ofrece = puntos_ofrecidos(sesion)
    assert [p.clase for p in ofrece] == ["acta_anterior", "compromisos", "orden_del_dia"]
    assert (ofrece[2].titulo, "Falta el informe." in ofrece[2].por_que) == ("Fondo", True)
    agregar_punto(sesion, titulo=ofrece[2].titulo, clase=ofrece[2].clase, acto=organo.acto())
    assert [p.clase for p in puntos_ofrecidos(sesion)] == ["acta_anterior", "compromisos"]


def test_a_point_enters_a_called_session_only_while_it_sits_and_with_every_seat(organo: CasoDeOrgano):
    sesion = organo.convocada()
    with pytest.raises(CondicionesIncumplidas, match="La agenda ya se convocó"):
        agregar_punto(sesion, titulo="Otro", acto=organo.acto())
    sesion = organo.en_curso()
    assert agregar_punto(sesion, titulo="Otro", acto=organo.acto()).agregado_en_sesion
    organo.sale(sesion.asistencias.get(miembro=organo.m_contraparte), "10:20")
    propuesto = agregar_punto(sesion, titulo="De otro", acto=organo.acto(organo.contraparte))
    assert (propuesto.resultado, propuesto.agregado_en_sesion) == ("propuesto", False)


# -- without quórum, second call, suspension


def test_without_quorum_the_second_call_has_its_own_rule(organo: CasoDeOrgano):
    fijar_reglas(
        organo.organo,
        desde=hoy(),
        quorum="todos",
        quorum_segunda="los_presentes",
        acto=organo.acto(organo.titular),
    )
    sesion = organo.convocada(fecha=hoy(), hora=dt.time(0))
    registrar_llegada(sesion, organo.m_titular, acto=organo.acto())
    with pytest.raises(CondicionesIncumplidas, match="No hay quórum: 1 de 2 con voto; se requieren 2"):
        instalar(sesion, acto=organo.acto())
    sesion = perform(sesion, "declarar_sin_quorum", acto=organo.acto()).objeto
    sesion = pasar_a_segunda(sesion, fecha=hoy(), hora=dt.time(0, 30), acto=organo.acto())
    assert (sesion.es_segunda, sesion.numero, sesion.quorum_en(timezone.now()).hay) == (True, 1, True)


def test_it_goes_on_another_day_with_the_same_acta(organo: CasoDeOrgano):
    antier = hoy() - 2 * DIA
    sesion = organo.en_curso(fecha=antier)
    acta = sesion.acta
    sesion = suspender(
        sesion,
        motivo="Se fue la luz.",
        continua_el=AYER,
        hora=dt.time(9),
        suspendida_at=a_las("11:00", antier),
        acto=organo.acto(),
    )
    assert sesion.asistencias.filter(sale_at__isnull=True).count() == 0
    with pytest.raises(CondicionesIncumplidas, match="No hay quórum"):
        perform(sesion, "reanudar", acto=organo.acto())
    for miembro in (organo.m_titular, organo.m_su_alterno):
        registrar_llegada(sesion, miembro, llega_at=a_las("09:00"), acto=organo.acto())
    sesion = perform(sesion, "reanudar", acto=organo.acto()).objeto
    acuerdo = organo.acuerdo(sesion)
    votado = registrar_votacion(acuerdo, forma="consenso", votado_at=a_las("09:30"), acto=organo.acto())
    assert (votado.es_adoptado, sesion.acta.pk) == (True, acta.pk)
    assert votado.votos.get(plaza=organo.m_contraparte).miembro == organo.m_su_alterno


def test_it_goes_on_later_the_same_day_and_never_before_it_stopped(organo: CasoDeOrgano):
    sesion = organo.en_curso()

    def parar(continua_el: dt.date, hora: str, **campos: Any) -> Sesion:
        cuando = {"continua_el": continua_el, "hora": dt.time.fromisoformat(hora), **campos}
        return suspender(
            sesion, motivo="Se fue la luz.", suspendida_at=a_las("11:00"), acto=organo.acto(), **cuando
        )

    for dia, hora in ((AYER, "11:00"), (AYER, "09:00"), (AYER - DIA, "23:00")):
        with pytest.raises(DatosInvalidos, match="después de la hora en que se suspende"):
            parar(dia, hora)
    with pytest.raises(DatosInvalidos, match="Revise el año"):
        parar(dt.date(9999, 12, 31), "09:00")
    with pytest.raises(DatosInvalidos, match="Enlace en que continúa"):
        parar(AYER, "15:00", enlace="no es un enlace")
    assert not SuspensionDeSesion.objects.exists()
    sesion = parar(AYER, "15:00", lugar="Patio")
    assert sesion.suspension is not None
    assert (sesion.suspension.hora, sesion.suspension.donde) == (dt.time(15), ("Patio", ""))


def test_only_its_secretaria_stops_it_and_the_same_act_stops_it_once(organo: CasoDeOrgano):
    sesion = organo.en_curso()
    cuando: dict[str, Any] = {
        "motivo": "x",
        "continua_el": hoy() + DIA,
        "hora": dt.time(9),
        "suspendida_at": a_las("11:00"),
    }
    with pytest.raises(SinPermiso):
        suspender(sesion, acto=organo.acto(organo.contraparte), **cuando)
    acto = organo.acto(clave=str(uuid.uuid4()))
    for _vez in range(2):
        suspender(sesion, acto=acto, **cuando)
    assert SuspensionDeSesion.objects.count() == 1


def test_whoever_leaves_on_the_day_on_which_it_goes_on_counts_no_more(organo: CasoDeOrgano):
    antier = hoy() - 2 * DIA
    sesion = organo.en_curso(fecha=antier)
    suspender(
        sesion,
        motivo="Se fue la luz.",
        continua_el=hoy(),
        hora=dt.time(0),
        suspendida_at=a_las("11:00", antier),
        acto=organo.acto(),
    )
    for miembro in (organo.m_titular, organo.m_contraparte):
        registrar_llegada(sesion, miembro, llega_at=a_las("00:00", hoy()), acto=organo.acto())
    sesion = perform(sesion, "reanudar", acto=organo.acto()).objeto
    assert sesion.quorum_en(sesion.ahora).hay
    registrar_salida(
        sesion.asistencias.get(miembro=organo.m_contraparte, sale_at__isnull=True), acto=organo.acto()
    )
    sesion = Sesion.objects.get(pk=sesion.pk)
    assert not sesion.quorum_en(sesion.ahora).hay


def test_moving_it_sends_home_whoever_had_come(organo: CasoDeOrgano):
    sesion = organo.convocada()
    organo.llega(sesion, organo.m_titular)
    movida = cambiar_fecha(sesion, fecha=hoy() + DIA, hora=dt.time(9), motivo="x", acto=organo.acto())
    assert movida.asistencias.filter(sale_at__isnull=True).count() == 0


# -- where

SALA, ENLACE = "Sala 1", "https://uno.pe/sala"


@pytest.mark.parametrize(
    ("modalidad", "lugar", "enlace", "basta"),
    [
        ("presencial", SALA, "", True),
        ("presencial", "", ENLACE, False),
        ("virtual", "", ENLACE, True),
        ("virtual", SALA, "", False),
        ("mixta", SALA, ENLACE, True),
        ("mixta", SALA, "", False),
        ("mixta", "", ENLACE, False),
    ],
)
def test_it_is_called_once_it_says_where_as_it_is_held(
    organo: CasoDeOrgano, modalidad: str, lugar: str, enlace: str, basta: bool
):
    sesion = organo.sesion(fecha=hoy() + DIA, modalidad=modalidad, lugar=lugar, enlace=enlace)
    if basta:
        assert convocar(sesion, acto=organo.acto()).estado == "convocada"
        return
    with pytest.raises(CondicionesIncumplidas) as negativa:
        convocar(sesion, acto=organo.acto())
    assert negativa.value.frases == ("Dice dónde se celebra: el lugar, el enlace, o ambos si es mixta.",)


@pytest.mark.parametrize(
    ("modalidad", "lugar", "enlace"), [("virtual", SALA, ""), ("mixta", SALA, ""), ("mixta", "", ENLACE)]
)
def test_once_called_it_goes_on_saying_where(organo: CasoDeOrgano, modalidad: str, lugar: str, enlace: str):
    sesion = organo.convocada(fecha=hoy() + DIA)
    with pytest.raises(DatosInvalidos, match="Dice dónde se celebra"):
        preparar_sesion(
            sesion,
            acto=organo.acto(),
            tipo="ordinaria",
            modalidad=modalidad,
            lugar=lugar,
            enlace=enlace,
        )


# -- series


LIMA = Calendario.de("PE", "Lima")


def test_a_series_goes_over_holidays_and_weekends_and_says_so():
    dias = dias_de_serie(dt.date(2026, 5, 28), cada=1, unidad="meses", veces=4, calendarios=[LIMA])
    assert [(d.previsto.day, d.fecha) for d in dias] == [
        (28, dt.date(2026, 5, 28)),
        (28, dt.date(2026, 6, 30)),
        (28, dt.date(2026, 7, 30)),
        (28, dt.date(2026, 8, 28)),
    ]
    assert [d.se_corrio for d in dias] == [False, True, True, False]
    assert dias[2].motivo


@pytest.mark.parametrize(
    ("campos", "dias"),
    [
        ({"cada": 2, "unidad": "semanas", "hasta": dt.date(2026, 3, 31)}, [3, 17, 31]),
        ({"cada": 1, "unidad": "semanas", "veces": 2}, [3, 10]),
        ({"cada": 1, "unidad": "meses", "veces": 1}, [3]),
    ],
)
def test_a_series_ends_on_a_day_or_after_so_many_times(campos: dict[str, Any], dias: list[int]):
    serie = dias_de_serie(dt.date(2026, 3, 3), calendarios=[LIMA], **campos)
    assert [d.fecha.day for d in serie] == dias


def test_the_month_without_that_day_takes_its_last_one():
    serie = dias_de_serie(dt.date(2026, 1, 30), cada=1, unidad="meses", veces=2, calendarios=[LIMA])
    assert [d.previsto for d in serie] == [dt.date(2026, 1, 30), dt.date(2026, 2, 28)]


# -- who may, and what it costs


@pytest.mark.parametrize("quien", ["contraparte", "alterno", "tecnico", "personal", "ajeno"])
def test_only_secretaria_and_presidency_run_it(organo: CasoDeOrgano, quien: str):
    sesion, acto = organo.sesion(), Acto(registra=getattr(organo, quien))
    for hacer in (
        lambda: convocar(sesion, acto=acto),
        lambda: organo.sesion(acto=acto),
        lambda: perform(sesion, "cancelar", acto=acto, motivo="x"),
    ):
        with pytest.raises(SinPermiso):
            hacer()


@pytest.mark.parametrize("pagina", ["", "asistencia/"])
def test_a_session_costs_the_same_with_two_members_and_with_twelve(organo: CasoDeOrgano, pagina: str):
    sesion = organo.en_curso()
    cliente = Client()
    cliente.force_login(organo.titular)
    direccion = f"{sesion.get_absolute_url()}{pagina}"
    cliente.get(direccion)
    with CaptureQueriesContext(
        connection,
    ) as pocas:
        cliente.get(direccion)
    for n in range(10):
        _cuenta, d = designado(organo.expediente, organo.otra, "equipo_tecnico", f"Miembro {n}")
        uno = MiembroDeOrgano(
            organo=organo.organo,
            institucion=organo.otra,
            puesto=d.puesto,
            desde=organo.organo.constituido_el,
            orden=20 + n,
            asiento_id=_asiento_libre(organo),
        )
        uno.save()
        organo.llega(sesion, uno, "10:30")
    with CaptureQueriesContext(connection) as muchas:
        cliente.get(direccion)
    assert len(muchas) == len(pocas)


def _asiento_libre(organo: CasoDeOrgano) -> int:
    """A log row that no member has: that of a meeting."""
    return organo.programar().asiento_id

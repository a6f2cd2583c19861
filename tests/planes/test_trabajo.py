"""The work of a plan: evidence, verification by others, changes by the two ways, what waits and what falls due."""

import datetime as dt
from decimal import Decimal

import pytest
import time_machine
from django.db import IntegrityError, transaction

from flujo.acto import Acto
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
from planes import acuerdos
from planes import services as planes
from planes.avisos import destinatarios
from planes.contenido import comparar, porcentaje_movido
from planes.models import PlanAnual, Reprogramacion
from planes.queries import (
    acciones_a_la_vista,
    avance_de,
    esperas_de,
    planes_a_la_vista,
    planes_de,
    totales_por_parte,
)
from planes.services import DatosDePartida, DatosDeResponsable
from tests.convenios.vida import papel_en
from tests.factories import designado, hoy, por_documento, suplencia
from tests.planes.caso import DIA, CasoDePlan

pytestmark = pytest.mark.django_db


def al_dia(dia: dt.date) -> dt.datetime:
    """In the middle of the working day, where the case file lives."""
    return dt.datetime.combine(dia, dt.time(17), tzinfo=dt.UTC)


# -- doing and verifying


def test_only_whoever_answers_for_an_action_works_on_it():
    caso = CasoDePlan("en_ejecucion")
    with pytest.raises(SinPermiso, match="de la parte responsable"):
        caso.mover_accion(1, "iniciar", caso.equipo_de_otra)
    caso.mover_accion(1, "iniciar", caso.equipo)
    with pytest.raises(SinPermiso):
        caso.presentar(1, caso.equipo_de_otra)
    caso.presentar(1, caso.equipo)


def test_it_is_not_concluded_without_a_means_of_verification():
    caso = CasoDePlan("en_ejecucion")
    caso.mover_accion(1, "iniciar", caso.equipo)
    with pytest.raises(CondicionesIncumplidas, match="al menos un medio"):
        caso.mover_accion(1, "concluir", caso.equipo)
    with pytest.raises(IntegrityError), transaction.atomic():
        type(caso.accion(1)).objects.filter(pk=caso.accion(1).pk).update(estado="concluida")


def test_nobody_verifies_what_their_own_party_did():
    caso = CasoDePlan("en_ejecucion")
    caso.concluir(1, caso.equipo)
    for quien in (caso.titular, caso.equipo, caso.asistente):
        with pytest.raises(SinPermiso, match="ni responde de la acción"):
            caso.mover_accion(1, "verificar", quien)
    assert caso.mover_accion(1, "verificar", caso.contraparte).estado == "verificada"


def test_nobody_verifies_their_own_from_a_paper_either():
    caso = CasoDePlan("en_ejecucion")
    caso.concluir(1, caso.equipo)
    accion = caso.accion(1)
    propia = caso.ante(accion, caso.asistente, documento=por_documento(), institucion_id=caso.propone.pk)
    with pytest.raises(SinPermiso):
        perform(accion, "verificar", acto=propia)
    ajena = caso.ante(
        accion, caso.asistente_de_contraparte, documento=por_documento(), institucion_id=caso.otra.pk
    )
    assert perform(accion, "verificar", acto=ajena).objeto.estado == "verificada"


def test_who_verifies_binds_to_the_evidence_that_was_shown():
    caso = CasoDePlan("en_ejecucion")
    caso.concluir(1, caso.equipo)
    visto = caso.ante(caso.accion(1), caso.contraparte)
    caso.presentar(1, caso.equipo, descripcion="Otra cosa")
    with pytest.raises(TextoCambiado):
        perform(caso.accion(1), "verificar", acto=visto)


def test_what_all_did_is_verified_by_an_acta_alone(monkeypatch):
    caso = CasoDePlan("en_ejecucion")
    caso.concluir(3, caso.equipo)
    for quien in (caso.titular, caso.contraparte):
        with pytest.raises((SinPermiso, CondicionesIncumplidas)):
            caso.mover_accion(3, "verificar", quien)
        with pytest.raises(SinPermiso, match="un acuerdo de un acta aprobada"):
            planes.verificar_por_acuerdo(caso.accion(3), acto=caso.ante(caso.accion(3), quien))
    monkeypatch.setattr(acuerdos, "_RESPONDEN", [])
    acuerdos.registrar_acuerdos("tests.planes.test_trabajo.lo_acordo_un_acta")
    hecha = planes.verificar_por_acuerdo(caso.accion(3), acto=caso.ante(caso.accion(3), caso.titular))
    assert hecha.estado == "verificada"


def lo_acordo_un_acta(objeto, que):
    return que == "verificar"


def test_returning_the_evidence_of_a_concluded_action_observes_it():
    caso = CasoDePlan("en_ejecucion")
    caso.concluir(1, caso.equipo)
    medio = caso.accion(1).medios.get()
    with pytest.raises(SinPermiso):
        planes.devolver_medio(medio, motivo="No se lee.", acto=Acto(registra=caso.titular))
    planes.devolver_medio(medio, motivo="No se lee.", acto=Acto(registra=caso.contraparte))
    accion = caso.accion(1)
    assert (accion.estado, accion.evidencia_hash) == ("observada", "")
    with pytest.raises(CondicionesIncumplidas):
        caso.mover_accion(1, "concluir", caso.equipo)
    caso.presentar(1, caso.equipo)
    assert caso.mover_accion(1, "concluir", caso.equipo).estado == "concluida"


def test_evidence_is_a_paper_that_every_party_reads_or_a_link():
    caso = CasoDePlan("en_ejecucion")
    caso.mover_accion(1, "iniciar", caso.equipo)
    papel = papel_en(caso.expediente, caso.propone, caso.asistente)
    medio = caso.presentar(1, caso.equipo, documento=papel, enlace="")
    assert medio.documento == papel
    with pytest.raises(DatosInvalidos, match="uno de los dos"):
        caso.presentar(1, caso.equipo, enlace="")
    with pytest.raises(DatosInvalidos, match="todavía no llega"):
        caso.presentar(1, caso.equipo, fecha=hoy() + DIA)

    interno = papel_en(caso.expediente, caso.propone, caso.asistente, "Interno")
    interno.visibilidad = "interna"
    with pytest.raises(DatosInvalidos, match="compártalo primero"):
        caso.presentar(1, caso.equipo, documento=interno, enlace="")


def test_a_verification_that_nobody_gave_in_its_term_is_said_so():
    caso = CasoDePlan("en_ejecucion")
    caso.concluir(1, caso.equipo)
    assert caso.accion(1).verificacion_pedida_el == hoy()
    plazo = Plazo.objects.get(tipo="verificacion_de_accion")
    assert (plazo.institucion, plazo.vence > hoy()) == (caso.otra, True)
    with pytest.raises(CondicionesIncumplidas, match="tiene plazo hasta el"):
        caso.mover_accion(1, "dar_por_no_verificada", caso.titular, motivo="Nadie contestó.")
    with time_machine.travel(al_dia(plazo.vence + DIA)):
        hecha = caso.mover_accion(1, "dar_por_no_verificada", caso.titular, motivo="Nadie contestó.")
    assert hecha.estado == "verificacion_no_obtenida"
    assert not Plazo.objects.abiertos().filter(tipo="verificacion_de_accion").exists()


def test_concluding_an_action_asks_for_its_verification_and_tells_until_when():
    caso = CasoDePlan("en_ejecucion")
    caso.concluir(1, caso.equipo)
    plazo = Plazo.objects.abiertos().get(tipo="verificacion_de_accion")
    assert (plazo.institucion, plazo.vence > hoy()) == (caso.otra, True)
    aviso = Envio.objects.get(usuario=caso.contraparte, aviso="paso_pendiente", objeto=caso.accion(1).pk)
    assert aviso.contexto["vence"] == plazo.vence.isoformat()
    caso.mover_accion(1, "observar", caso.contraparte, motivo="Falta.")
    assert not Plazo.objects.abiertos().filter(tipo="verificacion_de_accion").exists()
    caso.mover_accion(1, "concluir", caso.equipo)
    caso.mover_accion(1, "verificar", caso.contraparte)
    assert Plazo.objects.filter(tipo="verificacion_de_accion", cumplido_at__isnull=False).count() == 1


def test_what_nobody_verified_in_its_term_is_asked_for_again_and_not_before():
    caso = CasoDePlan("en_ejecucion")
    caso.concluir(1, caso.equipo)
    primero = Plazo.objects.get(tipo="verificacion_de_accion")
    acto = Acto(registra=caso.titular)
    with pytest.raises(DatosInvalidos, match="ya está pedida: el plazo corre hasta el"):
        planes.pedir_verificacion(caso.accion(1), acto=acto)
    with time_machine.travel(al_dia(primero.vence + DIA)):
        planes.pedir_verificacion(caso.accion(1), acto=acto)
        segundo = Plazo.objects.abiertos().get(tipo="verificacion_de_accion")
        assert (segundo.institucion, segundo.vence > primero.vence) == (caso.otra, True)
        assert caso.accion(1).verificacion_pedida_el == hoy()
        with pytest.raises(CondicionesIncumplidas, match="tiene plazo hasta el"):
            caso.mover_accion(1, "dar_por_no_verificada", caso.titular, motivo="Nadie contestó.")


def test_what_all_did_and_no_session_verified_ends_after_its_term_and_so_does_its_plan():
    caso = CasoDePlan("en_ejecucion")
    caso.concluir(3, caso.equipo)
    pedidos = Plazo.objects.abiertos().filter(tipo="verificacion_de_accion")
    assert {p.institucion for p in pedidos} == {caso.propone, caso.otra}
    assert {p.asunto for p in pedidos} == {
        "Llevar a una sesión la verificación de la acción 3: Intercambiar herramientas"
    }
    hasta = {e.institucion: e.hasta for e in esperas_de([caso.vivo()]) if e.objeto == caso.accion(3)}
    assert hasta == {p.institucion: p.vence for p in pedidos}
    nota = {"motivo": "El comité no se reunió."}
    with pytest.raises(CondicionesIncumplidas, match="tiene plazo hasta el"):
        caso.mover_accion(3, "dar_por_no_verificada", caso.titular, **nota)
    for numero, quien in ((1, caso.titular), (2, caso.contraparte)):
        caso.mover_accion(numero, "dar_por_no_ejecutada", quien, motivo="No hubo con qué.")
    with pytest.raises(CondicionesIncumplidas, match="Terminó el período, o cada acción"):
        caso.mover_plan("iniciar_evaluacion")
    with time_machine.travel(al_dia(max(p.vence for p in pedidos) + DIA)):
        hecha = caso.mover_accion(3, "dar_por_no_verificada", caso.contraparte, **nota)
        assert hecha.estado == "verificacion_no_obtenida"
        assert not Plazo.objects.abiertos().filter(tipo="verificacion_de_accion").exists()
        caso.mover_plan("iniciar_evaluacion")
        assert caso.mover_plan("dar_por_evaluado", resultado="Poco.").estado == "evaluado"


# -- changing an approved plan


def test_a_change_within_the_tolerance_is_logged_in_a_version_without_a_sign_off():
    caso = CasoDePlan("aprobado", tolerancia_dias=15, tolerancia_porcentaje=10)
    accion = caso.accion(1)
    datos = caso.datos(caso.propone, hasta=accion.hasta + 10 * DIA, monto=Decimal(1050))
    planes.ajustar(accion, datos, motivo="Feriado largo.", acto=Acto(registra=caso.equipo))
    plan = caso.vivo()
    assert (plan.version.n, plan.version.origen) == (2, "tolerancia")
    assert plan.contenido_hash == plan.version.hash == PlanAnual.CONTENIDO.hash(plan)
    assert caso.accion(1).hasta == accion.hasta + 10 * DIA
    assert caso.accion(1).hasta_original == accion.hasta


def test_small_steps_do_not_add_up_beyond_the_tolerance():
    caso = CasoDePlan("aprobado", tolerancia_dias=15)
    accion = caso.accion(1)
    acto = Acto(registra=caso.equipo)
    planes.ajustar(accion, caso.datos(caso.propone, hasta=accion.hasta + 10 * DIA), motivo="Uno.", acto=acto)
    with pytest.raises(DatosInvalidos, match="20 días de lo aprobado; la tolerancia es de 15"):
        planes.ajustar(
            caso.accion(1), caso.datos(caso.propone, hasta=accion.hasta + 20 * DIA), motivo="Otro.", acto=acto
        )


def test_a_reprogramming_of_another_action_takes_in_nothing_that_was_only_tolerated():
    caso = CasoDePlan("aprobado", tolerancia_dias=15)
    hasta, acto = caso.accion(1).hasta, Acto(registra=caso.equipo)
    for dias in (10, 20):
        una = caso.reprogramar(2, caso.datos(caso.otra, hasta=hasta + (dias + 20) * DIA))
        caso.aprobar_reprogramacion(una)
        datos = caso.datos(caso.propone, hasta=hasta + dias * DIA)
        if dias == 10:
            planes.ajustar(caso.accion(1), datos, motivo="Uno.", acto=acto)
    with pytest.raises(DatosInvalidos, match="20 días de lo aprobado; la tolerancia es de 15"):
        planes.ajustar(caso.accion(1), datos, motivo="Otro.", acto=acto)
    caso.aprobar_reprogramacion(caso.reprogramar(1, datos))
    planes.ajustar(
        caso.accion(1), caso.datos(caso.propone, hasta=hasta + 30 * DIA), motivo="Otro.", acto=acto
    )


@pytest.mark.parametrize(
    ("campos", "frase"),
    [
        ({"nombre": "Otra cosa"}, "solo para fechas y presupuesto"),
        ({"monto": Decimal(1101)}, "más del 10 %"),
        ({"territorio": "Cusco"}, "solo para fechas y presupuesto"),
    ],
)
def test_beyond_the_tolerance_it_is_refused(campos, frase):
    caso = CasoDePlan("aprobado", tolerancia_dias=15, tolerancia_porcentaje=10)
    with pytest.raises(DatosInvalidos, match=frase):
        planes.ajustar(
            caso.accion(1), caso.datos(caso.propone, **campos), motivo="Así.", acto=Acto(registra=caso.equipo)
        )


def test_without_a_tolerance_nothing_is_tolerated():
    caso = CasoDePlan("aprobado")
    datos = caso.datos(caso.propone, hasta=caso.accion(1).hasta + DIA)
    with pytest.raises(DatosInvalidos, match="no acordaron ninguna tolerancia de días"):
        planes.ajustar(caso.accion(1), datos, motivo="Así.", acto=Acto(registra=caso.equipo))


def test_moving_money_between_quarters_counts_once():
    antes = {"moneda": "PEN", "institucion_id": 1, "fuente": "", "es_en_especie": False}
    uno = [antes | {"trimestre": 1, "monto": "900.00"}, antes | {"trimestre": 2, "monto": "100.00"}]
    otro = [antes | {"trimestre": 1, "monto": "800.00"}, antes | {"trimestre": 2, "monto": "200.00"}]
    assert porcentaje_movido(uno, otro) == 10
    assert porcentaje_movido([], uno) is None
    assert porcentaje_movido(uno, uno) == 0


def test_a_reprogramming_changes_the_plan_with_the_last_partys_yes():
    caso = CasoDePlan("en_ejecucion")
    caso.mover_accion(1, "iniciar", caso.equipo)
    era = caso.accion(1)
    una = caso.reprogramar(1, caso.datos(caso.propone, hasta=era.hasta + 40 * DIA, nombre="Intercambiar más"))
    assert una.cambios == {"1": {"nombre": "Intercambiar más", "hasta": (era.hasta + 40 * DIA).isoformat()}}
    planes.aprobar_reprogramacion(caso.viva(una), acto=caso.ante(una, caso.titular))
    assert caso.accion(1).hasta == era.hasta
    planes.aprobar_reprogramacion(caso.viva(una), acto=caso.ante(una, caso.contraparte))
    accion = caso.accion(1)
    assert (accion.estado, accion.hasta, accion.hasta_original, accion.reprogramaciones) == (
        "reprogramada",
        era.hasta + 40 * DIA,
        era.hasta,
        1,
    )
    una, plan = caso.viva(una), caso.vivo()
    assert (una.estado, una.resultado) == ("aprobada", plan.version)
    assert (plan.version.n, plan.version.origen, plan.version.motivo) == (2, "reprogramacion", "Se atrasó.")
    [cambio] = comparar(una.base.datos, plan.version.datos)
    assert (cambio.numero, cambio.campos) == (1, ["nombre", "hasta"])
    assert Plazo.objects.abiertos().get(tipo="accion", objeto=accion.pk).vence == accion.hasta


def test_a_reprogramming_of_an_earlier_plan_is_refused_until_it_stands_on_the_present_one():
    caso = CasoDePlan("aprobado", tolerancia_dias=15)
    una = caso.reprogramar(1, caso.datos(caso.propone, nombre="Otra cosa"))
    visto = caso.ante(una, caso.contraparte)
    datos = caso.datos(caso.otra, hasta=caso.accion(2).hasta + DIA)
    planes.ajustar(caso.accion(2), datos, motivo="Un día.", acto=Acto(registra=caso.equipo_de_otra))
    with pytest.raises(CondicionesIncumplidas, match="Parte de la versión vigente"):
        planes.aprobar_reprogramacion(caso.viva(una), acto=visto)
    perform(caso.viva(una), "observar", acto=caso.ante(una, caso.contraparte), motivo="El plan cambió.")
    planes.actualizar_base(caso.viva(una), acto=Acto(registra=caso.titular))
    perform(caso.viva(una), "proponer", acto=caso.ante(una, caso.titular))
    with pytest.raises(TextoCambiado):
        planes.aprobar_reprogramacion(caso.viva(una), acto=visto)
    caso.aprobar_reprogramacion(una)
    assert caso.accion(1).nombre == "Otra cosa"
    assert caso.accion(2).hasta == datos.hasta


def test_an_action_is_cancelled_by_the_yes_of_every_party():
    caso = CasoDePlan("en_ejecucion")
    with pytest.raises(CondicionesIncumplidas, match="aprobaron cancelarla"):
        caso.mover_accion(2, "cancelar", caso.titular, motivo="No hay dinero.")
    una = caso.reprogramar(2, None, motivo="No hay dinero.")
    caso.aprobar_reprogramacion(una)
    assert caso.accion(2).estado == "cancelada"
    assert caso.vivo().version.n == 1, "that an action is not done is no content"
    assert caso.viva(una).resultado == caso.vivo().version
    assert not Plazo.objects.abiertos().filter(tipo="accion", objeto=caso.accion(2).pk).exists()


def test_what_came_to_an_end_is_not_reprogrammed():
    caso = CasoDePlan("en_ejecucion")
    caso.mover_accion(1, "dar_por_no_ejecutada", caso.titular, motivo="No se hizo.")
    una = planes.abrir_reprogramacion(caso.vivo(), motivo="Tarde.", acto=Acto(registra=caso.titular))
    with pytest.raises(TransicionNoDeclarada, match="ya no se ajusta ni se reprograma"):
        planes.guardar_cambio(una, caso.accion(1), None, acto=Acto(registra=caso.titular))


def test_a_proposed_difference_does_not_change():
    caso = CasoDePlan("aprobado")
    una = caso.reprogramar(1, caso.datos(caso.propone, nombre="Otra cosa"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Reprogramacion.objects.filter(pk=una.pk).update(cambios={})
    with pytest.raises(TransicionNoDeclarada):
        planes.guardar_cambio(una, caso.accion(2), None, acto=Acto(registra=caso.titular))


def test_an_action_does_not_leave_the_period_of_its_plan():
    caso = CasoDePlan("aprobado", tolerancia_dias=365)
    una = planes.abrir_reprogramacion(caso.vivo(), motivo="Tarde.", acto=Acto(registra=caso.titular))
    datos = caso.datos(caso.propone, hasta=caso.plan.hasta + DIA)
    for hacer in (
        lambda: planes.guardar_cambio(una, caso.accion(1), datos, acto=Acto(registra=caso.titular)),
        lambda: planes.ajustar(caso.accion(1), datos, motivo="Así.", acto=Acto(registra=caso.equipo)),
    ):
        with pytest.raises(DatosInvalidos, match="saldría del período"):
            hacer()


# -- the end, and what is counted


def test_a_plan_is_evaluated_when_every_action_has_some_end():
    caso = CasoDePlan("en_ejecucion")
    with pytest.raises(CondicionesIncumplidas):
        caso.mover_plan("iniciar_evaluacion")
    caso.concluir(1, caso.equipo)
    caso.mover_accion(1, "verificar", caso.contraparte)
    caso.mover_accion(2, "dar_por_no_ejecutada", caso.contraparte, motivo="No se hizo.")
    caso.aprobar_reprogramacion(caso.reprogramar(3, None, motivo="No hace falta."))
    caso.mover_plan("iniciar_evaluacion")
    caso.mover_plan("dar_por_evaluado", resultado="Se hizo un tercio.")
    caso.mover_plan("cerrar")
    avance = avance_de(caso.plan.acciones.all())
    assert avance.formula == "1 acción verificada de 3 · 33 %"
    assert avance.aparte == "1 no ejecutada, 1 cancelada"
    assert planes_a_la_vista(caso.expediente)[0].avance == avance


def test_what_each_party_puts_in_is_added_up():
    caso = CasoDePlan()
    en_especie = DatosDePartida(
        institucion_id=caso.otra.pk,
        trimestre=2,
        monto=Decimal(300),
        moneda="PEN",
        es_en_especie=True,
        valorizacion="Diez días de sala",
    )
    planes.agregar_accion(
        caso.vivo(), caso.datos(caso.otra, partidas=[en_especie]), acto=Acto(registra=caso.equipo)
    )
    partidas = [p for accion in acciones_a_la_vista(caso.plan) for p in accion.aportes]
    assert [(t.institucion, t.dinero, t.especie, t.total) for t in totales_por_parte(partidas)] == [
        (caso.propone, Decimal(2000), Decimal(0), Decimal(2000)),
        (caso.otra, Decimal(2000), Decimal(300), Decimal(2300)),
    ]


# -- what waits for whom, and what falls due


def lo_que_espera(caso):
    return {(e.que, e.institucion.sigla) for e in esperas_de(planes_de(caso.expediente_vivo()))}


def test_what_waits_follows_the_plan():
    caso = CasoDePlan("propuesto")
    aprobar = "Aprobar el plan «Plan del primer año»"
    assert lo_que_espera(caso) == {(aprobar, "MIN"), (aprobar, "CONF")}
    planes.aprobar(caso.vivo(), acto=caso.ante(caso.plan, caso.titular))
    assert lo_que_espera(caso) == {(aprobar, "CONF")}
    planes.aprobar(caso.vivo(), acto=caso.ante(caso.plan, caso.contraparte))
    firmar = {(f"Firmar el plan «{caso.plan.titulo}»", sigla) for sigla in ("MIN", "CONF")}
    assert lo_que_espera(caso) == {("Poner en ejecución el plan «Plan del primer año»", "MIN")} | firmar
    caso.mover_plan("poner_en_ejecucion")
    iniciar = "Iniciar la acción {}: Intercambiar herramientas"
    assert lo_que_espera(caso) == firmar | {
        (iniciar.format(1), "MIN"),
        (iniciar.format(2), "CONF"),
        (iniciar.format(3), "MIN"),
        (iniciar.format(3), "CONF"),
    }
    caso.concluir(1, caso.equipo)
    assert ("Verificar la acción 1: Intercambiar herramientas", "CONF") in lo_que_espera(caso)


def test_what_waits_is_told_to_whom_it_waits_for():
    caso = CasoDePlan("propuesto")
    assert set(Envio.objects.filter(modelo="planes.plananual").values_list("usuario", flat=True)) == {
        caso.contraparte.pk
    }


def pedidos_de_firma(caso: CasoDePlan) -> list[int]:
    """Who was told that the plan is to be signed, as often as they were."""
    avisos = Envio.objects.filter(aviso="paso_pendiente", contexto__icontains="Firmar el plan")
    return sorted(avisos.values_list("usuario", flat=True))


def test_both_coordinations_are_asked_to_sign_what_was_approved_and_again_what_was_reprogrammed():
    caso = CasoDePlan("aprobado")
    assert pedidos_de_firma(caso) == [
        caso.titular.pk
    ]  # the other one has just approved it, and sees it on the page
    caso.mover_plan("poner_en_ejecucion")
    assert len(pedidos_de_firma(caso)) == 1
    caso.aprobar_reprogramacion(caso.reprogramar(1, caso.datos(caso.propone, hasta=hoy() + 30 * DIA)))
    assert len(pedidos_de_firma(caso)) == 2


def test_what_waits_costs_the_same_for_one_action_and_for_thirty(django_assert_num_queries):
    caso = CasoDePlan()
    planes.agregar_acciones(
        caso.vivo(), [caso.datos(caso.propone) for _ in range(30)], acto=Acto(registra=caso.equipo)
    )
    caso.hasta_plan("en_ejecucion")
    lista = planes_de(caso.expediente_vivo())
    with django_assert_num_queries(10):
        assert len(esperas_de(lista)) == 36


def test_an_approved_action_falls_due_for_each_responsible_party():
    caso = CasoDePlan("aprobado")
    debidos = Plazo.objects.abiertos().filter(tipo="accion")
    assert {(p.objeto, p.institucion_id) for p in debidos} == {
        (caso.accion(1).pk, caso.propone.pk),
        (caso.accion(2).pk, caso.otra.pk),
        (caso.accion(3).pk, caso.propone.pk),
        (caso.accion(3).pk, caso.otra.pk),
    }
    caso.mover_plan("poner_en_ejecucion")
    caso.concluir(1, caso.equipo)
    assert Plazo.objects.get(tipo="accion", objeto=caso.accion(1).pk).cumplido_at
    caso.mover_accion(1, "observar", caso.contraparte, motivo="Falta la lista.")
    assert Plazo.objects.abiertos().filter(tipo="accion", objeto=caso.accion(1).pk).count() == 1
    caso.mover_accion(2, "suspender", caso.contraparte, motivo="Huelga.")
    assert Plazo.objects.get(tipo="accion", objeto=caso.accion(2).pk).anulado_at


def de_la_segunda(caso: CasoDePlan) -> list[tuple[str, int, bool, int | None]]:
    filas = Plazo.objects.filter(objeto=caso.accion(2).pk, tipo__startswith="accion").order_by("pk")
    return [(p.tipo, p.institucion_id, p.esta_abierto, p.puesto_id) for p in filas]


def test_of_a_suspended_action_its_coordination_is_reminded_until_it_goes_on_or_ends():
    caso = CasoDePlan("en_ejecucion")
    caso.mover_accion(2, "suspender", caso.contraparte, motivo="Huelga.")
    otra = caso.otra.pk
    assert de_la_segunda(caso) == [("accion", otra, False, None), ("accion_suspendida", otra, True, None)]
    plazo = Plazo.objects.get(tipo="accion_suspendida")
    assert plazo.vence == caso.accion(2).hasta
    assert plazo.que_vence.startswith("Reanudar la acción 2, o darle un final")
    assert destinatarios([(plazo, Destino.RESPONSABLE)]) == {plazo.pk: {caso.contraparte.pk}}
    caso.mover_accion(2, "reanudar", caso.contraparte)
    assert [(tipo, abierto) for tipo, _quien, abierto, _p in de_la_segunda(caso)] == [
        ("accion", False),
        ("accion_suspendida", False),
        ("accion", True),
    ]
    caso.mover_accion(2, "suspender", caso.contraparte, motivo="Otra huelga.")
    caso.mover_accion(2, "dar_por_no_ejecutada", caso.contraparte, motivo="No se hará.")
    assert not any(abierto for _t, _q, abierto, _p in de_la_segunda(caso))


def test_five_days_late_somebody_above_whoever_was_reminded_hears_of_an_action():
    caso = CasoDePlan("en_ejecucion")
    firmante, _designacion = designado(caso.expediente, caso.propone, "firmante")
    plazo = Plazo.objects.get(tipo="accion", institucion=caso.propone, objeto=caso.accion(1).pk)
    quien = {destino: set(destinatarios([(plazo, destino)])[plazo.pk]) for destino in Destino}
    assert quien[Destino.RESPONSABLE] == {caso.titular.pk, caso.equipo.pk}
    assert quien[Destino.SUPERIOR] == {firmante.pk}


def test_while_nobody_exercises_the_post_that_answers_its_party_is_reminded():
    caso = CasoDePlan("aprobado", tolerancia_dias=5)
    alguien, designacion = designado(caso.expediente, caso.propone, "unidad_tecnica")
    responde = DatosDeResponsable(institucion_id=caso.propone.pk, puesto_id=designacion.puesto_id)
    caso.aprobar_reprogramacion(caso.reprogramar(1, caso.datos(responsables=[responde])))
    plazo = Plazo.objects.abiertos().get(tipo="accion", objeto=caso.accion(1).pk)
    assert destinatarios([(plazo, Destino.RESPONSABLE)]) == {plazo.pk: {alguien.pk}}
    assert destinatarios([(plazo, Destino.SUPERIOR)]) == {plazo.pk: {caso.titular.pk}}
    for puesto in (None, designacion.puesto_id):
        responde = DatosDeResponsable(institucion_id=caso.propone.pk, puesto_id=puesto)
        caso.aprobar_reprogramacion(caso.reprogramar(1, caso.datos(responsables=[responde])))
        plazo = Plazo.objects.abiertos().get(tipo="accion", objeto=caso.accion(1).pk)
        assert plazo.puesto_id == puesto
    designacion.puesto.ocupaciones.update(hasta=hoy() - DIA)
    assert destinatarios([(plazo, Destino.RESPONSABLE)]) == {plazo.pk: {caso.titular.pk, caso.equipo.pk}}


def test_of_an_action_of_the_post_that_coordinates_the_alterno_is_reminded_while_it_is_absent():
    caso = CasoDePlan("aprobado", tolerancia_dias=5)
    responde = DatosDeResponsable(institucion_id=caso.propone.pk, puesto_id=caso.d_titular.puesto_id)
    caso.aprobar_reprogramacion(caso.reprogramar(1, caso.datos(responsables=[responde])))
    plazo = Plazo.objects.abiertos().get(tipo="accion", objeto=caso.accion(1).pk)
    assert destinatarios([(plazo, Destino.RESPONSABLE)]) == {plazo.pk: {caso.titular.pk}}
    suplencia(caso.d_titular, caso.d_alterno)
    assert destinatarios([(plazo, Destino.RESPONSABLE)]) == {plazo.pk: {caso.alterno.pk}}


def test_the_reminder_of_a_suspended_action_goes_out_before_its_day():
    caso = CasoDePlan("en_ejecucion")
    caso.mover_accion(2, "suspender", caso.contraparte, motivo="Huelga.")
    with time_machine.travel(caso.accion(2).hasta - DIA):
        while vencer_plazos(cadena=caso.expediente.cadena_id):
            pass
    avisados = Envio.objects.filter(aviso="plazo_cercano", usuario=caso.contraparte)
    plazo = Plazo.objects.get(tipo="accion_suspendida")
    assert any(plazo.pk in envio.contexto["plazos"] for envio in avisados)

"""A plan from its first line to its approval: periods, versions, observations, sign-offs bound to content."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from auditoria.models import Asiento
from expedientes.models import Aprobacion
from flujo.acto import Acto
from flujo.errors import (
    CondicionesIncumplidas,
    DatosInvalidos,
    SinPermiso,
    TextoCambiado,
    TransicionNoDeclarada,
)
from flujo.services import perform
from planes import services as planes
from planes.models import AccionConjunta, Partida, PlanAnual, Responsable, VersionDePlan
from tests.factories import hoy, institucion, por_documento, suplencia
from tests.planes.caso import DIA, CasoDePlan

pytestmark = pytest.mark.django_db


def test_no_two_periods_of_a_case_file_overlap():
    caso = CasoDePlan()
    acto = Acto(registra=caso.titular)
    with pytest.raises(DatosInvalidos, match="ya tiene un plan que cubre parte"):
        planes.abrir_plan(
            caso.expediente, titulo="Otro", desde=caso.plan.hasta, hasta=caso.plan.hasta + DIA, acto=acto
        )
    siguiente = planes.abrir_plan(
        caso.expediente,
        titulo="Otro",
        desde=caso.plan.hasta + DIA,
        hasta=caso.plan.hasta + 90 * DIA,
        acto=acto,
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanAnual.objects.filter(pk=siguiente.pk).update(desde=caso.plan.hasta)


def test_its_hash_is_that_of_its_rows():
    caso = CasoDePlan()
    antes = caso.vivo().contenido_hash
    assert antes == PlanAnual.CONTENIDO.hash(caso.vivo())
    accion = caso.accion(1)
    planes.cambiar_accion(accion, caso.datos(caso.propone, monto=2000), acto=Acto(registra=caso.equipo))
    assert caso.vivo().contenido_hash == PlanAnual.CONTENIDO.hash(caso.vivo()) != antes


def test_an_action_that_is_taken_out_is_no_content_and_its_number_is_not_used_again():
    caso = CasoDePlan()
    planes.retirar_accion(caso.accion(3), acto=Acto(registra=caso.equipo))
    assert [a["numero"] for a in caso.vivo().datos_del_contenido()["acciones"]] == [1, 2]
    nueva = planes.agregar_accion(caso.vivo(), caso.datos(caso.otra), acto=Acto(registra=caso.equipo))
    assert nueva.numero == 4


def test_the_same_form_sent_twice_writes_one_action():
    caso = CasoDePlan()
    acto = Acto(registra=caso.equipo, clave="una")
    una = planes.agregar_accion(caso.vivo(), caso.datos(caso.otra), acto=acto)
    assert planes.agregar_accion(caso.vivo(), caso.datos(caso.otra), acto=acto) == una
    assert caso.plan.acciones.count() == 4


def test_only_a_party_answers_for_an_action():
    caso = CasoDePlan()
    ajena = institucion("De nadie")
    with pytest.raises(DatosInvalidos, match="partes vigentes"):
        planes.agregar_accion(caso.vivo(), caso.datos(ajena), acto=Acto(registra=caso.equipo))


def test_it_is_not_proposed_without_responsible_parties_or_outside_its_period():
    caso = CasoDePlan()
    acto = Acto(registra=caso.equipo)
    planes.agregar_accion(caso.vivo(), caso.datos(), acto=acto)
    planes.agregar_accion(caso.vivo(), caso.datos(caso.otra, hasta=caso.plan.hasta + DIA), acto=acto)
    with pytest.raises(CondicionesIncumplidas) as negativa:
        caso.proponer()
    assert negativa.value.frases == (
        "Falta decir quién responde de la acción 4.",
        "Estas acciones salen del período del plan: 5. Corrija sus fechas o las del plan.",
    )


def test_proposing_freezes_a_version_and_the_last_yes_approves_the_plan_with_its_actions():
    caso = CasoDePlan("propuesto")
    version = caso.vivo().version
    assert (version.n, version.hash, version.origen) == (1, caso.vivo().contenido_hash, "propuesta")
    planes.aprobar(caso.vivo(), acto=caso.ante(caso.plan, caso.titular))
    assert caso.vivo().estado == "propuesto"
    planes.aprobar(caso.vivo(), acto=caso.ante(caso.plan, caso.contraparte))
    assert caso.vivo().estado == "aprobado"
    assert set(caso.plan.acciones.values_list("estado", flat=True)) == {"aprobada"}
    accion = caso.accion(1)
    assert (accion.desde_original, accion.hasta_original) == (accion.desde, accion.hasta)


def test_a_version_says_what_its_hash_says_and_never_changes():
    caso = CasoDePlan("propuesto")
    version = caso.vivo().version
    assert version.datos["titulo"] == "Plan del primer año"
    for cambio in ({"contenido": "{}"}, {"hash": "0" * 64}, {"motivo": "otro"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            VersionDePlan.objects.filter(pk=version.pk).update(**cambio)
    with pytest.raises(IntegrityError), transaction.atomic():
        VersionDePlan.objects.create(plan=caso.plan, n=2, contenido="{}", hash="0" * 64, origen="propuesta")


def test_approving_another_content_than_the_one_shown_is_refused():
    caso = CasoDePlan("propuesto")
    visto = caso.ante(caso.plan, caso.contraparte)
    planes.observar(caso.vivo(), "Falta un taller.", acto=caso.ante(caso.plan, caso.contraparte))
    observacion = caso.plan.observaciones.get()
    planes.responder_observacion(observacion, "Se agregó.", acto=Acto(registra=caso.titular))
    planes.agregar_accion(caso.vivo(), caso.datos(caso.otra), acto=Acto(registra=caso.equipo))
    caso.proponer()
    with pytest.raises(TextoCambiado):
        planes.aprobar(caso.vivo(), acto=visto)
    assert not Aprobacion.objects.filter(modelo="planes.plananual").exists()


def test_an_approval_of_an_earlier_version_does_not_count():
    caso = CasoDePlan("propuesto")
    planes.aprobar(caso.vivo(), acto=caso.ante(caso.plan, caso.titular))
    planes.observar(caso.vivo(), "Falta un taller.", acto=caso.ante(caso.plan, caso.contraparte))
    planes.responder_observacion(
        caso.plan.observaciones.get(), "Se agregó.", acto=Acto(registra=caso.titular)
    )
    planes.agregar_accion(caso.vivo(), caso.datos(caso.otra), acto=Acto(registra=caso.equipo))
    caso.proponer()
    planes.aprobar(caso.vivo(), acto=caso.ante(caso.plan, caso.contraparte))
    assert caso.vivo().estado == "propuesto"
    with pytest.raises(CondicionesIncumplidas, match="Falta la aprobación de MIN"):
        perform(caso.vivo(), "dar_por_aprobado", acto=caso.ante(caso.plan, caso.contraparte))
    planes.aprobar(caso.vivo(), acto=caso.ante(caso.plan, caso.titular))
    assert caso.vivo().estado == "aprobado"


def test_an_observation_is_answered_by_another_party_before_it_is_proposed_again():
    caso = CasoDePlan("propuesto")
    planes.observar(caso.vivo(), "Falta un taller.", acto=caso.ante(caso.plan, caso.contraparte))
    assert caso.vivo().estado == "observado"
    with pytest.raises(CondicionesIncumplidas, match="Falta la respuesta a 1 observación"):
        caso.proponer()
    observacion = caso.plan.observaciones.get()
    with pytest.raises(DatosInvalidos, match="la responde otra parte"):
        planes.responder_observacion(observacion, "Ya.", acto=Acto(registra=caso.contraparte))
    planes.responder_observacion(observacion, "Se verá.", acto=Acto(registra=caso.titular))
    caso.proponer()
    assert caso.vivo().estado == "propuesto"
    assert caso.vivo().version.n == 1, "what did not change is no new version"


def test_only_each_partys_coordination_approves():
    caso = CasoDePlan("propuesto")
    for quien in (caso.equipo, caso.alterno, caso.asistente, caso.personal, caso.ajeno):
        with pytest.raises(SinPermiso):
            planes.aprobar(caso.vivo(), acto=caso.ante(caso.plan, quien))
    suplencia(caso.d_titular, caso.d_alterno)
    with pytest.raises(SinPermiso):
        planes.aprobar(caso.vivo(), acto=caso.ante(caso.plan, caso.titular))
    dada = planes.aprobar(caso.vivo(), acto=caso.ante(caso.plan, caso.alterno))
    assert dada.suple_a == caso.d_titular.puesto


def test_a_partys_assistant_records_its_approval_from_the_paper_and_no_other_partys():
    caso = CasoDePlan("propuesto")
    de_papel = {"documento": por_documento(), "institucion_id": caso.otra.pk}
    with pytest.raises(SinPermiso):
        planes.aprobar(caso.vivo(), acto=caso.ante(caso.plan, caso.asistente, **de_papel))
    dada = planes.aprobar(caso.vivo(), acto=caso.ante(caso.plan, caso.asistente_de_contraparte, **de_papel))
    assert (dada.institucion, dada.puesto) == (caso.otra, caso.d_contraparte.puesto)


def test_a_late_plan_is_approved_as_a_regularizacion_only():
    caso = CasoDePlan(desde=hoy() - 400 * DIA)
    with pytest.raises(CondicionesIncumplidas, match="regularización"):
        caso.proponer()
    planes.cambiar_plan(
        caso.vivo(), es_regularizacion=True, sustento="Se trabajó sin plan.", acto=Acto(registra=caso.equipo)
    )
    caso.proponer()
    caso.aprobar_plan()
    assert caso.vivo().estado == "aprobado"


def test_a_regularizacion_says_why():
    caso = CasoDePlan()
    with pytest.raises(DatosInvalidos, match="por qué se aprueba tarde"):
        planes.cambiar_plan(caso.vivo(), es_regularizacion=True, acto=Acto(registra=caso.equipo))


def test_two_who_edit_the_same_at_once_do_not_overwrite_each_other():
    caso = CasoDePlan()
    visto = Asiento.objects.filter(cadena=caso.expediente.cadena_id).latest("n").n
    planes.cambiar_accion(
        caso.accion(1), caso.datos(caso.propone, nombre="Una"), visto=visto, acto=Acto(registra=caso.equipo)
    )
    with pytest.raises(DatosInvalidos, match="Alguien cambió"):
        planes.cambiar_accion(
            caso.accion(1),
            caso.datos(caso.propone, nombre="Otra"),
            visto=visto,
            acto=Acto(registra=caso.equipo),
        )


CAMBIOS = {
    "an action's dates": lambda c: c.plan.acciones.filter(numero=1).update(hasta=c.plan.hasta),
    "an action's name": lambda c: c.plan.acciones.filter(numero=1).update(nombre="Otra cosa"),
    "who answers": lambda c: Responsable.objects.filter(accion__plan=c.plan).delete(),
    "its budget": lambda c: Partida.objects.filter(accion__plan=c.plan).update(monto=1),
    "one more amount": lambda c: Partida.objects.create(
        accion=c.accion(1), institucion=c.otra, trimestre=2, monto=5, moneda="PEN"
    ),
    "the period": lambda c: PlanAnual.objects.filter(pk=c.plan.pk).update(hasta=c.plan.hasta + DIA),
    "the tolerance": lambda c: PlanAnual.objects.filter(pk=c.plan.pk).update(tolerancia_dias=300),
    "the hash": lambda c: PlanAnual.objects.filter(pk=c.plan.pk).update(contenido_hash="0" * 64),
}


@pytest.mark.parametrize("estado", ["propuesto", "aprobado", "en_ejecucion"])
def test_nothing_of_a_proposed_plan_changes_behind_the_services(estado):
    caso = CasoDePlan(estado)
    for que, cambiar in CAMBIOS.items():
        try:
            with transaction.atomic():
                cambiar(caso)
        except IntegrityError:
            continue
        pytest.fail(f"{que} changed")


def test_the_services_that_write_refuse_once_it_is_proposed():
    caso = CasoDePlan("propuesto")
    acto = Acto(registra=caso.equipo)
    with pytest.raises(TransicionNoDeclarada):
        planes.agregar_accion(caso.vivo(), caso.datos(caso.otra), acto=acto)
    with pytest.raises(TransicionNoDeclarada):
        planes.cambiar_accion(caso.accion(1), caso.datos(caso.otra), acto=acto)
    with pytest.raises(CondicionesIncumplidas):
        planes.retirar_accion(caso.accion(1), acto=acto)
    with pytest.raises(TransicionNoDeclarada):
        planes.cambiar_plan(caso.vivo(), titulo="Otro", acto=acto)


def test_a_copy_moves_the_dates_and_carries_over_what_was_not_finished():
    caso = CasoDePlan("en_ejecucion")
    caso.concluir(2, caso.equipo_de_otra)
    caso.mover_accion(2, "verificar", caso.titular)
    desde = caso.plan.hasta + DIA
    copia = planes.copiar_plan(
        caso.vivo(),
        titulo="Plan del segundo año",
        desde=desde,
        hasta=desde + 364 * DIA,
        solo_pendientes=True,
        acto=Acto(registra=caso.titular),
    )
    acciones = list(AccionConjunta.objects.filter(plan=copia))
    assert [a.continua.numero for a in acciones] == [1, 3]
    assert [(a.desde - desde).days for a in acciones] == [10, 10]
    assert (copia.copia_de, copia.estado) == (caso.plan, "borrador")
    assert PlanAnual.objects.get(pk=copia.pk).contenido_hash == PlanAnual.CONTENIDO.hash(copia)


def test_three_hundred_actions_are_approved_in_the_statements_of_three(django_assert_max_num_queries):
    caso = CasoDePlan()
    planes.agregar_acciones(
        caso.vivo(), [caso.datos(caso.propone) for _ in range(297)], acto=Acto(registra=caso.equipo)
    )
    caso.proponer()
    planes.aprobar(caso.vivo(), acto=caso.ante(caso.plan, caso.titular))
    plan, acto = caso.vivo(), caso.ante(caso.plan, caso.contraparte)
    with django_assert_max_num_queries(90):
        planes.aprobar(plan, acto=acto)
    assert caso.plan.acciones.filter(estado="aprobada").count() == 300


def test_the_period_is_one_that_can_be():
    caso = CasoDePlan()
    with pytest.raises(DatosInvalidos, match="antes de empezar"):
        planes.cambiar_plan(caso.vivo(), hasta=caso.plan.desde - DIA, acto=Acto(registra=caso.equipo))
    with pytest.raises(DatosInvalidos, match="Revise el año"):
        planes.cambiar_plan(caso.vivo(), desde=dt.date(1012, 1, 1), acto=Acto(registra=caso.equipo))

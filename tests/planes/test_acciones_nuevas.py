"""Actions that enter an approved plan, and what of a strategic plan each action serves."""

import pytest
from django.db import IntegrityError, transaction

from flujo.acto import Acto
from flujo.errors import CondicionesIncumplidas, DatosInvalidos
from flujo.services import perform
from notificaciones.models import Plazo
from planes import services as planes
from planes.contenido import leer
from planes.models import AccionConjunta, Iniciativa, Reprogramacion
from planes.queries import plan_a_la_vista
from tests.planes.caso import DIA, CasoDePlan
from tests.planes.programa import Programa
from tests.planes.test_paginas_del_plan import de_accion, entrar, enviar

pytestmark = pytest.mark.django_db


def abierta(caso: CasoDePlan) -> Reprogramacion:
    return planes.abrir_reprogramacion(
        caso.vivo(), motivo="Hace falta más.", acto=Acto(registra=caso.titular)
    )


def con_nueva(caso: CasoDePlan, una: Reprogramacion, **campos: object) -> Reprogramacion:
    datos = caso.datos(caso.otra, **{"nombre": "Difundir", **campos})
    return planes.guardar_nueva(una, None, datos, acto=Acto(registra=caso.equipo))


def proponer(caso: CasoDePlan, una: Reprogramacion) -> Reprogramacion:
    return perform(caso.viva(una), "proponer", acto=caso.ante(una, caso.titular)).objeto


def alineado(caso: CasoDePlan) -> Iniciativa:
    """An initiative of the proposing party's own programme, to which the case file is aligned."""
    programa = Programa(caso.propone)
    iniciativa = programa.publicado()
    programa.leer_a(caso.equipo)
    planes.alinear(
        caso.expediente_vivo(), iniciativa, sustento="La difunde.", acto=Acto(registra=caso.equipo)
    )
    return iniciativa


def test_a_new_action_gets_its_number_when_the_last_party_approves():
    caso = CasoDePlan("en_ejecucion")
    una = con_nueva(caso, abierta(caso))
    una = con_nueva(caso, caso.viva(una), nombre="Premiar")
    assert (una.nuevas, una.numeros, caso.plan.acciones.count()) == (["nueva:1", "nueva:2"], [], 3)
    caso.aprobar_reprogramacion(proponer(caso, una))
    nuevas = AccionConjunta.objects.filter(plan=caso.plan, numero__gt=3).order_by("numero")
    assert [(a.numero, a.nombre, a.estado) for a in nuevas] == [
        (4, "Difundir", "aprobada"),
        (5, "Premiar", "aprobada"),
    ]
    assert {a.desde_original for a in nuevas} == {caso.plan.desde + 10 * DIA}
    plan = caso.vivo()
    assert (plan.version.n, plan.version.origen) == (2, "reprogramacion")
    assert [a["numero"] for a in plan.version.datos["acciones"]] == [1, 2, 3, 4, 5]
    assert leer(plan) == plan.version.datos
    assert Plazo.objects.abiertos().filter(objeto__in=[a.pk for a in nuevas]).count() == 2
    assert caso.mover_accion(4, "iniciar", caso.equipo_de_otra).estado == "en_ejecucion"


def test_one_reprogramming_adds_changes_and_cancels():
    caso = CasoDePlan("aprobado")
    una = con_nueva(caso, abierta(caso))
    una = planes.guardar_cambio(
        caso.viva(una),
        caso.accion(1),
        caso.datos(caso.propone, nombre="Otra cosa"),
        acto=Acto(registra=caso.titular),
    )
    una = planes.guardar_cambio(caso.viva(una), caso.accion(2), None, acto=Acto(registra=caso.titular))
    caso.aprobar_reprogramacion(proponer(caso, una))
    estados = list(
        AccionConjunta.objects.filter(plan=caso.plan)
        .order_by("numero")
        .values_list("numero", "estado", "nombre")
    )
    assert estados == [
        (1, "reprogramada", "Otra cosa"),
        (2, "cancelada", "Intercambiar herramientas"),
        (3, "aprobada", "Intercambiar herramientas"),
        (4, "aprobada", "Difundir"),
    ]


def test_a_new_action_is_changed_and_taken_out_while_it_is_a_proposal():
    caso = CasoDePlan("aprobado")
    una = con_nueva(caso, abierta(caso))
    una = planes.guardar_nueva(
        caso.viva(una), 1, caso.datos(caso.otra, nombre="Difundir mejor"), acto=Acto(registra=caso.equipo)
    )
    assert una.cambios["nueva:1"]["nombre"] == "Difundir mejor"
    antes = una.contenido_hash
    una = planes.guardar_nueva(caso.viva(una), 1, None, acto=Acto(registra=caso.equipo))
    assert (una.cambios, una.contenido_hash == antes) == ({}, False)
    with pytest.raises(DatosInvalidos, match="ya no está entre las nuevas"):
        planes.guardar_nueva(caso.viva(una), 1, None, acto=Acto(registra=caso.equipo))
    with pytest.raises(CondicionesIncumplidas, match="al menos una acción que cambia, se agrega"):
        proponer(caso, caso.viva(una))


def test_a_new_action_is_one_that_the_plan_could_have():
    caso = CasoDePlan("aprobado")
    una = abierta(caso)
    for campos, frase in (
        ({"hasta": caso.plan.hasta + DIA}, "saldría del período"),
        ({"responsables": []}, "quién responde"),
        ({"nombre": ""}, "no puede estar vacío"),
        ({"desde": caso.plan.desde + 9 * DIA, "hasta": caso.plan.desde}, "antes de empezar"),
    ):
        with pytest.raises(DatosInvalidos, match=f"(?i){frase}"):
            con_nueva(caso, caso.viva(una), **campos)


def test_two_reprogrammings_that_add_do_not_share_a_number():
    """The second one stands on a plan that is no longer: it is put on the present one first."""
    caso = CasoDePlan("aprobado")
    una, otra = (proponer(caso, con_nueva(caso, abierta(caso), nombre=n)) for n in ("Una", "Otra"))
    caso.aprobar_reprogramacion(una)
    with pytest.raises(CondicionesIncumplidas, match="versión vigente"):
        caso.aprobar_reprogramacion(otra)
    perform(
        caso.viva(otra), "observar", acto=caso.ante(otra, caso.contraparte), motivo="Va sobre la de antes."
    )
    planes.actualizar_base(caso.viva(otra), acto=Acto(registra=caso.titular))
    caso.aprobar_reprogramacion(proponer(caso, otra))
    assert [(caso.accion(n).nombre) for n in (4, 5)] == ["Una", "Otra"]


@pytest.mark.django_db(transaction=True)
def test_the_database_lets_no_initiative_change_by_another_way():
    caso = CasoDePlan("aprobado")
    iniciativa, era = alineado(caso), caso.accion(1)
    with pytest.raises(IntegrityError, match="por una reprogramación"), transaction.atomic():
        AccionConjunta.objects.filter(pk=era.pk).update(iniciativa=iniciativa)


def test_new_actions_go_by_their_pages():
    caso = CasoDePlan("aprobado")
    una = abierta(caso)
    base = una.get_absolute_url()
    pagina = entrar(caso.equipo).get(base).content.decode()
    assert f"{base}nuevas/otra/" in pagina
    assert enviar(caso.equipo, f"{base}nuevas/otra/", **de_accion(caso)).status_code == 302
    formulario = entrar(caso.equipo).get(f"{base}nuevas/1/").content.decode()
    assert 'value="Capacitar"' in formulario
    enviar(caso.equipo, f"{base}nuevas/1/", **de_accion(caso, nombre="Capacitar más"))
    pagina = entrar(caso.contraparte).get(base).content.decode()
    assert "4. Capacitar más" in pagina
    assert "Acción nueva" in pagina
    assert enviar(caso.equipo, f"{base}nuevas/1/quitar/").status_code == 302
    assert caso.viva(una).cambios == {}
    assert entrar(caso.equipo).get(f"{base}nuevas/1/").status_code == 404


def test_the_page_of_an_applied_reprogramming_says_the_numbers_that_were_given():
    caso = CasoDePlan("aprobado")
    una = proponer(caso, con_nueva(caso, abierta(caso)))
    caso.aprobar_reprogramacion(una)
    otra = proponer(caso, con_nueva(caso, abierta(caso), nombre="Otra"))
    caso.aprobar_reprogramacion(otra)
    assert "4. Difundir" in entrar(caso.titular).get(una.get_absolute_url()).content.decode()
    assert "5. Otra" in entrar(caso.titular).get(otra.get_absolute_url()).content.decode()


def test_an_action_serves_an_initiative_to_which_its_case_file_is_aligned():
    caso = CasoDePlan()
    ajena = Programa().publicado()
    with pytest.raises(DatosInvalidos, match="alinéelo primero"):
        planes.agregar_accion(
            caso.vivo(), caso.datos(caso.propone, iniciativa_id=ajena.pk), acto=Acto(registra=caso.equipo)
        )
    iniciativa = alineado(caso)
    antes = caso.vivo().contenido_hash
    accion = planes.cambiar_accion(
        caso.accion(1),
        caso.datos(caso.propone, iniciativa_id=iniciativa.pk),
        acto=Acto(registra=caso.equipo),
    )
    assert (accion.iniciativa, caso.vivo().contenido_hash != antes) == (iniciativa, True)
    assert (
        "1.A Establecer alianzas" in entrar(caso.contraparte).get(accion.get_absolute_url()).content.decode()
    )


def test_an_action_without_an_initiative_has_the_hash_that_it_always_had():
    assert "iniciativa_id" not in leer(CasoDePlan().plan)["acciones"][0]


def test_that_the_alignment_was_withdrawn_holds_up_no_other_change():
    caso = CasoDePlan()
    iniciativa = alineado(caso)
    suya = {"iniciativa_id": iniciativa.pk}
    planes.cambiar_accion(caso.accion(1), caso.datos(caso.propone, **suya), acto=Acto(registra=caso.equipo))
    planes.retirar_alineacion(
        caso.expediente_vivo().alineaciones.get(), motivo="Ya no.", acto=Acto(registra=caso.equipo)
    )
    hecha = planes.cambiar_accion(
        caso.accion(1), caso.datos(caso.propone, nombre="Otro", **suya), acto=Acto(registra=caso.equipo)
    )
    assert (hecha.nombre, hecha.iniciativa_id) == ("Otro", iniciativa.pk)
    with pytest.raises(DatosInvalidos, match="alinéelo primero"):
        planes.cambiar_accion(caso.accion(2), caso.datos(caso.otra, **suya), acto=Acto(registra=caso.equipo))
    copia = planes.copiar_plan(
        caso.vivo(),
        titulo="Segundo",
        desde=caso.plan.hasta + DIA,
        hasta=caso.plan.hasta + 365 * DIA,
        solo_pendientes=False,
        acto=Acto(registra=caso.titular),
    )
    assert set(copia.acciones.values_list("iniciativa", flat=True)) == {None}


def test_what_it_serves_is_approved_and_changes_by_a_reprogramming():
    caso = CasoDePlan("aprobado")
    iniciativa = alineado(caso)
    con_ella = caso.datos(caso.propone, iniciativa_id=iniciativa.pk)
    with pytest.raises(DatosInvalidos, match="tolerancia es solo"):
        planes.ajustar(caso.accion(1), con_ella, motivo="Sirve.", acto=Acto(registra=caso.equipo))
    una = caso.reprogramar(1, con_ella)
    pagina = entrar(caso.contraparte).get(una.get_absolute_url()).content.decode()
    assert "Iniciativa a la que sirve" in pagina
    caso.aprobar_reprogramacion(una)
    assert caso.accion(1).iniciativa == iniciativa
    comparada = entrar(caso.contraparte).get(f"{caso.plan.get_absolute_url()}versiones/2/").content.decode()
    assert "<ins>1.A Establecer alianzas" in comparada
    sin_ella = caso.reprogramar(1, caso.datos(caso.propone))
    caso.aprobar_reprogramacion(sin_ella)
    assert (caso.accion(1).iniciativa, leer(caso.plan)) == (None, caso.vivo().version.datos)


def test_the_strategic_plan_shows_the_actions_that_its_reader_may_see():
    caso = CasoDePlan()
    iniciativa = alineado(caso)
    planes.cambiar_accion(
        caso.accion(1),
        caso.datos(caso.propone, iniciativa_id=iniciativa.pk),
        acto=Acto(registra=caso.equipo),
    )
    plan = iniciativa.objetivo.plan
    ajeno = Programa(caso.propone.__class__.objects.get(pk=caso.propone.pk)).ajeno
    [vista] = plan_a_la_vista(plan, caso.equipo).iniciativas
    assert [str(a) for a in vista.acciones] == ["1. Intercambiar herramientas"]
    assert [v.acciones for v in plan_a_la_vista(plan, ajeno).iniciativas] == [[]]
    assert (
        "Acciones conjuntas que la sirven"
        in entrar(caso.equipo).get(plan.get_absolute_url()).content.decode()
    )

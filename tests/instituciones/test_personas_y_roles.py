"""People, accounts, roles and mandates."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command

from auditoria.models import Asiento
from expedientes.models import Expediente
from flujo.acto import Acto
from flujo.errors import DatosInvalidos, SinPermiso
from instituciones import services
from instituciones.models import Concesion, GrupoInstitucional, Institucion, Mandato, Persona, Usuario
from tests import factories

DIA = dt.timedelta(days=1)


def acciones(cadena_id: int) -> list[str]:
    return list(Asiento.objects.filter(cadena=cadena_id).order_by("n").values_list("accion", flat=True))


@pytest.fixture
def control(db: None) -> Institucion:
    return factories.institucion("Contraloría", tipo="control")


@pytest.fixture
def mandato(control: Institucion, sistema: Acto) -> Mandato:
    hoy = control.hoy()
    return services.abrir_mandato(
        control, documento="Oficio 1", desde=hoy - 10 * DIA, hasta=hoy + 10 * DIA, acto=sistema
    )


def test_a_person_is_known_without_an_account(acto: Acto) -> None:
    persona = services.registrar_persona(nombres="Rosa", apellidos="Núñez", pais="PE", acto=acto)
    assert persona.cadena.clave == f"persona:{persona.pk}"
    assert not Usuario.objects.filter(persona=persona).exists()
    asiento = Asiento.objects.get(cadena=persona.cadena_id)
    assert (asiento.accion, asiento.visibilidad) == ("registrar", "interna")
    assert "Rosa" not in asiento.cuerpo
    assert "Rosa" in (asiento.personal or "")


def test_a_double_click_registers_one_person(administradora: Usuario) -> None:
    acto = Acto(registra=administradora, clave="clic")
    personas = {services.registrar_persona(nombres="Rosa", acto=acto).pk for _ in range(2)}
    assert len(personas) == 1


def test_nobody_who_administers_nothing_registers_people(db: None) -> None:
    with pytest.raises(SinPermiso, match="administración de puestos y cuentas de una institución"):
        services.registrar_persona(nombres="Rosa", acto=Acto(registra=factories.cuenta()))


def test_one_identity_paper_is_one_person_in_its_country(acto: Acto) -> None:
    services.registrar_persona(nombres="Rosa", pais="PE", documento="10203040", acto=acto)
    services.registrar_persona(nombres="Rosa", pais="CL", documento="10203040", acto=acto)
    with pytest.raises(DatosInvalidos, match="Ya hay una persona con ese documento"):
        services.registrar_persona(nombres="Rosa", pais="PE", documento="10203040", acto=acto)


def test_a_person_is_edited_by_the_institution_to_which_they_are_tied(
    produce: Institucion, acto: Acto, ajena: Usuario
) -> None:
    persona = factories.persona("Rosa")
    services.editar_persona(persona, nombres="Rosa María", acto=Acto(registra=ajena))  # tied to nobody yet
    factories.ocupar(factories.puesto(produce), persona)
    services.editar_persona(persona, nombres="Rosa", acto=acto)
    with pytest.raises(SinPermiso, match="de la institución de esa persona"):
        services.editar_persona(persona, nombres="Otra", acto=Acto(registra=ajena))


def test_who_left_belongs_to_where_they_were(produce: Institucion, acto: Acto, ajena: Usuario) -> None:
    persona = factories.persona("Rosa")
    factories.ocupar(factories.puesto(produce), persona, hasta=dt.date(2010, 1, 1))
    services.editar_persona(persona, nombres="Rosa María", acto=acto)
    with pytest.raises(SinPermiso):
        services.editar_persona(persona, nombres="Otra", acto=Acto(registra=ajena))


def test_who_works_in_two_houses_is_deactivated_by_neither_alone(
    produce: Institucion, otra: Institucion, acto: Acto, plataforma: Usuario
) -> None:
    persona = factories.persona("Rosa")
    factories.ocupar(factories.puesto(produce), persona)
    factories.ocupar(factories.puesto(otra), persona)
    with pytest.raises(SinPermiso, match="también tiene puestos o roles en otra institución"):
        services.desactivar_persona(persona, acto=acto)
    assert not services.desactivar_persona(persona, acto=Acto(registra=plataforma)).esta_activa


def test_deactivating_a_person_closes_the_account_and_deletes_nothing(
    produce: Institucion, acto: Acto
) -> None:
    usuario = factories.con_rol(produce, "asistente")
    services.desactivar_persona(usuario.persona, acto=acto)
    usuario.refresh_from_db()
    assert (usuario.is_active, usuario.persona.esta_activa) == (False, False)
    assert acciones(usuario.persona.cadena_id) == ["desactivar", "desactivar_cuenta"]
    assert Concesion.objects.filter(usuario=usuario).count() == 1
    assert not Concesion.objects.vigentes(produce.hoy()).filter(usuario=usuario).exists()


def test_an_account_comes_back_after_its_person(produce: Institucion, acto: Acto) -> None:
    usuario = factories.con_rol(produce, "asistente")
    services.desactivar_persona(usuario.persona, acto=acto)
    with pytest.raises(DatosInvalidos, match="reactívela antes que a su cuenta"):
        services.reactivar_cuenta(usuario, acto=acto)
    services.reactivar_persona(usuario.persona, acto=acto)
    assert services.reactivar_cuenta(usuario, acto=acto).is_active
    assert Concesion.objects.vigentes(produce.hoy()).filter(usuario=usuario).exists()


def test_nobody_deactivates_their_own_account(administradora: Usuario, acto: Acto) -> None:
    with pytest.raises(DatosInvalidos, match="Nadie desactiva su propia cuenta"):
        services.desactivar_cuenta(administradora, acto=acto)


def test_only_the_platform_opens_an_account_without_invitation(acto: Acto, sistema: Acto) -> None:
    persona = factories.persona()
    with pytest.raises(SinPermiso, match="administración de la plataforma"):
        services.abrir_cuenta(persona, correo="a@demo.invalid", acto=acto)
    usuario = services.abrir_cuenta(persona, correo="A@Demo.invalid", clave=factories.CLAVE, acto=sistema)
    assert usuario.correo == "a@demo.invalid"
    assert usuario.check_password(factories.CLAVE)


def test_a_role_is_logged_in_the_institution_s_chain_and_in_the_person_s(
    produce: Institucion, acto: Acto
) -> None:
    usuario = factories.cuenta()
    concesion = services.conceder_rol(produce, usuario, "asistente", acto=acto)
    services.retirar_rol(concesion, hasta=produce.hoy() + DIA, acto=acto)
    assert acciones(produce.cadena_id) == ["conceder_rol", "retirar_rol"]
    assert acciones(usuario.persona.cadena_id) == ["conceder_rol", "retirar_rol"]


def test_a_role_shows_the_case_files_of_its_institution_alone(
    produce: Institucion, otra: Institucion, acto: Acto
) -> None:
    propio, ajeno = factories.expediente(produce), factories.expediente(otra)
    usuario = factories.cuenta()
    services.conceder_rol(produce, usuario, "personal", acto=acto)
    assert list(Expediente.objects.visible_to(usuario)) == [propio]
    assert ajeno


def test_a_role_ends_on_its_last_day(produce: Institucion, acto: Acto) -> None:
    usuario, hoy = factories.cuenta(), produce.hoy()
    factories.conceder(usuario, produce, "asistente")
    concesion = services.retirar_rol(usuario.concesiones.get(), acto=acto)
    assert concesion.hasta == hoy - DIA
    assert not Concesion.objects.vigentes(hoy).filter(usuario=usuario).exists()
    assert Concesion.objects.vigentes(hoy - DIA).filter(usuario=usuario).exists()


def test_a_role_given_by_mistake_today_is_taken_away_today(produce: Institucion, acto: Acto) -> None:
    usuario = factories.cuenta()
    concesion = services.conceder_rol(produce, usuario, "asistente", acto=acto)
    services.retirar_rol(concesion, acto=acto)
    assert not Concesion.objects.vigentes(produce.hoy()).filter(usuario=usuario).exists()
    assert services.conceder_rol(produce, usuario, "asistente", acto=acto)


def test_the_same_role_is_not_held_twice(produce: Institucion, acto: Acto) -> None:
    usuario = factories.cuenta()
    services.conceder_rol(produce, usuario, "asistente", acto=acto)
    with pytest.raises(DatosInvalidos, match="ya tiene ese rol en esas fechas"):
        services.conceder_rol(produce, usuario, "asistente", desde=produce.hoy() + DIA, acto=acto)


def test_a_role_is_not_taken_away_backwards(produce: Institucion, acto: Acto) -> None:
    usuario = factories.con_rol(produce, "asistente")
    with pytest.raises(DatosInvalidos, match="no se retira hacia atrás"):
        services.retirar_rol(usuario.concesiones.get(), hasta=produce.hoy() - 2 * DIA, acto=acto)


def test_each_administration_gives_its_own_roles_alone(
    produce: Institucion, otra: Institucion, acto: Acto
) -> None:
    with pytest.raises(SinPermiso):
        services.conceder_rol(otra, factories.cuenta(), "asistente", acto=acto)
    with pytest.raises(ValueError, match="rey"):
        services.conceder_rol(produce, factories.cuenta(), "rey", acto=acto)


def test_to_audit_is_given_by_the_platform_within_a_mandate(
    produce: Institucion, acto: Acto, sistema: Acto, mandato: Mandato
) -> None:
    usuario, hoy = factories.cuenta(), produce.hoy()
    with pytest.raises(SinPermiso, match="plataforma"):
        services.conceder_rol(produce, usuario, "auditor", mandato=mandato, hasta=hoy, acto=acto)
    with pytest.raises(DatosInvalidos, match="viene siempre de un mandato"):
        services.conceder_rol(produce, usuario, "auditor", acto=sistema)
    for desde, hasta in ((hoy - 11 * DIA, hoy), (hoy, None), (hoy, hoy + 11 * DIA)):
        with pytest.raises(DatosInvalidos, match="dentro de las fechas del mandato"):
            services.conceder_rol(
                produce, usuario, "auditor", mandato=mandato, desde=desde, hasta=hasta, acto=sistema
            )
    assert services.conceder_rol(produce, usuario, "auditor", mandato=mandato, hasta=hoy + DIA, acto=sistema)


def test_the_auditor_of_everything_holds_the_model_permissions(sistema: Acto, mandato: Mandato) -> None:
    usuario, hoy = factories.cuenta(), mandato.organo.hoy()
    services.conceder_rol(None, usuario, "auditor", mandato=mandato, hasta=hoy, acto=sistema)
    grupo = GrupoInstitucional.objects.get(institucion=None)
    assert set(grupo.grupo.permissions.values_list("codename", flat=True)) == {
        "view_expediente",
        "auditar_expediente",
    }
    caso = factories.expediente(factories.institucion())
    assert list(Expediente.objects.visible_to(usuario)) == [caso]
    with pytest.raises(DatosInvalidos, match="Solo el rol de auditor abarca todas"):
        services.conceder_rol(None, usuario, "asistente", acto=sistema)


def test_a_mandate_is_a_control_body_s_and_takes_its_auditors_with_it(
    produce: Institucion, sistema: Acto, acto: Acto, mandato: Mandato
) -> None:
    with pytest.raises(DatosInvalidos, match="Solo un órgano de control audita"):
        services.abrir_mandato(produce, documento="X", desde=produce.hoy(), acto=sistema)
    with pytest.raises(SinPermiso):
        services.abrir_mandato(mandato.organo, documento="X", desde=produce.hoy(), acto=acto)
    usuario, hoy = factories.cuenta(), produce.hoy()
    services.conceder_rol(produce, usuario, "auditor", mandato=mandato, hasta=hoy + DIA, acto=sistema)
    services.terminar_mandato(mandato, hasta=hoy, acto=sistema)
    assert Concesion.objects.get(usuario=usuario).hasta == hoy


def test_readings_are_released_by_the_control_body_and_for_good(
    produce: Institucion, control: Institucion, sistema: Acto, acto: Acto, mandato: Mandato
) -> None:
    with pytest.raises(SinPermiso):
        services.liberar_lecturas(mandato, acto=acto)
    auditora = factories.cuenta()
    services.conceder_rol(
        produce, auditora, "auditor", mandato=mandato, hasta=produce.hoy() + DIA, acto=sistema
    )
    liberado = services.liberar_lecturas(mandato, acto=Acto(registra=auditora)).liberado_at
    assert liberado
    assert services.liberar_lecturas(mandato, acto=Acto(registra=auditora)).liberado_at == liberado


def test_people_sort_by_surname(acto: Acto) -> None:
    for nombres, apellidos in (("Ana", "Zea"), ("Zoe", "Álvarez"), ("Luz", "Ñaupari"), ("Iris", "Nina")):
        services.registrar_persona(nombres=nombres, apellidos=apellidos, acto=acto)
    registradas = Persona.objects.exclude(apellidos="").values_list("apellidos", flat=True)
    assert list(registradas) == ["Álvarez", "Nina", "Ñaupari", "Zea"]


def test_the_first_account_of_a_site_is_opened_at_its_console(
    db: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    orden = "instituciones.management.commands.crear_administrador.getpass"
    monkeypatch.setattr(orden, lambda _pregunta: factories.CLAVE)
    call_command("crear_administrador", "Pia@demo.invalid", nombres="Pía")
    usuario = Usuario.objects.get(correo="pia@demo.invalid")
    assert (usuario.is_superuser, usuario.check_password(factories.CLAVE)) == (True, True)
    with pytest.raises(CommandError, match="Ya existe"):
        call_command("crear_administrador", "pia@demo.invalid", nombres="Otra")
    monkeypatch.setattr(orden, lambda _pregunta: "corta")
    with pytest.raises(CommandError, match="demasiado corta"):
        call_command("crear_administrador", "otra@demo.invalid", nombres="Otra")
    assert Persona.objects.count() == 1

"""Posts and their occupants: one resolution moves the authority on its day, and history is never overwritten."""

import datetime as dt

import pytest
import time_machine

from auditoria.models import Asiento
from flujo.acto import Acto
from flujo.errors import DatosInvalidos, SinPermiso
from instituciones import services
from instituciones.models import Institucion, Ocupacion, Persona, Puesto, Usuario
from tests import factories

DIA = dt.timedelta(days=1)


@pytest.fixture
def direccion(produce: Institucion) -> Puesto:
    return factories.puesto(produce, "Dirección de Articulación Empresarial")


@pytest.fixture
def saliente(direccion: Puesto) -> Persona:
    quien = factories.persona("Sale")
    factories.ocupar(direccion, quien)
    return quien


@pytest.fixture
def entrante(db: None) -> Persona:
    return factories.persona("Entra")


def ejerce(puesto: Puesto, dia: dt.date) -> list[Persona | None]:
    return [o.persona for o in Ocupacion.objects.efectivas(dia).filter(puesto=puesto)]


def test_a_post_is_made_once_in_its_unit(produce: Institucion, acto: Acto) -> None:
    services.crear_puesto(produce, nombre="Dirección", unidad="Articulación", acto=acto)
    services.crear_puesto(produce, nombre="Dirección", unidad="Otra", acto=acto)
    with pytest.raises(DatosInvalidos, match="ya existe en esa unidad"):
        services.crear_puesto(produce, nombre="Dirección", unidad="Articulación", acto=acto)


def test_another_institution_makes_no_post_here(produce: Institucion, ajena: Usuario) -> None:
    with pytest.raises(SinPermiso, match="corresponde a la administración de puestos y cuentas de PRODUCE"):
        services.crear_puesto(produce, nombre="Dirección", acto=Acto(registra=ajena))


@pytest.mark.parametrize("dias", [{"desde": -20, "hasta": -10}, {"desde": 1, "hasta": None}])
def test_a_role_gives_nothing_outside_its_dates(produce: Institucion, dias: dict[str, int | None]) -> None:
    usuario, hoy = factories.cuenta(), produce.hoy()
    fechas = {k: None if v is None else hoy + dt.timedelta(days=v) for k, v in dias.items()}
    factories.conceder(usuario, produce, "administracion", **fechas)
    with pytest.raises(SinPermiso):
        services.crear_puesto(produce, nombre="Dirección", acto=Acto(registra=usuario))


def test_a_deactivated_account_administers_nothing(produce: Institucion, administradora: Usuario) -> None:
    administradora.is_active = False
    administradora.save()
    with pytest.raises(SinPermiso):
        services.crear_puesto(produce, nombre="Dirección", acto=Acto(registra=administradora))


def test_a_transfer_moves_the_authority_on_its_day_and_not_before(
    direccion: Puesto, saliente: Persona, entrante: Persona, acto: Acto
) -> None:
    hoy = direccion.institucion.hoy()
    manana = hoy + DIA
    services.trasladar_puesto(
        direccion, persona=entrante, calidad="titular", desde=manana, resolucion="R. M. 1", acto=acto
    )
    assert ejerce(direccion, hoy) == [saliente]
    assert ejerce(direccion, manana) == [entrante]


def test_a_transfer_ends_the_previous_occupation_and_keeps_it(
    direccion: Puesto, saliente: Persona, entrante: Persona, acto: Acto
) -> None:
    hoy = direccion.institucion.hoy()
    nueva = services.trasladar_puesto(
        direccion, persona=entrante, calidad="titular", desde=hoy, resolucion="R. M. 1", acto=acto
    )
    anterior = direccion.ocupaciones.get(persona=saliente)
    assert (anterior.hasta, anterior.resolucion) == (hoy - DIA, "Resolución de prueba")
    assert (nueva.desde, nueva.hasta, nueva.resolucion) == (hoy, None, "R. M. 1")
    filas = Asiento.objects.filter(cadena=direccion.institucion.cadena_id).order_by("n")
    assert [(f.accion, f.objeto) for f in filas] == [
        ("terminar_ocupacion", anterior.pk),
        ("ocupar", nueva.pk),
    ]


def test_a_new_titular_ends_the_vacancy_and_its_replacement(
    direccion: Puesto, saliente: Persona, entrante: Persona, acto: Acto
) -> None:
    hoy = direccion.institucion.hoy()
    encargada = factories.persona("Encargada")
    services.trasladar_puesto(direccion, calidad="vacante", desde=hoy - 9 * DIA, resolucion="Cese", acto=acto)
    services.trasladar_puesto(
        direccion,
        persona=encargada,
        calidad="encargado",
        desde=hoy - 8 * DIA,
        resolucion="Encargo",
        acto=acto,
    )
    assert ejerce(direccion, hoy) == [encargada]
    services.trasladar_puesto(
        direccion, persona=entrante, calidad="titular", desde=hoy, resolucion="Designación", acto=acto
    )
    assert ejerce(direccion, hoy) == [entrante]
    assert ejerce(direccion, hoy - DIA) == [encargada]
    assert ejerce(direccion, hoy - 9 * DIA) == []
    assert ejerce(direccion, hoy - 10 * DIA) == [saliente]


def test_an_encargado_acts_in_place_of_the_titular_who_stays(
    direccion: Puesto, saliente: Persona, entrante: Persona, acto: Acto
) -> None:
    hoy = direccion.institucion.hoy()
    services.trasladar_puesto(
        direccion,
        persona=entrante,
        calidad="encargado",
        desde=hoy,
        hasta=hoy + 5 * DIA,
        resolucion="Encargo",
        acto=acto,
    )
    assert ejerce(direccion, hoy) == [entrante]
    assert ejerce(direccion, hoy + 6 * DIA) == [saliente]
    assert direccion.ocupaciones.get(persona=saliente).hasta is None


def test_a_transfer_on_the_day_the_present_one_began_is_refused_in_words(
    direccion: Puesto, entrante: Persona, acto: Acto
) -> None:
    hoy = direccion.institucion.hoy()
    factories.ocupar(direccion, factories.persona("Recién Llegada"), desde=hoy)
    with pytest.raises(DatosInvalidos, match=r"Recién Llegada ocupa el puesto desde el .+ empezar después"):
        services.trasladar_puesto(
            direccion, persona=entrante, calidad="titular", desde=hoy, resolucion="R", acto=acto
        )


def test_two_administrators_do_not_transfer_the_same_post_twice(
    direccion: Puesto, saliente: Persona, entrante: Persona, acto: Acto
) -> None:
    visto = Asiento.objects.filter(cadena=direccion.institucion.cadena_id).count()
    datos = {"calidad": "titular", "resolucion": "R", "visto": visto, "acto": acto}
    hoy = direccion.institucion.hoy()
    services.trasladar_puesto(direccion, persona=entrante, desde=hoy, **datos)  # type: ignore[arg-type]
    with pytest.raises(DatosInvalidos, match="cambió desde que usted abrió la página"):
        services.trasladar_puesto(
            direccion,
            persona=factories.persona(),
            desde=hoy + DIA,
            **datos,  # type: ignore[arg-type]
        )


def test_a_double_click_transfers_once(
    direccion: Puesto, saliente: Persona, entrante: Persona, administradora: Usuario
) -> None:
    acto = Acto(registra=administradora, clave="clic")
    hoy = direccion.institucion.hoy()
    hechas = {
        services.trasladar_puesto(
            direccion, persona=entrante, calidad="titular", desde=hoy, resolucion="R", acto=acto
        ).pk
        for _ in range(2)
    }
    assert len(hechas) == 1
    assert direccion.ocupaciones.count() == 2


def test_a_future_occupation_stands_in_the_way_of_another(
    direccion: Puesto, saliente: Persona, entrante: Persona, acto: Acto
) -> None:
    hoy = direccion.institucion.hoy()
    services.trasladar_puesto(
        direccion, persona=entrante, calidad="titular", desde=hoy + 5 * DIA, resolucion="R", acto=acto
    )
    with pytest.raises(DatosInvalidos, match="ya tiene titular"):
        services.trasladar_puesto(
            direccion,
            persona=factories.persona(),
            calidad="titular",
            desde=hoy + DIA,
            resolucion="R",
            acto=acto,
        )
    assert direccion.ocupaciones.get(persona=saliente).hasta == hoy + 4 * DIA


@pytest.mark.parametrize(("calidad", "con_persona"), [("vacante", True), ("titular", False), ("rey", True)])
def test_who_and_how_must_agree(
    direccion: Puesto, entrante: Persona, acto: Acto, calidad: str, con_persona: bool
) -> None:
    with pytest.raises(DatosInvalidos):
        services.ocupar_puesto(
            direccion,
            persona=entrante if con_persona else None,
            calidad=calidad,
            desde=dt.date(2020, 1, 1),
            resolucion="R",
            acto=acto,
        )


def test_an_occupation_does_not_end_before_it_begins(
    direccion: Puesto, entrante: Persona, acto: Acto
) -> None:
    with pytest.raises(DatosInvalidos, match="no puede ser anterior a la inicial"):
        services.ocupar_puesto(
            direccion,
            persona=entrante,
            calidad="titular",
            desde=dt.date(2020, 1, 2),
            hasta=dt.date(2020, 1, 1),
            resolucion="R",
            acto=acto,
        )


@pytest.mark.parametrize(("primera", "segunda"), [("titular", "vacante"), ("encargado", "subrogante")])
def test_two_do_not_hold_a_post_at_the_same_time(
    direccion: Puesto, entrante: Persona, acto: Acto, primera: str, segunda: str
) -> None:
    datos = {"desde": dt.date(2020, 1, 1), "resolucion": "R", "acto": acto}
    services.ocupar_puesto(direccion, persona=entrante, calidad=primera, **datos)  # type: ignore[arg-type]
    quien = None if segunda == "vacante" else factories.persona()
    with pytest.raises(DatosInvalidos, match="ya tiene"):
        services.ocupar_puesto(direccion, persona=quien, calidad=segunda, **datos)  # type: ignore[arg-type]


def test_what_ended_is_not_moved(direccion: Puesto, saliente: Persona, acto: Acto) -> None:
    hoy = direccion.institucion.hoy()
    ocupacion = direccion.ocupaciones.get()
    services.terminar_ocupacion(ocupacion, hasta=hoy - 5 * DIA, acto=acto)
    for otro_dia in (hoy - 9 * DIA, hoy, hoy + DIA):
        with pytest.raises(DatosInvalidos, match="lo que terminó no se mueve"):
            services.terminar_ocupacion(ocupacion, hasta=otro_dia, acto=acto)


def test_a_deactivated_person_occupies_no_new_post(
    direccion: Puesto, entrante: Persona, acto: Acto, sistema: Acto
) -> None:
    services.desactivar_persona(entrante, acto=sistema)
    with pytest.raises(DatosInvalidos, match="está desactivada"):
        services.ocupar_puesto(
            direccion,
            persona=Persona.objects.get(pk=entrante.pk),
            calidad="titular",
            desde=dt.date(2020, 1, 1),
            resolucion="R",
            acto=acto,
        )


def test_nobody_dates_back_what_they_do_here(direccion: Puesto, entrante: Persona, acto: Acto) -> None:
    """The occupation begins when the resolution says; that it was recorded today is not hidden."""
    hace_un_mes = direccion.institucion.hoy() - 30 * DIA
    datos = {"persona": entrante, "calidad": "titular", "desde": hace_un_mes, "resolucion": "R"}
    with pytest.raises(DatosInvalidos, match="lleva la fecha de hoy"):
        services.ocupar_puesto(direccion, **datos, acto=acto.con(fecha_hecho=hace_un_mes))  # type: ignore[arg-type]
    services.ocupar_puesto(direccion, **datos, acto=acto)  # type: ignore[arg-type]
    asiento = Asiento.objects.get(cadena=direccion.institucion.cadena_id)
    assert asiento.fecha_hecho == direccion.institucion.hoy()
    assert f'"desde":"{hace_un_mes}"' in asiento.cuerpo


# -- substitutions


@pytest.fixture
def alterna(produce: Institucion) -> Puesto:
    return factories.puesto(produce, "Dirección General")


def programar(ausente: Puesto, suplente: Puesto, acto: Acto, desde: int, hasta: int) -> object:
    hoy = ausente.institucion.hoy()
    return services.programar_suplencia(
        ausente,
        suplente,
        desde=hoy + desde * DIA,
        hasta=hoy + hasta * DIA,
        motivo="Vacaciones",
        acto=acto,
    )


def test_a_substitution_runs_between_its_dates_alone(direccion: Puesto, alterna: Puesto, acto: Acto) -> None:
    programar(direccion, alterna, acto, 1, 3)
    vigentes = type(direccion.ausencias.get()).objects
    hoy = direccion.institucion.hoy()
    assert [vigentes.vigentes(hoy + n * DIA).count() for n in range(5)] == [0, 1, 1, 1, 0]


def test_whoever_exercises_the_post_plans_their_own_leave(
    direccion: Puesto, alterna: Puesto, saliente: Persona
) -> None:
    titular = factories.cuenta(persona=saliente)
    assert programar(direccion, alterna, Acto(registra=titular), 1, 3)
    with pytest.raises(SinPermiso):
        programar(alterna, direccion, Acto(registra=titular), 1, 3)


def test_nobody_substitutes_for_themselves_nor_from_another_house(
    direccion: Puesto, otra: Institucion, acto: Acto
) -> None:
    with pytest.raises(DatosInvalidos, match="Nadie se suple a sí mismo"):
        programar(direccion, direccion, acto, 1, 3)
    with pytest.raises(DatosInvalidos, match="de la misma institución"):
        programar(direccion, factories.puesto(otra), acto, 1, 3)


def test_one_substitution_at_a_time(
    direccion: Puesto, alterna: Puesto, produce: Institucion, acto: Acto
) -> None:
    programar(direccion, alterna, acto, 1, 3)
    with pytest.raises(DatosInvalidos, match="ya tiene una suplencia en esas fechas"):
        programar(direccion, factories.puesto(produce), acto, 3, 4)
    services.anular_suplencia(direccion.ausencias.get(), acto=acto)
    assert programar(direccion, factories.puesto(produce), acto, 3, 4)


def test_one_that_began_is_ended_not_annulled(direccion: Puesto, alterna: Puesto, acto: Acto) -> None:
    programar(direccion, alterna, acto, -3, 3)
    suplencia, hoy = direccion.ausencias.get(), direccion.institucion.hoy()
    with pytest.raises(DatosInvalidos, match="ya empezó"):
        services.anular_suplencia(suplencia, acto=acto)
    for fuera in (hoy - 2 * DIA, hoy + 3 * DIA):
        with pytest.raises(DatosInvalidos, match="El último día tiene que estar entre"):
            services.terminar_suplencia_antes(suplencia, hasta=fuera, acto=acto)
    services.terminar_suplencia_antes(suplencia, hasta=hoy - DIA, acto=acto)
    assert not type(suplencia).objects.vigentes(hoy).exists()
    with pytest.raises(DatosInvalidos, match="no está en curso"):
        services.terminar_suplencia_antes(suplencia, hasta=hoy - DIA, acto=acto)


def test_today_is_the_institution_s_own(sistema: Acto, db: None) -> None:
    """At 03:00 UTC it is still the day before in Lima, and already today in Madrid."""
    with time_machine.travel(dt.datetime(2026, 3, 10, 3, tzinfo=dt.UTC)):
        lima, madrid = factories.institucion(pais="PE"), factories.institucion(pais="ES")
        assert (lima.hoy(), madrid.hoy()) == (dt.date(2026, 3, 9), dt.date(2026, 3, 10))
        usuario = factories.cuenta()
        factories.conceder(usuario, lima, "administracion", desde=dt.date(2026, 3, 10))
        factories.conceder(usuario, madrid, "administracion", desde=dt.date(2026, 3, 10))
        assert services.crear_puesto(madrid, nombre="Puesto", acto=Acto(registra=usuario))
        with pytest.raises(SinPermiso):
            services.crear_puesto(lima, nombre="Puesto", acto=Acto(registra=usuario))

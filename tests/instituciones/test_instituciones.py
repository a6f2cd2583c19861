"""Registering institutions, their facts, their rules, their tree."""

import datetime as dt
import threading

import pytest
from django.db import connection

from auditoria.models import Asiento, Cadena
from flujo.acto import Acto
from flujo.errors import DatosInvalidos, SinPermiso
from instituciones import services
from instituciones.models import Institucion, ReglasDeInstitucion, Usuario
from tests import factories

RUC = "20131312955"
CUATRO_BYTES = "Cooperativa 🌱"


def ultimo(cadena_id: int) -> Asiento:
    return Asiento.objects.filter(cadena=cadena_id).latest("n")


def crear(acto: Acto, **campos: object) -> Institucion:
    datos = {"nombre": "Ministerio de la Producción", "tipo": "ministerio", "pais": "PE"} | campos
    return services.crear_institucion(**datos, acto=acto)  # type: ignore[arg-type]


def test_an_institution_opens_its_two_chains_and_is_logged(sistema: Acto, db: None) -> None:
    institucion = crear(sistema, sigla="PRODUCE", id_fiscal="20504794637")

    assert institucion.cadena.clave == f"institucion:{institucion.pk}"
    assert institucion.lecturas.clave == f"lecturas:institucion:{institucion.pk}"
    asiento = ultimo(institucion.cadena_id)
    assert (asiento.modelo, asiento.objeto, asiento.accion) == (
        "instituciones.institucion",
        institucion.pk,
        "crear",
    )


def test_its_day_is_that_of_its_country(sistema: Acto, db: None) -> None:
    assert crear(sistema, pais="CL").zona_horaria == "America/Santiago"
    assert crear(sistema, pais="CO").zona_horaria == "America/Bogota"


@pytest.mark.parametrize(
    ("pais", "id_fiscal"),
    [
        ("CL", RUC),
        ("PE", "76.086.428-5"),
        ("CO", RUC),
        ("BR", RUC),
        ("ES", "76086428-5"),
        ("PE", "20504794638"),
    ],
)
def test_a_tax_id_of_the_wrong_country_or_with_wrong_digits_is_refused_in_words(
    sistema: Acto, db: None, pais: str, id_fiscal: str
) -> None:
    cadenas = Cadena.objects.count()
    with pytest.raises(DatosInvalidos, match=r"no es un .+ válido de .+ Revise los dígitos o el país"):
        crear(sistema, pais=pais, id_fiscal=id_fiscal)
    assert Cadena.objects.count() == cadenas


def test_a_tax_id_is_kept_in_one_form_and_once_in_its_country(sistema: Acto, db: None) -> None:
    assert crear(sistema, pais="CL", id_fiscal="76.086.428-5").id_fiscal == "760864285"
    with pytest.raises(DatosInvalidos, match="Ya hay una institución de ese país con esa identificación"):
        crear(sistema, pais="CL", id_fiscal="76086428-5")


def test_a_country_that_nobody_knows_is_refused_in_words(sistema: Acto, db: None) -> None:
    with pytest.raises(DatosInvalidos, match="País"):
        crear(sistema, pais="XX", id_fiscal="1")


def test_only_the_platform_registers_institutions(administradora: Usuario, plataforma: Usuario) -> None:
    with pytest.raises(SinPermiso, match="administración de la plataforma"):
        crear(Acto(registra=administradora))
    assert crear(Acto(registra=plataforma)).pk


def test_a_double_click_registers_one_institution(plataforma: Usuario) -> None:
    acto = Acto(registra=plataforma, clave="clic")
    assert crear(acto) == crear(acto)
    assert Institucion.objects.count() == 1


def test_a_key_used_for_something_else_is_refused(plataforma: Usuario, produce: Institucion) -> None:
    acto = Acto(registra=plataforma, clave="clic")
    services.crear_puesto(produce, nombre="Dirección", acto=acto)
    with pytest.raises(DatosInvalidos, match="ya se usó para otro acto"):
        services.crear_escala(produce, nombre="Escala", niveles=["1", "2"], acto=acto)


def test_its_administration_corrects_it_and_the_log_says_what_changed(
    produce: Institucion, acto: Acto
) -> None:
    services.editar_institucion(produce, domicilio="Calle Uno Oeste 060", sigla="PRODUCE", acto=acto)

    produce.refresh_from_db()
    assert produce.domicilio == "Calle Uno Oeste 060"
    asiento = ultimo(produce.cadena_id)
    assert '"campos":["domicilio"]' in asiento.cuerpo
    assert "Calle Uno" not in asiento.cuerpo
    assert "Calle Uno" in (asiento.personal or "")


def test_an_edit_that_changes_nothing_leaves_no_row(produce: Institucion, acto: Acto) -> None:
    services.editar_institucion(produce, sigla="PRODUCE", acto=acto)
    assert not Asiento.objects.filter(cadena=produce.cadena_id).exists()


def test_another_institution_does_not_correct_it(produce: Institucion, ajena: Usuario) -> None:
    with pytest.raises(SinPermiso, match="administración de puestos y cuentas de PRODUCE"):
        services.editar_institucion(produce, sigla="X", acto=Acto(registra=ajena))


def test_two_tabs_do_not_overwrite_each_other(produce: Institucion, acto: Acto) -> None:
    visto = Asiento.objects.filter(cadena=produce.cadena_id).count()
    services.editar_institucion(produce, sigla="PRODUCE 1", visto=visto, acto=acto)
    with pytest.raises(DatosInvalidos, match="Alguien cambió estos datos"):
        services.editar_institucion(produce, sigla="PRODUCE 2", visto=visto, acto=acto)
    produce.refresh_from_db()
    assert produce.sigla == "PRODUCE 1"


def test_affiliation_makes_a_tree_and_no_circle(sistema: Acto, db: None) -> None:
    confederacion, federacion, cooperativa = (
        factories.institucion(nombre) for nombre in ("Confederación", "Federación", "Cooperativa")
    )
    services.afiliar(federacion, confederacion, acto=sistema)
    services.afiliar(cooperativa, federacion, acto=sistema)
    assert Institucion.objects.get(pk=cooperativa.pk).ancestras() == [federacion, confederacion]

    for madre in (confederacion, federacion, cooperativa):
        with pytest.raises(DatosInvalidos, match="no puede estar afiliada a sí misma"):
            services.afiliar(confederacion, madre, acto=sistema)


@pytest.mark.django_db(transaction=True)
def test_two_affiliations_at_once_close_no_circle() -> None:
    una, otra = factories.institucion("Una"), factories.institucion("Otra")
    salidas: list[str] = []
    barrera = threading.Barrier(2)

    def afiliar(hija: Institucion, madre: Institucion) -> None:
        barrera.wait()
        try:
            services.afiliar(hija, madre, acto=Acto(registra=None))
            salidas.append("hecho")
        except DatosInvalidos:
            salidas.append("negado")
        finally:
            connection.close()

    hilos = [threading.Thread(target=afiliar, args=par) for par in ((una, otra), (otra, una))]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join(20)
    assert sorted(salidas) == ["hecho", "negado"]


def test_rules_are_a_new_row_each_time_and_are_read_by_date(produce: Institucion, acto: Acto) -> None:
    viejas = services.fijar_reglas(
        produce, desde=dt.date(2020, 1, 1), opiniones=["tecnica"], norma="Directiva 1", acto=acto
    )
    nuevas = services.fijar_reglas(
        produce,
        desde=dt.date(2024, 1, 1),
        opiniones=["tecnica", "juridica"],
        vistos_buenos=["Secretaría General", " "],
        segundo_factor_para=["administracion"],
        acto=acto,
    )
    assert produce.reglas_al(dt.date(2019, 12, 31)) is None
    assert produce.reglas_al(dt.date(2023, 12, 31)) == viejas
    assert produce.reglas_al(dt.date(2024, 1, 1)) == nuevas
    assert nuevas.vistos_buenos == ["Secretaría General"]
    with pytest.raises(DatosInvalidos):
        services.fijar_reglas(produce, desde=dt.date(2024, 1, 1), acto=acto)
    assert ReglasDeInstitucion.objects.count() == 2


@pytest.mark.parametrize(
    "malas",
    [
        {"opiniones": ["astral"]},
        {"plazo_de_opinion": 0},
        {"numera_con": "nadie"},
        {"publicidad": "todo"},
        {"publicidad": "publica"},
    ],
)
def test_rules_that_make_no_sense_are_refused(
    produce: Institucion, acto: Acto, malas: dict[str, object]
) -> None:
    with pytest.raises(DatosInvalidos):
        services.fijar_reglas(produce, desde=dt.date(2024, 1, 1), acto=acto, **malas)  # type: ignore[arg-type]


def test_a_scale_assesses_its_institution_and_those_affiliated_to_it(sistema: Acto, db: None) -> None:
    confederacion, federacion, extrana = (
        factories.institucion(nombre) for nombre in ("Confederación", "Federación", "Extraña")
    )
    services.afiliar(federacion, confederacion, acto=sistema)
    escala = services.crear_escala(
        confederacion, nombre="Madurez", niveles=["Inicial", "En desarrollo", "Consolidada"], acto=sistema
    )
    nivel = escala.niveles.get(nombre="En desarrollo")
    evaluadora = factories.con_rol(confederacion, "administracion")
    evaluacion = services.evaluar_nivel(
        federacion, nivel, fecha=dt.date(2025, 3, 1), acto=Acto(registra=evaluadora)
    )
    assert evaluacion.institucion == federacion
    assert '"fecha":"2025-03-01"' in ultimo(federacion.cadena_id).cuerpo
    with pytest.raises(DatosInvalidos, match="de una a la que está afiliada"):
        services.evaluar_nivel(extrana, nivel, fecha=dt.date(2025, 3, 1), acto=sistema)
    with pytest.raises(DatosInvalidos, match="no puede ser futura"):
        services.evaluar_nivel(federacion, nivel, fecha=federacion.hoy() + dt.timedelta(days=1), acto=sistema)


def test_a_scale_has_at_least_two_levels_with_different_names(produce: Institucion, acto: Acto) -> None:
    with pytest.raises(DatosInvalidos, match="al menos dos niveles"):
        services.crear_escala(produce, nombre="Madurez", niveles=["Único"], acto=acto)
    with pytest.raises(DatosInvalidos):
        services.crear_escala(produce, nombre="Madurez", niveles=["A", "A"], acto=acto)
    assert not produce.escalas.exists()


@pytest.mark.parametrize("texto", ["PRO\u202eDUCE", "PRO\x00DUCE", "PRO\x07DUCE"])
def test_marks_that_cannot_be_seen_are_refused_in_names(sistema: Acto, db: None, texto: str) -> None:
    with pytest.raises(DatosInvalidos, match="carácter invisible"):
        crear(sistema, nombre=texto)


def test_four_byte_characters_and_composed_accents_are_kept(sistema: Acto, db: None) -> None:
    assert crear(sistema, nombre=CUATRO_BYTES).nombre == CUATRO_BYTES
    assert crear(sistema, nombre="Asociacio\u0301n").nombre == "Asociación"


def test_names_sort_as_in_spanish(sistema: Acto, db: None) -> None:
    for nombre in ("Ñandú", "Nube", "Oasis", "nácar", "Ábaco"):
        crear(sistema, nombre=nombre)
    assert [i.nombre for i in Institucion.objects.all()] == ["Ábaco", "nácar", "Nube", "Ñandú", "Oasis"]

"""The lifecycles of reports and of their observations, against a literal table, and what the database refuses."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, connection, transaction

from flujo.acto import Acto, Capacidad
from flujo.errors import CondicionesIncumplidas, DatosInvalidos, SinPermiso, TransicionNoDeclarada
from flujo.services import asentar_acto
from notificaciones.models import Plazo
from seguimiento.models import DE_INFORME, DE_OBSERVACION, InformeDeSeguimiento
from seguimiento.services.informes import conformar_informe, firmar_informe
from seguimiento.services.observaciones import comprometer, subsanar_observacion
from tests.factories import hoy
from tests.seguimiento.caso import DIA
from tests.seguimiento.caso_de_informes import CasoDeInformes

INFORME = {
    ("esperado", "elaborar"): "en_elaboracion",
    ("esperado", "dar_por_no_presentado"): "no_presentado",
    ("esperado", "dispensar"): "dispensado",
    ("en_elaboracion", "presentar"): "presentado",
    ("en_elaboracion", "dar_por_no_presentado"): "no_presentado",
    ("en_elaboracion", "dispensar"): "dispensado",
    ("presentado", "observar"): "observado",
    ("presentado", "conformar"): "conforme",
    ("observado", "presentar"): "presentado",
    ("conforme", "observar"): "observado",
    ("conforme", "firmar"): "firmado",
    ("firmado", "publicar"): "publicado",
}
OBSERVACION = {
    ("abierta", "atender"): "en_subsanacion",
    ("en_subsanacion", "subsanar"): "subsanada",
    ("subsanada", "verificar"): "verificada",
    ("subsanada", "devolver"): "en_subsanacion",
    ("subsanada", "cerrar_sin_verificacion"): "verificacion_no_obtenida",
}


@pytest.fixture
def caso(db: None) -> CasoDeInformes:
    return CasoDeInformes()


@pytest.mark.parametrize(
    ("maquina", "tabla", "finales"),
    [
        (DE_INFORME, INFORME, {"publicado", "no_presentado", "dispensado"}),
        (DE_OBSERVACION, OBSERVACION, {"verificada", "verificacion_no_obtenida"}),
    ],
    ids=["informe", "observacion"],
)
def test_the_declared_transitions_are_exactly_the_workflow(maquina, tabla, finales):
    assert {(t.source, t.name): t.target for t in maquina.transiciones()} == tabla
    assert {estado for estado, ficha in maquina.fichas.items() if ficha.final} == finales


def test_coming_late_is_no_state():
    assert not {"vencido", "extemporaneo", "atrasado"} & {*DE_INFORME.estados.values}


def test_the_whole_way_of_a_report(caso: CasoDeInformes):
    informe = caso.hasta("firmado")
    assert (informe.estado, informe.presentaciones) == ("firmado", 1)
    assert caso.paso(informe, "publicar", caso.titular).estado == "publicado"
    assert caso.acciones(informe) == [
        "crear",
        "elaborar",
        "tomar_cifras",
        "escribir_informe",
        "presentar",
        "aprobar",
        "conformar",
        "firmar",
        "firmar",
        "firmar",
        "publicar",
    ]


def _cambiar(tabla: str, pk: int, columna: str, valor: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"update seguimiento_{tabla} set {columna} = %s where id = %s", [valor, pk])  # noqa: S608


@pytest.mark.parametrize(
    ("columna", "valor"),
    [
        ("cifras", "{}"),
        ("cifras_hash", "0" * 64),
        ("cifras_el", hoy() + DIA),
        ("resumen", "Otro"),
        ("logros", "Otros"),
        ("corte", hoy() - 2 * DIA),
        ("desde", hoy() - 91 * DIA),
        ("vence", hoy() + 99 * DIA),
        ("presentado_el", hoy() + DIA),
        ("presentaciones", 2),
        ("numero", 9),
    ],
)
def test_nothing_of_a_presented_report_changes(caso: CasoDeInformes, columna: str, valor: Any):
    informe = caso.hasta("presentado")
    with pytest.raises(DatabaseError):
        _cambiar("informedeseguimiento", informe.pk, columna, valor)


def test_figures_stay_also_while_it_is_observed(caso: CasoDeInformes):
    informe = caso.hasta("observado")
    with pytest.raises(DatabaseError):
        _cambiar("informedeseguimiento", informe.pk, "cifras", "{}")


def test_figures_are_those_of_their_hash(caso: CasoDeInformes):
    informe = caso.hasta("en_elaboracion")
    with pytest.raises(IntegrityError, match="hash de las cifras"):
        _cambiar("informedeseguimiento", informe.pk, "cifras", "{}")


def test_a_presentation_is_never_rewritten(caso: CasoDeInformes):
    informe = caso.hasta("presentado")
    assert informe.version is not None
    for columna, valor in (("contenido", "{}"), ("hash", "0" * 64), ("n", 7)):
        with pytest.raises(DatabaseError):
            _cambiar("versiondeinforme", informe.version.pk, columna, valor)
    with pytest.raises(DatabaseError), transaction.atomic():
        informe.versiones.all().delete()


def test_a_state_without_its_log_row_is_refused_by_the_database(caso: CasoDeInformes):
    informe = caso.hasta("presentado")
    with pytest.raises(IntegrityError), transaction.atomic():
        InformeDeSeguimiento.objects.filter(pk=informe.pk).update(estado="conforme")


def test_the_database_lets_nobody_conform_their_own(caso: CasoDeInformes):
    """A log row of the presenting party itself makes nothing conforme, whoever wrote it."""
    informe = caso.hasta("presentado")
    asiento = asentar_acto(
        informe,
        "conformar",
        acto=Acto(registra=caso.titular, institucion_id=caso.propone.pk),
        capacidad=Capacidad(rol="coordinador_titular", institucion_id=caso.propone.pk),
        desde="presentado",
        hasta="conforme",
    )
    with pytest.raises(IntegrityError, match="su propia parte"), transaction.atomic():
        InformeDeSeguimiento.objects.filter(pk=informe.pk).update(estado="conforme", asiento=asiento)


# -- who


@pytest.mark.parametrize("paso", ["observar", "conformar", "firmar", "publicar"])
def test_what_is_not_declared_is_refused(caso: CasoDeInformes, paso: str):
    with pytest.raises(TransicionNoDeclarada):
        caso.paso(caso.hasta("en_elaboracion"), paso, caso.contraparte)


def test_only_the_party_that_presents_writes_and_presents_it(caso: CasoDeInformes):
    informe = caso.hasta("en_elaboracion")
    for hacer in (
        lambda: caso.escribir_en(informe, caso.contraparte, resumen="Mío"),
        lambda: caso.presentar(informe, caso.contraparte),
        lambda: caso.presentar(informe, caso.tecnico),
    ):
        with pytest.raises(SinPermiso):
            hacer()
    assert caso.presentar(informe).estado == "presentado"


def test_nobody_conforms_observes_or_dispenses_with_the_report_of_their_own_party(caso: CasoDeInformes):
    informe = caso.hasta("presentado")
    for hacer in (
        lambda: caso.conformar(informe, caso.titular),
        lambda: caso.observar(informe, quien=caso.titular),
    ):
        with pytest.raises(SinPermiso, match="que no sea la que presenta"):
            hacer()
    caso.conformar(informe)
    otro = caso.esperado(desde=hoy() - 300 * DIA, corte=hoy() - 200 * DIA)
    with pytest.raises(SinPermiso):
        caso.paso(otro, "dispensar", caso.titular, motivo="No hubo actividad.")
    assert caso.paso(otro, "dispensar", caso.contraparte, motivo="No hubo actividad.").estado == "dispensado"


def test_it_is_given_up_only_once_its_day_is_past(caso: CasoDeInformes):
    with pytest.raises(CondicionesIncumplidas, match="Puede presentarse hasta"):
        caso.paso(caso.esperado(), "dar_por_no_presentado", caso.titular, motivo="No se hizo.")
    viejo = caso.esperado(desde=hoy() - 300 * DIA, corte=hoy() - 200 * DIA)
    perdido = caso.paso(viejo, "dar_por_no_presentado", caso.contraparte, motivo="No se hizo.")
    assert (perdido.estado, perdido.motivo) == ("no_presentado", "No se hizo.")


def test_nobody_verifies_what_their_own_party_corrected(caso: CasoDeInformes):
    observacion = caso.observar(caso.hasta("presentado"))
    subsanada = caso.subsanar(caso.atender(observacion))
    with pytest.raises(SinPermiso, match="que no sea la que corrigió"):
        caso.paso(subsanada, "verificar", caso.titular)
    devuelta = caso.paso(subsanada, "devolver", caso.contraparte, motivo="Falta el cuadro.")
    assert (devuelta.estado, devuelta.subsanada_el) == ("en_subsanacion", None)
    assert caso.paso(caso.subsanar(devuelta), "verificar", caso.contraparte).estado == "verificada"


# -- what arrives a second time


def test_an_old_yes_sent_again_says_nothing_of_the_presentation_that_follows(caso: CasoDeInformes):
    informe = caso.hasta("presentado")
    acto = caso.ante(informe, caso.contraparte, clave="clic")
    dada = conformar_informe(informe, acto=acto)
    caso.atender(caso.observar(informe))
    caso.presentar(informe)
    assert conformar_informe(informe, acto=acto) == dada
    assert caso.vivo(informe).estado == "presentado"
    assert Plazo.objects.abiertos().filter(objeto=informe.pk, tipo="conformidad_de_informe").count() == 1


def test_the_last_signature_sent_again_is_the_one_that_was_given(caso: CasoDeInformes):
    informe = caso.hasta("conforme")
    caso.firmar(informe, caso.titular)
    acto = caso.ante(informe, caso.contraparte, clave="clic")
    dada = firmar_informe(informe, acto=acto)
    assert firmar_informe(informe, acto=acto) == dada
    assert caso.vivo(informe).estado == "firmado"


def test_a_correction_sent_again_does_not_change_where_it_is_seen(caso: CasoDeInformes):
    observacion = caso.atender(caso.observar(caso.hasta("presentado")))
    acto = Acto(registra=caso.tecnico, clave="clic")
    subsanada = subsanar_observacion(observacion, "Se hizo.", acto=acto, enlace="https://demo.invalid/1")
    caso.paso(subsanada, "devolver", caso.contraparte, motivo="Falta.")
    subsanar_observacion(observacion, "Se hizo.", acto=acto, enlace="https://demo.invalid/2")
    viva = caso.viva(observacion)
    assert (viva.estado, viva.enlace) == ("en_subsanacion", "https://demo.invalid/1")


def test_nothing_is_undertaken_because_of_what_was_verified(caso: CasoDeInformes):
    observacion = caso.subsanar(caso.atender(caso.observar(caso.hasta("presentado"))))
    caso.paso(observacion, "verificar", caso.contraparte)
    with pytest.raises(DatosInvalidos, match="ya terminó"):
        comprometer(observacion, "Enviar.", vence=hoy() + DIA, acto=Acto(registra=caso.titular))


def test_what_a_control_body_found_in_a_case_file_of_one_party_is_closed_without_verification(
    caso: CasoDeInformes,
):
    una = caso.subsanar(caso.atender(caso.de_control()), enlace="https://demo.invalid/hecho")
    with pytest.raises(CondicionesIncumplidas, match="Ninguna otra parte"):
        caso.paso(una, "cerrar_sin_verificacion", caso.titular, motivo="x")
    caso.expediente.participaciones.filter(institucion=caso.otra).update(hasta=hoy())
    with time_machine.travel(dt.datetime.combine(hoy() + DIA, dt.time(17), tzinfo=dt.UTC), tick=True):
        with pytest.raises(SinPermiso):
            caso.paso(caso.viva(una), "cerrar_sin_verificacion", caso.tecnico, motivo="x")
        cerrada = caso.paso(caso.viva(una), "cerrar_sin_verificacion", caso.titular, motivo="Nadie más.")
        assert (cerrada.estado, cerrada.motivo) == ("verificacion_no_obtenida", "Nadie más.")
        with pytest.raises(DatosInvalidos, match="ya terminó"):
            comprometer(cerrada, "Hacer más.", vence=None, acto=Acto(registra=caso.titular))

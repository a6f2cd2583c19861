"""The owner of the database changes a pronouncement: the verification names it."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection

from auditoria.verificacion.todo import verificar
from expedientes.models import Aprobacion, Clase, Metodo
from expedientes.permissions import needs
from expedientes.services import pronunciarse
from tests import factories as f
from tests.flujo.conftest import Taller
from tests.taller.models import Estado

pytestmark = pytest.mark.django_db


@pytest.fixture
def taller() -> Taller:
    return Taller(Estado.PROPUESTA)


def cambiar(aprobacion: Aprobacion, **columnas: Any) -> None:
    """What only the owner can do: with the guards of the table switched off."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table expedientes_aprobacion disable trigger user")
        Aprobacion.objects.filter(pk=aprobacion.pk).update(**columnas)
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table expedientes_aprobacion enable trigger user")


def exigir_hallada(aprobacion: Aprobacion) -> None:
    (uno,) = verificar().hallazgos
    assert (uno.comprobacion, uno.objeto, uno.asiento) == (
        "aprobaciones",
        f"expedientes.aprobacion {aprobacion.pk}",
        aprobacion.asiento_id,
    )


CAMBIOS = {
    "clase": Clase.FIRMA,
    "materia": "otra",
    "es_favorable": False,
    "modelo": "otro.modelo",
    "objeto": 0,
    "hash_contenido": "0" * 64,
    "fecha_hecho": dt.date(2020, 1, 1),
    "puesto": None,
}


@pytest.mark.parametrize("columna", CAMBIOS)
def test_an_altered_pronouncement_is_named(taller: Taller, columna: str) -> None:
    taller.aprobar(taller.titular)
    taller.aprobar(taller.contraparte)
    primera = Aprobacion.objects.earliest("id")
    assert verificar().bien
    cambiar(primera, **{columna: CAMBIOS[columna]})
    exigir_hallada(primera)


def test_a_pronouncement_given_to_somebody_else_is_named(taller: Taller) -> None:
    taller.aprobar(taller.titular)
    aprobacion = Aprobacion.objects.get()
    cambios: tuple[dict[str, Any], ...] = (
        {"institucion": taller.otra},
        {"persona": taller.contraparte.persona},
        {"puesto": taller.d_alterno.puesto},
        {"suple_a": taller.d_alterno.puesto},
        {"expediente": f.expediente(taller.propone, taller.otra)},
    )
    for cambio in cambios:
        antes = {campo: getattr(aprobacion, campo) for campo in cambio}
        cambiar(aprobacion, **cambio)
        exigir_hallada(aprobacion)
        cambiar(aprobacion, **antes)
    assert verificar().bien


def test_the_log_row_of_another_pronouncement_is_no_proof(taller: Taller) -> None:
    taller.aprobar(taller.titular)
    taller.aprobar(taller.contraparte)
    primera, segunda = Aprobacion.objects.order_by("id")
    ajeno = taller.expediente.cadena.asientos.earliest("n")
    cambiar(primera, asiento=ajeno)
    (uno,) = verificar().hallazgos
    assert (uno.objeto, uno.asiento) == (f"expedientes.aprobacion {primera.pk}", ajeno.pk)
    cambiar(primera, asiento=primera.asiento)
    cambiar(segunda, es_favorable=False)
    exigir_hallada(segunda)


def test_a_pronouncement_by_document_is_compared_with_its_paper_and_its_post(taller: Taller) -> None:
    acto = taller.acto(
        taller.asistente,
        institucion_id=taller.propone.pk,
        puesto_id=taller.d_titular.puesto_id,
        documento=f.por_documento(),
    )
    pronunciarse(taller.actual(), Clase.APROBACION, permiso=needs("aprobar"), acto=acto)
    aprobacion = Aprobacion.objects.get()
    assert (aprobacion.metodo, aprobacion.puesto) == (Metodo.POR_DOCUMENTO, taller.d_titular.puesto)
    assert verificar().bien
    cambios: tuple[dict[str, Any], ...] = (
        {"documento_sha256": "0" * 64},
        {"puesto": None},
        {"metodo": Metodo.EN_SISTEMA, "documento_sha256": "", "persona": taller.titular.persona},
    )
    for cambio in cambios:
        antes = {campo: getattr(aprobacion, campo) for campo in cambio}
        cambiar(aprobacion, **cambio)
        exigir_hallada(aprobacion)
        cambiar(aprobacion, **antes)
    assert verificar().bien


def test_a_pronouncement_that_was_taken_away_is_named(taller: Taller) -> None:
    taller.aprobar(taller.titular)
    taller.aprobar(taller.contraparte)
    primera = Aprobacion.objects.earliest("id")
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table expedientes_aprobacion disable trigger user")
        Aprobacion.objects.filter(pk=primera.pk).delete()
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table expedientes_aprobacion enable trigger user")
    exigir_hallada(primera)
    (uno,) = verificar().hallazgos
    assert uno.que == "la bitácora dice que alguien se pronunció, y eso no está"

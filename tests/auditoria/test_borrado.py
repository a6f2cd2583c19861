"""Erasing personal data: the proof stands without them."""

import json

import pytest
from django.db import DatabaseError, transaction

from auditoria.models import Asiento
from auditoria.services import asentar, borrar_datos_personales
from auditoria.services.cierres import cerrar
from tests.auditoria.conftest import DIA, cadena, fila, hecho, sano

pytestmark = pytest.mark.django_db


def test_erasing_one_row_leaves_everything_verifiable() -> None:
    de = cadena(5)
    cerrar()
    antes = fila(de, 3)
    borrar_datos_personales(antes, fecha_hecho=DIA, registra=9, motivo="Lo pidió el titular.")
    ahora = fila(de, 3)
    assert (ahora.personal, ahora.nonce_personal) == (None, None)
    assert (ahora.cuerpo, ahora.hash) == (antes.cuerpo, antes.hash)
    assert sano()
    cerrar()
    assert sano()


def test_the_erasure_says_of_which_row_and_not_what_it_held() -> None:
    de = cadena(3)
    borrada = fila(de, 2)
    constancia = borrar_datos_personales(borrada, fecha_hecho=DIA, registra=9, motivo="Lo pidió María.")
    cuerpo = json.loads(constancia.cuerpo)
    assert (constancia.n, constancia.modelo, constancia.objeto) == (4, "auditoria.asiento", borrada.pk)
    assert cuerpo["datos"] == {"n": 2, "hash": bytes(borrada.hash).hex()}
    assert cuerpo["registra"] == 9
    assert "María" not in constancia.cuerpo
    assert json.loads(constancia.personal or "") == {"motivo": "Lo pidió María."}


def test_the_erasure_is_seen_by_who_saw_the_row() -> None:
    de = cadena()
    interna = asentar(de.pk, hecho(visibilidad="interna", institucion=4), personal={"quien": "María"})
    constancia = borrar_datos_personales(interna, fecha_hecho=DIA)
    assert (constancia.visibilidad, constancia.institucion_id, constancia.personal) == ("interna", 4, None)


def test_erasing_twice_changes_nothing() -> None:
    borrada = fila(cadena(2), 1)
    primera = borrar_datos_personales(borrada, fecha_hecho=DIA)
    assert borrar_datos_personales(borrada, fecha_hecho=DIA) == primera
    assert Asiento.objects.filter(accion="borrar_datos_personales").count() == 1


def test_the_erasure_may_itself_be_erased() -> None:
    constancia = borrar_datos_personales(fila(cadena(2), 1), fecha_hecho=DIA, motivo="Lo pidió María.")
    borrar_datos_personales(constancia, fecha_hecho=DIA)
    assert sano()


def test_what_was_never_there_cannot_be_erased() -> None:
    with pytest.raises(ValueError, match="holds no personal data"):
        borrar_datos_personales(fila(cadena(1, personal=False), 1), fecha_hecho=DIA)


CHANGED = {
    "cuerpo": "x",
    "nonce": bytes(16),
    "anterior": b"x" * 32,
    "hash": b"x" * 32,
    "n": 9,
    "interno": b"x" * 32,
}


@pytest.mark.parametrize("campo", CHANGED)
def test_under_cover_of_an_erasure_nothing_else_changes(campo: str) -> None:
    de = cadena(2)
    borrada = fila(de, 1)
    with transaction.atomic():
        borrar_datos_personales(borrada, fecha_hecho=DIA)
        transaction.set_rollback(True)
    asentar(
        de.pk,
        hecho(
            "borrar_datos_personales",
            modelo="auditoria.asiento",
            objeto=borrada.pk,
            datos={"n": 1, "hash": bytes(borrada.hash).hex()},
        ),
    )
    with pytest.raises(DatabaseError, match="solo crece"), transaction.atomic():
        Asiento.objects.filter(pk=borrada.pk).update(
            personal=None, nonce_personal=None, **{campo: CHANGED[campo]}
        )
    Asiento.objects.filter(pk=borrada.pk).update(personal=None, nonce_personal=None)
    assert sano()


def test_erased_data_do_not_come_back() -> None:
    de = cadena(2)
    antes = fila(de, 1)
    borrar_datos_personales(antes, fecha_hecho=DIA)
    with pytest.raises(DatabaseError, match="solo crece"), transaction.atomic():
        Asiento.objects.filter(pk=antes.pk).update(
            personal=antes.personal, nonce_personal=antes.nonce_personal
        )

"""The two lifecycles, each compared with a literal table."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from flujo.errors import TransicionNoDeclarada
from seguimiento.models import DE_COMPROMISO, DE_REUNION, Compromiso, Reunion
from tests.factories import hoy
from tests.seguimiento.caso import DIA, Caso

COMPROMISO = {
    ("pendiente", "empezar"): "en_progreso",
    ("pendiente", "dar_por_cumplido"): "cumplido_por_verificar",
    ("pendiente", "bloquear"): "bloqueado",
    ("pendiente", "reprogramar"): "reprogramado",
    ("pendiente", "dar_por_cumplido_en_parte"): "cumplido_en_parte",
    ("pendiente", "dar_por_no_cumplido"): "no_cumplido",
    ("pendiente", "cancelar"): "cancelado",
    ("en_progreso", "dar_por_cumplido"): "cumplido_por_verificar",
    ("en_progreso", "bloquear"): "bloqueado",
    ("en_progreso", "reprogramar"): "reprogramado",
    ("en_progreso", "dar_por_cumplido_en_parte"): "cumplido_en_parte",
    ("en_progreso", "dar_por_no_cumplido"): "no_cumplido",
    ("en_progreso", "cancelar"): "cancelado",
    ("bloqueado", "desbloquear"): "en_progreso",
    ("bloqueado", "reprogramar"): "reprogramado",
    ("bloqueado", "dar_por_cumplido_en_parte"): "cumplido_en_parte",
    ("bloqueado", "dar_por_no_cumplido"): "no_cumplido",
    ("bloqueado", "cancelar"): "cancelado",
    ("reprogramado", "empezar"): "en_progreso",
    ("reprogramado", "dar_por_cumplido"): "cumplido_por_verificar",
    ("reprogramado", "bloquear"): "bloqueado",
    ("reprogramado", "reprogramar"): "reprogramado",
    ("reprogramado", "dar_por_cumplido_en_parte"): "cumplido_en_parte",
    ("reprogramado", "dar_por_no_cumplido"): "no_cumplido",
    ("reprogramado", "cancelar"): "cancelado",
    ("cumplido_por_verificar", "verificar"): "verificado",
    ("cumplido_por_verificar", "verificar_en_parte"): "cumplido_en_parte",
    ("cumplido_por_verificar", "devolver"): "devuelto",
    ("cumplido_por_verificar", "cerrar_sin_verificacion"): "verificacion_no_obtenida",
    ("devuelto", "empezar"): "en_progreso",
    ("devuelto", "dar_por_cumplido"): "cumplido_por_verificar",
    ("devuelto", "bloquear"): "bloqueado",
    ("devuelto", "reprogramar"): "reprogramado",
    ("devuelto", "dar_por_cumplido_en_parte"): "cumplido_en_parte",
    ("devuelto", "dar_por_no_cumplido"): "no_cumplido",
    ("devuelto", "cancelar"): "cancelado",
}
REUNION = {
    ("programada", "reprogramar"): "reprogramada",
    ("programada", "finalizar"): "finalizada",
    ("programada", "cancelar"): "cancelada",
    ("reprogramada", "reprogramar"): "reprogramada",
    ("reprogramada", "finalizar"): "finalizada",
    ("reprogramada", "cancelar"): "cancelada",
}


@pytest.mark.parametrize(
    ("maquina", "tabla"), [(DE_COMPROMISO, COMPROMISO), (DE_REUNION, REUNION)], ids=["compromiso", "reunion"]
)
def test_the_declared_transitions_are_exactly_the_workflow(maquina, tabla):
    assert {(t.source, t.name): t.target for t in maquina.transiciones()} == tabla


@pytest.mark.parametrize(
    ("maquina", "finales"),
    [
        (
            DE_COMPROMISO,
            {"verificado", "cumplido_en_parte", "no_cumplido", "verificacion_no_obtenida", "cancelado"},
        ),
        (DE_REUNION, {"finalizada", "cancelada"}),
    ],
    ids=["compromiso", "reunion"],
)
def test_the_honest_endings_are_final_and_nothing_leads_out_of_them(maquina, finales):
    assert {estado for estado, ficha in maquina.fichas.items() if ficha.final} == finales
    assert [estado for estado in finales if maquina.desde(estado)] == []


def test_overdue_is_no_state():
    assert not {"vencido", "por_vencer", "vencida"} & {
        *DE_COMPROMISO.estados.values,
        *DE_REUNION.estados.values,
    }


def test_a_state_without_its_log_row_is_refused_by_the_database(caso: Caso):
    compromiso = caso.anotar()
    with pytest.raises(IntegrityError), transaction.atomic():
        Compromiso.objects.filter(pk=compromiso.pk).update(estado="verificado")


def test_what_is_not_declared_is_refused(caso: Caso):
    with pytest.raises(TransicionNoDeclarada):
        caso.mover(caso.anotar(), "verificar", caso.contraparte)


def _cambiar(tabla: str, pk: int, columna: str, valor: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"update seguimiento_{tabla} set {columna} = %s where id = %s", [valor, pk])  # noqa: S608


@pytest.mark.parametrize(
    ("columna", "valor"),
    [
        ("texto", "Otra cosa"),
        ("institucion_id", None),
        ("numero", 9),
        ("vence_original", hoy()),
        ("anotado_el", hoy() - DIA),
    ],
)
def test_what_was_undertaken_is_never_rewritten(caso: Caso, columna: str, valor: Any):
    compromiso = caso.anotar()
    with pytest.raises(IntegrityError):
        _cambiar("compromiso", compromiso.pk, columna, valor)


@pytest.mark.parametrize(("columna", "valor"), [("vence", hoy()), ("motivo", "x"), ("resultado", "x")])
def test_a_closed_commitment_is_not_edited(caso: Caso, columna: str, valor: Any):
    cumplido = caso.cumplir(caso.anotar())
    caso.mover(cumplido, "verificar", caso.contraparte)
    with pytest.raises(IntegrityError):
        _cambiar("compromiso", cumplido.pk, columna, valor)


@pytest.mark.parametrize(("columna", "valor"), [("titulo", "x"), ("lineas", "x"), ("fecha", hoy() - DIA)])
def test_a_closed_ayuda_memoria_is_not_edited(caso: Caso, columna: str, valor: Any):
    reunion = caso.cerrar(caso.escribir(caso.programar()))
    with pytest.raises(IntegrityError):
        _cambiar("reunion", reunion.pk, columna, valor)


@pytest.mark.parametrize("de", ["asistentes", "puntos"])
def test_whoever_was_there_and_what_was_said_stay_when_it_is_closed(caso: Caso, de: str):
    reunion = caso.cerrar(caso.escribir(caso.programar()))
    with pytest.raises(IntegrityError), transaction.atomic():
        getattr(reunion, de).all().delete()
    assert getattr(Reunion.objects.get(pk=reunion.pk), de).count() > 0

"""Renaming a state by a migration: every object gets its log row, and the way back is open."""

import json
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection, migrations
from django.db.migrations.state import ProjectState
from django.db.migrations.writer import MigrationWriter

from auditoria.models import Asiento
from flujo.operations import RenombrarEstado, VigilarEstado
from flujo.services import estado_de
from tests.flujo.conftest import Taller
from tests.taller import services
from tests.taller.models import Estado, Pieza

pytestmark = pytest.mark.django_db(transaction=True)

RENOMBRAR = RenombrarEstado("taller.pieza", "propuesta", "presentada")


def migracion_con(operacion: Any) -> migrations.Migration:
    clase: type[migrations.Migration] = type(
        "Migration", (migrations.Migration,), {"operations": [operacion]}
    )
    return clase("0003_renombrar", "taller")


def correr(operacion: Any, *, atras: bool = False) -> None:
    """Run an operation as `migrate` does: in a migration of its own, in one transaction."""
    migracion = migracion_con(operacion)
    estado = ProjectState()
    with connection.schema_editor(atomic=True) as editor:
        (migracion.unapply if atras else migracion.apply)(estado, editor)


def estados() -> dict[int, str]:
    return dict(Pieza.objects.values_list("pk", "estado"))


@pytest.fixture
def taller() -> Taller:
    return Taller(Estado.PROPUESTA)


def test_each_object_in_that_state_gets_its_own_log_row(taller: Taller) -> None:
    otra = Taller(Estado.PROPUESTA)
    intacta = services.hacer(taller.expediente)
    antes = Asiento.objects.count()
    correr(RENOMBRAR)
    assert estados() == {taller.pieza.pk: "presentada", otra.pieza.pk: "presentada", intacta.pk: "borrador"}
    assert Asiento.objects.count() == antes + 2
    asiento = Asiento.objects.get(modelo="taller.pieza", objeto=taller.pieza.pk, hasta="presentada")
    assert (asiento.accion, asiento.desde) == ("renombrar_estado", "propuesta")
    assert asiento.cadena_id == taller.expediente.cadena_id
    assert Pieza.objects.get(pk=taller.pieza.pk).asiento_id == asiento.pk
    assert (asiento.registra_id, asiento.visibilidad) == (None, "compartida")
    assert json.loads(asiento.cuerpo)["datos"] == {"rol": "sistema"}


def test_the_way_back_writes_log_rows_as_well(taller: Taller) -> None:
    correr(RENOMBRAR)
    antes = Asiento.objects.count()
    correr(RENOMBRAR, atras=True)
    assert estados() == {taller.pieza.pk: "propuesta"}
    assert Asiento.objects.count() == antes + 1
    assert taller.mover("observar", taller.contraparte, motivo="x").estado == Estado.OBSERVADA


def test_the_chain_still_verifies(taller: Taller) -> None:
    correr(RENOMBRAR)
    cadena = taller.expediente.cadena
    cadena.refresh_from_db()
    filas = list(cadena.asientos.order_by("n"))
    assert [fila.n for fila in filas] == list(range(1, cadena.cuenta + 1))
    assert bytes(filas[-1].hash) == bytes(cadena.cabeza)
    assert all(bytes(a.hash) == bytes(b.anterior) for a, b in pairwise(filas))


def test_two_states_are_not_joined(taller: Taller) -> None:
    services.hacer(taller.expediente)
    antes = estados()
    with pytest.raises(ValueError, match="already stand in the state borrador"):
        correr(RenombrarEstado("taller.pieza", "propuesta", "borrador"))
    assert estados() == antes


def test_the_table_may_be_altered_in_the_same_migration(taller: Taller) -> None:
    with connection.schema_editor(atomic=True) as editor:
        RENOMBRAR.database_forwards("taller", editor, ProjectState(), ProjectState())
        editor.execute("alter table taller_pieza add column color text")
    with connection.schema_editor() as editor:
        editor.execute("alter table taller_pieza drop column color")
    assert estados() == {taller.pieza.pk: "presentada"}


def test_nobody_moves_an_object_meanwhile(taller: Taller) -> None:
    """The lock of the table waits for whoever is moving one, and they for it."""
    with connection.schema_editor(atomic=True) as editor:
        RENOMBRAR.database_forwards("taller", editor, ProjectState(), ProjectState())
        with connection.cursor() as cursor:
            cursor.execute(
                "select mode from pg_locks where relation = 'taller_pieza'::regclass and mode = 'ShareRowExclusiveLock'"
            )
            assert cursor.fetchall() == [("ShareRowExclusiveLock",)]


def test_what_was_renamed_is_what_the_engine_reads(taller: Taller) -> None:
    correr(RENOMBRAR)
    assert estado_de(taller.actual()) == "presentada"


@pytest.mark.parametrize(
    "operacion", [RENOMBRAR, VigilarEstado("taller.pieza"), VigilarEstado("a.b", "fase")]
)
def test_a_migration_can_be_written_with_it(operacion: Any) -> None:
    texto = MigrationWriter(migracion_con(operacion)).as_string()
    espacio: dict[str, Any] = {}
    exec(compile(texto, "0003_renombrar.py", "exec"), espacio)  # noqa: S102
    (leida,) = espacio["Migration"].operations
    assert type(leida) is type(operacion)
    assert (leida.modelo, leida.campo) == (operacion.modelo, operacion.campo)
    assert leida.describe() == operacion.describe()

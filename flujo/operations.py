"""Migration operations for models with a lifecycle."""

import secrets
from typing import Any, LiteralString

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.utils import CursorWrapper
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.utils import timezone
from psycopg.sql import SQL, Identifier

from auditoria.services import Hecho, cuerpo_de


class VigilarEstado(migrations.RunSQL):
    """Tie `campo` of `modelo` (``"app.model"``, lower case) to its log rows, for INSERT and UPDATE, at once.

    Not deferred: a deferred trigger does not fire inside test transactions, and lets A→B→A and INSERT pass.
    """

    def __init__(self, modelo: str, campo: str = "estado") -> None:
        self.modelo, self.campo = modelo, campo
        tabla = modelo.replace(".", "_")
        super().__init__(
            f"create trigger flujo_estado before insert or update on {tabla} "
            f"for each row execute function flujo_exigir_asiento('{modelo}', '{campo}')",
            f"drop trigger flujo_estado on {tabla}",
        )

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        return type(self).__name__, (self.modelo, self.campo), {}

    def describe(self) -> str:
        return f"Tie {self.campo} of {self.modelo} to its log rows"


class RenombrarEstado(Operation):
    """Rename the state `viejo` of `modelo` to `nuevo`: each object that stands in it gets its own log row.

    Undoing it writes log rows as well. Raises ValueError when objects already stand in `nuevo`: joining two states
    could not be undone.
    """

    reversible = True
    reduces_to_sql = False

    def __init__(self, modelo: str, viejo: str, nuevo: str, campo: str = "estado") -> None:
        self.modelo, self.viejo, self.nuevo, self.campo = modelo, viejo, nuevo, campo
        self.tabla = modelo.replace(".", "_")

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The field itself changes by the AlterField that `makemigrations` writes."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        with schema_editor.connection.cursor() as cursor:
            self._renombrar(cursor, self.viejo, self.nuevo)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        with schema_editor.connection.cursor() as cursor:
            self._renombrar(cursor, self.nuevo, self.viejo)

    def describe(self) -> str:
        return f"Rename state {self.viejo} of {self.modelo} to {self.nuevo}"

    def _renombrar(self, cursor: CursorWrapper, desde: str, hasta: str) -> None:
        self._ejecutar(cursor, "lock table {tabla} in share row exclusive mode")
        self._ejecutar(cursor, "select 1 from {tabla} where {campo} = %s limit 1", hasta)
        if cursor.fetchone():
            raise ValueError(f"objects of {self.modelo} already stand in the state {hasta}")
        self._ejecutar(
            cursor,
            "select o.id, a.cadena_id, a.institucion_id, a.visibilidad from {tabla} o"
            " join auditoria_asiento a on a.id = o.asiento_id where o.{campo} = %s order by o.id",
            desde,
        )
        for objeto, cadena, institucion, visibilidad in cursor.fetchall():
            hecho = Hecho(
                modelo=self.modelo,
                objeto=objeto,
                accion="renombrar_estado",
                desde=desde,
                hasta=hasta,
                fecha_hecho=timezone.now().date(),
                institucion=institucion,
                visibilidad=visibilidad,
                datos={"rol": "sistema"},
            )
            self._ejecutar(
                cursor,
                "insert into auditoria_asiento (cadena_id, nonce, cuerpo) values (%s, %s, %s) returning id",
                cadena,
                secrets.token_bytes(16),
                cuerpo_de(hecho),
            )
            (asiento,) = cursor.fetchone()
            self._ejecutar(
                cursor,
                "update {tabla} set {campo} = %s, asiento_id = %s where id = %s",
                hasta,
                asiento,
                objeto,
            )
        # later operations of the same migration may alter the table: nothing may be left to check
        self._ejecutar(cursor, "set constraints all immediate")
        self._ejecutar(cursor, "set constraints all deferred")

    def _ejecutar(self, cursor: CursorWrapper, orden: LiteralString, *valores: Any) -> None:
        cursor.execute(
            SQL(orden).format(tabla=Identifier(self.tabla), campo=Identifier(self.campo)), valores or None
        )

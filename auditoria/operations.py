"""Migration operations that other apps use on their own tables."""

from django.db import migrations


def Proteger(modelo: str) -> migrations.RunSQL:  # noqa: N802 - reads as an operation
    """Refuse to delete a row of `modelo` (``"app.model"``, lower case) once the log speaks of it."""
    tabla = modelo.replace(".", "_")
    return migrations.RunSQL(
        f"create trigger auditoria_proteger before delete on {tabla} "
        f"for each row execute function auditoria_proteger('{modelo}')",
        f"drop trigger auditoria_proteger on {tabla}",
    )

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


def Fijar(  # noqa: N802 - reads as an operation
    modelo: str, *columnas: str, nombre: str = "auditoria_fijo", cuando: str = "true"
) -> migrations.RunSQL:
    """Refuse to change these columns of a row of `modelo`, once `cuando` (a condition on ``old``) is true."""
    tabla = modelo.replace(".", "_")
    antes, despues = (", ".join(f"{fila}.{columna}" for columna in columnas) for fila in ("old", "new"))
    return migrations.RunSQL(
        f"create trigger {nombre} before update on {tabla} for each row "
        f"when ({cuando} and row({antes}) is distinct from row({despues})) "
        f"execute function auditoria_rehusar('{', '.join(columnas)}')",
        f"drop trigger {nombre} on {tabla}",
    )

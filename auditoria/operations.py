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


def BuscarEnCasa(prefijo: str) -> migrations.RunSQL:  # noqa: N802 - reads as an operation
    """Let the trigger functions whose name begins with `prefijo` find their tables in their own schema only.

    Else a session's temporary table of the same name would answer for the real one.
    """
    return migrations.RunSQL(
        f"""
        do $$ declare f text; begin
          for f in select proname from pg_proc where pronamespace = current_schema()::regnamespace
                   and prorettype = 'trigger'::regtype and starts_with(proname, '{prefijo}') loop
            execute format('alter function %I() set search_path = %I, pg_temp', f, current_schema());
          end loop;
        end $$
        """,  # noqa: S608 - a prefix of our own
        migrations.RunSQL.noop,
    )

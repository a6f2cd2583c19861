"""Migration operations for models with a lifecycle."""

from django.db import migrations


def VigilarEstado(modelo: str, campo: str = "estado") -> migrations.RunSQL:  # noqa: N802 - reads as an operation
    """Tie `campo` of `modelo` (``"app.model"``, lower case) to its log rows, for INSERT and UPDATE, at once.

    Not deferred: a deferred trigger does not fire inside test transactions, and lets A→B→A and INSERT pass.
    """
    tabla = modelo.replace(".", "_")
    return migrations.RunSQL(
        f"create trigger flujo_estado before insert or update on {tabla} "
        f"for each row execute function flujo_exigir_asiento('{modelo}', '{campo}')",
        f"drop trigger flujo_estado on {tabla}",
    )

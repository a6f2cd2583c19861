"""The database's own part: states tied to their log rows, clauses that never change, nothing of history deleted."""

from django.db import migrations

from auditoria.operations import Proteger
from flujo.operations import VigilarEstado


class Migration(migrations.Migration):
    dependencies = [("convenios", "0001_initial"), ("flujo", "0001_initial")]
    operations = [
        VigilarEstado("convenios.convenio"),
        migrations.RunSQL(
            "create trigger convenios_no_cambiar before update or delete on convenios_clausula "
            "for each row execute function auditoria_solo_crece()",
            "drop trigger convenios_no_cambiar on convenios_clausula",
        ),
        *[
            Proteger(f"convenios.{modelo}")
            for modelo in ("convenio", "versiondetexto", "requisito", "observacion")
        ],
    ]

"""The log rows by which somebody pronounced themselves, found without reading the others: every verification asks."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("expedientes", "0009_vista"), ("auditoria", "0003_momentos")]
    operations = [
        migrations.RunSQL(
            "create index asiento_que_se_pronuncia on auditoria_asiento (id) where accion in"
            " ('aprobar', 'comprobar', 'dar_visto_bueno', 'firmar', 'opinar', 'verificar')",
            "drop index asiento_que_se_pronuncia",
        )
    ]

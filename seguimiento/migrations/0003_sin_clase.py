"""A meeting is a working meeting: a session of a body is a model of its own."""

from django.db import migrations

from auditoria.operations import Fijar

COMO_NACIO = ("expediente_id", "numero", "convoca_id", "anterior_id", "fecha_original", "uid")


class Migration(migrations.Migration):
    dependencies = [("seguimiento", "0002_vigilar")]
    operations = [
        migrations.RunSQL(
            "drop trigger auditoria_fijo on seguimiento_reunion",
            Fijar("seguimiento.reunion", "clase", *COMO_NACIO).sql,
        ),
        migrations.RemoveField("reunion", "clase"),
        Fijar("seguimiento.reunion", *COMO_NACIO),
    ]

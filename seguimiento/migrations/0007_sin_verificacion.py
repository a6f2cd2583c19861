"""An observation that no other party can verify has an end of its own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("seguimiento", "0006_informes")]
    operations = [
        migrations.AlterField(
            model_name="observaciondeseguimiento",
            name="estado",
            field=models.CharField(
                choices=[
                    ("abierta", "Abierta"),
                    ("en_subsanacion", "En subsanación"),
                    ("subsanada", "Subsanada"),
                    ("verificada", "Verificada"),
                    ("verificacion_no_obtenida", "Verificación no obtenida"),
                ],
                default="abierta",
                max_length=50,
                verbose_name="estado",
            ),
        ),
        migrations.AlterField(
            model_name="observaciondeseguimiento",
            name="motivo",
            field=models.TextField(
                blank=True, max_length=2000, verbose_name="por qué se devolvió o se cerró"
            ),
        ),
    ]

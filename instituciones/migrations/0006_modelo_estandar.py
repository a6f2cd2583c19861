"""Whether an institution lets a standard model with its checklist stand for its legal opinion: said once per rules."""

from django.db import migrations, models

from auditoria.operations import Fijar


class Migration(migrations.Migration):

    dependencies = [
        ('instituciones', '0005_publicidad'),
    ]

    operations = [
        migrations.AddField(
            model_name='reglasdeinstitucion',
            name='exime_modelo_estandar',
            field=models.BooleanField(default=False, verbose_name='un modelo estándar con su lista de comprobación no necesita opinión jurídica'),
        ),
        Fijar("instituciones.reglasdeinstitucion", "exime_modelo_estandar", nombre="auditoria_exencion"),
    ]

"""A pronouncement may be the checklist of a standard model."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('expedientes', '0006_importacion'),
    ]

    operations = [
        migrations.AlterField(
            model_name='aprobacion',
            name='clase',
            field=models.CharField(choices=[('opinion', 'Opinión'), ('visto_bueno', 'Visto bueno'), ('aprobacion', 'Aprobación'), ('firma', 'Firma'), ('verificacion', 'Verificación'), ('comprobacion', 'Lista de comprobación')], max_length=14, verbose_name='clase'),
        ),
    ]

"""What a text says of follow-up reports: how often, and within how many days; it never changes either."""

import django.core.validators
from django.db import migrations, models

from auditoria.operations import Fijar


class Migration(migrations.Migration):

    dependencies = [
        ('convenios', '0013_informe_final_papel'),
    ]

    operations = [
        migrations.AddField(
            model_name='versiondetexto',
            name='informes_dias',
            field=models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(120)], verbose_name='días hábiles para presentar cada informe'),
        ),
        migrations.AddField(
            model_name='versiondetexto',
            name='informes_meses',
            field=models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(36)], verbose_name='informes de seguimiento, cada cuántos meses'),
        ),
        migrations.AddConstraint(
            model_name='versiondetexto',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('informes_dias__isnull', True), ('informes_meses__isnull', True)), models.Q(('informes_meses__isnull', False), ('informes_meses__range', (1, 36)), models.Q(('informes_dias__isnull', True), ('informes_dias__range', (1, 120)), _connector='OR')), _connector='OR'), name='versiondetexto_informes_con_su_periodicidad', violation_error_message='Diga cada cuántos meses se informa: de 1 a 36.'),
        ),
        Fijar("convenios.versiondetexto", "informes_meses", "informes_dias", nombre="auditoria_informes_pactados"),
    ]

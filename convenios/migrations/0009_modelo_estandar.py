"""The checklist of a standard model: what was checked never changes."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('convenios', '0008_identificador_publico'),
        ('expedientes', '0007_modelo_estandar'),
    ]

    operations = [
        migrations.CreateModel(
            name='ListaDeComprobacion',
            fields=[
                ('aprobacion', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='lista', serialize=False, to='expedientes.aprobacion')),
                ('modelo', models.CharField(max_length=160, verbose_name='modelo')),
                ('puntos', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=None, verbose_name='puntos comprobados')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='listas', to='convenios.versiondetexto')),
            ],
            options={
                'verbose_name': 'lista de comprobación',
                'verbose_name_plural': 'listas de comprobación',
                'constraints': [models.CheckConstraint(condition=models.Q(('modelo', ''), _negated=True), name='lista_con_su_modelo'), models.CheckConstraint(condition=models.Q(('puntos__len__gte', 1)), name='lista_con_puntos')],
            },
        ),
        migrations.RunSQL(
            "create trigger convenios_no_cambiar before update or delete on convenios_listadecomprobacion "
            "for each row execute function auditoria_solo_crece()",
            "drop trigger convenios_no_cambiar on convenios_listadecomprobacion",
        ),
    ]

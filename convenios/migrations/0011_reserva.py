"""A party keeps one agreement from the public: what was declared never changes, and it is revoked once."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import instituciones.models.puesto
from django.db import migrations, models

from auditoria.operations import Fijar, Proteger


class Migration(migrations.Migration):

    dependencies = [
        ('auditoria', '0004_a_tiempo'),
        ('convenios', '0010_recibido_de_adenda'),
        ('instituciones', '0006_modelo_estandar'),
    ]

    operations = [
        migrations.CreateModel(
            name='Reserva',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('norma', models.CharField(max_length=250, verbose_name='norma')),
                ('motivo', models.TextField(verbose_name='motivo')),
                ('desde', models.DateField(verbose_name='desde')),
                ('hasta', models.DateField(null=True, verbose_name='hasta')),
                ('revocada_el', models.DateField(editable=False, null=True, verbose_name='revocada el')),
                ('asiento', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='auditoria.asiento')),
                ('convenio', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reservas', to='convenios.convenio')),
                ('institucion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='instituciones.institucion')),
            ],
            options={
                'verbose_name': 'reserva',
                'verbose_name_plural': 'reservas',
                'ordering': ['convenio', 'desde', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('motivo', ''), _negated=True), models.Q(('norma', ''), _negated=True)), name='reserva_dice_por_que', violation_error_message='Diga por qué se reserva y qué norma lo permite.'), models.CheckConstraint(condition=models.Q(('hasta__isnull', True), ('hasta__gte', models.F('desde')), _connector='OR'), name='reserva_termina_despues_de_empezar', violation_error_message='La fecha final no puede ser anterior a la inicial.'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('revocada_el__isnull', True)), expressions=[('convenio', '='), ('institucion', '='), (instituciones.models.puesto.RangoDeFechas('desde', 'hasta', django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_lower=True, inclusive_upper=True)), '&&')], name='reserva_una_por_parte_y_dia', violation_error_message='Esa parte ya tiene reservado este convenio en esas fechas: revoque antes esa reserva.')],
            },
        ),
        Fijar(
            "convenios.reserva", "convenio_id", "institucion_id", "norma", "motivo", "desde", "hasta", "asiento_id"
        ),
        Fijar(
            "convenios.reserva",
            "revocada_el",
            nombre="auditoria_revocada",
            cuando="old.revocada_el is not null",
        ),
        Proteger("convenios.reserva"),
    ]

"""Each stop of a session, with the hour and the place at which it goes on."""

import django.db.models.deletion
from django.db import migrations, models

from auditoria.operations import Fijar, Proteger

# It is content of the acta, as attendance is.
SE_ESCRIBE = """
create trigger seguimiento_acta_se_escribe before insert or update or delete on seguimiento_suspensiondesesion
  for each row execute function seguimiento_acta_se_escribe('sesion')
"""

# Those that wait now keep what was said of them: at which hour they go on nobody had been asked.
LAS_QUE_ESPERAN = """
insert into seguimiento_suspensiondesesion (sesion_id, suspendida_at, motivo, continua_el, lugar, enlace)
select s.id, coalesce((select max(sale_at) from seguimiento_asistencia a where a.sesion_id = s.id), s.instalada_at),
       s.motivo, s.continua_el, '', ''
from seguimiento_sesion s where s.estado = 'suspendida' and s.continua_el is not null
"""


class Migration(migrations.Migration):

    dependencies = [
        ('seguimiento', '0007_sin_verificacion'),
    ]

    operations = [
        migrations.CreateModel(
            name='SuspensionDeSesion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('suspendida_at', models.DateTimeField(verbose_name='suspendida')),
                ('motivo', models.TextField(max_length=2000, verbose_name='motivo')),
                ('continua_el', models.DateField(verbose_name='continúa el')),
                ('hora', models.TimeField(blank=True, null=True, verbose_name='hora en que continúa')),
                ('lugar', models.CharField(blank=True, max_length=300, verbose_name='lugar en que continúa')),
                ('enlace', models.URLField(blank=True, max_length=500, verbose_name='enlace en que continúa')),
                ('sesion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='suspensiones', to='seguimiento.sesion')),
            ],
            options={
                'verbose_name': 'suspensión de una sesión',
                'verbose_name_plural': 'suspensiones de sesiones',
                'ordering': ['sesion', 'suspendida_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('motivo', ''), _negated=True), name='suspension_dice_por_que', violation_error_message='Diga por qué.'), models.CheckConstraint(condition=models.Q(('continua_el__year__gte', 1900), ('continua_el__year__lte', 2200)), name='suspension_en_un_ano_posible', violation_error_message='Revise el año en que la sesión continúa.')],
            },
        ),
        migrations.RunSQL(LAS_QUE_ESPERAN, migrations.RunSQL.noop),
        migrations.RunSQL(SE_ESCRIBE, "drop trigger seguimiento_acta_se_escribe on seguimiento_suspensiondesesion"),
        Fijar(
            "seguimiento.suspensiondesesion",
            *("sesion_id", "suspendida_at", "motivo", "continua_el", "hora", "lugar", "enlace"),
        ),
        Proteger("seguimiento.suspensiondesesion"),
    ]

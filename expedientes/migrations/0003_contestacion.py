"""What a party contests: its table, and the database's own part of it."""

import django.db.models.deletion
from django.db import migrations, models

from auditoria.operations import BuscarEnCasa, Fijar, Proteger

# What is contested is an act by document of that very party, in that very case file.
ACTO_PROPIO = """
create function expedientes_acto_propio() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from auditoria_asiento a join expedientes_expediente e on e.cadena_id = a.cadena_id
                 where a.id = new.contestado_id and e.id = new.expediente_id
                 and a.institucion_id = new.institucion_id
                 and a.cuerpo::json #>> '{datos,documento}' is not null) then
    raise exception 'Una parte contesta sus propios actos por documento, y ningún otro' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger expedientes_acto_propio before insert on expedientes_contestacion
  for each row execute function expedientes_acto_propio();
"""

CONTESTADO = ("expediente_id", "institucion_id", "contestado_id", "motivo", "fecha", "asiento_id")
RETIRADO = ("retirada_el", "motivo_de_retiro", "retiro_id")


class Migration(migrations.Migration):

    dependencies = [
        ('auditoria', '0002_encadenar'),
        ('expedientes', '0002_vigilar'),
        ('instituciones', '0003_cache'),
    ]

    operations = [
        migrations.CreateModel(
            name='Contestacion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('visibilidad', models.CharField(choices=[('interna', 'Solo de la institución'), ('compartida', 'Compartida con las partes')], default='interna', max_length=12, verbose_name='visibilidad')),
                ('motivo', models.TextField(verbose_name='motivo')),
                ('fecha', models.DateField(verbose_name='contestado el')),
                ('retirada_el', models.DateField(null=True, verbose_name='retirada el')),
                ('motivo_de_retiro', models.TextField(blank=True, verbose_name='motivo de su retiro')),
                ('asiento', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='auditoria.asiento')),
                ('contestado', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='auditoria.asiento', verbose_name='asiento contestado')),
                ('expediente', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contestaciones', to='expedientes.expediente')),
                ('institucion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='instituciones.institucion')),
                ('retiro', models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='auditoria.asiento')),
            ],
            options={
                'verbose_name': 'contestación',
                'verbose_name_plural': 'contestaciones',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('contestado', 'institucion'), name='contestacion_una_por_acto_y_parte'), models.CheckConstraint(condition=models.Q(('motivo', ''), _negated=True), name='contestacion_dice_por_que'), models.CheckConstraint(condition=models.Q(models.Q(('motivo_de_retiro', ''), ('retirada_el__isnull', True), ('retiro__isnull', True)), models.Q(('retirada_el__isnull', False), ('retiro__isnull', False), models.Q(('motivo_de_retiro', ''), _negated=True)), _connector='OR'), name='contestacion_retirada_dice_por_que')],
            },
        ),
        migrations.RunSQL(ACTO_PROPIO, "drop function expedientes_acto_propio() cascade"),
        BuscarEnCasa("expedientes_"),
        Proteger("expedientes.contestacion"),
        Fijar("expedientes.contestacion", *CONTESTADO),
        Fijar(
            "expedientes.contestacion",
            *RETIRADO,
            nombre="auditoria_retirada",
            cuando="old.retirada_el is not null",
        ),
        Fijar(
            "expedientes.contestacion",
            "visibilidad",
            nombre="auditoria_compartida",
            cuando="old.visibilidad = 'compartida'",
        ),
    ]

"""Texts that came back as Word files: each tied to its paper, its version and its log row."""

import django.db.models.deletion
from django.db import migrations, models

from auditoria.operations import BuscarEnCasa, Fijar, Proteger

PROPIO = """
create function convenios_recibido_propio() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from convenios_convenio c join documentos_documento d on d.expediente_id = c.expediente_id
                 where c.id = new.convenio_id and d.id = new.documento_id
                 and d.institucion_id = new.institucion_id) then
    raise exception 'El archivo de un texto recibido es uno de su expediente y de su parte' using errcode = '23514';
  end if;
  if new.base_id is not null and not exists (select 1 from convenios_versiondetexto
                                             where id = new.base_id and convenio_id = new.convenio_id) then
    raise exception 'Un texto recibido salió de una versión de su convenio' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger convenios_recibido_propio before insert on convenios_textorecibido
  for each row execute function convenios_recibido_propio();
"""
FIJO = ("convenio_id", "institucion_id", "visibilidad", "documento_id", "base_id", "leido", "recibido_at", "asiento_id")


class Migration(migrations.Migration):

    dependencies = [
        ('auditoria', '0002_encadenar'),
        ('convenios', '0004_vigilar_vida'),
        ('documentos', '0002_fijar'),
        ('instituciones', '0003_cache'),
    ]

    operations = [
        migrations.CreateModel(
            name='TextoRecibido',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('visibilidad', models.CharField(choices=[('interna', 'Solo de la institución'), ('compartida', 'Compartida con las partes')], default='interna', max_length=12, verbose_name='visibilidad')),
                ('leido', models.JSONField(editable=False, verbose_name='lo leído')),
                ('recibido_at', models.DateTimeField(auto_now_add=True, verbose_name='recibido')),
                ('asiento', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='auditoria.asiento')),
                ('base', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='recibidos', to='convenios.versiondetexto', verbose_name='salió de')),
                ('convenio', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='textos_recibidos', to='convenios.convenio')),
                ('documento', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='texto_recibido', to='documentos.documento', verbose_name='archivo recibido')),
                ('institucion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='instituciones.institucion')),
            ],
            options={
                'verbose_name': 'texto recibido',
                'verbose_name_plural': 'textos recibidos',
                'ordering': ['convenio', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('visibilidad', 'interna')), name='texto_recibido_es_de_su_parte')],
            },
        ),
        migrations.RunSQL(PROPIO, "drop function convenios_recibido_propio() cascade"),
        BuscarEnCasa("convenios_"),
        Fijar("convenios.textorecibido", *FIJO),
        Proteger("convenios.textorecibido"),
    ]

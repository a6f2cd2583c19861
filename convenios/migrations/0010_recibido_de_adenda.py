"""The text of an addendum comes back from Word as the agreement's does: each from a version of its very own text."""

import django.db.models.deletion
from django.db import migrations, models

from auditoria.operations import BuscarEnCasa, Fijar

DE_LA_ADENDA = """
  if new.adenda_id is not null and not exists (select 1 from convenios_adenda
                                               where id = new.adenda_id and convenio_id = new.convenio_id) then
    raise exception 'Un texto recibido es de una adenda de su convenio' using errcode = '23514';
  end if;
"""
DEL_MISMO_TEXTO = "and adenda_id is not distinct from new.adenda_id"


def propio(adenda: str = "", mismo_texto: str = "") -> str:
    """What migration 0005 asks of a received text, and what is said besides."""
    return f"""
create or replace function convenios_recibido_propio() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from convenios_convenio c join documentos_documento d on d.expediente_id = c.expediente_id
                 where c.id = new.convenio_id and d.id = new.documento_id
                 and d.institucion_id = new.institucion_id) then
    raise exception 'El archivo de un texto recibido es uno de su expediente y de su parte' using errcode = '23514';
  end if;
  {adenda}
  if new.base_id is not null and not exists (select 1 from convenios_versiondetexto
                                             where id = new.base_id and convenio_id = new.convenio_id {mismo_texto}) then
    raise exception 'Un texto recibido salió de una versión de su mismo texto' using errcode = '23514';
  end if;
  return new;
end $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('convenios', '0009_modelo_estandar'),
    ]

    operations = [
        migrations.AddField(
            model_name='textorecibido',
            name='adenda',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='textos_recibidos', to='convenios.adenda', verbose_name='adenda'),
        ),
        migrations.RunSQL(propio(DE_LA_ADENDA, DEL_MISMO_TEXTO), propio()),
        BuscarEnCasa("convenios_"),
        Fijar("convenios.textorecibido", "adenda_id", nombre="auditoria_adenda"),
    ]

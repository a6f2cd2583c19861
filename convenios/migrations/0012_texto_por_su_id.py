"""The text in force is looked up by its id, and whose it is compared afterwards.

Asked for with all that it must be at once, the database may look for it among the texts of agreements, and did, at
every row of an import.
"""

from django.db import migrations

from auditoria.operations import BuscarEnCasa

PROPIO = """
create or replace function convenios_texto_propio() returns trigger language plpgsql as $$
declare
  v record;
begin
  select convenio_id, adenda_id, visibilidad into v from convenios_versiondetexto where id = new.version_id;
  if (v.convenio_id = new.id and v.adenda_id is null and v.visibilidad = 'compartida') is not true then
    raise exception 'El texto vigente de un convenio es uno suyo, compartido' using errcode = '23514';
  end if;
  return new;
end $$;
create or replace function convenios_texto_de_adenda() returns trigger language plpgsql as $$
declare
  v record;
begin
  select convenio_id, adenda_id, visibilidad into v from convenios_versiondetexto where id = new.version_id;
  if (v.convenio_id = new.convenio_id and v.adenda_id = new.id and v.visibilidad = 'compartida') is not true then
    raise exception 'El texto vigente de una adenda es uno suyo, compartido' using errcode = '23514';
  end if;
  return new;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("convenios", "0011_reserva")]
    operations = [migrations.RunSQL(PROPIO, migrations.RunSQL.noop), BuscarEnCasa("convenios_")]

"""The log row that a state is tied to is looked up by its id, and what it says compared afterwards.

Asked for with everything that it must say at once, the database may look for it by the object's history, and thinks
anew, at every row, of how to.
"""

from django.db import migrations

from auditoria.operations import BuscarEnCasa

EXIGIR = """
create or replace function flujo_exigir_asiento() returns trigger language plpgsql as $$
declare
  nuevo text := to_jsonb(new) ->> tg_argv[1];
  viejo text := case when tg_op = 'UPDATE' then to_jsonb(old) ->> tg_argv[1] else '' end;
  suyo record;
begin
  if tg_op = 'UPDATE' and nuevo = viejo and new.asiento_id = old.asiento_id and new.id = old.id then
    return new;
  end if;
  select modelo, objeto, desde, hasta, cadena_id into suyo from auditoria_asiento where id = new.asiento_id;
  if (suyo.modelo = tg_argv[0] and suyo.objeto = new.id and suyo.desde = viejo and suyo.hasta = nuevo) is not true
     or tg_op = 'UPDATE' and (
       new.id = old.id and new.asiento_id > old.asiento_id
       and suyo.cadena_id = (select cadena_id from auditoria_asiento where id = old.asiento_id)
     ) is not true then
    raise exception 'El estado de % solo cambia con su asiento en la bitácora', tg_table_name using errcode = '23514';
  end if;
  return new;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("flujo", "0001_initial"), ("auditoria", "0002_encadenar")]
    operations = [migrations.RunSQL(EXIGIR, migrations.RunSQL.noop), BuscarEnCasa("flujo_")]

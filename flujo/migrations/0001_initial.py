"""The trigger function that ties every state to its own, new log row."""

from django.db import migrations

from auditoria.operations import BuscarEnCasa

EXIGIR = """
create function flujo_exigir_asiento() returns trigger language plpgsql as $$
declare
  nuevo text := to_jsonb(new) ->> tg_argv[1];
  viejo text := case when tg_op = 'UPDATE' then to_jsonb(old) ->> tg_argv[1] else '' end;
begin
  if tg_op = 'UPDATE' and nuevo = viejo and new.asiento_id = old.asiento_id and new.id = old.id then
    return new;
  end if;
  if not exists (
    select 1 from auditoria_asiento a
    where a.id = new.asiento_id and a.modelo = tg_argv[0] and a.objeto = new.id
      and a.desde = viejo and a.hasta = nuevo
      and (tg_op = 'INSERT' or (
        new.id = old.id and a.id > old.asiento_id
        and a.cadena_id = (select cadena_id from auditoria_asiento where id = old.asiento_id)
      ))
  ) then
    raise exception 'El estado de % solo cambia con su asiento en la bitácora', tg_table_name using errcode = '23514';
  end if;
  return new;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("auditoria", "0002_encadenar")]
    operations = [
        migrations.RunSQL(EXIGIR, "drop function flujo_exigir_asiento() cascade"),
        BuscarEnCasa("flujo_"),
    ]

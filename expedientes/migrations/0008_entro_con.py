"""With which log row a case file came in from a register: said by the import as it writes that row, and never unsaid.

What has no row after it may be annulled. An import may add an addendum to what it brought in, so that the number moves
on; it is always the last row of the chain at that moment, and never an earlier one.
"""

from django.db import migrations

from auditoria.operations import BuscarEnCasa

ENTRO = """
create function expedientes_entro_con() returns trigger language plpgsql as $$
begin
  if new.entro_con is null or new.entro_con < old.entro_con
     or new.entro_con is distinct from (select max(n) from auditoria_asiento where cadena_id = new.cadena_id) then
    raise exception 'Lo que entró de un registro lo dice su último asiento, y no se desdice' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger expedientes_entro_con before update on expedientes_expediente
  for each row when (new.entro_con is distinct from old.entro_con) execute function expedientes_entro_con();
"""


class Migration(migrations.Migration):

    dependencies = [("expedientes", "0007_modelo_estandar"), ("auditoria", "0002_encadenar")]

    operations = [
        migrations.RunSQL(ENTRO, "drop function expedientes_entro_con() cascade"),
        BuscarEnCasa("expedientes_"),
    ]

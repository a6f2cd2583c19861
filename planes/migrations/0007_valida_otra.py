"""The database's own part in who judges a measurement: another party than measured it, also where all answer for it."""

from django.db import migrations

from auditoria.operations import BuscarEnCasa

VALIDA_OTRA = """
create function planes_valida_otra() returns trigger language plpgsql as $$
begin
  if not exists (
      select 1 from auditoria_asiento
      where id = new.asiento_id and institucion_id <> new.institucion_id) then
    raise exception 'Nadie valida ni devuelve lo que midió su propia parte' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger planes_valida_otra before update on planes_medicion
  for each row when (old.estado = 'presentada' and new.estado in ('validada', 'devuelta'))
  execute function planes_valida_otra();
"""


class Migration(migrations.Migration):
    dependencies = [("planes", "0006_verifica_otra")]
    operations = [
        migrations.RunSQL(VALIDA_OTRA, "drop function planes_valida_otra() cascade"),
        BuscarEnCasa("planes_"),
    ]

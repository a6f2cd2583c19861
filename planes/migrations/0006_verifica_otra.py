"""The database's own part in who verifies an action: another party than did it and than presented what shows it."""

from django.db import migrations

from auditoria.operations import BuscarEnCasa

# What all of them did is verified by an agreement of an acta, which whoever works in the case file records.
VERIFICA_OTRA = """
create function planes_verifica_otra() returns trigger language plpgsql as $$
declare verifica bigint; paso text;
begin
  select institucion_id, accion into verifica, paso from auditoria_asiento where id = new.asiento_id;
  if paso is distinct from 'verificar_por_acuerdo' and (
      verifica is null
      or exists (select 1 from planes_responsable where accion_id = new.id and institucion_id = verifica)
      or exists (select 1 from planes_mediodeverificacion
                 where accion_id = new.id and institucion_id = verifica and estado <> 'devuelto')) then
    raise exception 'Nadie verifica lo que hizo su propia parte' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger planes_verifica_otra before update on planes_accionconjunta
  for each row when (new.estado = 'verificada' and old.estado <> 'verificada')
  execute function planes_verifica_otra();
"""


class Migration(migrations.Migration):
    dependencies = [("planes", "0005_mediciones")]
    operations = [
        migrations.RunSQL(VERIFICA_OTRA, "drop function planes_verifica_otra() cascade"),
        BuscarEnCasa("planes_"),
    ]

"""The database's own part of the log: numbering, chaining, and refusing every change."""

from django.db import migrations

ENCADENAR = """
create function auditoria_encadenar() returns trigger language plpgsql as $$
declare c record;
begin
  select cabeza, cuenta into c from auditoria_cadena where id = new.cadena_id for no key update;
  if not found then
    raise exception 'No existe la cadena %', new.cadena_id using errcode = '23503';
  end if;
  if (new.cuerpo::jsonb ->> 'personal') is distinct from
     encode(sha256(new.nonce_personal || convert_to(new.personal, 'UTF8')), 'hex') then
    raise exception 'Los datos personales no son los que el asiento sella' using errcode = '23514';
  end if;
  new.n := c.cuenta + 1;
  new.anterior := c.cabeza;
  new.interno := sha256(new.nonce || convert_to(new.cuerpo, 'UTF8'));
  new.hash := sha256(new.anterior || int8send(new.n) || new.interno);
  update auditoria_cadena set cabeza = new.hash, cuenta = new.n where id = new.cadena_id;
  return new;
end $$;
create trigger auditoria_encadenar before insert on auditoria_asiento
  for each row execute function auditoria_encadenar();
"""

# Only the owner of a database named test_… may empty a table, and only after asking for it in the session: without
# this every transactional test would fail at its flush.
SOLO_CRECE = """
create function auditoria_solo_crece() returns trigger language plpgsql as $$
begin
  if tg_op = 'TRUNCATE' and current_database() like 'test\\_%'
     and current_setting('convenios.vaciado', true) = 'on'
     and pg_has_role((select relowner from pg_class where oid = tg_relid), 'USAGE') then
    return null;
  end if;
  raise exception 'La bitácora solo crece: % en % está prohibido', tg_op, tg_table_name using errcode = '23514';
end $$;
create trigger auditoria_no_borrar before delete on auditoria_asiento
  for each row execute function auditoria_solo_crece();
create trigger auditoria_no_vaciar before truncate on auditoria_asiento
  for each statement execute function auditoria_solo_crece();
create trigger auditoria_no_borrar before delete on auditoria_cadena
  for each row execute function auditoria_solo_crece();
create trigger auditoria_no_vaciar before truncate on auditoria_cadena
  for each statement execute function auditoria_solo_crece();
"""

# The one change a row admits: losing its personal data, after a later row of the same chain says that they were erased.
NO_CAMBIAR = """
create function auditoria_no_cambiar() returns trigger language plpgsql as $$
begin
  if new.personal is null and new.nonce_personal is null and old.personal is not null
     and (new.id, new.cadena_id, new.n, new.anterior, new.nonce, new.cuerpo, new.interno, new.hash)
       is not distinct from (old.id, old.cadena_id, old.n, old.anterior, old.nonce, old.cuerpo, old.interno, old.hash)
     and exists (select 1 from auditoria_asiento b where b.modelo = 'auditoria.asiento' and b.objeto = old.id
                 and b.accion = 'borrar_datos_personales' and b.cadena_id = old.cadena_id and b.n > old.n) then
    return new;
  end if;
  raise exception 'La bitácora solo crece: % en % está prohibido', tg_op, tg_table_name using errcode = '23514';
end $$;
create trigger auditoria_no_cambiar before update on auditoria_asiento
  for each row execute function auditoria_no_cambiar();

create function auditoria_cabeza_propia() returns trigger language plpgsql as $$
begin
  if pg_trigger_depth() < 2 then
    raise exception 'La cabeza de una cadena solo la mueve un asiento nuevo' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger auditoria_cabeza_propia before update on auditoria_cadena
  for each row execute function auditoria_cabeza_propia();
"""

# Rows that the log speaks of stay: attached to each model that is logged by `auditoria.operations.Proteger`.
PROTEGER = """
create function auditoria_proteger() returns trigger language plpgsql as $$
begin
  if exists (select 1 from auditoria_asiento where modelo = tg_argv[0] and objeto = old.id) then
    raise exception 'La historia habla de %: no se borra, se desactiva', tg_table_name using errcode = '23503';
  end if;
  return old;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("auditoria", "0001_initial")]
    operations = [
        migrations.RunSQL(
            ENCADENAR, "drop trigger auditoria_encadenar on auditoria_asiento; drop function auditoria_encadenar()"
        ),
        migrations.RunSQL(SOLO_CRECE, "drop function auditoria_solo_crece() cascade"),
        migrations.RunSQL(
            NO_CAMBIAR,
            "drop function auditoria_no_cambiar() cascade; drop function auditoria_cabeza_propia() cascade",
        ),
        migrations.RunSQL(PROTEGER, "drop function auditoria_proteger() cascade"),
    ]

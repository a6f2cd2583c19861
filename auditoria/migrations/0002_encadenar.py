"""The database's own part of the log: numbering, chaining, and refusing every change."""

from django.db import migrations

from auditoria.operations import BuscarEnCasa, Proteger

# Before the row: its number and hashes, under the lock of its chain. After it: the head. Were the head moved before,
# an INSERT that leaves no row (ON CONFLICT DO NOTHING) would move it all the same and break the chain. Rows that the
# same statement has already put in have not moved the head yet, hence the second select. `jsonb` also refuses what
# could never be queried (\u0000).
ENCADENAR = """
create function auditoria_encadenar() returns trigger language plpgsql as $$
declare
  c record;
  u record;
begin
  select cabeza, cuenta into c from auditoria_cadena where id = new.cadena_id for no key update;
  if not found then
    raise exception 'No existe la cadena %', new.cadena_id using errcode = '23503';
  end if;
  if (new.cuerpo::jsonb ->> 'personal') is distinct from
     encode(sha256(new.nonce_personal || convert_to(new.personal, 'UTF8')), 'hex') then
    raise exception 'Los datos personales no son los que el asiento sella' using errcode = '23514';
  end if;
  select hash, n into u from auditoria_asiento
    where cadena_id = new.cadena_id and n > c.cuenta order by n desc limit 1;
  new.n := coalesce(u.n, c.cuenta) + 1;
  new.anterior := coalesce(u.hash, c.cabeza);
  new.interno := sha256(new.nonce || convert_to(new.cuerpo, 'UTF8'));
  new.hash := sha256(new.anterior || int8send(new.n) || new.interno);
  return new;
end $$;
create trigger auditoria_encadenar before insert on auditoria_asiento
  for each row execute function auditoria_encadenar();

create function auditoria_mover_cabeza() returns trigger language plpgsql as $$
begin
  update auditoria_cadena set cabeza = new.hash, cuenta = new.n where id = new.cadena_id;
  return null;
end $$;
create trigger auditoria_mover_cabeza after insert on auditoria_asiento
  for each row execute function auditoria_mover_cabeza();
"""

# Whoever asks for it, a head only moves one row onwards, to a row that is there. (To ask whether a trigger is asking
# would not do: anybody may put a trigger on a temporary table of his own.)
CABEZA = """
create function auditoria_cadena_vacia() returns trigger language plpgsql as $$
begin
  if new.cuenta <> 0 then
    raise exception 'Una cadena nueva está vacía' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger auditoria_cadena_vacia before insert on auditoria_cadena
  for each row execute function auditoria_cadena_vacia();

create function auditoria_cabeza_propia() returns trigger language plpgsql as $$
begin
  if (new.id, new.clave, new.cuenta) is distinct from (old.id, old.clave, old.cuenta + 1)
     or not exists (select 1 from auditoria_asiento a where a.cadena_id = new.id and a.n = new.cuenta
                    and a.anterior = old.cabeza and a.hash = new.cabeza) then
    raise exception 'La cabeza de una cadena solo la mueve un asiento nuevo' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger auditoria_cabeza_propia before update on auditoria_cadena
  for each row execute function auditoria_cabeza_propia();
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
create trigger auditoria_solo_crece before update or delete on auditoria_cierre
  for each row execute function auditoria_solo_crece();
create trigger auditoria_no_vaciar before truncate on auditoria_cierre
  for each statement execute function auditoria_solo_crece();
create trigger auditoria_solo_crece before update or delete on auditoria_hojadecierre
  for each row execute function auditoria_solo_crece();
create trigger auditoria_no_vaciar before truncate on auditoria_hojadecierre
  for each statement execute function auditoria_solo_crece();
"""

# The one change a row admits: losing its personal data, after a later row of the same chain says, of this very row
# by its hash, that they were erased.
NO_CAMBIAR = """
create function auditoria_no_cambiar() returns trigger language plpgsql as $$
begin
  if new.personal is null and new.nonce_personal is null and old.personal is not null
     and (new.id, new.cadena_id, new.n, new.anterior, new.nonce, new.cuerpo, new.interno, new.hash)
       is not distinct from (old.id, old.cadena_id, old.n, old.anterior, old.nonce, old.cuerpo, old.interno, old.hash)
     and exists (select 1 from auditoria_asiento b where b.modelo = 'auditoria.asiento' and b.objeto = old.id
                 and b.accion = 'borrar_datos_personales' and b.cadena_id = old.cadena_id and b.n > old.n
                 and b.cuerpo::json #>> '{datos,hash}' = encode(old.hash, 'hex')) then
    return new;
  end if;
  raise exception 'La bitácora solo crece: % en % está prohibido', tg_op, tg_table_name using errcode = '23514';
end $$;
create trigger auditoria_no_cambiar before update on auditoria_asiento
  for each row execute function auditoria_no_cambiar();
"""

# A closing follows the last one, and its leaves come before it: none is added to a closing that is signed.
CERRAR = """
create function auditoria_cierre_sigue() returns trigger language plpgsql as $$
begin
  if new.n <> (select coalesce(max(n), 0) + 1 from auditoria_cierre)
     or new.n > 1 and new.anterior is distinct from (select raiz from auditoria_cierre where n = new.n - 1)
     or new.cantidad <> (select count(*) from auditoria_hojadecierre where cierre_id = new.n) then
    raise exception 'Un cierre sigue al anterior y cuenta sus hojas' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger auditoria_cierre_sigue before insert on auditoria_cierre
  for each row execute function auditoria_cierre_sigue();

create function auditoria_hoja_a_tiempo() returns trigger language plpgsql as $$
begin
  if exists (select 1 from auditoria_cierre where n = new.cierre_id) then
    raise exception 'Un cierre firmado no admite más hojas' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger auditoria_hoja_a_tiempo before insert on auditoria_hojadecierre
  for each row execute function auditoria_hoja_a_tiempo();
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

# What was written once stays as it was: attached, with its columns, by `auditoria.operations.Fijar`.
REHUSAR = """
create function auditoria_rehusar() returns trigger language plpgsql as $$
begin
  raise exception 'En % no se cambia lo ya escrito: %', tg_table_name, tg_argv[0] using errcode = '23514';
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("auditoria", "0001_initial")]
    operations = [
        migrations.RunSQL(
            ENCADENAR,
            "drop function auditoria_encadenar() cascade; drop function auditoria_mover_cabeza() cascade",
        ),
        migrations.RunSQL(
            CABEZA,
            "drop function auditoria_cadena_vacia() cascade; drop function auditoria_cabeza_propia() cascade",
        ),
        migrations.RunSQL(SOLO_CRECE, "drop function auditoria_solo_crece() cascade"),
        migrations.RunSQL(NO_CAMBIAR, "drop function auditoria_no_cambiar() cascade"),
        migrations.RunSQL(
            CERRAR,
            "drop function auditoria_cierre_sigue() cascade; drop function auditoria_hoja_a_tiempo() cascade",
        ),
        migrations.RunSQL(PROTEGER, "drop function auditoria_proteger() cascade"),
        migrations.RunSQL(REHUSAR, "drop function auditoria_rehusar() cascade"),
        BuscarEnCasa("auditoria_"),
        Proteger("auditoria.destinatariodecierre"),
    ]

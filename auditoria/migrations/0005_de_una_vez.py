"""A statement that writes many rows moves each head once, to the last of them.

Each row was followed by an update of its chain, and six of them by six: half of what they cost.
"""

from django.db import migrations

from auditoria.operations import BuscarEnCasa

# Rows of a chain ahead of its head are there only while the statement that puts them in runs, and whatever that
# statement calls may write more: then the head stands further on already.
MOVER = """
drop trigger auditoria_mover_cabeza on auditoria_asiento;
create or replace function auditoria_mover_cabeza() returns trigger language plpgsql as $$
begin
  update auditoria_cadena c set cabeza = u.hash, cuenta = u.n, ultimo_at = u.registrado_at
    from (select distinct on (cadena_id) cadena_id, n, hash, registrado_at from nuevos order by cadena_id, n desc) u
    where c.id = u.cadena_id and c.cuenta < u.n;
  return null;
end $$;
create trigger auditoria_mover_cabeza after insert on auditoria_asiento
  referencing new table as nuevos for each statement execute function auditoria_mover_cabeza();
"""

# Whoever asks for it, a head only moves onwards, over rows that are there without a gap, the first of which follows it.
# That each of the others follows the one before it is the doing of `auditoria_encadenar`, and of nobody else.
CABEZA = """
create or replace function auditoria_cabeza_propia() returns trigger language plpgsql as $$
begin
  if (new.id, new.clave) is distinct from (old.id, old.clave) or new.cuenta <= old.cuenta or (
    select count(*) = new.cuenta - old.cuenta
      and bool_or(a.n = old.cuenta + 1 and a.anterior = old.cabeza and a.anterior_at is not distinct from old.ultimo_at)
      and bool_or(a.n = new.cuenta and a.hash = new.cabeza and a.registrado_at = new.ultimo_at)
    from auditoria_asiento a where a.cadena_id = old.id and a.n > old.cuenta and a.n <= new.cuenta
  ) is not true then
    raise exception 'La cabeza de una cadena solo la mueve un asiento nuevo' using errcode = '23514';
  end if;
  return new;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("auditoria", "0004_a_tiempo")]
    operations = [
        migrations.RunSQL(MOVER),
        migrations.RunSQL(CABEZA),
        BuscarEnCasa("auditoria_"),
    ]

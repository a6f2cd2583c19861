"""No row says that it is recorded later than now: its chain would have to say so for ever after.

A row takes the moment of the one before it where its own is earlier (0003), so one moment far ahead, by a server whose
clock is wrong or by whoever writes past the application, would be that of every row of the chain that follows.
"""

from django.db import migrations

from auditoria.operations import BuscarEnCasa

# Its name puts it before `auditoria_encadenar`. Two clocks may differ by as much as the time stamp of a closing may.
# Tests travel in time: they ask for it as they do for emptying the tables, in a database named test_… only.
A_TIEMPO = """
create function auditoria_a_tiempo() returns trigger language plpgsql as $$
declare
  dicho text := new.cuerpo::json ->> 'registrado_at';
  momento timestamptz := dicho::timestamptz;
begin
  if to_char(momento at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') is distinct from dicho then
    raise exception 'El momento de un asiento se escribe en UTC, con seis decimales y Z: %', dicho
      using errcode = '23514';
  end if;
  if momento > clock_timestamp() + interval '10 minutes'
     and not (current_database() like 'test\\_%' and current_setting('convenios.vaciado', true) = 'on') then
    raise exception 'Un asiento no se registra en el futuro (%): revise el reloj del servidor', dicho
      using errcode = '23514';
  end if;
  return new;
end $$;
create trigger auditoria_a_tiempo before insert on auditoria_asiento
  for each row execute function auditoria_a_tiempo();
"""
NO_A_TIEMPO = """
drop trigger auditoria_a_tiempo on auditoria_asiento;
drop function auditoria_a_tiempo();
"""


class Migration(migrations.Migration):
    dependencies = [("auditoria", "0003_momentos")]
    operations = [migrations.RunSQL(A_TIEMPO, NO_A_TIEMPO), BuscarEnCasa("auditoria_")]

"""No row is recorded before the one before it: each keeps that one's moment, each chain that of its last row."""

from django.db import migrations, models

from auditoria.operations import BuscarEnCasa

# Rows that were there before this migration get what the triggers will give from now on.
COMPLETAR = """
alter table auditoria_asiento disable trigger auditoria_no_cambiar;
alter table auditoria_cadena disable trigger auditoria_cabeza_propia;
update auditoria_asiento a set anterior_at = p.registrado_at from auditoria_asiento p
  where p.cadena_id = a.cadena_id and p.n = a.n - 1;
update auditoria_cadena c set ultimo_at = a.registrado_at from auditoria_asiento a
  where a.cadena_id = c.id and a.n = c.cuenta;
alter table auditoria_asiento enable trigger auditoria_no_cambiar;
alter table auditoria_cadena enable trigger auditoria_cabeza_propia;
"""

# The writer's clock may be behind that of whoever wrote the last row, and two writers may come in the other order: the
# lock of the chain decides, and a row that would be recorded before the last one is recorded when that one was. The
# canonical text ends with the moment, the version and the visibility, so what people wrote is never what is replaced.
ENCADENAR = """
create or replace function auditoria_encadenar() returns trigger language plpgsql as $$
declare
  c record;
  u record;
  cuerpo jsonb := new.cuerpo::jsonb;
begin
  select cabeza, cuenta, ultimo_at into c from auditoria_cadena where id = new.cadena_id for no key update;
  if not found then
    raise exception 'No existe la cadena %', new.cadena_id using errcode = '23503';
  end if;
  if (cuerpo ->> 'personal') is distinct from
     encode(sha256(new.nonce_personal || convert_to(new.personal, 'UTF8')), 'hex') then
    raise exception 'Los datos personales no son los que el asiento sella' using errcode = '23514';
  end if;
  select hash, n, registrado_at into u from auditoria_asiento
    where cadena_id = new.cadena_id and n > c.cuenta order by n desc limit 1;
  new.n := coalesce(u.n, c.cuenta) + 1;
  new.anterior := coalesce(u.hash, c.cabeza);
  new.anterior_at := coalesce(u.registrado_at, c.ultimo_at);
  if (cuerpo ->> 'registrado_at')::timestamptz < new.anterior_at then
    new.cuerpo := regexp_replace(new.cuerpo, '"registrado_at":"[^"]*"(,"v":[0-9]+,"visibilidad":"[a-z]+"\\})$',
      '"registrado_at":"' || to_char(new.anterior_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '"\\1');
  end if;
  new.interno := sha256(new.nonce || convert_to(new.cuerpo, 'UTF8'));
  new.hash := sha256(new.anterior || int8send(new.n) || new.interno);
  return new;
end $$;

create or replace function auditoria_mover_cabeza() returns trigger language plpgsql as $$
begin
  update auditoria_cadena set cabeza = new.hash, cuenta = new.n, ultimo_at = new.registrado_at
    where id = new.cadena_id;
  return null;
end $$;

create or replace function auditoria_cabeza_propia() returns trigger language plpgsql as $$
begin
  if (new.id, new.clave, new.cuenta) is distinct from (old.id, old.clave, old.cuenta + 1)
     or not exists (select 1 from auditoria_asiento a where a.cadena_id = new.id and a.n = new.cuenta
                    and a.anterior = old.cabeza and a.hash = new.cabeza
                    and a.anterior_at is not distinct from old.ultimo_at and a.registrado_at = new.ultimo_at) then
    raise exception 'La cabeza de una cadena solo la mueve un asiento nuevo' using errcode = '23514';
  end if;
  return new;
end $$;

create or replace function auditoria_no_cambiar() returns trigger language plpgsql as $$
begin
  if new.personal is null and new.nonce_personal is null and old.personal is not null
     and (new.id, new.cadena_id, new.n, new.anterior, new.anterior_at, new.nonce, new.cuerpo, new.interno, new.hash)
       is not distinct from
       (old.id, old.cadena_id, old.n, old.anterior, old.anterior_at, old.nonce, old.cuerpo, old.interno, old.hash)
     and exists (select 1 from auditoria_asiento b where b.modelo = 'auditoria.asiento' and b.objeto = old.id
                 and b.accion = 'borrar_datos_personales' and b.cadena_id = old.cadena_id and b.n > old.n
                 and b.cuerpo::json #>> '{datos,hash}' = encode(old.hash, 'hex')) then
    return new;
  end if;
  raise exception 'La bitácora solo crece: % en % está prohibido', tg_op, tg_table_name using errcode = '23514';
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("auditoria", "0002_encadenar")]
    operations = [
        migrations.AddField(
            "asiento", "anterior_at", models.DateTimeField(editable=False, null=True, verbose_name="el anterior")
        ),
        migrations.AddField(
            "cadena", "ultimo_at", models.DateTimeField(editable=False, null=True, verbose_name="último asiento")
        ),
        migrations.RunSQL(COMPLETAR, migrations.RunSQL.noop),
        migrations.RunSQL(ENCADENAR),
        BuscarEnCasa("auditoria_"),
        migrations.AddConstraint(
            "asiento",
            models.CheckConstraint(
                condition=models.Q(anterior_at__isnull=True)
                | models.Q(registrado_at__gte=models.F("anterior_at")),
                name="asiento_no_antes_que_el_anterior",
            ),
        ),
        migrations.AddConstraint(
            "cadena",
            models.CheckConstraint(
                condition=models.Q(cuenta=0, ultimo_at__isnull=True)
                | models.Q(cuenta__gt=0, ultimo_at__isnull=False),
                name="cadena_vacia_sin_ultimo_momento",
            ),
        ),
        migrations.RemoveIndex("asiento", "asiento_de_un_objeto"),
        migrations.AddIndex(
            "asiento", models.Index(fields=["modelo", "objeto", "n"], name="asiento_de_un_objeto")
        ),
        migrations.AddIndex(
            "asiento",
            models.Index(
                fields=["modelo", "objeto", "-n"],
                include=["id", "hasta"],
                condition=models.Q(hasta__isnull=False),
                name="asiento_de_un_estado",
            ),
        ),
    ]

"""The database's own part: a paper is what its log row says, and stays so; bytes keep their hash."""

from django.db import migrations

from auditoria.operations import BuscarEnCasa, Proteger

# A paper enters with the log row that says so. Later it may only become shared, once, and only when the log says that.
DOCUMENTO = """
create function documentos_entra_con_asiento() returns trigger language plpgsql as $$
begin
  if not exists (
    select 1 from auditoria_asiento a join expedientes_expediente e on e.cadena_id = a.cadena_id
    where a.id = new.asiento_id and a.modelo = 'documentos.documento' and a.objeto = new.id
      and a.accion = 'incorporar_documento' and e.id = new.expediente_id
  ) then
    raise exception 'Un documento solo entra con su asiento en la bitácora' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger documentos_entra_con_asiento before insert on documentos_documento
  for each row execute function documentos_entra_con_asiento();

create function documentos_no_cambia() returns trigger language plpgsql as $$
begin
  if to_jsonb(new) - 'visibilidad' is distinct from to_jsonb(old) - 'visibilidad' then
    raise exception 'Un documento incorporado no se cambia' using errcode = '23514';
  end if;
  if new.visibilidad is distinct from old.visibilidad and not (
    old.visibilidad = 'interna' and new.visibilidad = 'compartida' and exists (
      select 1 from auditoria_asiento a where a.modelo = 'documentos.documento' and a.objeto = old.id
        and a.accion = 'compartir' and a.id > old.asiento_id
        and a.cadena_id = (select e.cadena_id from expedientes_expediente e where e.id = old.expediente_id)
    )
  ) then
    raise exception 'La visibilidad de un documento solo cambia al compartirlo' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger documentos_no_cambia before update on documentos_documento
  for each row execute function documentos_no_cambia();
"""

ARCHIVO = """
create function documentos_archivo_no_cambia() returns trigger language plpgsql as $$
begin
  if to_jsonb(new) - '{analisis,amenaza,analizado_at}'::text[]
     is distinct from to_jsonb(old) - '{analisis,amenaza,analizado_at}'::text[] then
    raise exception 'Los bytes de un archivo no cambian, y lo que se sabe de ellos tampoco' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger documentos_archivo_no_cambia before update on documentos_archivo
  for each row execute function documentos_archivo_no_cambia();
"""


class Migration(migrations.Migration):
    dependencies = [("documentos", "0001_initial"), ("auditoria", "0002_encadenar")]
    operations = [
        migrations.RunSQL(
            DOCUMENTO,
            "drop function documentos_entra_con_asiento() cascade; drop function documentos_no_cambia() cascade",
        ),
        migrations.RunSQL(ARCHIVO, "drop function documentos_archivo_no_cambia() cascade"),
        BuscarEnCasa("documentos_"),
        Proteger("documentos.documento"),
    ]

"""The database's own part: a composed paper says what it said when it was asked for, and its bytes stay what they are."""

from django.db import migrations

from auditoria.operations import BuscarEnCasa, Fijar, Proteger

PAPEL = """
create function documentos_papel_entra_con_asiento() returns trigger language plpgsql as $$
begin
  if not exists (
    select 1 from auditoria_asiento a join expedientes_expediente e on e.cadena_id = a.cadena_id
    where a.id = new.asiento_id and a.modelo = 'documentos.papel' and a.objeto = new.id
      and a.accion = 'pedir_papel' and e.id = new.expediente_id
  ) then
    raise exception 'Un papel solo se pide con su asiento en la bitácora' using errcode = '23514';
  end if;
  if new.archivo_id is not null then
    raise exception 'Un papel se pide primero y se compone después' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger documentos_papel_entra_con_asiento before insert on documentos_papel
  for each row execute function documentos_papel_entra_con_asiento();

create function documentos_papel_se_compone_con_asiento() returns trigger language plpgsql as $$
begin
  if not exists (
    select 1 from auditoria_asiento a join documentos_archivo f on f.id = new.archivo_id
    where a.modelo = 'documentos.papel' and a.objeto = old.id and a.accion = 'componer_papel'
      and a.id > old.asiento_id and (a.cuerpo::jsonb -> 'datos' ->> 'sha256') = f.sha256
      and a.cadena_id = (select e.cadena_id from expedientes_expediente e where e.id = old.expediente_id)
  ) then
    raise exception 'Los bytes de un papel son los que dice su asiento en la bitácora' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger documentos_papel_se_compone_con_asiento before update on documentos_papel
  for each row when (old.archivo_id is null and new.archivo_id is not null)
  execute function documentos_papel_se_compone_con_asiento();
"""


class Migration(migrations.Migration):
    dependencies = [("documentos", "0003_papel"), ("auditoria", "0004_a_tiempo")]
    operations = [
        migrations.RunSQL(
            PAPEL,
            "drop function documentos_papel_entra_con_asiento() cascade;"
            " drop function documentos_papel_se_compone_con_asiento() cascade",
        ),
        BuscarEnCasa("documentos_"),
        Proteger("documentos.papel"),
        Fijar(
            "documentos.papel",
            *("expediente_id", "institucion_id", "visibilidad", "clase", "modelo", "objeto", "titulo", "datos"),
            *("datos_sha256", "es_borrador", "codigo", "pedido_at", "pedido_por_id", "asiento_id"),
        ),
        Fijar(
            "documentos.papel",
            *("archivo_id", "compuesto_at", "intentos", "disponible_at", "fallido_at", "ultimo_error"),
            nombre="documentos_papel_compuesto",
            cuando="old.archivo_id is not null",
        ),
    ]

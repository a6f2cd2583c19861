"""The database's own part: a file only grows, each time with its log row, and what was signed stays as it was."""

from django.db import migrations

from auditoria.operations import BuscarEnCasa, Fijar

FIRMAS = """
create function documentos_revision_entra_con_asiento() returns trigger language plpgsql as $$
begin
  if not exists (
    select 1 from auditoria_asiento a
    join documentos_archivo f on f.id = new.archivo_id
    join documentos_papel p on p.id = new.papel_id
    join expedientes_expediente e on e.id = p.expediente_id
    where a.id = new.asiento_id and a.cadena_id = e.cadena_id and a.modelo = 'documentos.papel' and a.objeto = p.id
      and a.accion = case new.aporta
        when 'sello' then 'sellar_papel' when 'firma' then 'firmar_papel' else 'fechar_papel' end
      and (a.cuerpo::jsonb -> 'datos' ->> 'sha256') = f.sha256
      and (a.cuerpo::jsonb -> 'datos' ->> 'revision')::int = new.n
  ) then
    raise exception 'El archivo de un papel solo crece con su asiento en la bitácora' using errcode = '23514';
  end if;
  if new.n <> 1 + coalesce((select max(r.n) from documentos_revision r where r.papel_id = new.papel_id), 0) then
    raise exception 'Las revisiones de un papel se siguen una a otra' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger documentos_revision_entra_con_asiento before insert on documentos_revision
  for each row execute function documentos_revision_entra_con_asiento();

create function documentos_firma_entra_con_asiento() returns trigger language plpgsql as $$
begin
  if not exists (
    select 1 from auditoria_asiento a
    join documentos_papel p on p.id = new.papel_id
    join expedientes_expediente e on e.id = p.expediente_id
    where a.id = new.asiento_id and a.cadena_id = e.cadena_id and a.modelo = 'documentos.papel' and a.objeto = p.id
      and a.accion = case new.via when 'papel' then 'firmar_en_papel' else 'firmar_papel' end
      and (a.cuerpo::jsonb -> 'datos' ->> 'campo') = new.campo
  ) then
    raise exception 'Una firma entra con su asiento en la bitácora' using errcode = '23514';
  end if;
  if new.revision_id is not null and not exists (
    select 1 from documentos_revision r
    where r.id = new.revision_id and r.papel_id = new.papel_id and r.asiento_id = new.asiento_id
  ) then
    raise exception 'Una firma está en la revisión del papel que nació con ella' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger documentos_firma_entra_con_asiento before insert on documentos_firma
  for each row execute function documentos_firma_entra_con_asiento();
"""
QUEDAN = ("documentos_revision", "documentos_firma", "documentos_firmarehusada", "documentos_comprobacion")


def conservar(tabla: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"create trigger documentos_conservar before delete on {tabla} "
        f"for each row execute function auditoria_rehusar('{tabla}')",
        f"drop trigger documentos_conservar on {tabla}",
    )


class Migration(migrations.Migration):
    dependencies = [("documentos", "0005_firmas")]
    operations = [
        migrations.RunSQL(
            FIRMAS,
            "drop function documentos_revision_entra_con_asiento() cascade;"
            " drop function documentos_firma_entra_con_asiento() cascade",
        ),
        BuscarEnCasa("documentos_"),
        *map(conservar, QUEDAN),
        Fijar("documentos.papel", "contenido_hash", nombre="documentos_papel_contenido"),
        Fijar("documentos.revision", "papel_id", "n", "aporta", "archivo_id", "hecha_at", "asiento_id"),
        Fijar(
            "documentos.firma",
            *("papel_id", "campo", "via", "institucion_id", "puesto_id", "persona_id", "aprobacion_id"),
            *("fecha_hecho", "revision_id", "certificado", "documento_id", "custodia", "asiento_id"),
        ),
        Fijar(
            "documentos.firmarehusada",
            *("papel_id", "archivo_id", "traida_por_id", "traida_at", "razones", "informe", "asiento_id"),
        ),
        Fijar("documentos.comprobacion", "archivo_id", "hecha_at", "resultado", "informe"),
    ]

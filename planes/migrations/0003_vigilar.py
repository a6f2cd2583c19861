"""The database's own part: states tied to the log, versions that never change, content that changes by two ways only."""

from django.db import migrations

from auditoria.operations import BuscarEnCasa, Fijar, Proteger
from flujo.operations import VigilarEstado

# A version is of the moment of its transaction, and its hash is that of what it says.
VERSION_DE_AHORA = """
create function planes_version_de_ahora() returns trigger language plpgsql as $$
begin
  new.creada_at := transaction_timestamp();
  if new.hash <> encode(sha256(convert_to(new.contenido, 'UTF8')), 'hex') then
    raise exception 'El hash de la versión no es el de su contenido' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger planes_version_de_ahora before insert on planes_versiondeplan
  for each row execute function planes_version_de_ahora();
"""

# A plan that was proposed says what its version says.
VERSION_AL_DIA = """
create function planes_version_al_dia() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from planes_versiondeplan
                 where id = new.version_id and plan_id = new.id and hash = new.contenido_hash) then
    raise exception 'Un plan propuesto dice lo que dice su versión' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger planes_version_al_dia before insert or update on planes_plananual
  for each row when (new.estado not in ('borrador', 'observado'))
  execute function planes_version_al_dia();
"""

# Once proposed, the content changes only in a transaction that wrote a version for it.
CONTENIDO_FIJO = """
create function planes_contenido_fijo() returns trigger language plpgsql as $$
declare
  fila record;
  suyo bigint;
begin
  if tg_op = 'DELETE' then fila := old; else fila := new; end if;
  if tg_argv[0] = 'accion' then
    suyo := fila.plan_id;
  elsif tg_argv[0] = 'de_accion' then
    select plan_id into suyo from planes_accionconjunta where id = fila.accion_id;
  else
    select a.plan_id into suyo from planes_accionconjunta a join planes_indicador i on i.accion_id = a.id
      where i.id = fila.indicador_id;
  end if;
  if exists (select 1 from planes_plananual where id = suyo and estado not in ('borrador', 'observado'))
     and not exists (select 1 from planes_versiondeplan where plan_id = suyo and origen <> 'propuesta'
                     and creada_at = transaction_timestamp()) then
    raise exception 'El plan se propuso: su contenido cambia dentro de la tolerancia o por una reprogramación'
      using errcode = '23514';
  end if;
  return fila;
end $$;
create trigger planes_contenido_fijo before insert or delete on planes_accionconjunta
  for each row execute function planes_contenido_fijo('accion');
create trigger planes_contenido_fijo_al_cambiar before update on planes_accionconjunta
  for each row when (row(old.nombre, old.descripcion, old.desde, old.hasta, old.territorio, old.ods, old.continua_id)
    is distinct from row(new.nombre, new.descripcion, new.desde, new.hasta, new.territorio, new.ods, new.continua_id))
  execute function planes_contenido_fijo('accion');
create trigger planes_contenido_fijo before insert or update or delete on planes_responsable
  for each row execute function planes_contenido_fijo('de_accion');
create trigger planes_contenido_fijo before insert or update or delete on planes_partida
  for each row execute function planes_contenido_fijo('de_accion');
create trigger planes_contenido_fijo before insert or update or delete on planes_indicador
  for each row execute function planes_contenido_fijo('de_accion');
create trigger planes_contenido_fijo before insert or update or delete on planes_meta
  for each row execute function planes_contenido_fijo('de_indicador');
"""

SE_ESCRIBE = "old.estado in ('borrador', 'observado')"


class Migration(migrations.Migration):
    dependencies = [("planes", "0002_plan_anual"), ("flujo", "0001_initial")]
    operations = [
        *[
            VigilarEstado(f"planes.{modelo}")
            for modelo in ("plananual", "accionconjunta", "mediodeverificacion", "reprogramacion")
        ],
        migrations.RunSQL(VERSION_DE_AHORA, "drop function planes_version_de_ahora() cascade"),
        migrations.RunSQL(VERSION_AL_DIA, "drop function planes_version_al_dia() cascade"),
        migrations.RunSQL(CONTENIDO_FIJO, "drop function planes_contenido_fijo() cascade"),
        BuscarEnCasa("planes_"),
        Fijar("planes.plananual", "expediente_id", "copia_de_id"),
        Fijar(
            "planes.plananual",
            "titulo",
            "desde",
            "hasta",
            "tolerancia_dias",
            "tolerancia_porcentaje",
            "dias_para_verificar",
            "es_regularizacion",
            "sustento",
            nombre="auditoria_propuesto",
            cuando=f"not ({SE_ESCRIBE})",
        ),
        Fijar("planes.plananual", "resultado", nombre="auditoria_evaluado", cuando="old.resultado <> ''"),
        Fijar("planes.accionconjunta", "plan_id", "numero"),
        Fijar(
            "planes.accionconjunta",
            "desde_original",
            "hasta_original",
            nombre="auditoria_original",
            cuando="old.desde_original is not null",
        ),
        Fijar("planes.versiondeplan", "plan_id", "n", "contenido", "hash", "origen", "motivo", "creada_at", "asiento_id"),
        Fijar(
            "planes.observaciondeplan",
            "plan_id",
            "version_id",
            "accion_id",
            "institucion_id",
            "texto",
            "hecha_el",
            "asiento_id",
        ),
        Fijar(
            "planes.observaciondeplan",
            "respuesta",
            "respondida_el",
            nombre="auditoria_respondida",
            cuando="old.respondida_el is not null",
        ),
        Fijar(
            "planes.mediodeverificacion",
            "accion_id",
            "tipo",
            "descripcion",
            "documento_id",
            "enlace",
            "fecha",
            "lugar",
            "institucion_id",
        ),
        Fijar("planes.reprogramacion", "plan_id", "n", "propuesta_por_id"),
        Fijar(
            "planes.reprogramacion",
            "base_id",
            "cambios",
            "motivo",
            "contenido_hash",
            nombre="auditoria_propuesta",
            cuando="old.estado not in ('borrador', 'observada')",
        ),
        Fijar(
            "planes.reprogramacion",
            "resultado_id",
            nombre="auditoria_aplicada",
            cuando="old.resultado_id is not null",
        ),
        *[
            Proteger(f"planes.{modelo}")
            for modelo in (
                "plananual",
                "accionconjunta",
                "versiondeplan",
                "observaciondeplan",
                "mediodeverificacion",
                "reprogramacion",
            )
        ],
    ]

"""The database's own part of the agreement's life: states tied to the log, texts that never change, nothing deleted."""

from django.db import migrations

from auditoria.operations import BuscarEnCasa, Fijar, Proteger
from flujo.operations import VigilarEstado

# The text in force is a shared one of the very agreement or addendum; contributions come with their version.
TEXTO_PROPIO = """
create or replace function convenios_texto_propio() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from convenios_versiondetexto
                 where id = new.version_id and convenio_id = new.id and adenda_id is null
                 and visibilidad = 'compartida') then
    raise exception 'El texto vigente de un convenio es uno suyo, compartido' using errcode = '23514';
  end if;
  return new;
end $$;
create function convenios_texto_de_adenda() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from convenios_versiondetexto
                 where id = new.version_id and convenio_id = new.convenio_id and adenda_id = new.id
                 and visibilidad = 'compartida') then
    raise exception 'El texto vigente de una adenda es uno suyo, compartido' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger convenios_texto_de_adenda before update on convenios_adenda
  for each row when (new.version_id is distinct from old.version_id)
  execute function convenios_texto_de_adenda();
create function convenios_aporte_previsto() returns trigger language plpgsql as $$
begin
  if not exists (
    select 1 from convenios_versiondetexto v join auditoria_asiento a on a.id = v.asiento_id
    where v.id = new.version_id
    and (select count(*) from convenios_aporte p where p.version_id = v.id)
        < coalesce((a.cuerpo::json #>> '{datos,aportes}')::int, 0)) then
    raise exception 'Esa versión del texto no tiene más aportes' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger convenios_aporte_previsto before insert on convenios_aporte
  for each row execute function convenios_aporte_previsto();
"""
CONDICIONES = (
    "adenda_id",
    "plazo_meses",
    "fin_pactado",
    "es_indefinido",
    "vigor",
    "inicio_pactado",
    "preaviso_dias",
    "preaviso_unidad",
    "renovacion_dias",
    "renovacion_unidad",
)


def solo_crece(tabla: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"create trigger convenios_no_cambiar before update or delete on {tabla} "
        "for each row execute function auditoria_solo_crece()",
        f"drop trigger convenios_no_cambiar on {tabla}",
    )


class Migration(migrations.Migration):
    dependencies = [("convenios", "0003_vida"), ("flujo", "0001_initial")]
    operations = [
        VigilarEstado("convenios.adenda"),
        migrations.RunSQL(
            TEXTO_PROPIO,
            "drop function convenios_texto_de_adenda() cascade; drop function convenios_aporte_previsto() cascade",
        ),
        BuscarEnCasa("convenios_"),
        solo_crece("convenios_aporte"),
        solo_crece("convenios_salvedad"),
        Fijar("convenios.versiondetexto", *CONDICIONES, nombre="auditoria_pactado"),
        Fijar("convenios.observacion", "adenda_id", nombre="auditoria_de_adenda"),
        Fijar("convenios.adenda", "convenio_id", "ordinal"),
        Fijar(
            "convenios.adenda",
            "clases",
            "efecto_desde",
            "efecto_hasta",
            "fin_nuevo",
            "es_regularizacion",
            "base_legal",
            "parte_nueva_id",
            "suscrito_el",
            nombre="auditoria_suscrita",
            cuando="old.suscrito_el is not null",
        ),
        Fijar(
            "convenios.convenio", "suscrito_el", nombre="auditoria_suscrito", cuando="old.suscrito_el is not null"
        ),
        Fijar(
            "convenios.convenio",
            "fin_original",
            nombre="auditoria_fin_original",
            cuando="old.fin_original is not null and old.estado <> 'pendiente_entrada_en_vigor'",
        ),
        Fijar(
            "convenios.numerodeconvenio",
            "convenio_id",
            "institucion_id",
            "numero",
            "anio",
            "correlativo",
            "fecha",
            "asiento_id",
        ),
        Fijar("convenios.suspension", "convenio_id", "acta_id", "motivo", "desde", "alarga_el_plazo"),
        Fijar(
            "convenios.suspension",
            "levantada_el",
            nombre="auditoria_levantada",
            cuando="old.levantada_el is not null",
        ),
        Fijar(
            "convenios.causal",
            "convenio_id",
            "causa",
            "institucion_id",
            "documento_id",
            "motivo",
            "recibida_el",
            "efecto_el",
            "reemplazo_id",
            "adenda_id",
            "asiento_id",
        ),
        Fijar("convenios.liquidacion", "convenio_id", "acta_id", "sin_saldos", "fecha", "asiento_id"),
        *[
            Proteger(f"convenios.{modelo}")
            for modelo in (
                "adenda",
                "numerodeconvenio",
                "suspension",
                "causal",
                "liquidacion",
                "porregularizar",
            )
        ],
    ]

"""The database's own part: states tied to their log rows, clauses that never change, nothing of history deleted."""

from django.db import migrations

from auditoria.operations import BuscarEnCasa, Fijar, Proteger
from flujo.operations import VigilarEstado

# A version has as many clauses as its log row says, numbered from one: none joins it afterwards.
TEXTO_ENTERO = """
create function convenios_clausula_prevista() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from convenios_versiondetexto v join auditoria_asiento a on a.id = v.asiento_id
                 where v.id = new.version_id
                 and new.orden <= (a.cuerpo::json #>> '{datos,clausulas}')::int) then
    raise exception 'Esa versión del texto no tiene la cláusula %', new.orden using errcode = '23514';
  end if;
  return new;
end $$;
create trigger convenios_clausula_prevista before insert on convenios_clausula
  for each row execute function convenios_clausula_prevista();
"""

TEXTO_PROPIO = """
create function convenios_texto_propio() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from convenios_versiondetexto
                 where id = new.version_id and convenio_id = new.id and visibilidad = 'compartida') then
    raise exception 'El texto vigente de un convenio es uno suyo, compartido' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger convenios_texto_propio before update on convenios_convenio
  for each row when (new.version_id is distinct from old.version_id)
  execute function convenios_texto_propio();
"""

VERSION = (
    "convenio_id",
    "institucion_id",
    "visibilidad",
    "n",
    "base_id",
    "motivo",
    "hash",
    "fecha",
    "creada_at",
    "asiento_id",
)
OBSERVADO = (
    "convenio_id",
    "institucion_id",
    "visibilidad",
    "version_id",
    "clausula_orden",
    "texto",
    "hecha_el",
    "asiento_id",
)


class Migration(migrations.Migration):
    dependencies = [("convenios", "0001_initial"), ("flujo", "0001_initial")]
    operations = [
        VigilarEstado("convenios.convenio"),
        migrations.RunSQL(
            "create trigger convenios_no_cambiar before update or delete on convenios_clausula "
            "for each row execute function auditoria_solo_crece()",
            "drop trigger convenios_no_cambiar on convenios_clausula",
        ),
        migrations.RunSQL(
            "create trigger convenios_no_cambiar before update or delete on convenios_opinion "
            "for each row execute function auditoria_solo_crece()",
            "drop trigger convenios_no_cambiar on convenios_opinion",
        ),
        migrations.RunSQL(TEXTO_ENTERO, "drop function convenios_clausula_prevista() cascade"),
        migrations.RunSQL(TEXTO_PROPIO, "drop function convenios_texto_propio() cascade"),
        BuscarEnCasa("convenios_"),
        Fijar("convenios.convenio", "expediente_id"),
        Fijar("convenios.versiondetexto", *VERSION),
        Fijar("convenios.requisito", "convenio_id", "institucion_id", "tipo"),
        Fijar("convenios.observacion", *OBSERVADO),
        Fijar(
            "convenios.observacion",
            "respuesta",
            "respondida_el",
            "version_respuesta_id",
            nombre="auditoria_respondida",
            cuando="old.respondida_el is not null",
        ),
        *[
            Proteger(f"convenios.{modelo}")
            for modelo in ("convenio", "versiondetexto", "requisito", "observacion")
        ],
    ]

"""The database's own part: states tied to their log rows, what is closed never edited, nobody's own verified."""

from django.db import migrations

from auditoria.operations import BuscarEnCasa, Fijar, Proteger
from flujo.operations import VigilarEstado

# Whoever verifies is another party than the responsible one, and than the one that said that it was done.
AJENA = """
create function seguimiento_verifica_otra() returns trigger language plpgsql as $$
declare verifica bigint; dijo bigint;
begin
  select institucion_id into verifica from auditoria_asiento where id = new.asiento_id;
  select institucion_id into dijo from auditoria_asiento where id = old.asiento_id;
  if verifica is null or verifica is not distinct from new.institucion_id or verifica is not distinct from dijo then
    raise exception 'Nadie verifica lo que hizo su propia parte' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger seguimiento_verifica_otra before update on seguimiento_compromiso
  for each row when ((new.estado = 'verificado' and old.estado <> 'verificado')
                     or (new.estado = 'cumplido_en_parte' and old.estado = 'cumplido_por_verificar'))
  execute function seguimiento_verifica_otra();
"""

# The ayuda memoria is written as a draft as often as one wants, and not once more when it is closed.
BORRADOR = """
create function seguimiento_en_borrador() returns trigger language plpgsql as $$
declare estado text; una bigint := coalesce(new.reunion_id, old.reunion_id);
begin
  select r.estado into estado from seguimiento_reunion r where r.id = una;
  if estado in ('finalizada', 'cancelada') then
    raise exception 'La ayuda memoria de esa reunión está cerrada' using errcode = '23514';
  end if;
  return coalesce(new, old);
end $$;
create trigger seguimiento_en_borrador before insert or update or delete on seguimiento_asistente
  for each row execute function seguimiento_en_borrador();
create trigger seguimiento_en_borrador before insert or update or delete on seguimiento_punto
  for each row execute function seguimiento_en_borrador();
"""

# Evidence belongs to what is still open.
EVIDENCIA = """
create function seguimiento_evidencia_a_tiempo() returns trigger language plpgsql as $$
begin
  if exists (select 1 from seguimiento_compromiso c where c.id = new.compromiso_id
             and c.estado in ('verificado', 'cumplido_en_parte', 'no_cumplido', 'verificacion_no_obtenida',
                              'cancelado')) then
    raise exception 'Ese compromiso está cerrado: ya no recibe evidencias' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger seguimiento_evidencia_a_tiempo before insert on seguimiento_evidencia
  for each row execute function seguimiento_evidencia_a_tiempo();
"""

COMO_NACIO = (
    "expediente_id",
    "numero",
    "texto",
    "institucion_id",
    "puesto_id",
    "responsable",
    "anotado_por_id",
    "origen",
    "reunion_id",
    "referencia",
    "anotado_el",
    "vence_original",
)
DE_SU_VIDA = (
    "vence",
    "reprogramaciones",
    "motivo",
    "bloqueado_por_id",
    "resultado",
    "cumplido_el",
    "verificar_hasta",
    "cancelado_en_id",
)
DE_LA_AYUDA_MEMORIA = (
    "fecha",
    "reprogramaciones",
    "motivo",
    "secuencia",
    "titulo",
    "hora",
    "hora_fin",
    "lugar",
    "enlace",
    "lineas",
    "proxima_fecha",
    "proxima_nota",
)


class Migration(migrations.Migration):
    dependencies = [("seguimiento", "0001_seguimiento"), ("flujo", "0001_initial")]
    operations = [
        VigilarEstado("seguimiento.compromiso"),
        VigilarEstado("seguimiento.reunion"),
        migrations.RunSQL(AJENA, "drop function seguimiento_verifica_otra() cascade"),
        migrations.RunSQL(BORRADOR, "drop function seguimiento_en_borrador() cascade"),
        migrations.RunSQL(EVIDENCIA, "drop function seguimiento_evidencia_a_tiempo() cascade"),
        migrations.RunSQL(
            "create trigger seguimiento_no_cambiar before update or delete on seguimiento_cambiodefecha "
            "for each row execute function auditoria_solo_crece()",
            "drop trigger seguimiento_no_cambiar on seguimiento_cambiodefecha",
        ),
        migrations.RunSQL(
            "create trigger seguimiento_no_cambiar before update on seguimiento_evidencia "
            "for each row execute function auditoria_solo_crece()",
            "drop trigger seguimiento_no_cambiar on seguimiento_evidencia",
        ),
        BuscarEnCasa("seguimiento_"),
        Fijar("seguimiento.compromiso", *COMO_NACIO),
        Fijar(
            "seguimiento.compromiso",
            *DE_SU_VIDA,
            nombre="auditoria_terminado",
            cuando="old.estado in ('verificado', 'cumplido_en_parte', 'no_cumplido', "
            "'verificacion_no_obtenida', 'cancelado')",
        ),
        Fijar(
            "seguimiento.reunion",
            "expediente_id",
            "numero",
            "clase",
            "convoca_id",
            "anterior_id",
            "fecha_original",
            "uid",
        ),
        Fijar(
            "seguimiento.reunion",
            *DE_LA_AYUDA_MEMORIA,
            nombre="auditoria_cerrada",
            cuando="old.estado in ('finalizada', 'cancelada')",
        ),
        *[Proteger(f"seguimiento.{modelo}") for modelo in ("compromiso", "reunion", "evidencia")],
    ]

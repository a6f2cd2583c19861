"""The database's own part of bodies: states tied to the log, votes of whoever was there, nothing edited after approval."""

from django.db import migrations

from auditoria.operations import BuscarEnCasa, Fijar, Proteger
from flujo.operations import VigilarEstado

# A version is of the moment of its transaction, and its hash is that of what it says.
VERSION_DE_AHORA = """
create function seguimiento_version_de_ahora() returns trigger language plpgsql as $$
begin
  new.creada_at := transaction_timestamp();
  if new.hash <> encode(sha256(convert_to(new.contenido, 'UTF8')), 'hex') then
    raise exception 'El hash de la versión no es el de su contenido' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger seguimiento_version_de_ahora before insert on seguimiento_versiondeacta
  for each row execute function seguimiento_version_de_ahora();
"""

# An acta that is before its members says what its version says.
VERSION_AL_DIA = """
create function seguimiento_version_al_dia() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from seguimiento_versiondeacta
                 where id = new.version_id and acta_id = new.id and hash = new.contenido_hash) then
    raise exception 'Un acta circulada dice lo que dice su versión' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger seguimiento_version_al_dia before insert or update on seguimiento_acta
  for each row when (new.estado not in ('borrador', 'observada'))
  execute function seguimiento_version_al_dia();
"""

# What an acta says is written while it is a draft or observed, and never after. The acta's row is shared while it is
# written: who circulates it takes that row for themselves first, and so reads the last word of everybody.
SE_ESCRIBE = """
create function seguimiento_acta_se_escribe() returns trigger language plpgsql as $$
declare
  fila record;
  su_estado text;
begin
  if tg_op = 'DELETE' then fila := old; else fila := new; end if;
  if tg_argv[0] = 'acta' then
    select estado into su_estado from seguimiento_acta where id = fila.acta_id for share;
  elsif tg_argv[0] = 'acuerdo' then
    select a.estado into su_estado from seguimiento_acta a join seguimiento_acuerdo c on c.acta_id = a.id
      where c.id = fila.acuerdo_id for share of a;
  else
    select estado into su_estado from seguimiento_acta where sesion_id = fila.sesion_id for share;
  end if;
  if su_estado is not null and su_estado not in ('borrador', 'observada') then
    raise exception 'El acta ya circuló: lo que dice cambia solo si se observa' using errcode = '23514';
  end if;
  return fila;
end $$;
create trigger seguimiento_acta_se_escribe before insert or delete on seguimiento_parrafo
  for each row execute function seguimiento_acta_se_escribe('acta');
create trigger seguimiento_acta_se_escribe_al_cambiar before update on seguimiento_parrafo
  for each row when (row(old.acta_id, old.lugar, old.punto_id, old.orden, old.clase, old.texto, old.retirado)
    is distinct from row(new.acta_id, new.lugar, new.punto_id, new.orden, new.clase, new.texto, new.retirado))
  execute function seguimiento_acta_se_escribe('acta');
create trigger seguimiento_acta_se_escribe before insert or delete on seguimiento_acuerdo
  for each row execute function seguimiento_acta_se_escribe('acta');
create trigger seguimiento_acta_se_escribe_al_cambiar before update on seguimiento_acuerdo
  for each row when (row(old.acta_id, old.parrafo_id, old.forma, old.votado_at, old.es_adoptado, old.es_inmediato,
      old.efecto, old.plan_id, old.reprogramacion_id, old.accion_id, old.compromiso_id, old.participacion_id,
      old.sobre_acta_id, old.hash_del_objeto)
    is distinct from row(new.acta_id, new.parrafo_id, new.forma, new.votado_at, new.es_adoptado, new.es_inmediato,
      new.efecto, new.plan_id, new.reprogramacion_id, new.accion_id, new.compromiso_id, new.participacion_id,
      new.sobre_acta_id, new.hash_del_objeto))
  execute function seguimiento_acta_se_escribe('acta');
create trigger seguimiento_acta_se_escribe before insert or update or delete on seguimiento_voto
  for each row execute function seguimiento_acta_se_escribe('acuerdo');
create trigger seguimiento_acta_se_escribe before insert or update or delete on seguimiento_asistencia
  for each row execute function seguimiento_acta_se_escribe('sesion');
create trigger seguimiento_acta_se_escribe before insert or update or delete on seguimiento_puntodeagenda
  for each row execute function seguimiento_acta_se_escribe('sesion');
"""

# A paragraph is about a point of the session of its acta, and an agreement is in the acta of its paragraph.
DE_SU_ACTA = """
create function seguimiento_de_su_acta() returns trigger language plpgsql as $$
begin
  if tg_argv[0] = 'parrafo' then
    if not exists (select 1 from seguimiento_acta a join seguimiento_puntodeagenda p on p.sesion_id = a.sesion_id
                   where a.id = new.acta_id and p.id = new.punto_id) then
      raise exception 'El punto es de otra sesión' using errcode = '23514';
    end if;
  elsif not exists (select 1 from seguimiento_parrafo where id = new.parrafo_id and acta_id = new.acta_id) then
    raise exception 'El párrafo es de otra acta' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger seguimiento_parrafo_de_su_acta before insert or update of acta_id, punto_id on seguimiento_parrafo
  for each row when (new.punto_id is not null) execute function seguimiento_de_su_acta('parrafo');
create trigger seguimiento_acuerdo_de_su_acta before insert or update of acta_id, parrafo_id on seguimiento_acuerdo
  for each row execute function seguimiento_de_su_acta('acuerdo');
"""

# Whoever votes is there at that moment, and takes that seat.
VOTA_QUIEN_ESTA = """
create function seguimiento_vota_quien_esta() returns trigger language plpgsql as $$
declare
  cuando timestamptz;
  cual bigint;
begin
  select c.votado_at, a.sesion_id into cuando, cual from seguimiento_acuerdo c
    join seguimiento_acta a on a.id = c.acta_id where c.id = new.acuerdo_id;
  if cuando is null or not exists (
      select 1 from seguimiento_asistencia s where s.sesion_id = cual and s.miembro_id = new.miembro_id
        and s.llega_at <= cuando and (s.sale_at is null or cuando < s.sale_at)) then
    raise exception 'Vota quien está presente en ese momento' using errcode = '23514';
  end if;
  if new.miembro_id <> new.plaza_id and not exists (
      select 1 from seguimiento_miembrodeorgano m where m.id = new.miembro_id and m.suple_a_id = new.plaza_id) then
    raise exception 'En esa plaza vota su titular o quien la suple' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger seguimiento_vota_quien_esta before insert or update on seguimiento_voto
  for each row execute function seguimiento_vota_quien_esta();
"""

# Nobody's coming or going is corrected so that a vote is left without whoever gave it.
VOTO_CON_PRESENCIA = """
create function seguimiento_voto_con_presencia() returns trigger language plpgsql as $$
begin
  if exists (
      select 1 from seguimiento_voto v join seguimiento_acuerdo c on c.id = v.acuerdo_id
        join seguimiento_acta a on a.id = c.acta_id
      where a.sesion_id = old.sesion_id and v.miembro_id = old.miembro_id
        and old.llega_at <= c.votado_at and (old.sale_at is null or c.votado_at < old.sale_at)
        and not exists (
          select 1 from seguimiento_asistencia s where s.sesion_id = old.sesion_id and s.miembro_id = old.miembro_id
            and s.llega_at <= c.votado_at and (s.sale_at is null or c.votado_at < s.sale_at))) then
    raise exception 'Ese miembro ya votó a esa hora' using errcode = '23514';
  end if;
  return null;
end $$;
create trigger seguimiento_voto_con_presencia after update or delete on seguimiento_asistencia
  for each row when (old.miembro_id is not null) execute function seguimiento_voto_con_presencia();
"""

# Who signs is fixed when it is sent to be signed, who verifies when it circulates, what guests do not read when it is
# handed out.
LO_QUE_SE_ELIGE = """
create function seguimiento_firmante_a_tiempo() returns trigger language plpgsql as $$
declare
  fila record;
begin
  if tg_op = 'DELETE' then fila := old; else fila := new; end if;
  if not exists (select 1 from seguimiento_acta
                 where id = fila.acta_id and estado in ('circulada', 'observada', 'aprobada')) then
    raise exception 'Quiénes firman un acta se fija antes de enviarla a firma' using errcode = '23514';
  end if;
  return fila;
end $$;
create trigger seguimiento_firmante_a_tiempo before insert or update or delete on seguimiento_firmantedeacta
  for each row execute function seguimiento_firmante_a_tiempo();
create trigger seguimiento_acta_se_escribe before insert or update or delete on seguimiento_acta_comision
  for each row execute function seguimiento_acta_se_escribe('acta');
create function seguimiento_reserva_a_tiempo() returns trigger language plpgsql as $$
begin
  if exists (select 1 from seguimiento_acta where id = new.acta_id and estado = 'distribuida') then
    raise exception 'El acta ya se distribuyó: lo que omite la copia para invitados no cambia' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger seguimiento_reserva_a_tiempo before update on seguimiento_parrafo
  for each row when (old.es_reservado is distinct from new.es_reservado)
  execute function seguimiento_reserva_a_tiempo();
"""

NO_SE_ESCRIBE = "old.estado not in ('borrador', 'observada', 'circulada')"


class Migration(migrations.Migration):
    dependencies = [("seguimiento", "0004_organos"), ("flujo", "0001_initial")]
    operations = [
        VigilarEstado("seguimiento.sesion"),
        VigilarEstado("seguimiento.acta"),
        migrations.RunSQL(VERSION_DE_AHORA, "drop function seguimiento_version_de_ahora() cascade"),
        migrations.RunSQL(VERSION_AL_DIA, "drop function seguimiento_version_al_dia() cascade"),
        migrations.RunSQL(SE_ESCRIBE, "drop function seguimiento_acta_se_escribe() cascade"),
        migrations.RunSQL(DE_SU_ACTA, "drop function seguimiento_de_su_acta() cascade"),
        migrations.RunSQL(VOTA_QUIEN_ESTA, "drop function seguimiento_vota_quien_esta() cascade"),
        migrations.RunSQL(VOTO_CON_PRESENCIA, "drop function seguimiento_voto_con_presencia() cascade"),
        migrations.RunSQL(
            LO_QUE_SE_ELIGE,
            "drop function seguimiento_firmante_a_tiempo() cascade; drop function seguimiento_reserva_a_tiempo() cascade",
        ),
        BuscarEnCasa("seguimiento_"),
        Fijar("seguimiento.compromiso", "acta_id", "parrafo_id", nombre="auditoria_fijo_del_acta"),
        Fijar(
            "seguimiento.compromiso",
            "cancelado_en_acta_id",
            nombre="auditoria_terminado_en_acta",
            cuando="old.estado in ('verificado', 'cumplido_en_parte', 'no_cumplido', "
            "'verificacion_no_obtenida', 'cancelado')",
        ),
        Fijar("seguimiento.organo", "expediente_id", "numero"),
        Fijar(
            "seguimiento.organo",
            "nombre",
            "sigla",
            "fundamento",
            "constituido_el",
            "disuelto_el",
            "motivo",
            nombre="auditoria_disuelto",
            cuando="old.disuelto_el is not null",
        ),
        # Rules and members change by new rows: of those that there were, only the last day is written.
        Fijar(
            "seguimiento.reglasdeorgano",
            "organo_id",
            "desde",
            "fundamento",
            "quorum",
            "quorum_segunda",
            "decision",
            "dirime",
            "aviso",
            "aviso_extraordinaria",
            "numeracion",
            "aprobacion",
            "dias_para_observar",
            "dias_para_enviar",
            "asiento_id",
        ),
        Fijar(
            "seguimiento.miembrodeorgano",
            "organo_id",
            "institucion_id",
            "puesto_id",
            "cargo",
            "vota",
            "suple_a_id",
            "desde",
            "asiento_id",
        ),
        Fijar("seguimiento.sesion", "expediente_id", "organo_id", "orden", "fecha_original", "uid", "serie"),
        Fijar(
            "seguimiento.sesion",
            "numero",
            "anio",
            nombre="auditoria_numerada",
            cuando="old.numero is not null",
        ),
        Fijar(
            "seguimiento.sesion",
            "fecha",
            "hora",
            "reglas_id",
            "instalada_at",
            nombre="auditoria_instalada",
            cuando="old.instalada_at is not null",
        ),
        Fijar(
            "seguimiento.sesion",
            "preside_id",
            "secretaria_id",
            "terminada_at",
            "motivo",
            "tipo",
            "modalidad",
            nombre="auditoria_terminada",
            cuando="old.estado in ('finalizada', 'cancelada')",
        ),
        Fijar("seguimiento.acta", "expediente_id", "organo_id", "sesion_id"),
        Fijar(
            "seguimiento.acta",
            "numero",
            "anio",
            "version_id",
            "contenido_hash",
            "circulada_el",
            "observar_hasta",
            "aprobada_el",
            "forma",
            "fuera_de_orden",
            nombre="auditoria_aprobada",
            cuando=NO_SE_ESCRIBE,
        ),
        Fijar(
            "seguimiento.acta",
            "libro",
            "folio_desde",
            "folio_hasta",
            "incorporada_el",
            nombre="auditoria_en_el_libro",
            cuando="old.libro is not null",
        ),
        Fijar("seguimiento.versiondeacta", "acta_id", "n", "contenido", "hash", "origen", "creada_at", "asiento_id"),
        Fijar(
            "seguimiento.observaciondeacta",
            "acta_id",
            "version_id",
            "parrafo_id",
            "institucion_id",
            "puesto_id",
            "texto",
            "propuesta",
            "hecha_el",
            "asiento_id",
        ),
        Fijar(
            "seguimiento.observaciondeacta",
            "es_aceptada",
            "respuesta",
            "respondida_el",
            nombre="auditoria_respondida",
            cuando="old.respondida_el is not null",
        ),
        Fijar(
            "seguimiento.acuerdo",
            "ejecutado_el",
            "ejecutado_en_id",
            nombre="auditoria_ejecutado",
            cuando="old.ejecutado_el is not null",
        ),
        *[
            Proteger(f"seguimiento.{modelo}")
            for modelo in (
                "organo",
                "reglasdeorgano",
                "miembrodeorgano",
                "sesion",
                "acta",
                "versiondeacta",
                "observaciondeacta",
            )
        ],
    ]

"""A measurement that nobody validated has an end of its own, and no plan is evaluated before each of its has one."""

from django.db import migrations, models

from auditoria.operations import BuscarEnCasa

CON_FINAL = """
create function planes_mediciones_con_final() returns trigger language plpgsql as $$
begin
  if exists (
      select 1 from planes_medicion m join planes_accionconjunta a on a.id = m.accion_id
      where a.plan_id = new.id and m.estado = 'presentada') then
    raise exception 'Un plan se da por evaluado cuando cada medición llegó a algún final' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger planes_mediciones_con_final before update on planes_plananual
  for each row when (old.estado = 'en_evaluacion' and new.estado = 'evaluado')
  execute function planes_mediciones_con_final();
"""

LA_CIERRA_QUIEN_MIDIO = """
create function planes_la_cierra_quien_midio() returns trigger language plpgsql as $$
begin
  if not exists (
      select 1 from auditoria_asiento where id = new.asiento_id and institucion_id = new.institucion_id) then
    raise exception 'Una medición la cierra sin validar la parte que midió' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger planes_la_cierra_quien_midio before update on planes_medicion
  for each row when (old.estado = 'presentada' and new.estado = 'validacion_no_obtenida')
  execute function planes_la_cierra_quien_midio();
"""


class Migration(migrations.Migration):
    dependencies = [("planes", "0007_valida_otra")]
    operations = [
        migrations.RemoveConstraint(model_name="medicion", name="medicion_una_viva_por_trimestre"),
        migrations.AlterField(
            model_name="medicion",
            name="estado",
            field=models.CharField(
                choices=[
                    ("presentada", "Presentada"),
                    ("validada", "Validada"),
                    ("devuelta", "Devuelta"),
                    ("reemplazada", "Reemplazada"),
                    ("validacion_no_obtenida", "Validación no obtenida"),
                ],
                default="presentada",
                max_length=50,
                verbose_name="estado",
            ),
        ),
        migrations.AddConstraint(
            model_name="medicion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("estado__in", ("presentada", "validada", "validacion_no_obtenida"))),
                fields=("accion", "indicador", "unidad", "trimestre"),
                name="medicion_una_viva_por_trimestre",
                violation_error_message="Ese trimestre ya tiene una medición del indicador.",
            ),
        ),
        migrations.RunSQL(CON_FINAL, "drop function planes_mediciones_con_final() cascade"),
        migrations.RunSQL(LA_CIERRA_QUIEN_MIDIO, "drop function planes_la_cierra_quien_midio() cascade"),
        BuscarEnCasa("planes_"),
    ]

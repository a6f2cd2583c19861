"""Quarters that close, measurements of indicators, and how many people took part in an action."""

import django.db.models.deletion
from django.db import migrations, models

from auditoria.operations import BuscarEnCasa, Fijar, Proteger
from flujo.operations import VigilarEstado

# What is measured is an indicator of its action, at a day of a quarter of its plan, and is said before that closes, by
# the day of its log row where the case file lives.
A_TIEMPO = """
create function planes_medicion_a_tiempo() returns trigger language plpgsql as $$
declare
  trimestre record;
  dia date;
begin
  select t.*, e.zona_horaria into trimestre
    from planes_trimestredeplan t
    join planes_accionconjunta a on a.plan_id = t.plan_id
    join planes_plananual p on p.id = t.plan_id
    join expedientes_expediente e on e.id = p.expediente_id
    where t.id = new.trimestre_id and a.id = new.accion_id;
  if trimestre.id is null then
    raise exception 'El trimestre es de otro plan' using errcode = '23514';
  end if;
  if new.fecha < trimestre.desde or new.fecha > trimestre.hasta then
    raise exception 'La medición es de un día de su trimestre' using errcode = '23514';
  end if;
  if tg_op = 'INSERT' and not exists (
      select 1 from planes_indicador
      where accion_id = new.accion_id and nombre = new.indicador and unidad = new.unidad) then
    raise exception 'La acción no tiene ese indicador' using errcode = '23514';
  end if;
  select (registrado_at at time zone trimestre.zona_horaria)::date into dia
    from auditoria_asiento where id = new.asiento_id;
  if dia > trimestre.cierra then
    raise exception 'El trimestre cerró: lo medido no cambia' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger planes_medicion_a_tiempo before insert on planes_medicion
  for each row execute function planes_medicion_a_tiempo();
create trigger planes_medicion_a_tiempo_al_reemplazar before update on planes_medicion
  for each row when (old.estado is distinct from new.estado and new.estado = 'reemplazada')
  execute function planes_medicion_a_tiempo();
"""

# The rows of a count add up to what its list says, and none of them is less than nobody.
SUMA = """
create function planes_suma_de_conteo(filas jsonb) returns bigint language sql immutable as $$
  select case when bool_or(n < 0) then null else sum(n) end
  from jsonb_array_elements(filas) fila,
       lateral (values ((fila ->> 'mujeres')::bigint), ((fila ->> 'hombres')::bigint), ((fila ->> 'sin_dato')::bigint)) v(n)
$$;
alter table planes_conteo add constraint conteo_suma_lo_de_su_lista
  check (coalesce(planes_suma_de_conteo(filas), -1) = total);
"""
NO_SUMA = """
alter table planes_conteo drop constraint conteo_suma_lo_de_su_lista;
drop function planes_suma_de_conteo(jsonb);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('auditoria', '0006_llaves_de_sello'),
        ('documentos', '0007_relectura'),
        ('instituciones', '0009_firma_con_sello'),
        ('planes', '0004_planilla'),
    ]

    operations = [
        migrations.CreateModel(
            name='Conteo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('n', models.PositiveSmallIntegerField(verbose_name='número')),
                ('fecha', models.DateField(verbose_name='fecha')),
                ('total', models.PositiveIntegerField(verbose_name='total de la lista')),
                ('filas', models.JSONField(verbose_name='personas')),
                ('accion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='conteos', to='planes.accionconjunta')),
                ('asiento', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='auditoria.asiento')),
                ('institucion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='instituciones.institucion', verbose_name='institución que cuenta')),
                ('lista', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documentos.documento', verbose_name='lista de asistencia')),
            ],
            options={
                'verbose_name': 'conteo de participantes',
                'verbose_name_plural': 'conteos de participantes',
                'ordering': ['accion', 'n'],
                'constraints': [models.CheckConstraint(condition=models.Q(('total__gte', 1)), name='conteo_de_alguien'), models.UniqueConstraint(fields=('accion', 'n'), name='conteo_numero_unico')],
            },
        ),
        migrations.CreateModel(
            name='TrimestreDePlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('n', models.PositiveSmallIntegerField(verbose_name='trimestre')),
                ('desde', models.DateField(verbose_name='desde')),
                ('hasta', models.DateField(verbose_name='hasta')),
                ('cierra', models.DateField(verbose_name='se mide hasta')),
                ('calculo', models.JSONField(verbose_name='cómo se contó')),
                ('asiento', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='auditoria.asiento')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='trimestres', to='planes.plananual')),
            ],
            options={
                'verbose_name': 'trimestre de un plan',
                'verbose_name_plural': 'trimestres de un plan',
                'ordering': ['plan', 'n'],
                'constraints': [models.CheckConstraint(condition=models.Q(('n__gte', 1), ('n__lte', 4)), name='trimestre_del_uno_al_cuatro'), models.CheckConstraint(condition=models.Q(('cierra__gte', models.F('hasta')), ('hasta__gte', models.F('desde'))), name='trimestre_cierra_despues'), models.UniqueConstraint(fields=('plan', 'n'), name='trimestre_una_vez')],
            },
        ),
        migrations.CreateModel(
            name='Medicion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('flujo_version', models.PositiveSmallIntegerField(default=1, editable=False, verbose_name='versión del flujo')),
                ('indicador', models.CharField(editable=False, max_length=300, verbose_name='indicador')),
                ('unidad', models.CharField(editable=False, max_length=80, verbose_name='unidad de medida')),
                ('valor', models.DecimalField(decimal_places=2, max_digits=18, verbose_name='valor')),
                ('fecha', models.DateField(verbose_name='al día')),
                ('fuente', models.CharField(max_length=200, verbose_name='fuente')),
                ('enlace', models.URLField(blank=True, max_length=500, verbose_name='enlace')),
                ('estado', models.CharField(choices=[('presentada', 'Presentada'), ('validada', 'Validada'), ('devuelta', 'Devuelta'), ('reemplazada', 'Reemplazada')], default='presentada', max_length=50, verbose_name='estado')),
                ('accion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mediciones', to='planes.accionconjunta')),
                ('asiento', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='auditoria.asiento', verbose_name='asiento')),
                ('corrige', models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corregida_por', to='planes.medicion', verbose_name='corrige la medición')),
                ('documento', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documentos.documento', verbose_name='documento')),
                ('institucion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='instituciones.institucion', verbose_name='institución que mide')),
                ('trimestre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mediciones', to='planes.trimestredeplan', verbose_name='trimestre')),
            ],
            options={
                'verbose_name': 'medición',
                'verbose_name_plural': 'mediciones',
                'ordering': ['accion', 'trimestre', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('fuente', ''), _negated=True), name='medicion_con_fuente', violation_error_message='Diga de dónde sale el valor.'), models.UniqueConstraint(condition=models.Q(('estado__in', ('presentada', 'validada'))), fields=('accion', 'indicador', 'unidad', 'trimestre'), name='medicion_una_viva_por_trimestre', violation_error_message='Ese trimestre ya tiene una medición del indicador.'), models.CheckConstraint(condition=models.Q(models.Q(('documento__isnull', False), ('enlace', '')), models.Q(('documento__isnull', True), models.Q(('enlace', ''), _negated=True)), _connector='OR'), name='medicion_documento_o_enlace', violation_error_message='Adjunte un documento o escriba un enlace: uno de los dos.')],
            },
        ),
        migrations.AddConstraint(
            model_name='indicador',
            constraint=models.UniqueConstraint(fields=('accion', 'nombre', 'unidad'), name='indicador_una_vez', violation_error_message='La acción ya tiene ese indicador, con esa unidad.'),
        ),
        VigilarEstado("planes.medicion"),
        migrations.RunSQL(A_TIEMPO, "drop function planes_medicion_a_tiempo() cascade"),
        migrations.RunSQL(SUMA, NO_SUMA),
        BuscarEnCasa("planes_"),
        Fijar("planes.trimestredeplan", "plan_id", "n", "desde", "hasta", "cierra", "calculo", "asiento_id"),
        Fijar(
            "planes.medicion",
            "accion_id",
            "indicador",
            "unidad",
            "trimestre_id",
            "valor",
            "fecha",
            "fuente",
            "documento_id",
            "enlace",
            "institucion_id",
            "corrige_id",
        ),
        Fijar("planes.conteo", "accion_id", "n", "fecha", "total", "filas", "lista_id", "institucion_id", "asiento_id"),
        *[Proteger(f"planes.{modelo}") for modelo in ("trimestredeplan", "medicion", "conteo")],
    ]

"""The history of seals: what it is cannot be rewritten, and the closings that are there have theirs in it."""

import django.db.models.expressions
import django.db.models.lookups
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from auditoria.operations import Fijar

SOLO_CRECE = """
create trigger auditoria_no_borrar before delete on auditoria_llavedesello
  for each row execute function auditoria_solo_crece();
create trigger auditoria_no_vaciar before truncate on auditoria_llavedesello
  for each statement execute function auditoria_solo_crece();
"""
NO_SOLO_CRECE = """
drop trigger auditoria_no_borrar on auditoria_llavedesello;
drop trigger auditoria_no_vaciar on auditoria_llavedesello;
"""

# Each key from its first closing until the next one began, or its own last closing; that of the last one is in use.
USADAS = """
select certificado, desde, case when ultimo < max(ultimo) over () then greatest(siguiente, ultimo) end from (
  select certificado, min(momento) desde, max(momento) ultimo,
         lead(min(momento)) over (order by min(momento)) siguiente
  from auditoria_cierre group by certificado
) usadas order by desde
"""


def reconocer(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Enter the keys that signed the closings of before."""
    from asn1crypto import x509  # takes long to import, and `/salud/` reads every migration

    LlaveDeSello = apps.get_model("auditoria", "LlaveDeSello")
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(USADAS)
        usadas = cursor.fetchall()
    for certificado, desde, hasta in usadas:
        asunto = x509.Certificate.load(bytes(certificado)).subject.human_friendly
        LlaveDeSello.objects.create(certificado=certificado, asunto=asunto, desde=desde, hasta=hasta)


class Migration(migrations.Migration):
    dependencies = [("auditoria", "0005_de_una_vez")]
    operations = [
        migrations.CreateModel(
            name='LlaveDeSello',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('certificado', models.BinaryField(verbose_name='certificado')),
                ('huella', models.GeneratedField(db_persist=True, expression=django.db.models.expressions.RawSQL("encode(sha256(certificado), 'hex')", ()), output_field=models.CharField(max_length=64), unique=True, verbose_name='huella')),
                ('asunto', models.TextField(verbose_name='asunto')),
                ('desde', models.DateTimeField(verbose_name='desde')),
                ('hasta', models.DateTimeField(null=True, verbose_name='hasta')),
                ('revocada_at', models.DateTimeField(null=True, verbose_name='revocada')),
                ('motivo', models.TextField(blank=True, verbose_name='motivo')),
            ],
            options={
                'verbose_name': 'llave de sello',
                'verbose_name_plural': 'llaves de sello',
                'ordering': ['desde'],
                'constraints': [models.UniqueConstraint(django.db.models.lookups.IsNull(models.F('hasta'), True), condition=models.Q(('hasta__isnull', True)), name='llave_de_sello_una_en_uso'), models.CheckConstraint(condition=models.Q(('hasta__isnull', True), ('hasta__gte', models.F('desde')), _connector='OR'), name='llave_de_sello_en_orden'), models.CheckConstraint(condition=models.Q(models.Q(('motivo', ''), ('revocada_at__isnull', True)), models.Q(('hasta__isnull', False), ('revocada_at__isnull', False), models.Q(('motivo', ''), _negated=True)), _connector='OR'), name='llave_de_sello_revocada_con_motivo'), models.CheckConstraint(condition=models.Q(('asunto', ''), _negated=True), name='llave_de_sello_de_alguien')],
            },
        ),
        migrations.RunPython(reconocer, migrations.RunPython.noop),
        migrations.RunSQL(SOLO_CRECE, NO_SOLO_CRECE),
        Fijar("auditoria.llavedesello", "id", "certificado", "asunto", "desde"),
        Fijar("auditoria.llavedesello", "hasta", nombre="auditoria_dejada", cuando="old.hasta is not null"),
        Fijar(
            "auditoria.llavedesello",
            "revocada_at",
            "motivo",
            nombre="auditoria_revocada",
            cuando="old.revocada_at is not null",
        ),
    ]

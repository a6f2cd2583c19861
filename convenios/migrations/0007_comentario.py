"""Comments on clauses: what was said never changes, and a thread is resolved once."""

import django.db.models.deletion
from django.db import migrations, models

from auditoria.operations import Fijar, Proteger


COMENTADO = (
    "convenio_id",
    "institucion_id",
    "visibilidad",
    "version_id",
    "clausula_orden",
    "fragmento",
    "texto",
    "responde_a_id",
    "hecho_el",
    "asiento_id",
)


class Migration(migrations.Migration):

    dependencies = [
        ('convenios', '0006_importacion'),
        ('instituciones', '0004_vida'),
    ]

    operations = [
        migrations.CreateModel(
            name='Comentario',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('visibilidad', models.CharField(choices=[('interna', 'Solo de la institución'), ('compartida', 'Compartida con las partes')], default='interna', max_length=12, verbose_name='visibilidad')),
                ('clausula_orden', models.PositiveSmallIntegerField(verbose_name='cláusula')),
                ('fragmento', models.CharField(blank=True, max_length=300, verbose_name='palabras de la cláusula')),
                ('texto', models.TextField(verbose_name='comentario')),
                ('hecho_el', models.DateField(verbose_name='fecha del comentario')),
                ('resuelto_el', models.DateField(editable=False, null=True, verbose_name='resuelto el')),
                ('asiento', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='auditoria.asiento')),
                ('convenio', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comentarios', to='convenios.convenio')),
                ('institucion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='instituciones.institucion')),
                ('responde_a', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='respuestas', to='convenios.comentario', verbose_name='responde a')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comentarios', to='convenios.versiondetexto')),
            ],
            options={
                'verbose_name': 'comentario',
                'verbose_name_plural': 'comentarios',
                'ordering': ['convenio', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('texto', ''), _negated=True), name='comentario_con_texto'), models.CheckConstraint(condition=models.Q(('clausula_orden__gte', 1)), name='comentario_sobre_una_clausula'), models.CheckConstraint(condition=models.Q(('responde_a__isnull', True), models.Q(('fragmento', ''), ('resuelto_el__isnull', True)), _connector='OR'), name='comentario_se_resuelve_entero')],
            },
        ),
        Fijar("convenios.comentario", *COMENTADO),
        Fijar(
            "convenios.comentario",
            "resuelto_el",
            nombre="auditoria_resuelto",
            cuando="old.resuelto_el is not null",
        ),
        Proteger("convenios.comentario"),
    ]

"""What of a strategic plan an action serves: part of what the parties approve, as the rest of it."""

import django.db.models.deletion
from django.db import migrations, models

CAMPOS = ("nombre", "descripcion", "desde", "hasta", "territorio", "ods", "continua_id")


def disparador(*campos: str) -> str:
    """Once proposed, none of these fields of an action changes without a version."""
    antes, despues = (", ".join(f"{fila}.{campo}" for campo in campos) for fila in ("old", "new"))
    return f"""
drop trigger planes_contenido_fijo_al_cambiar on planes_accionconjunta;
create trigger planes_contenido_fijo_al_cambiar before update on planes_accionconjunta
  for each row when (row({antes}) is distinct from row({despues}))
  execute function planes_contenido_fijo('accion');
"""


class Migration(migrations.Migration):
    dependencies = [("planes", "0003_vigilar")]
    operations = [
        migrations.AddField(
            model_name="accionconjunta",
            name="iniciativa",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="acciones",
                to="planes.iniciativa",
                verbose_name="iniciativa a la que sirve",
            ),
        ),
        migrations.RunSQL(disparador(*CAMPOS, "iniciativa_id"), disparador(*CAMPOS)),
    ]

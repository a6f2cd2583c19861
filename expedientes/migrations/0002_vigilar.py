"""The database's own part: states tied to their log rows, nothing of history deleted."""

from django.db import migrations

from auditoria.operations import Proteger
from flujo.operations import VigilarEstado


class Migration(migrations.Migration):
    dependencies = [("expedientes", "0001_initial"), ("flujo", "0001_initial")]
    operations = [
        VigilarEstado("expedientes.expediente"),
        *[
            Proteger(f"expedientes.{modelo}")
            for modelo in ("expediente", "participacion", "designacion", "aprobacion")
        ],
    ]

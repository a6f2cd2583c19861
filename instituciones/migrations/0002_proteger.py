"""Nothing that history speaks of can be deleted: institutions, people, accounts and posts are deactivated."""

from django.db import migrations

from auditoria.operations import Proteger


class Migration(migrations.Migration):
    dependencies = [("instituciones", "0001_initial"), ("auditoria", "0002_encadenar")]
    operations = [
        Proteger(f"instituciones.{modelo}")
        for modelo in (
            "institucion",
            "reglasdeinstitucion",
            "escala",
            "evaluaciondenivel",
            "persona",
            "usuario",
            "puesto",
            "ocupacion",
            "suplencia",
            "concesion",
            "mandato",
            "invitacion",
        )
    ]

"""Nothing that history speaks of can be deleted: institutions, people, accounts and posts are deactivated."""

from django.db import migrations

from auditoria.operations import Fijar, Proteger


class Migration(migrations.Migration):
    dependencies = [("instituciones", "0001_initial"), ("auditoria", "0002_encadenar")]
    operations = [
        Fijar("instituciones.institucion", "cadena_id", "lecturas_id"),
        Fijar("instituciones.persona", "cadena_id", "lecturas_id"),
        Fijar("instituciones.usuario", "persona_id"),
        Fijar("instituciones.puesto", "institucion_id"),
        Fijar("instituciones.ocupacion", "puesto_id", "persona_id", "calidad", "desde"),
        Fijar("instituciones.suplencia", "ausente_id", "suplente_id", "desde"),
        Fijar("instituciones.concesion", "usuario_id", "grupo_id", "mandato_id", "desde"),
    ] + [
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

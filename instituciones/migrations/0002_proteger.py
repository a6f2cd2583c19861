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
        Fijar("instituciones.grupoinstitucional", "institucion_id", "rol", "grupo_id"),
        Fijar("instituciones.mandato", "organo_id", "documento", "desde"),
        Fijar("instituciones.mandato", "liberado_at", nombre="auditoria_liberado", cuando="old.liberado_at is not null"),
        Fijar("instituciones.invitacion", "institucion_id", "persona_id", "correo", "roles", "codigo_sha256"),
        Fijar(
            "instituciones.invitacion",
            "usada_at",
            "anulada_at",
            nombre="auditoria_cerrada",
            cuando="(old.usada_at is not null or old.anulada_at is not null)",
        ),
        Fijar(
            "instituciones.reglasdeinstitucion",
            "institucion_id",
            "desde",
            "opiniones",
            "vistos_buenos",
            "plazo_de_opinion",
            "numera_con",
            "segundo_factor_para",
            "norma",
        ),
        Fijar("instituciones.evaluaciondenivel", "institucion_id", "nivel_id", "fecha", "sustento"),
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

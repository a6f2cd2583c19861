"""The database's own part: states tied to their log rows, nothing of history deleted."""

from django.db import migrations

from auditoria.operations import Fijar, Proteger
from flujo.operations import VigilarEstado

PRONUNCIADO = (
    "expediente_id",
    "institucion_id",
    "clase",
    "materia",
    "es_favorable",
    "modelo",
    "objeto",
    "hash_contenido",
    "puesto_id",
    "persona_id",
    "suple_a_id",
    "metodo",
    "documento_sha256",
    "fecha_hecho",
    "ratifica_id",
    "asiento_id",
)


class Migration(migrations.Migration):
    dependencies = [("expedientes", "0001_initial"), ("flujo", "0001_initial")]
    operations = [
        VigilarEstado("expedientes.expediente"),
        *[
            Proteger(f"expedientes.{modelo}")
            for modelo in ("expediente", "participacion", "designacion", "aprobacion")
        ],
        migrations.RunSQL(
            "create trigger expedientes_no_borrar before delete on expedientes_aprobacion "
            "for each row execute function auditoria_solo_crece()",
            "drop trigger expedientes_no_borrar on expedientes_aprobacion",
        ),
        Fijar("expedientes.expediente", "cadena_id", "lecturas_id"),
        Fijar("expedientes.participacion", "expediente_id", "institucion_id", "es_proponente", "desde"),
        Fijar("expedientes.designacion", "expediente_id", "institucion_id", "puesto_id", "rol", "desde"),
        Fijar("expedientes.aprobacion", *PRONUNCIADO),
        Fijar(
            "expedientes.aprobacion",
            "visibilidad",
            nombre="auditoria_compartida",
            cuando="old.visibilidad = 'compartida'",
        ),
    ]

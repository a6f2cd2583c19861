"""What happened: append-only rows, chained per root, each on two levels.

``interno = sha256(nonce ‖ cuerpo)`` and ``hash = sha256(anterior ‖ n as 8 bytes big-endian ‖ interno)``, so that an
export can hand out `interno` alone for a row that its reader may not see. `cuerpo` holds ids, states, dates and hashes
only; names, addresses and motives stand in `personal`, of which `cuerpo` keeps the salted hash: erasing `personal`
leaves every proof standing. The database itself numbers, chains and refuses changes (migration 0002).
"""

from typing import Any

from django.db import models
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

GENESIS = bytes(32)


class Cadena(models.Model):
    """One hash chain: its head and how many rows it has (without them a deleted tail would be invisible)."""

    clave = models.CharField(_("clave"), max_length=80, unique=True)
    cabeza = models.BinaryField(_("cabeza"), default=GENESIS, editable=False)
    cuenta = models.BigIntegerField(_("asientos"), default=0, editable=False)

    class Meta:
        verbose_name = _("cadena")
        verbose_name_plural = _("cadenas")
        constraints = [
            models.CheckConstraint(condition=models.Q(cuenta__gte=0), name="cadena_cuenta_no_negativa"),
            models.CheckConstraint(
                condition=models.Q(cuenta__gt=0) | models.Q(cabeza=GENESIS), name="cadena_vacia_empieza_en_cero"
            ),
        ]

    def __str__(self) -> str:
        return self.clave


def _del_cuerpo(expresion: str, campo: "models.Field[Any, Any]") -> models.GeneratedField:
    """A column computed by the database from the hashed text: it cannot say anything else than the text does."""
    return models.GeneratedField(expression=RawSQL(expresion, ()), output_field=campo, db_persist=True)


class Asiento(models.Model):
    """One row of the log. Written by `auditoria.services.asentar` alone."""

    cadena = models.ForeignKey(Cadena, models.PROTECT, related_name="asientos")
    # numbered and chained by the database on insert, and read back from it
    n = models.BigIntegerField(editable=False, db_default=0)
    anterior = models.BinaryField(editable=False, db_default=GENESIS)
    nonce = models.BinaryField(editable=False)
    cuerpo = models.TextField(editable=False)
    interno = models.BinaryField(editable=False, db_default=GENESIS)
    hash = models.BinaryField(editable=False, db_default=GENESIS)
    nonce_personal = models.BinaryField(editable=False, null=True)
    personal = models.TextField(editable=False, null=True)

    modelo = _del_cuerpo("(cuerpo::jsonb ->> 'modelo')", models.CharField(max_length=80))
    objeto = _del_cuerpo("((cuerpo::jsonb ->> 'objeto')::bigint)", models.BigIntegerField(null=True))
    accion = _del_cuerpo("(cuerpo::jsonb ->> 'accion')", models.CharField(max_length=80))
    desde = _del_cuerpo("(cuerpo::jsonb ->> 'desde')", models.CharField(max_length=40, null=True))
    hasta = _del_cuerpo("(cuerpo::jsonb ->> 'hasta')", models.CharField(max_length=40, null=True))
    registra_id = _del_cuerpo("((cuerpo::jsonb ->> 'registra')::bigint)", models.BigIntegerField(null=True))
    institucion_id = _del_cuerpo(
        "((cuerpo::jsonb ->> 'institucion')::bigint)", models.BigIntegerField(null=True)
    )
    visibilidad = _del_cuerpo("(cuerpo::jsonb ->> 'visibilidad')", models.CharField(max_length=12))
    fecha_hecho = _del_cuerpo("auditoria_fecha(cuerpo::jsonb ->> 'fecha_hecho')", models.DateField())
    registrado_at = _del_cuerpo(
        "auditoria_instante(cuerpo::jsonb ->> 'registrado_at')", models.DateTimeField()
    )
    clave = _del_cuerpo("(cuerpo::jsonb ->> 'clave')", models.CharField(max_length=80, null=True))

    class Meta:
        verbose_name = _("asiento")
        verbose_name_plural = _("asientos")
        ordering = ["cadena", "n"]
        constraints = [
            models.UniqueConstraint(fields=["cadena", "n"], name="asiento_numero_unico_en_su_cadena"),
            models.UniqueConstraint(
                fields=["cadena", "clave"],
                condition=models.Q(clave__isnull=False),
                name="asiento_clave_de_idempotencia_unica",
            ),
            models.CheckConstraint(
                condition=models.Q(personal__isnull=True, nonce_personal__isnull=True)
                | models.Q(personal__isnull=False, nonce_personal__isnull=False),
                name="asiento_personal_con_su_nonce",
            ),
        ]
        indexes = [
            models.Index(fields=["modelo", "objeto", "id"], name="asiento_de_un_objeto"),
        ]

    def __str__(self) -> str:
        return f"{self.cadena_id}/{self.n} {self.accion}"

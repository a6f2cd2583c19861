"""What happened: append-only rows, chained per root, each on two levels.

``interno = sha256(nonce ‖ cuerpo)`` and ``hash = sha256(anterior ‖ n as 8 bytes big-endian ‖ interno)``, so that an
export can hand out `interno` alone for a row that its reader may not see. `cuerpo` holds ids, states, dates and hashes
only; names, addresses and motives stand in `personal`, of which `cuerpo` keeps the salted hash: erasing `personal`
leaves every proof standing. The database itself numbers, chains and refuses changes (migrations 0002 to 0005), and lets
no row be recorded before the one before it: where the writer's clock says so, the row takes that one's moment. A moment
that is later than the database's clock by more than ten minutes is refused.
"""

from typing import Any

from django.db import models
from django.db.models.expressions import RawSQL
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

GENESIS = bytes(32)
SAL = 16  # bytes of each nonce

COMPARTIDA = "compartida"
INTERNA = "interna"
CONTROL = "control"


class Cadena(models.Model):
    """One hash chain: its head, how many rows it has (without them a deleted tail would be invisible), and when the
    last one was recorded."""

    clave = models.CharField(_("clave"), max_length=80, unique=True)
    cabeza = models.BinaryField(_("cabeza"), default=GENESIS, editable=False)
    cuenta = models.BigIntegerField(_("asientos"), default=0, editable=False)
    ultimo_at = models.DateTimeField(_("último asiento"), null=True, editable=False)

    class Meta:
        verbose_name = _("cadena")
        verbose_name_plural = _("cadenas")
        constraints = [
            models.CheckConstraint(condition=models.Q(cuenta__gte=0), name="cadena_cuenta_no_negativa"),
            models.CheckConstraint(
                condition=models.Q(cuenta__gt=0) | models.Q(cabeza=GENESIS),
                name="cadena_vacia_empieza_en_cero",
            ),
            models.CheckConstraint(
                condition=models.Q(cuenta=0, ultimo_at__isnull=True)
                | models.Q(cuenta__gt=0, ultimo_at__isnull=False),
                name="cadena_vacia_sin_ultimo_momento",
            ),
        ]

    def __str__(self) -> str:
        return self.clave


def _del_cuerpo(expresion: str, campo: "models.Field[Any, Any]") -> models.GeneratedField:
    """A column computed by the database from the hashed text: it cannot say anything else than the text does.

    Built-in functions only. A function of ours could be replaced for a moment by the owner of the database, and the
    column would then keep what the false one said. `json`, not `jsonb`: reading one key costs a third.
    """
    return models.GeneratedField(
        expression=RawSQL(expresion, ()),  # noqa: S611 - the expressions below
        output_field=campo,
        db_persist=True,
    )


def _trozos(clave: str, *cortes: tuple[int, int, str]) -> str:
    """SQL arguments: pieces of the text under `clave`, each with its first character, length and type."""
    return ", ".join(
        f"substr(cuerpo::json ->> '{clave}', {desde}, {largo})::{tipo}" for desde, largo, tipo in cortes
    )


_DIA = ((1, 4, "int"), (6, 2, "int"), (9, 2, "int"))
_HORA = ((12, 2, "int"), (15, 2, "int"), (18, 9, "float8"))


class Asiento(models.Model):
    """One row of the log. Written by `auditoria.services.asentar` alone."""

    # the unique (cadena, n) is its index
    cadena = models.ForeignKey(Cadena, models.PROTECT, related_name="asientos", db_index=False)
    # numbered and chained by the database on insert, and read back from it
    n = models.BigIntegerField(editable=False, db_default=0)
    anterior = models.BinaryField(editable=False, db_default=GENESIS)
    anterior_at = models.DateTimeField(_("el anterior"), editable=False, null=True)
    nonce = models.BinaryField(editable=False)
    cuerpo = models.TextField(editable=False)
    interno = models.BinaryField(editable=False, db_default=GENESIS)
    hash = models.BinaryField(editable=False, db_default=GENESIS)
    nonce_personal = models.BinaryField(editable=False, null=True)
    personal = models.TextField(editable=False, null=True)  # noqa: DJ001 - erased is not the same as empty

    modelo = _del_cuerpo("(cuerpo::json ->> 'modelo')", models.CharField(max_length=80))
    objeto = _del_cuerpo("((cuerpo::json ->> 'objeto')::bigint)", models.BigIntegerField(null=True))
    accion = _del_cuerpo("(cuerpo::json ->> 'accion')", models.CharField(max_length=80))
    desde = _del_cuerpo("(cuerpo::json ->> 'desde')", models.CharField(max_length=40, null=True))
    hasta = _del_cuerpo("(cuerpo::json ->> 'hasta')", models.CharField(max_length=40, null=True))
    registra_id = _del_cuerpo("((cuerpo::json ->> 'registra')::bigint)", models.BigIntegerField(null=True))
    institucion_id = _del_cuerpo(
        "((cuerpo::json ->> 'institucion')::bigint)", models.BigIntegerField(null=True)
    )
    visibilidad = _del_cuerpo("(cuerpo::json ->> 'visibilidad')", models.CharField(max_length=12))
    fecha_hecho = _del_cuerpo(f"make_date({_trozos('fecha_hecho', *_DIA)})", models.DateField())
    registrado_at = _del_cuerpo(
        f"timezone('UTC', make_timestamp({_trozos('registrado_at', *_DIA, *_HORA)}))", models.DateTimeField()
    )
    clave = _del_cuerpo("(cuerpo::json ->> 'clave')", models.CharField(max_length=80, null=True))
    sello_personal = _del_cuerpo("decode(cuerpo::json ->> 'personal', 'hex')", models.BinaryField(null=True))

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
            models.CheckConstraint(
                condition=models.Q(
                    modelo__isnull=False,
                    accion__isnull=False,
                    fecha_hecho__isnull=False,
                    registrado_at__isnull=False,
                    visibilidad__isnull=False,
                    visibilidad__in=[COMPARTIDA, INTERNA, CONTROL],
                ),
                name="asiento_dice_que_cuando_y_para_quien",
            ),
            models.CheckConstraint(
                condition=models.Q(anterior_at__isnull=True)
                | models.Q(registrado_at__gte=models.F("anterior_at")),
                name="asiento_no_antes_que_el_anterior",
            ),
            # of a fixed length, or bytes could wander between the nonce and the text without changing the hash
            models.CheckConstraint(condition=Exact(Length("nonce"), SAL), name="asiento_nonce_entero"),
            models.CheckConstraint(
                condition=models.Q(nonce_personal__isnull=True)
                | models.Q(Exact(Length("nonce_personal"), SAL)),
                name="asiento_nonce_personal_entero",
            ),
        ]
        indexes = [
            models.Index(fields=["modelo", "objeto", "n"], name="asiento_de_un_objeto"),
            models.Index(
                fields=["modelo", "objeto", "-n"],
                include=["id", "hasta"],
                condition=models.Q(hasta__isnull=False),
                name="asiento_de_un_estado",
            ),
            models.Index(
                fields=["modelo", "objeto"],
                include=["cadena"],
                condition=models.Q(desde=""),
                name="asiento_de_un_comienzo",
            ),
            models.Index(
                fields=["cadena", "n"],
                condition=models.Q(personal__isnull=True, sello_personal__isnull=False),
                name="asiento_con_personal_borrado",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cadena_id}/{self.n} {self.accion}"

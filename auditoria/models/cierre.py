"""The daily closing: one signed and timestamped root over the heads of every chain that grew since the one before."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from auditoria.canonico import canonico
from auditoria.models.asiento import GENESIS, Cadena

HUELLA = 32  # bytes of a SHA-256


class Cierre(models.Model):
    """One closing. Written by `auditoria.services.cierres.cerrar` alone, never changed.

    `raiz` is the Merkle tree hash (RFC 6962) whose first leaf is the root of the closing before and whose other leaves
    are `hojas`, by ascending chain. `firma` is a detached CMS signature over `contenido()`; `sello_de_tiempo` an
    RFC 3161 token over `firma`, absent when the authority gave none, with the reason.
    """

    n = models.BigIntegerField(_("número"), primary_key=True)
    anterior = models.BinaryField(_("raíz anterior"))
    registro_anterior = models.BinaryField(_("huella de la firma y del sello anteriores"))
    raiz = models.BinaryField(_("raíz"))
    momento = models.DateTimeField(_("momento"))
    cantidad = models.BigIntegerField(_("cadenas"))
    firma = models.BinaryField(_("firma"))
    sello_de_tiempo = models.BinaryField(_("sello de tiempo"), null=True)
    motivo_sin_sello = models.TextField(_("por qué no tiene sello de tiempo"), blank=True)
    certificado = models.BinaryField(_("certificado del sello"))

    class Meta:
        verbose_name = _("cierre")
        verbose_name_plural = _("cierres")
        ordering = ["n"]
        constraints = [
            models.CheckConstraint(
                condition=Q(n__gt=1) | Q(n=1, anterior=GENESIS, registro_anterior=GENESIS),
                name="cierre_primero_sin_anterior",
            ),
            models.CheckConstraint(
                condition=Q(Exact(Length("anterior"), HUELLA))
                & Q(Exact(Length("registro_anterior"), HUELLA))
                & Q(Exact(Length("raiz"), HUELLA)),
                name="cierre_huellas_enteras",
            ),
            models.CheckConstraint(condition=Q(cantidad__gt=0), name="cierre_de_algo"),
            models.CheckConstraint(
                condition=Q(sello_de_tiempo__isnull=False, motivo_sin_sello="")
                | (Q(sello_de_tiempo__isnull=True) & ~Q(motivo_sin_sello="")),
                name="cierre_sin_sello_con_motivo",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.n}"

    def contenido(self) -> str:
        """The canonical JSON text that is signed."""
        return canonico(
            {
                "v": 1,
                "n": self.n,
                "anterior": bytes(self.anterior).hex(),
                "registro_anterior": bytes(self.registro_anterior).hex(),
                "raiz": bytes(self.raiz).hex(),
                "momento": self.momento,
                "cantidad": self.cantidad,
            }
        )


class HojaDeCierre(models.Model):
    """One leaf: the head that a chain had at a closing."""

    cierre = models.ForeignKey(Cierre, models.PROTECT, related_name="hojas", db_index=False)
    cadena = models.ForeignKey(Cadena, models.PROTECT, related_name="hojas", db_index=False)
    clave = models.CharField(max_length=80)
    n = models.BigIntegerField()
    hash = models.BinaryField()

    class Meta:
        verbose_name = _("hoja de cierre")
        verbose_name_plural = _("hojas de cierre")
        ordering = ["cierre", "cadena"]
        constraints = [
            models.UniqueConstraint(fields=["cierre", "cadena"], name="hoja_una_por_cadena_y_cierre"),
            models.UniqueConstraint(fields=["cadena", "n"], name="hoja_solo_de_cadena_que_crecio"),
            models.CheckConstraint(
                condition=Q(n__gt=0) & Q(Exact(Length("hash"), HUELLA)), name="hoja_con_su_huella"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cierre_id}: {self.clave}/{self.n}"

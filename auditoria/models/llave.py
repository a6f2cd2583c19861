"""The keys with which this institution sealed, one after the other."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.db.models.lookups import IsNull
from django.utils.translation import gettext_lazy as _


class LlaveDeSello(models.Model):
    """A key of the seal, known by its certificate. Written by `auditoria.services.sellos` alone, never deleted.

    Nobody changes what it is nor when it came into use. It is left once (`hasta`), and revoked once: from `revocada_at`
    on somebody else may have signed with it, which is often earlier than the day on which that was noticed.
    """

    certificado = models.BinaryField(_("certificado"))
    huella = (
        models.GeneratedField(  # SHA-256 of the certificate: computed, so that it cannot be another one's
            expression=RawSQL("encode(sha256(certificado), 'hex')", ()),
            output_field=models.CharField(max_length=64),
            db_persist=True,
            unique=True,
            verbose_name=_("huella"),
        )
    )
    asunto = models.TextField(_("asunto"))
    desde = models.DateTimeField(_("desde"))
    hasta = models.DateTimeField(_("hasta"), null=True)
    revocada_at = models.DateTimeField(_("revocada"), null=True)
    motivo = models.TextField(_("motivo"), blank=True)

    class Meta:
        verbose_name = _("llave de sello")
        verbose_name_plural = _("llaves de sello")
        ordering = ["desde"]
        constraints = [
            models.UniqueConstraint(
                IsNull(F("hasta"), True), condition=Q(hasta__isnull=True), name="llave_de_sello_una_en_uso"
            ),
            models.CheckConstraint(
                condition=Q(hasta__isnull=True) | Q(hasta__gte=F("desde")), name="llave_de_sello_en_orden"
            ),
            models.CheckConstraint(
                condition=Q(revocada_at__isnull=True, motivo="")
                | Q(revocada_at__isnull=False, hasta__isnull=False) & ~Q(motivo=""),
                name="llave_de_sello_revocada_con_motivo",
            ),
            models.CheckConstraint(condition=~Q(asunto=""), name="llave_de_sello_de_alguien"),
        ]

    def __str__(self) -> str:
        return self.asunto

    def datos(self) -> dict[str, str | dt.datetime | None]:
        """What the log says of it after each change."""
        return {
            "huella": self.huella,
            "desde": self.desde,
            "hasta": self.hasta,
            "revocada_at": self.revocada_at,
        }

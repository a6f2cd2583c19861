"""To whom each closing is sent, so that nobody here can rewrite the past alone."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from auditoria.models.cierre import Cierre


class DestinatarioDeCierre(models.Model):
    """An address that a control body named. Each closing made while it stands is sent to it."""

    organo = models.CharField(_("órgano de control"), max_length=200)
    correo = models.EmailField(_("correo electrónico"))
    desde_at = models.DateTimeField(_("desde"), auto_now_add=True)
    hasta_at = models.DateTimeField(_("hasta"), null=True, editable=False)

    class Meta:
        verbose_name = _("destinatario de cierres")
        verbose_name_plural = _("destinatarios de cierres")
        ordering = ["organo", "correo"]
        constraints = [
            models.UniqueConstraint(
                fields=["correo"], condition=Q(hasta_at__isnull=True), name="destinatario_de_cierre_unico"
            ),
            models.CheckConstraint(
                condition=~Q(organo="") & ~Q(correo=""), name="destinatario_de_cierre_identificado"
            ),
            models.CheckConstraint(
                condition=Q(hasta_at__isnull=True) | Q(hasta_at__gte=models.F("desde_at")),
                name="destinatario_de_cierre_en_orden",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organo} <{self.correo}>"


class EnvioDeCierre(models.Model):
    """One closing to one addressee, written in the transaction of the closing and retried until it is sent."""

    cierre = models.ForeignKey(Cierre, models.PROTECT, related_name="envios")
    destinatario = models.ForeignKey(DestinatarioDeCierre, models.PROTECT, related_name="envios")
    message_id = models.CharField(max_length=120, unique=True)
    intentos = models.PositiveIntegerField(_("intentos"), default=0)
    disponible_at = models.DateTimeField(_("disponible desde"))
    enviado_at = models.DateTimeField(_("enviado"), null=True)
    ultimo_error = models.TextField(_("último error"), blank=True)

    class Meta:
        verbose_name = _("envío de cierre")
        verbose_name_plural = _("envíos de cierres")
        constraints = [
            models.UniqueConstraint(fields=["cierre", "destinatario"], name="envio_de_cierre_unico"),
            models.CheckConstraint(
                condition=Q(enviado_at__isnull=True) | Q(intentos__gt=0), name="envio_de_cierre_intentado"
            ),
        ]
        indexes = [
            models.Index(
                fields=["disponible_at", "id"],
                condition=Q(enviado_at__isnull=True),
                name="envio_de_cierre_pendiente",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cierre_id} → {self.destinatario_id}"

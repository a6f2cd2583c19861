"""Who signs an acta, and why."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from seguimiento.models.acta.acta import Acta
from seguimiento.models.organo import MiembroDeOrgano


class CalidadDeFirma(models.TextChoices):
    """Why a member signs an acta (TUO of Law 27444, art. 113): who presides, who keeps it, who dissented, who asked."""

    PRESIDENCIA = "presidencia", _("Presidencia")
    SECRETARIA = "secretaria", _("Secretaría")
    EN_DISENSO = "en_disenso", _("Voto singular")
    A_PEDIDO = "a_pedido", _("A su pedido")


class FirmanteDeActa(models.Model):
    """A member who signs an acta, and why. Fixed when it is sent to be signed."""

    acta = models.ForeignKey(Acta, models.PROTECT, related_name="firmantes")
    miembro = models.ForeignKey(MiembroDeOrgano, models.PROTECT, related_name="+")
    calidad = models.CharField(_("en calidad de"), max_length=12, choices=CalidadDeFirma)
    nombre = models.CharField(_("nombre"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("firmante de un acta")
        verbose_name_plural = _("firmantes de actas")
        ordering = ["acta", "pk"]
        constraints = [models.UniqueConstraint(fields=["acta", "miembro"], name="firmante_de_acta_una_vez")]

    def __str__(self) -> str:
        return f"{self.miembro} ({self.get_calidad_display()})"

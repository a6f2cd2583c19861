"""What slows down whoever guesses passwords, and from where each account is known to come in."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class FrenoDeIngreso(models.Model):
    """How many attempts failed under one key since its window began. Written by `instituciones.cuentas.freno`.

    Outside the log on purpose: failed anonymous attempts stay out of the chains.
    """

    clave = models.CharField(max_length=140, primary_key=True)
    intentos = models.PositiveIntegerField()
    desde = models.DateTimeField()

    class Meta:
        verbose_name = _("freno de ingreso")
        verbose_name_plural = _("frenos de ingreso")
        indexes = [models.Index(fields=["desde"], name="freno_por_antiguedad")]

    def __str__(self) -> str:
        return f"{self.clave}: {self.intentos}"


class OrigenConocido(models.Model):
    """A network from which an account signed in before."""

    usuario = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="origenes")
    red = models.CharField(_("red"), max_length=50)
    visto_at = models.DateTimeField(_("último ingreso"))

    class Meta:
        verbose_name = _("origen conocido")
        verbose_name_plural = _("orígenes conocidos")
        constraints = [models.UniqueConstraint(fields=["usuario", "red"], name="origen_una_vez_por_cuenta")]

    def __str__(self) -> str:
        return self.red

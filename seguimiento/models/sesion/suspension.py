"""That a session stopped, and when and where it goes on."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from seguimiento.models.reunion.reunion import PRIMER_ANIO, ULTIMO_ANIO
from seguimiento.models.sesion.sesion import Sesion


class SuspensionDeSesion(models.Model):
    """One stop of a session, as its acta tells it. `continua_el`, `hora` are where the case file lives.

    Without `lugar` and `enlace` it goes on where it was called to. `hora` is unknown of stops that were recorded before
    it was asked.
    """

    sesion = models.ForeignKey(Sesion, models.PROTECT, related_name="suspensiones")
    suspendida_at = models.DateTimeField(_("suspendida"))
    motivo = models.TextField(_("motivo"), max_length=2000)
    continua_el = models.DateField(_("continúa el"))
    hora = models.TimeField(_("hora en que continúa"), null=True, blank=True)
    lugar = models.CharField(_("lugar en que continúa"), max_length=300, blank=True)
    enlace = models.URLField(_("enlace en que continúa"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("suspensión de una sesión")
        verbose_name_plural = _("suspensiones de sesiones")
        ordering = ["sesion", "suspendida_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(motivo=""),
                name="suspension_dice_por_que",
                violation_error_message=_("Diga por qué."),
            ),
            models.CheckConstraint(
                condition=Q(continua_el__year__gte=PRIMER_ANIO) & Q(continua_el__year__lte=ULTIMO_ANIO),
                name="suspension_en_un_ano_posible",
                violation_error_message=_("Revise el año en que la sesión continúa."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sesion} · {self.continua_el:%d/%m/%Y}"

    @property
    def continua_at(self) -> dt.datetime:
        """When it goes on; the end of that day where the hour is unknown."""
        zona = self.sesion.comienza_at.tzinfo
        return dt.datetime.combine(self.continua_el, self.hora or dt.time.max, tzinfo=zona)

    @property
    def donde(self) -> tuple[str, str]:
        """Place and link: those of the session where it says nothing else."""
        if self.lugar or self.enlace:
            return self.lugar, self.enlace
        return self.sesion.lugar, self.sesion.enlace

"""Who answers for a joint action."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from instituciones.models import Institucion, Puesto
from planes.models.accion.accion import AccionConjunta


class Responsable(models.Model):
    """An institution that answers for an action, by which unit and post. Never a person's name."""

    accion = models.ForeignKey(AccionConjunta, models.PROTECT, related_name="responsables")
    institucion = models.ForeignKey(
        Institucion, models.PROTECT, related_name="+", verbose_name=_("institución responsable")
    )
    unidad = models.CharField(_("unidad"), max_length=200, blank=True)
    puesto = models.ForeignKey(
        Puesto, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("puesto")
    )

    class Meta:
        verbose_name = _("responsable de una acción")
        verbose_name_plural = _("responsables de una acción")
        ordering = ["accion", "institucion_id"]
        constraints = [
            models.UniqueConstraint(fields=["accion", "institucion"], name="responsable_una_vez"),
        ]

    def __str__(self) -> str:
        return str(self.institucion)

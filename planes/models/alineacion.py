"""What serves an initiative of a strategic plan, and who said so."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from expedientes.models import Expediente
from flujo.models import Registrado
from instituciones.models import Institucion, Puesto
from planes.models.estrategico import Iniciativa


class AlineacionQuerySet(models.QuerySet["Alineacion"]):
    def vigentes(self) -> Self:
        """Without those that were withdrawn."""
        return self.filter(retirada_el__isnull=True)


class Alineacion(Registrado):
    """That a case file serves an initiative, by the word of one of its parties. Withdrawn with a motive, never edited.

    It belongs to the case file: its parties read it, with the words of the initiative, whoever's plan that is.
    """

    expediente = models.ForeignKey(Expediente, models.PROTECT, related_name="alineaciones")
    iniciativa = models.ForeignKey(Iniciativa, models.PROTECT, related_name="alineaciones")
    institucion = models.ForeignKey(Institucion, models.PROTECT, related_name="+")
    dicha_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("dicha por")
    )
    puesto = models.ForeignKey(
        Puesto, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("puesto")
    )
    sustento = models.TextField(_("por qué"), max_length=2000)
    dicha_el = models.DateField(_("dicha el"), editable=False)
    retirada_el = models.DateField(_("retirada el"), null=True, editable=False)
    motivo = models.CharField(_("motivo del retiro"), max_length=300, blank=True)
    asiento = models.OneToOneField("auditoria.Asiento", models.PROTECT, related_name="+", editable=False)

    objects = AlineacionQuerySet.as_manager()

    class Meta:
        verbose_name = _("alineación")
        verbose_name_plural = _("alineaciones")
        ordering = ["expediente", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["expediente", "iniciativa"],
                condition=Q(retirada_el__isnull=True),
                name="alineacion_una_vez",
                violation_error_message=_("El expediente ya está alineado a esa iniciativa."),
            ),
            models.CheckConstraint(
                condition=~Q(sustento=""),
                name="alineacion_con_sustento",
                violation_error_message=_("Diga por qué el expediente sirve a esa iniciativa."),
            ),
            models.CheckConstraint(
                condition=Q(retirada_el__isnull=True, motivo="")
                | (Q(retirada_el__isnull=False) & ~Q(motivo="")),
                name="alineacion_retirada_con_motivo",
                violation_error_message=_("Diga por qué se retira la alineación."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.expediente.codigo} → {self.iniciativa.codigo}"

    def raiz(self) -> Expediente:
        return self.expediente

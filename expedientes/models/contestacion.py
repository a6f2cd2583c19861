"""A party says that an act that was recorded for it from a paper is not its own."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from expedientes.models.confidencial import Confidencial, ConfidencialQuerySet
from expedientes.models.expediente import Expediente
from flujo.models import Registrado


class ContestacionQuerySet(ConfidencialQuerySet["Contestacion"]):
    def vigentes(self) -> Self:
        """Those that their party has not withdrawn."""
        return self.filter(retirada_el__isnull=True)


class Contestacion(Confidencial, Registrado):
    """What a party answers to an act by document that names it: that is not what it decided, and why.

    Its life: it stands until its own party withdraws it, saying why. Made once for each act, for good: withdrawn, it
    confirms the act. Giving the act anew needs no end of it: the new act has a log row of its own, uncontested. The
    contested row never changes. It is seen by whoever sees the contested act.
    """

    expediente = models.ForeignKey(Expediente, models.PROTECT, related_name="contestaciones")
    contestado = models.ForeignKey(
        "auditoria.Asiento", models.PROTECT, related_name="+", verbose_name=_("asiento contestado")
    )
    motivo = models.TextField(_("motivo"))
    fecha = models.DateField(_("contestado el"))
    asiento = models.OneToOneField("auditoria.Asiento", models.PROTECT, related_name="+", editable=False)
    retirada_el = models.DateField(_("retirada el"), null=True)
    motivo_de_retiro = models.TextField(_("motivo de su retiro"), blank=True)
    retiro = models.OneToOneField(
        "auditoria.Asiento", models.PROTECT, related_name="+", editable=False, null=True
    )

    objects = ContestacionQuerySet.as_manager()

    class Meta:
        verbose_name = _("contestación")
        verbose_name_plural = _("contestaciones")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["contestado", "institucion"], name="contestacion_una_por_acto_y_parte"
            ),
            models.CheckConstraint(condition=~Q(motivo=""), name="contestacion_dice_por_que"),
            models.CheckConstraint(
                condition=Q(retirada_el__isnull=True, retiro__isnull=True, motivo_de_retiro="")
                | (Q(retirada_el__isnull=False, retiro__isnull=False) & ~Q(motivo_de_retiro="")),
                name="contestacion_retirada_dice_por_que",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institucion}: {self.motivo}"

    def raiz(self) -> Expediente:
        return self.expediente


def esta_contestada(asiento: str = "asiento") -> Exists:
    """Whether the act of a row is contested at present; `asiento` is the path from it to its log row.

    The one rule of what a contestation takes away: whatever counts pronouncements leaves these out.
    """
    return Exists(Contestacion.objects.vigentes().filter(contestado=OuterRef(asiento)))

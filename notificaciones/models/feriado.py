"""Days that the published calendars do not know."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FeriadoPropio(models.Model):
    """A decreed day, a regional holiday, or a day on which one institution does not work; or the contrary.

    The rule with the narrowest reach wins: institution over region over country. It moves no date already
    computed.
    """

    pais = models.CharField(_("país"), max_length=2)
    region = models.CharField(_("región"), max_length=80, blank=True)
    institucion = models.ForeignKey(
        "instituciones.Institucion",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="feriados_propios",
        verbose_name=_("institución"),
    )
    fecha = models.DateField(_("fecha"))
    motivo = models.CharField(_("motivo"), max_length=200)
    laborable = models.BooleanField(_("es laborable"), default=False)

    class Meta:
        verbose_name = _("feriado propio")
        verbose_name_plural = _("feriados propios")
        ordering = ["fecha", "pais", "region"]
        constraints = [
            models.UniqueConstraint(
                fields=["fecha", "pais", "region", "institucion"],
                nulls_distinct=False,
                name="feriado_propio_unico_en_su_lugar",
                violation_error_message=_("Ese día ya está declarado para ese lugar."),
            ),
            models.CheckConstraint(
                condition=models.Q(pais__regex=r"^[A-Z]{2}$"), name="feriado_propio_pais_iso"
            ),
            models.CheckConstraint(condition=~models.Q(motivo=""), name="feriado_propio_con_motivo"),
        ]

    def __str__(self) -> str:
        return f"{self.fecha:%d/%m/%Y} {self.motivo}"

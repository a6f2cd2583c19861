"""The budget of an action: who puts what, from which source, in which quarter."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from convenios.models import Moneda
from instituciones.models import Institucion
from planes.models.accion import AccionConjunta


class Partida(models.Model):
    """An amount that one party puts in one quarter of the period: money, or something in kind with its value."""

    accion = models.ForeignKey(AccionConjunta, models.PROTECT, related_name="partidas")
    institucion = models.ForeignKey(
        Institucion, models.PROTECT, related_name="+", verbose_name=_("institución que aporta")
    )
    fuente = models.CharField(_("fuente de financiamiento"), max_length=120, blank=True)
    trimestre = models.PositiveSmallIntegerField(_("trimestre"))
    monto = models.DecimalField(_("monto"), max_digits=18, decimal_places=2)
    moneda = models.CharField(_("moneda"), max_length=3, choices=Moneda)
    es_en_especie = models.BooleanField(_("en especie"), default=False)
    valorizacion = models.CharField(_("en qué consiste y cómo se valorizó"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("partida")
        verbose_name_plural = _("partidas")
        ordering = ["accion", "institucion_id", "trimestre", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(monto__gt=0),
                name="partida_con_monto",
                violation_error_message=_("Una partida tiene un monto mayor que cero."),
            ),
            models.CheckConstraint(
                condition=Q(trimestre__gte=1, trimestre__lte=4),
                name="partida_de_un_trimestre",
                violation_error_message=_("El trimestre va del 1 al 4."),
            ),
            models.CheckConstraint(
                condition=Q(es_en_especie=False) | ~Q(valorizacion=""),
                name="partida_en_especie_valorizada",
                violation_error_message=_("Diga en qué consiste el aporte en especie y cómo se valorizó."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institucion}: {self.moneda} {self.monto}"

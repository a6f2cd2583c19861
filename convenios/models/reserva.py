"""One agreement that a party keeps from the public, whatever its rules say of the rest."""

from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from convenios.models.convenio import Convenio
from expedientes.models import Expediente
from flujo.models import Registrado
from instituciones.models import Institucion
from instituciones.models.puesto import Dia, en_orden, rango, vigente


class ReservaQuerySet(models.QuerySet["Reserva"]):
    def en_pie(self) -> Self:
        """Those that nobody revoked."""
        return self.filter(revocada_el__isnull=True)

    def vigentes(self, dia: Dia) -> Self:
        """Those that keep their agreement from the public on a day."""
        return self.en_pie().filter(vigente(dia))


class Reserva(Registrado):
    """That an agreement is not published, by whom, why, under which norm and between which days.

    One party's is enough (`tablero.transparencia.publicados`), as it is enough that one objects by its rules. It says
    nothing of who sees the case file: every party reads it there. Declared once; it ends on its day, or revoked.
    """

    convenio = models.ForeignKey(Convenio, models.PROTECT, related_name="reservas")
    institucion = models.ForeignKey(Institucion, models.PROTECT, related_name="+")
    norma = models.CharField(_("norma"), max_length=250)
    motivo = models.TextField(_("motivo"))
    desde = models.DateField(_("desde"))
    hasta = models.DateField(_("hasta"), null=True)
    revocada_el = models.DateField(_("revocada el"), null=True, editable=False)
    asiento = models.OneToOneField("auditoria.Asiento", models.PROTECT, related_name="+", editable=False)

    objects = ReservaQuerySet.as_manager()

    class Meta:
        verbose_name = _("reserva")
        verbose_name_plural = _("reservas")
        ordering = ["convenio", "desde", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(motivo="") & ~Q(norma=""),
                name="reserva_dice_por_que",
                violation_error_message=_("Diga por qué se reserva y qué norma lo permite."),
            ),
            en_orden("reserva_termina_despues_de_empezar"),
            ExclusionConstraint(
                name="reserva_una_por_parte_y_dia",
                expressions=[
                    ("convenio", RangeOperators.EQUAL),
                    ("institucion", RangeOperators.EQUAL),
                    (rango(), RangeOperators.OVERLAPS),
                ],
                condition=Q(revocada_el__isnull=True),
                violation_error_message=_(
                    "Esa parte ya tiene reservado este convenio en esas fechas: revoque antes esa reserva."
                ),
            ),
        ]

    def __str__(self) -> str:
        desde = date_format(self.desde, "j b Y")
        if self.hasta is None:
            return _t("desde el %(desde)s, hasta que se revoque") % {"desde": desde}
        return _t("del %(desde)s al %(hasta)s") % {"desde": desde, "hasta": date_format(self.hasta, "j b Y")}

    def raiz(self) -> Expediente:
        return self.convenio.expediente

"""What a party found in a plan, and what was answered."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from expedientes.models import Expediente
from flujo.models import Registrado
from instituciones.models import Institucion
from planes.models.accion import AccionConjunta
from planes.models.plan import PlanAnual
from planes.models.version import VersionDePlan


class ObservacionDePlanQuerySet(models.QuerySet["ObservacionDePlan"]):
    def abiertas(self) -> Self:
        return self.filter(respondida_el__isnull=True)


class ObservacionDePlan(Registrado):
    """Something in a version of a plan, or in one of its actions, that must be answered before it is proposed again."""

    plan = models.ForeignKey(PlanAnual, models.PROTECT, related_name="observaciones")
    version = models.ForeignKey(VersionDePlan, models.PROTECT, related_name="observaciones")
    accion = models.ForeignKey(
        AccionConjunta, models.PROTECT, null=True, blank=True, related_name="observaciones"
    )
    institucion = models.ForeignKey(Institucion, models.PROTECT, related_name="+")
    texto = models.TextField(_("observación"), max_length=4000)
    hecha_el = models.DateField(_("fecha de la observación"))
    respuesta = models.TextField(_("respuesta"), blank=True, max_length=4000)
    respondida_el = models.DateField(_("respondida el"), null=True, blank=True, editable=False)
    asiento = models.OneToOneField("auditoria.Asiento", models.PROTECT, related_name="+", editable=False)

    objects = ObservacionDePlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("observación de un plan")
        verbose_name_plural = _("observaciones de un plan")
        ordering = ["plan", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(respondida_el__isnull=True, respuesta="")
                | (Q(respondida_el__isnull=False) & ~Q(respuesta="")),
                name="observacion_de_plan_respondida",
            ),
            models.CheckConstraint(condition=~Q(texto=""), name="observacion_de_plan_con_texto"),
        ]

    def __str__(self) -> str:
        return self.texto[:80]

    def raiz(self) -> Expediente:
        return self.plan.expediente

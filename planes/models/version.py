"""The frozen content of a plan: what the parties were shown, for ever."""

import json
from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from expedientes.models import Expediente
from flujo.models import Registrado
from planes.models.plan import PlanAnual


class OrigenDeVersion(models.TextChoices):
    PROPUESTA = "propuesta", _("Propuesta a las partes")
    TOLERANCIA = "tolerancia", _("Cambio dentro de la tolerancia")
    REPROGRAMACION = "reprogramacion", _("Reprogramación aprobada")


class VersionDePlan(Registrado):
    """One version of the content of a plan, as canonical JSON with its hash. The database refuses to change it.

    `creada_at` is the moment of its transaction, which the database says: what is approved changes only in a
    transaction that writes a version.
    """

    plan = models.ForeignKey(PlanAnual, models.PROTECT, related_name="versiones")
    n = models.PositiveIntegerField(_("número"))
    contenido = models.TextField(_("contenido"))
    hash = models.CharField(max_length=64)
    origen = models.CharField(_("origen"), max_length=16, choices=OrigenDeVersion)
    motivo = models.CharField(_("qué cambia y por qué"), max_length=2000, blank=True)
    creada_at = models.DateTimeField(_("registrada"), db_default=TransactionNow(), editable=False)
    asiento = models.OneToOneField("auditoria.Asiento", models.PROTECT, related_name="+", editable=False)

    class Meta:
        verbose_name = _("versión del plan")
        verbose_name_plural = _("versiones del plan")
        ordering = ["plan", "n"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "n"], name="version_de_plan_numero_unico"),
            models.CheckConstraint(condition=Q(n__gte=1), name="version_de_plan_desde_uno"),
            models.CheckConstraint(condition=Q(hash__length=64), name="version_de_plan_con_hash"),
            models.CheckConstraint(
                condition=Q(origen=OrigenDeVersion.PROPUESTA) | ~Q(motivo=""),
                name="version_de_plan_con_motivo",
                violation_error_message=_("Diga por qué cambia el plan."),
            ),
        ]

    def __str__(self) -> str:
        return str(_("Versión %(n)s") % {"n": self.n})

    def raiz(self) -> Expediente:
        return self.plan.expediente

    def hash_de_contenido(self) -> str:
        return self.hash

    @property
    def datos(self) -> dict[str, Any]:
        """Its content as plain data."""
        return json.loads(self.contenido)  # type: ignore[no-any-return]

    def primera_desde(self, base: Mapping[str, Any]) -> int:
        """The number of the first action that this version has and that content had not; 0 where there is none."""
        antes = {accion["numero"] for accion in base["acciones"]}
        return min((a["numero"] for a in self.datos["acciones"] if a["numero"] not in antes), default=0)

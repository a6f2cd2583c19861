"""Which institutions take part, and which posts stand for them."""

from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from expedientes.models.expediente import Expediente
from expedientes.permissions import RolDesignado
from flujo.models import Registrado
from instituciones.models import Institucion, Puesto
from instituciones.models.puesto import Dia, en_orden, rango, vigente


class Participacion(Registrado):
    """An institution as a party of a case file."""

    expediente = models.ForeignKey(Expediente, models.PROTECT, related_name="participaciones")
    institucion = models.ForeignKey(Institucion, models.PROTECT, related_name="participaciones")
    es_proponente = models.BooleanField(_("propone el texto"), default=False)
    desde = models.DateField(_("desde"))
    hasta = models.DateField(_("hasta"), null=True, blank=True)

    class Meta:
        verbose_name = _("participación")
        verbose_name_plural = _("participaciones")
        ordering = ["expediente", "-es_proponente", "id"]
        constraints = [
            models.UniqueConstraint(fields=["expediente", "institucion"], name="participacion_unica"),
            models.UniqueConstraint(
                fields=["expediente"],
                condition=Q(es_proponente=True),
                name="participacion_un_solo_proponente",
            ),
            en_orden("participacion_termina_despues_de_empezar"),
        ]
        indexes = [models.Index(fields=["institucion", "expediente"], name="participacion_de_institucion")]

    def __str__(self) -> str:
        return f"{self.institucion} en {self.expediente.codigo}"

    def raiz(self) -> Expediente:
        return self.expediente


class DesignacionQuerySet(models.QuerySet["Designacion"]):
    def vigentes(self, dia: Dia) -> Self:
        return self.filter(vigente(dia))


class Designacion(Registrado):
    """A post designated in a case file by a party, for a role, between two dates."""

    expediente = models.ForeignKey(Expediente, models.PROTECT, related_name="designaciones")
    institucion = models.ForeignKey(Institucion, models.PROTECT, related_name="+")
    puesto = models.ForeignKey(Puesto, models.PROTECT, related_name="designaciones", verbose_name=_("puesto"))
    rol = models.CharField(_("rol"), max_length=24, choices=RolDesignado)
    desde = models.DateField(_("desde"))
    hasta = models.DateField(_("hasta"), null=True, blank=True)
    area = models.CharField(_("área"), max_length=120, blank=True)
    """Which of the areas that its institution's rules name gives its V°B° through this post."""
    documento = models.CharField(_("documento de designación"), max_length=200, blank=True)

    objects = DesignacionQuerySet.as_manager()

    class Meta:
        verbose_name = _("designación")
        verbose_name_plural = _("designaciones")
        ordering = ["expediente", "institucion", "rol", "-desde"]
        constraints = [
            en_orden("designacion_termina_despues_de_empezar"),
            models.CheckConstraint(
                condition=Q(rol=RolDesignado.AREA) & ~Q(area="") | ~Q(rol=RolDesignado.AREA) & Q(area=""),
                name="designacion_de_un_area",
                violation_error_message=_("Diga qué área da su V°B° por ese puesto, y solo entonces."),
            ),
            ExclusionConstraint(
                name="designacion_un_titular_por_rol",
                expressions=[
                    ("expediente", RangeOperators.EQUAL),
                    ("institucion", RangeOperators.EQUAL),
                    ("rol", RangeOperators.EQUAL),
                    (rango(), RangeOperators.OVERLAPS),
                ],
                condition=Q(rol__in=RolDesignado.unicos()),
                violation_error_message=_(
                    "Esa parte ya tiene designado un puesto para ese rol en esas fechas."
                ),
            ),
            ExclusionConstraint(
                name="designacion_sin_repetir",
                expressions=[
                    ("expediente", RangeOperators.EQUAL),
                    ("puesto", RangeOperators.EQUAL),
                    ("rol", RangeOperators.EQUAL),
                    ("area", RangeOperators.EQUAL),
                    (rango(), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Ese puesto ya está designado para ese rol en esas fechas."),
            ),
        ]
        indexes = [models.Index(fields=["puesto", "expediente"], name="designacion_de_un_puesto")]

    def __str__(self) -> str:
        return f"{self.puesto} ({self.get_rol_display()})"

    def raiz(self) -> Expediente:
        return self.expediente

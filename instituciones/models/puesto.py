"""Posts are designated, not people: who occupied which post, when, and by which resolution."""

import datetime as dt
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q
from django.db.models.expressions import Combinable
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from flujo.models import Registrado
from instituciones.models.institucion import Institucion
from instituciones.models.persona import Persona

Dia = dt.date | Combinable
"""A date, or an expression that the database turns into one."""


class RangoDeFechas(Func):
    """``daterange(desde, hasta, '[]')``: both days count, an open end has no last day."""

    function = "DATERANGE"
    output_field = DateRangeField()


def rango(desde: str = "desde", hasta: str = "hasta") -> RangoDeFechas:
    return RangoDeFechas(desde, hasta, RangeBoundary(inclusive_lower=True, inclusive_upper=True))


def en_orden(nombre: str) -> models.CheckConstraint:
    """Something may not end before it begins."""
    return models.CheckConstraint(
        condition=Q(hasta__isnull=True) | Q(hasta__gte=F("desde")),
        name=nombre,
        violation_error_message=_("La fecha final no puede ser anterior a la inicial."),
    )


def vigente(dia: Dia, prefijo: str = "") -> Q:
    """What is in force on a day: both end days included."""
    return Q(**{f"{prefijo}desde__lte": dia}) & (
        Q(**{f"{prefijo}hasta__isnull": True}) | Q(**{f"{prefijo}hasta__gte": dia})
    )


class Puesto(Registrado):
    """A post of an institution: «Director de Articulación Empresarial»."""

    institucion = models.ForeignKey(Institucion, models.PROTECT, related_name="puestos")
    nombre = models.CharField(_("nombre del puesto"), max_length=200)
    unidad = models.CharField(_("unidad"), max_length=200, blank=True)
    esta_activo = models.BooleanField(_("está activo"), default=True)

    class Meta:
        verbose_name = _("puesto")
        verbose_name_plural = _("puestos")
        ordering = ["institucion", "nombre"]
        constraints = [
            models.UniqueConstraint(
                fields=["institucion", "nombre", "unidad"],
                name="puesto_unico_en_su_unidad",
                violation_error_message=_("Ese puesto ya existe en esa unidad."),
            )
        ]

    def __str__(self) -> str:
        return self.nombre

    def get_absolute_url(self) -> str:
        return reverse("instituciones:puesto", args=[self.pk])

    def raiz(self) -> Institucion:
        return self.institucion


class Calidad(models.TextChoices):
    TITULAR = "titular", _("Titular")
    ENCARGADO = "encargado", _("Encargado")
    SUBROGANTE = "subrogante", _("Subrogante")
    VACANTE = "vacante", _("Vacante")


class OcupacionQuerySet(models.QuerySet["Ocupacion"]):
    def vigentes(self, dia: Dia) -> Self:
        return self.filter(vigente(dia))

    def efectivas(self, dia: Dia) -> Self:
        """Who really exercises each post that day: an encargado or subrogante goes before the titular."""
        reemplazo = Ocupacion.objects.filter(
            vigente(dia), puesto=OuterRef("puesto"), calidad__in=[Calidad.ENCARGADO, Calidad.SUBROGANTE]
        )
        return (
            self.vigentes(dia)
            .exclude(calidad=Calidad.VACANTE)
            .filter(~Q(calidad=Calidad.TITULAR) | ~Exists(reemplazo))
        )


class Ocupacion(Registrado):
    """One occupation of a post, recorded once. History is ended and continued, never overwritten."""

    puesto = models.ForeignKey(Puesto, models.PROTECT, related_name="ocupaciones")
    persona = models.ForeignKey(
        Persona, models.PROTECT, null=True, blank=True, related_name="ocupaciones", verbose_name=_("persona")
    )
    calidad = models.CharField(_("calidad"), max_length=12, choices=Calidad)
    desde = models.DateField(_("desde"))
    hasta = models.DateField(_("hasta"), null=True, blank=True)
    resolucion = models.CharField(_("resolución o documento"), max_length=200)

    objects = OcupacionQuerySet.as_manager()

    class Meta:
        verbose_name = _("ocupación")
        verbose_name_plural = _("ocupaciones")
        ordering = ["puesto", "-desde", "-id"]
        constraints = [
            en_orden("ocupacion_termina_despues_de_empezar"),
            models.CheckConstraint(
                condition=Q(calidad=Calidad.VACANTE, persona__isnull=True)
                | (~Q(calidad=Calidad.VACANTE) & Q(persona__isnull=False)),
                name="ocupacion_vacante_es_sin_persona",
            ),
            ExclusionConstraint(
                name="ocupacion_un_solo_titular_o_vacante",
                expressions=[("puesto", RangeOperators.EQUAL), (rango(), RangeOperators.OVERLAPS)],
                condition=Q(calidad__in=[Calidad.TITULAR, Calidad.VACANTE]),
                violation_error_message=_("El puesto ya tiene titular (o vacancia) en esas fechas."),
            ),
            ExclusionConstraint(
                name="ocupacion_un_solo_reemplazo",
                expressions=[("puesto", RangeOperators.EQUAL), (rango(), RangeOperators.OVERLAPS)],
                condition=Q(calidad__in=[Calidad.ENCARGADO, Calidad.SUBROGANTE]),
                violation_error_message=_("El puesto ya tiene un encargado o subrogante en esas fechas."),
            ),
        ]
        indexes = [models.Index(fields=["persona", "desde"], name="ocupacion_de_una_persona")]

    def __str__(self) -> str:
        return f"{self.puesto}: {self.persona or self.get_calidad_display()}"

    def raiz(self) -> Institucion:
        return self.puesto.institucion


class SuplenciaQuerySet(models.QuerySet["Suplencia"]):
    def vigentes(self, dia: Dia) -> Self:
        return self.filter(vigente(dia), anulada_at__isnull=True)


class Suplencia(Registrado):
    """The alterno's post acts for the absent titular's between two dates; meanwhile the titular cannot.

    Scheduling it gives no access before its start.
    """

    ausente = models.ForeignKey(
        Puesto, models.PROTECT, related_name="ausencias", verbose_name=_("puesto ausente")
    )
    suplente = models.ForeignKey(
        Puesto, models.PROTECT, related_name="suplencias", verbose_name=_("puesto que suple")
    )
    desde = models.DateField(_("desde"))
    hasta = models.DateField(_("hasta"))
    motivo = models.CharField(_("motivo"), max_length=200)
    documento = models.CharField(_("documento"), max_length=200, blank=True)
    anulada_at = models.DateTimeField(_("anulada"), null=True, blank=True, editable=False)

    objects = SuplenciaQuerySet.as_manager()

    class Meta:
        verbose_name = _("suplencia")
        verbose_name_plural = _("suplencias")
        ordering = ["-desde", "-id"]
        constraints = [
            en_orden("suplencia_termina_despues_de_empezar"),
            models.CheckConstraint(
                condition=~Q(ausente=F("suplente")),
                name="suplencia_de_otro_puesto",
                violation_error_message=_("Nadie se suple a sí mismo."),
            ),
            ExclusionConstraint(
                name="suplencia_una_a_la_vez",
                expressions=[("ausente", RangeOperators.EQUAL), (rango(), RangeOperators.OVERLAPS)],
                condition=Q(anulada_at__isnull=True),
                violation_error_message=_("Ese puesto ya tiene una suplencia en esas fechas."),
            ),
        ]

    def __str__(self) -> str:
        return str(_("%(suplente)s por %(ausente)s") % {"suplente": self.suplente, "ausente": self.ausente})

    def raiz(self) -> Institucion:
        return self.ausente.institucion

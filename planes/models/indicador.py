"""How an action is measured: indicators with their baseline, and what each quarter is to reach."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from planes.models.accion import AccionConjunta


class Frecuencia(models.TextChoices):
    MENSUAL = "mensual", _("Mensual")
    TRIMESTRAL = "trimestral", _("Trimestral")
    SEMESTRAL = "semestral", _("Semestral")
    ANUAL = "anual", _("Anual")


class Indicador(models.Model):
    """What is measured of an action. `peso` is its part among the indicators of the plan."""

    accion = models.ForeignKey(AccionConjunta, models.PROTECT, related_name="indicadores")
    nombre = models.CharField(_("indicador"), max_length=300)
    unidad = models.CharField(_("unidad de medida"), max_length=80)
    peso = models.DecimalField(
        _("peso"),
        max_digits=5,
        decimal_places=2,
        default=1,
        validators=[MaxValueValidator(100)],
    )
    linea_base = models.DecimalField(_("línea base"), max_digits=18, decimal_places=2, null=True, blank=True)
    anio_base = models.PositiveSmallIntegerField(
        _("año de la línea base"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1950), MaxValueValidator(2200)],
    )
    fuente = models.CharField(_("fuente"), max_length=200, blank=True)
    formula = models.CharField(_("fórmula"), max_length=300, blank=True)
    frecuencia = models.CharField(
        _("frecuencia"), max_length=12, choices=Frecuencia, default=Frecuencia.TRIMESTRAL
    )
    medio_de_verificacion = models.CharField(_("medio de verificación"), max_length=200, blank=True)
    area_responsable = models.CharField(_("área responsable"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("indicador")
        verbose_name_plural = _("indicadores")
        ordering = ["accion", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["accion", "nombre", "unidad"],
                name="indicador_una_vez",
                violation_error_message=_("La acción ya tiene ese indicador, con esa unidad."),
            ),
            models.CheckConstraint(
                condition=~Q(nombre="") & ~Q(unidad=""),
                name="indicador_con_nombre_y_unidad",
                violation_error_message=_("Un indicador tiene nombre y unidad de medida."),
            ),
            models.CheckConstraint(
                condition=Q(peso__gt=0, peso__lte=100),
                name="indicador_con_peso",
                violation_error_message=_("El peso es mayor que cero y no pasa de 100."),
            ),
            models.CheckConstraint(
                condition=Q(linea_base__isnull=True) | Q(anio_base__isnull=False),
                name="indicador_linea_base_con_ano",
                violation_error_message=_("Diga de qué año es la línea base."),
            ),
        ]

    def __str__(self) -> str:
        return self.nombre


class Meta(models.Model):
    """What an indicator is to reach in one quarter of the period."""

    indicador = models.ForeignKey(Indicador, models.PROTECT, related_name="metas")
    trimestre = models.PositiveSmallIntegerField(_("trimestre"))
    valor = models.DecimalField(_("meta"), max_digits=18, decimal_places=2)

    class Meta:
        verbose_name = _("meta")
        verbose_name_plural = _("metas")
        ordering = ["indicador", "trimestre"]
        constraints = [
            models.UniqueConstraint(fields=["indicador", "trimestre"], name="meta_una_por_trimestre"),
            models.CheckConstraint(
                condition=Q(trimestre__gte=1, trimestre__lte=4),
                name="meta_de_un_trimestre",
                violation_error_message=_("El trimestre va del 1 al 4."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicador} · {self.trimestre}: {self.valor}"

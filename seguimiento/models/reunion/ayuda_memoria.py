"""What is written of a meeting: who was there, and what was said."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from instituciones.models import Institucion
from seguimiento.models.reunion.reunion import Reunion


class Asistente(models.Model):
    """Somebody who was there, by name or by post; people without an account are named as one names them."""

    reunion = models.ForeignKey(Reunion, models.CASCADE, related_name="asistentes")
    orden = models.PositiveSmallIntegerField()
    nombre = models.CharField(_("nombre o puesto"), max_length=200)
    cargo = models.CharField(_("cargo"), max_length=200, blank=True)
    de = models.CharField(_("de dónde"), max_length=200, blank=True)
    institucion = models.ForeignKey(
        Institucion,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("institución del expediente"),
    )

    class Meta:
        verbose_name = _("asistente")
        verbose_name_plural = _("asistentes")
        ordering = ["reunion", "orden"]
        constraints = [
            models.UniqueConstraint(fields=["reunion", "orden"], name="asistente_en_su_orden"),
            models.CheckConstraint(condition=~Q(nombre=""), name="asistente_con_nombre"),
            models.CheckConstraint(
                condition=Q(institucion__isnull=True) | Q(de=""), name="asistente_de_un_solo_lugar"
            ),
        ]

    def __str__(self) -> str:
        return self.linea

    @property
    def procedencia(self) -> str:
        return self.institucion.sigla or self.institucion.nombre if self.institucion else self.de

    @property
    def linea(self) -> str:
        """As it is typed: «María Pérez, gerenta, FECRECOOP»."""
        return ", ".join(parte for parte in (self.nombre, self.cargo, self.procedencia) if parte)


class Punto(models.Model):
    """One thing that was talked about, and what was said of it."""

    reunion = models.ForeignKey(Reunion, models.CASCADE, related_name="puntos")
    orden = models.PositiveSmallIntegerField()
    titulo = models.CharField(_("punto"), max_length=300)
    dicho = models.TextField(_("qué se dijo"), max_length=8000, blank=True)

    class Meta:
        verbose_name = _("punto")
        verbose_name_plural = _("puntos")
        ordering = ["reunion", "orden"]
        constraints = [
            models.UniqueConstraint(fields=["reunion", "orden"], name="punto_en_su_orden"),
            models.CheckConstraint(condition=~Q(titulo=""), name="punto_con_titulo"),
        ]

    def __str__(self) -> str:
        return f"{self.orden}. {self.titulo}"

    @property
    def lineas(self) -> str:
        """As it is typed: the point, and below it what was said, each line with a hyphen."""
        return "\n".join([self.titulo, *(f"- {linea}" for linea in self.dicho.splitlines())])

"""Bytes, kept once whatever number of papers they serve."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Analisis(models.TextChoices):
    """What an antivirus said of the bytes. Without one, nobody says that they are clean."""

    NO_ANALIZADO = "no_analizado", _("No analizado por un antivirus")
    LIMPIO = "limpio", _("Sin amenazas conocidas")
    INFECTADO = "infectado", _("Infectado")


class Archivo(models.Model):
    """Some bytes, named by their hash. Only what an antivirus says of them can change."""

    sha256 = models.CharField(_("hash SHA-256"), max_length=64, unique=True)
    tamano = models.PositiveBigIntegerField(_("tamaño en bytes"))
    medio = models.CharField(_("tipo según su contenido"), max_length=100)
    analisis = models.CharField(_("análisis"), max_length=12, choices=Analisis, default=Analisis.NO_ANALIZADO)
    amenaza = models.CharField(_("amenaza encontrada"), max_length=120, blank=True)
    analizado_at = models.DateTimeField(_("analizado"), null=True, editable=False)
    guardado_at = models.DateTimeField(_("guardado"), auto_now_add=True)

    class Meta:
        verbose_name = _("archivo")
        verbose_name_plural = _("archivos")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="archivo_con_hash"),
            models.CheckConstraint(condition=Q(tamano__gt=0), name="archivo_con_bytes"),
            models.CheckConstraint(
                condition=Q(analisis=Analisis.NO_ANALIZADO, analizado_at__isnull=True)
                | (~Q(analisis=Analisis.NO_ANALIZADO) & Q(analizado_at__isnull=False)),
                name="archivo_analizado_en_un_momento",
            ),
            models.CheckConstraint(
                condition=(Q(analisis=Analisis.INFECTADO) & ~Q(amenaza=""))
                | (~Q(analisis=Analisis.INFECTADO) & Q(amenaza="")),
                name="archivo_infectado_por_algo",
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"], condition=Q(analisis=Analisis.NO_ANALIZADO), name="archivo_sin_analizar"
            )
        ]

    def __str__(self) -> str:
        return self.sha256

    @property
    def esta_infectado(self) -> bool:
        return self.analisis == Analisis.INFECTADO

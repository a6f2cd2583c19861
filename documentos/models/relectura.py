"""What reading every stored file back found: which bytes the store lacked, or no longer had as they were."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from documentos.models.archivo import Archivo


class Relectura(models.Model):
    """One reading of all stored files. Without `terminada_at` it is under way, or was cut short."""

    iniciada_at = models.DateTimeField(_("iniciada"))
    terminada_at = models.DateTimeField(_("terminada"), null=True)
    revisados = models.PositiveBigIntegerField(_("archivos leídos"), default=0)
    con_falla = models.PositiveBigIntegerField(_("archivos con falla"), default=0)

    class Meta:
        verbose_name = _("relectura de los archivos")
        verbose_name_plural = _("relecturas de los archivos")
        ordering = ["-iniciada_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(terminada_at__isnull=True) | Q(terminada_at__gte=F("iniciada_at")),
                name="relectura_termina_despues_de_empezar",
            ),
            models.CheckConstraint(
                condition=Q(con_falla__lte=F("revisados")), name="relectura_con_falla_entre_los_revisados"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.iniciada_at:%Y-%m-%d %H:%M}"


class Problema(models.TextChoices):
    """What is wrong with some stored bytes."""

    FALTA = "falta", _("Falta en el almacén")
    DISTINTO = "distinto", _("Su contenido no es el que dice su hash")
    ILEGIBLE = "ilegible", _("No se puede leer")


class FallaQuerySet(models.QuerySet["FallaDeArchivo"]):
    def abiertas(self) -> Self:
        return self.filter(reparada_at__isnull=True)


class FallaDeArchivo(models.Model):
    """That some bytes were not found as they came in: from the sweep that found it to the one that found them whole."""

    archivo = models.ForeignKey(Archivo, models.PROTECT, related_name="fallas", verbose_name=_("archivo"))
    problema = models.CharField(_("problema"), max_length=8, choices=Problema)
    hallada_at = models.DateTimeField(_("hallada"))
    reparada_at = models.DateTimeField(_("reparada"), null=True)

    objects = FallaQuerySet.as_manager()

    class Meta:
        verbose_name = _("falla de un archivo")
        verbose_name_plural = _("fallas de archivos")
        ordering = ["-hallada_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["archivo"],
                condition=Q(reparada_at__isnull=True),
                name="falla_una_abierta_por_archivo",
            ),
            models.CheckConstraint(
                condition=Q(reparada_at__isnull=True) | Q(reparada_at__gte=F("hallada_at")),
                name="falla_se_repara_despues_de_hallarse",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_problema_display())

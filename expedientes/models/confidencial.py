"""Rows that belong to one party until it shares them."""

from typing import Self, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from expedientes import visibilidad
from instituciones.models import Usuario


class Visibilidad(models.TextChoices):
    INTERNA = "interna", _("Solo de la institución")
    COMPARTIDA = "compartida", _("Compartida con las partes")


M = TypeVar("M", bound="Confidencial")


class ConfidencialQuerySet(models.QuerySet[M]):
    def visible_to(self, usuario: Usuario) -> Self:
        """The rows that this account may read: shared ones of its case files, and its own party's internal ones."""
        return self.filter(visibilidad.filas_visibles(usuario, expediente=self.model.ruta_al_expediente))

    def de_su_lado(self, usuario: Usuario) -> Self:
        """The rows that this account reads as somebody of a party: what lists across case files show."""
        return self.filter(visibilidad.filas_de_su_lado(usuario, expediente=self.model.ruta_al_expediente))

    def propias(self, usuario: Usuario) -> Self:
        """The rows of this account's own parties, shared or not."""
        return self.filter(visibilidad.filas_propias(usuario, expediente=self.model.ruta_al_expediente))


class Confidencial(models.Model):
    """A row of a case file that is one party's matter while `visibilidad` is ``interna``."""

    institucion = models.ForeignKey("instituciones.Institucion", models.PROTECT, related_name="+")
    visibilidad = models.CharField(
        _("visibilidad"), max_length=12, choices=Visibilidad, default=Visibilidad.INTERNA
    )

    ruta_al_expediente = "expediente"

    class Meta:
        abstract = True

    def visibilidad_del_asiento(self) -> str:
        return self.visibilidad

"""What is written of a session, paragraph by paragraph."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from seguimiento.models.acta.acta import Acta
from seguimiento.models.sesion import PuntoDeAgenda


class LugarDeParrafo(models.TextChoices):
    """Where in the acta a paragraph stands; within a point, in its `orden`."""

    APERTURA = "apertura", _("Apertura")
    PUNTO = "punto", _("Punto de agenda")
    CIERRE = "cierre", _("Cierre")


class ClaseDeParrafo(models.TextChoices):
    DELIBERACION = "deliberacion", _("Deliberación")
    ACUERDO = "acuerdo", _("Acuerdo")
    COMPROMISO = "compromiso", _("Compromiso")


class Parrafo(models.Model):
    """One paragraph of an acta: what was said, an agreement, or a commitment in one line («… @puesto fecha»).

    Two secretaries write at once: each change names the `version` that it was made from, and meets it or is merged.
    `clave` is given by whoever begins it, so that what was typed without a network is sent twice without harm. What is
    taken out stays, as `retirado`, until the acta is circulated without it.
    """

    acta = models.ForeignKey(Acta, models.PROTECT, related_name="parrafos")
    clave = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    lugar = models.CharField(_("lugar"), max_length=8, choices=LugarDeParrafo, default=LugarDeParrafo.PUNTO)
    punto = models.ForeignKey(
        PuntoDeAgenda, models.PROTECT, related_name="parrafos", null=True, blank=True, verbose_name=_("punto")
    )
    orden = models.FloatField(_("orden"))
    clase = models.CharField(
        _("clase"), max_length=12, choices=ClaseDeParrafo, default=ClaseDeParrafo.DELIBERACION
    )
    texto = models.TextField(_("texto"), max_length=20000, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    retirado = models.BooleanField(_("retirado"), default=False)
    es_reservado = models.BooleanField(_("se omite en la copia para invitados"), default=False)
    escrito_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, verbose_name=_("escrito por")
    )
    escrito_at = models.DateTimeField(_("escrito"), auto_now=True)

    class Meta:
        verbose_name = _("párrafo")
        verbose_name_plural = _("párrafos")
        ordering = ["acta", "orden", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(lugar=LugarDeParrafo.PUNTO, punto__isnull=False)
                | (~Q(lugar=LugarDeParrafo.PUNTO) & Q(punto__isnull=True)),
                name="parrafo_en_su_lugar",
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="parrafo_desde_la_version_uno"),
        ]
        indexes = [models.Index(fields=["acta", "orden"], name="parrafo_del_acta")]

    def __str__(self) -> str:
        return self.texto[:80]

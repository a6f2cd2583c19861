"""What the members of a body were shown of an acta, for ever."""

import json
from typing import Any

from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from expedientes.models import Expediente
from flujo.models import Registrado
from seguimiento.models.acta.acta import Acta


class OrigenDeVersionDeActa(models.TextChoices):
    CIRCULACION = "circulacion", _("Circulada a los miembros")
    SESION = "sesion", _("Aprobada en la sesión")


class VersionDeActa(Registrado):
    """One version of an acta as canonical JSON, with its hash: what the members were shown, for ever."""

    acta = models.ForeignKey(Acta, models.PROTECT, related_name="versiones")
    n = models.PositiveIntegerField(_("número"))
    contenido = models.TextField(_("contenido"))
    hash = models.CharField(max_length=64)
    origen = models.CharField(_("origen"), max_length=12, choices=OrigenDeVersionDeActa)
    creada_at = models.DateTimeField(_("registrada"), db_default=TransactionNow(), editable=False)
    asiento = models.OneToOneField("auditoria.Asiento", models.PROTECT, related_name="+", editable=False)

    class Meta:
        verbose_name = _("versión de un acta")
        verbose_name_plural = _("versiones de actas")
        ordering = ["acta", "n"]
        constraints = [
            models.UniqueConstraint(fields=["acta", "n"], name="version_de_acta_numero_unico"),
            models.CheckConstraint(condition=Q(n__gte=1), name="version_de_acta_desde_uno"),
            models.CheckConstraint(condition=Q(hash__length=64), name="version_de_acta_con_hash"),
        ]

    def __str__(self) -> str:
        return _t("Versión %(n)s") % {"n": self.n}

    def raiz(self) -> Expediente:
        return self.acta.expediente

    def hash_de_contenido(self) -> str:
        return self.hash

    @property
    def datos(self) -> dict[str, Any]:
        """Its content as plain data."""
        return json.loads(self.contenido)  # type: ignore[no-any-return]

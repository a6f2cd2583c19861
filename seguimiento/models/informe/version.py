"""What the parties were shown of a report, for ever."""

import json
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from expedientes.models import Expediente
from flujo.models import Registrado
from seguimiento.models.informe.informe import InformeDeSeguimiento


class VersionDeInforme(Registrado):
    """One presentation of a report, as canonical JSON with its hash. The database refuses to change it."""

    informe = models.ForeignKey(InformeDeSeguimiento, models.PROTECT, related_name="versiones")
    n = models.PositiveSmallIntegerField(_("número"))
    contenido = models.TextField(_("contenido"))
    hash = models.CharField(max_length=64)
    fecha = models.DateField(_("presentada el"))
    asiento = models.OneToOneField("auditoria.Asiento", models.PROTECT, related_name="+", editable=False)

    class Meta:
        verbose_name = _("versión de un informe")
        verbose_name_plural = _("versiones de un informe")
        ordering = ["informe", "n"]
        constraints = [
            models.UniqueConstraint(fields=["informe", "n"], name="version_de_informe_numero_unico"),
            models.CheckConstraint(
                condition=Q(n__gte=1, hash__length=64), name="version_de_informe_con_numero_y_hash"
            ),
        ]

    def __str__(self) -> str:
        return _t("Presentación %(n)s") % {"n": self.n}

    def raiz(self) -> Expediente:
        return self.informe.expediente

    def hash_de_contenido(self) -> str:
        return self.hash

    @property
    def datos(self) -> dict[str, Any]:
        """Its content as plain data."""
        return json.loads(self.contenido)  # type: ignore[no-any-return]

"""Where a commitment comes from."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Origen(models.TextChoices):
    """Where it was undertaken."""

    REUNION = "reunion", _("Reunión")
    ACTA = "acta", _("Acta")
    PLAN = "plan", _("Plan de trabajo")
    INFORME = "informe", _("Informe")
    AUDITORIA = "auditoria", _("Auditoría")
    A_MANO = "a_mano", _("Anotado a mano")

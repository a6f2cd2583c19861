"""How the sessions and the actas of a body are numbered."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NumeradoPorOrgano(models.Model):
    """Numbered by its body, each year anew or for ever."""

    anio = models.PositiveSmallIntegerField(_("año de la numeración"), null=True, editable=False)
    """0 where the numbering never starts anew."""
    numero = models.PositiveIntegerField(_("número"), null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def numero_dicho(self) -> str:
        """«3-2026», «12»; empty before it has its number."""
        if self.numero is None:
            return ""
        return f"{self.numero}-{self.anio}" if self.anio else str(self.numero)

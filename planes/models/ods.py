"""The Sustainable Development Goals (A/RES/70/1), by their number and the short names that the United Nations uses."""

from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _


class Ods(models.IntegerChoices):
    """The seventeen goals."""

    POBREZA = 1, _("Fin de la pobreza")
    HAMBRE = 2, _("Hambre cero")
    SALUD = 3, _("Salud y bienestar")
    EDUCACION = 4, _("Educación de calidad")
    GENERO = 5, _("Igualdad de género")
    AGUA = 6, _("Agua limpia y saneamiento")
    ENERGIA = 7, _("Energía asequible y no contaminante")
    TRABAJO = 8, _("Trabajo decente y crecimiento económico")
    INDUSTRIA = 9, _("Industria, innovación e infraestructura")
    DESIGUALDADES = 10, _("Reducción de las desigualdades")
    CIUDADES = 11, _("Ciudades y comunidades sostenibles")
    CONSUMO = 12, _("Producción y consumo responsables")
    CLIMA = 13, _("Acción por el clima")
    MAR = 14, _("Vida submarina")
    TIERRA = 15, _("Vida de ecosistemas terrestres")
    PAZ = 16, _("Paz, justicia e instituciones sólidas")
    ALIANZAS = 17, _("Alianzas para lograr los objetivos")

    @property
    def con_numero(self) -> str:
        """«ODS 17 · Alianzas para lograr los objetivos»."""
        return _t("ODS %(n)s · %(nombre)s") % {"n": self.value, "nombre": self.label}
